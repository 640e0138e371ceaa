"""The model of evolution on a tiny shop: it learns what decides, its file says the same, bad sets are refused by name."""

import hashlib
import json

import numpy as np
import onnx
import pytest
import torch
from onnx.reference import ReferenceEvaluator

from meander_training.outlook import __main__ as program
from meander_training.outlook import judge, sets
from meander_training.outlook.network import Mean, Outlook

COLUMNS = ["sd1", "sall", "sshop", "hz", "sign", "elsewhere", "recency"]
HEADS = ["days1", "days7"]
WIDTH = 6


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(1)


def write(folder, people=300, change=None):
    """Nine tenths of the weight go to the row whose ``sign`` is set; who was here lately comes back. Fading shares know nothing of it."""
    rng = np.random.default_rng(7)
    parts = []
    for name, role in (("train0", "train"), ("valid1", "valid")):
        features = np.zeros((people, WIDTH, len(COLUMNS)), np.float32)
        features[:, :, :4] = -np.log(WIDTH)
        features[:, -1, 5] = 1
        signed = rng.integers(0, WIDTH - 1, people)
        features[np.arange(people), signed, 4] = 1
        recency = rng.random(people)
        features[:, :, 6] = recency[:, None]
        shares = np.zeros((people, WIDTH, 2), np.float32)
        active = np.stack([recency < 0.8, np.full(people, -1)], 1).astype(np.int32)
        here = active[:, 0] > 0
        shares[np.arange(people), signed, 0] = 0.9 * here
        shares[:, -1, 0] = 0.1 * here
        unseen = np.zeros((people, 2), np.float32)
        unseen[:, 0] = 0.05 * here
        arrays = {
            "features": features.reshape(-1, len(COLUMNS)),
            "shares": shares.reshape(-1, 2),
            "ends": np.arange(1, people + 1, dtype=np.int64) * WIDTH,
            "active": active,
            "unseen": unseen,
        }
        about = {"name": name, "role": role, "groups": people, "rows": people * WIDTH, "categories": 9, "origin": 0}
        if change:
            change(arrays, about)
        (folder / name).mkdir(parents=True)
        for key, array in arrays.items():
            np.save(folder / name / f"{key}.npy", array)
        parts.append(about)
    told = {"format": "meander-outlook-set", "version": 1, "set": "tiny", "featureSchema": "tiny:1", "features": COLUMNS, "heads": HEADS, "judged": "days1", "parts": parts}
    (folder / "set.json").write_text(json.dumps(told))
    return folder


def options(folder, *more):
    return program.arguments(["--set", str(folder), "--out", str(folder / "model"), "--epochs", "6", "--hidden", "8", "--seeds", "1", "--batch", "32", "--rate", "0.02", *more])


def test_learns_what_the_simple_forecasts_do_not_know(tmp_path):
    shop = sets.load(write(tmp_path / "set"))
    untrained = judge.summary(Mean([Outlook(COLUMNS, 2)]), shop.role("valid"), HEADS)["days1"]
    figures = program.run(options(tmp_path / "set"), say=lambda *_: None)["mean"]
    told = figures["days1"]
    best = -(0.9 * np.log(0.9) + 0.1 * np.log(0.1))
    assert best < told["crossEntropy"] < best + 0.15 < untrained["crossEntropy"]
    assert told["auc"] > 0.95
    assert "days7" not in figures, "what nobody observed has no figure"


def test_the_file_says_what_the_models_say(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--seeds", "1", "2", "--final"), say=lambda *_: None)
    graph = (folder / "model" / "model.onnx").read_bytes()
    manifest = json.loads((folder / "model" / "manifest.json").read_text())
    assert manifest["sha256"] == hashlib.sha256(graph).hexdigest()
    assert [port["shape"] for port in manifest["inputs"]] == [[-1, -1, len(COLUMNS)], [-1, -1]]
    assert manifest["unseen"]["days1"] == pytest.approx(0.5, abs=1e-3)
    cases = json.loads((folder / "model" / "parity.json").read_text())
    shape = (cases["people"], cases["width"])
    inputs = {name: np.array(values, np.float32).reshape(shape + ((len(COLUMNS),) if name == "features" else ())) for name, values in cases["inputs"].items()}
    shares, active = ReferenceEvaluator(onnx.load_from_string(graph)).run(None, inputs)
    said = torch.from_numpy(np.array(shares)).softmax(1).numpy()
    np.testing.assert_allclose(said.ravel(), cases["outputs"]["shares"], atol=1e-4)
    np.testing.assert_allclose(1 / (1 + np.exp(-active.ravel())), cases["outputs"]["active"], atol=1e-4)


def test_the_same_seed_gives_the_same_model(tmp_path):
    first, second = (write(tmp_path / name) for name in "ab")
    for folder in (first, second):
        program.run(options(folder), say=lambda *_: None)
    assert (first / "model" / "model.onnx").read_bytes() == (second / "model" / "model.onnx").read_bytes()


def test_shares_are_those_of_the_mixture_before_anything_is_learned(tmp_path):
    shop = sets.load(write(tmp_path / "set"))
    batch = next(sets.batches(shop.role("valid")[0]))
    model = Outlook(COLUMNS, 2).eval()
    with torch.no_grad():
        model.correction.weight.zero_()
        shares, _ = model(batch.features, batch.mask)
    chance = shares.softmax(1)
    assert torch.allclose(chance.sum(1), torch.ones(len(batch.mask), 2))
    assert torch.allclose(chance[:, 0], chance[:, 1]), "rows that no forecast tells apart are equal"


def none(arrays, about):
    arrays["features"][5, 2] = np.nan


def cut(arrays, about):
    arrays["features"] = arrays["features"][:-1]


def without_labels(arrays, about):
    arrays["active"][:] = 0


@pytest.mark.parametrize(
    "change, people, said",
    [(none, 300, "numbers that are none"), (cut, 300, "cut off"), (without_labels, 300, "no labels"), (None, 60, "at least 100")],
)
def test_what_cannot_be_trained_on_is_refused_by_name(tmp_path, change, people, said):
    with pytest.raises(ValueError, match=said):
        program.run(options(write(tmp_path / "set", people, change)), say=lambda *_: None)
    assert not (tmp_path / "set" / "model").exists()


def test_the_area_is_how_often_who_came_stands_above_who_did_not():
    assert judge.area(np.array([0.9, 0.4, 0.6, 0.4]), np.array([True, True, False, False])) == pytest.approx(2.5 / 4)


def test_calibration_error_is_the_gap_between_said_and_true():
    assert judge.calibration_error(np.full(100, 0.25), np.arange(100) % 2 == 0) == pytest.approx(0.25)
