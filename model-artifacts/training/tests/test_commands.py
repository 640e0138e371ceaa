"""The whole way through the launcher and the code that serves: export, train, evaluate on a tiny shop."""

import csv
import json
import re

import tiny


def test_what_is_exported_trains_a_model_that_the_service_judges_better_than_the_formula(tmp_path):
    chosen = ("--bench", "open_ecommerce", "--data", tiny.orders(tmp_path / "data"))
    assert "groups=" in tiny.meander("export", *chosen, "--out", tmp_path / "set", "--instances", 600)
    tiny.meander("train", "--set", tmp_path / "set", "--out", tmp_path / "model", "--", "--epochs", 4, "--seeds", 1, "--hidden", 16, "--rate", 0.01)
    told = json.loads((tmp_path / "model" / "manifest.json").read_text())
    assert told["heads"][0] == "step1" and told["data"]["sets"][0]["set"] == "open_ecommerce"
    gain = {}
    for who, more in {"formula": (), "model": ("--model", tmp_path / "model" / "model.onnx")}.items():
        said = tiny.meander("evaluate", *chosen, *more, "--out", tmp_path / "ranks" / who)
        gain[who] = float(re.search(r"h=1 instances=\d+ NDCG@10=([\d.]+)", said).group(1))
        with (tmp_path / "ranks" / who / "ranks.csv").open() as rows:
            ranks = list(csv.DictReader(rows))
        assert {row["h"] for row in ranks} == {"1", "2", "3"}
        assert all(row["truth"].startswith("c") for row in ranks)
    assert gain["model"] > tiny.FOLLOWS, "what follows what is nearly all there is to know, and a wrong guess is seldom far off"
    assert gain["model"] >= gain["formula"] - 0.02


def test_the_model_that_ships_goes_on_in_a_set_with_more_columns(tmp_path):
    chosen = ("--bench", "open_ecommerce", "--data", tiny.orders(tmp_path / "data"))
    tiny.meander("export", *chosen, "--out", tmp_path / "set", "--instances", 300, "--names")
    tiny.meander("fine-tune", "--start", tiny.shipped(), "--set", tmp_path / "set", "--out", tmp_path / "model", "--epochs", 1)
    before, after = (json.loads((folder / "manifest.json").read_text()) for folder in (tiny.shipped(), tmp_path / "model"))
    assert after["featureSchema"] != before["featureSchema"]
    assert after["inputs"][0]["shape"][2] > before["inputs"][0]["shape"][2]
    said = tiny.meander("evaluate", *chosen, "--model", tmp_path / "model" / "model.onnx", "--out", tmp_path / "ranks")
    assert float(re.search(r"h=1 instances=\d+ NDCG@10=([\d.]+)", said).group(1)) > tiny.FOLLOWS
