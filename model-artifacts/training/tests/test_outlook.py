"""The model of evolution on a tiny shop: it learns what decides, its file says the same, bad sets are refused by name."""

import hashlib
import json

import numpy as np
import onnx
import pytest
import torch
from onnx.reference import ReferenceEvaluator

from meander_training.outlook import __main__ as program
from meander_training.outlook import artefact, bands, judge, sets, trees
from meander_training.outlook import trends as trend
from meander_training.outlook.network import Mean, Outlook, Small

COLUMNS = ["sd1", "sall", "sshop", "hz", "sign", "elsewhere", "recency"]
HEADS = ["days1", "days7"]
WIDTH = 6


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(1)


def trends(features):
    """Where the sign is, interest rises in who was here lately and fades in who was not; of another row it stays."""
    told = np.full(features.shape[:2], -1, np.int32)
    told[:, 1] = 1
    told[(features[:, :, 4] > 0) & (features[:, :, 6] < 0.5)] = 2
    told[(features[:, :, 4] > 0) & (features[:, :, 6] >= 0.5)] = 0
    return told


def weekly(shares):
    """All the same before, half of the way to the window's shares after."""
    told = np.full(shares.shape[:2] + (3,), 1 / WIDTH, np.float32)
    here = shares[:, :, 0].sum(1) > 0
    told[here, :, 1] = (told[here, :, 0] + shares[here, :, 0]) / 2
    told[:, :, 2] = -1
    return told


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
            "trends": trends(features).ravel(),
            "weekly": weekly(shares).reshape(-1, 3),
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
    untrained = judge.summary(Outlook(COLUMNS, 2), shop.role("valid"), HEADS)["days1"]
    figures = program.run(options(tmp_path / "set"), say=lambda *_: None)
    told = figures["days1"]
    best = -(0.9 * np.log(0.9) + 0.1 * np.log(0.1))
    assert best < told["crossEntropy"] < best + 0.15 < untrained["crossEntropy"]
    assert figures["trends"]["macroF1"] > 0.9 > figures["trends"]["commonestF1"]
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
    shares, active, directions = ReferenceEvaluator(onnx.load_from_string(graph)).run(None, inputs)
    said = torch.from_numpy(np.array(shares)).softmax(1).numpy()
    np.testing.assert_allclose(said.ravel(), cases["outputs"]["shares"], atol=1e-4)
    np.testing.assert_allclose(1 / (1 + np.exp(-active.ravel())), cases["outputs"]["active"], atol=1e-4)
    said = torch.from_numpy(np.array(directions)).softmax(2).numpy()
    np.testing.assert_allclose(said.ravel(), cases["outputs"]["trends"], atol=1e-4)


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


def test_the_manifest_tells_bands_and_trends_as_the_service_reads_them(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder), say=lambda *_: None)
    manifest = json.loads((folder / "model" / "manifest.json").read_text())
    assert sum(manifest["trend"]["baseRates"].values()) == pytest.approx(1, abs=1e-4)
    assert set(manifest["trend"]["thresholds"]) == {"rising", "fading"}
    for kind in ("shares", "weights"):
        assert set(manifest["bands"][kind]) == set(HEADS)
        for band in manifest["bands"][kind].values():
            assert len(band["lower"]) == len(band["upper"]) == len(bands.EDGES) + 1
            assert max(band["lower"]) <= 0 <= min(band["upper"])


def test_bands_hold_as_much_of_other_time_as_they_say():
    rng = np.random.default_rng(5)
    foretold = rng.beta(1, 6, 20000)
    actual = np.clip(foretold + bands.scale(foretold) * rng.normal(0, 0.5, 20000), 0, 1)
    told = bands.fit(foretold[:10000], actual[:10000])
    held = bands.covered(told, foretold[10000:], actual[10000:])
    assert bands.LEVEL - 0.02 < held["all"] < 0.97, "more than is said where 0 bounds it, not all"
    assert all(group > bands.LEVEL - 0.05 for group in held["groups"])
    few = bands.fit(np.array([0.2]), np.array([0.9]))
    assert bands.covered(few, np.full(3, 0.2), np.array([0.0, 0.5, 1.0]))["all"] == 1, "of what nothing is known everything is possible"


def test_the_week_forgets_at_its_rate_what_is_not_done_again():
    assert bands.weekly(0.4, 0.0, 1.0, 7) == pytest.approx(0.2)
    assert bands.weekly(0.4, 0.0, 0.0, 7) == pytest.approx(0.4), "nothing changes while they stay away"


def test_a_trend_is_said_above_its_threshold_and_rising_first():
    chance = np.array([[0.5, 0.3, 0.2], [0.5, 0.05, 0.45], [0.3, 0.5, 0.2]])
    assert trend.said(chance, {"rising": 0.4, "fading": 0.4}).tolist() == [0, 2, 1]
    assert trend.macro_f1(np.array([0, 1, 2, 2]), np.array([0, 1, 2, 1])) == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)


def test_a_kept_net_is_not_trained_again(tmp_path):
    folder = write(tmp_path / "set")
    more = ("--keep", str(tmp_path / "kept"), "--final")
    program.run(options(folder, *more), say=lambda *_: None)
    first = (folder / "model" / "model.onnx").read_bytes()
    said = []
    program.run(options(folder, *more), say=lambda *words: said.append(str(words)))
    assert (folder / "model" / "model.onnx").read_bytes() == first
    assert not any("epoch 1" in line for line in said)


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


def test_trees_are_part_of_the_file_and_say_what_the_boosters_say(tmp_path):
    folder = write(tmp_path / "set", people=600)
    program.run(options(folder, "--trees", "2", "--final"), say=lambda *_: None)
    graph = (folder / "model" / "model.onnx").read_bytes()
    manifest = json.loads((folder / "model" / "manifest.json").read_text())
    assert manifest["data"]["trees"]["returns"][1] is None, "nobody observed it"
    assert len(manifest["data"]["trees"]["returns"][0]) == len(manifest["data"]["trees"]["trends"]) == 2
    cases = json.loads((folder / "model" / "parity.json").read_text())
    shape = (cases["people"], cases["width"])
    inputs = {name: np.array(values, np.float32).reshape(shape + ((len(COLUMNS),) if name == "features" else ())) for name, values in cases["inputs"].items()}
    shares, active, directions = ReferenceEvaluator(onnx.load_from_string(graph)).run(None, inputs)
    np.testing.assert_allclose(torch.from_numpy(np.array(shares)).softmax(1).numpy().ravel(), cases["outputs"]["shares"], atol=1e-4)
    np.testing.assert_allclose(1 / (1 + np.exp(-active.ravel())), cases["outputs"]["active"], atol=1e-4)
    np.testing.assert_allclose(torch.from_numpy(np.array(directions)).softmax(2).numpy().ravel(), cases["outputs"]["trends"], atol=1e-4)


def test_trees_are_asked_of_rows_with_a_level_and_of_heads_that_they_know():
    columns = COLUMNS + ["sd90"]
    rng = np.random.default_rng(9)
    rows = rng.normal(size=(400, len(columns))).astype(np.float32)
    forest, rounds = trees.grow((rows, (rows[:, 4] > 0) * 2), range(len(columns)), trees.TRENDS, [1, 2], 1, rounds=[5, 5])
    came, _ = trees.grow((rows[:, [6]], (rows[:, 6] < 0).astype(np.float32)), [6], trees.RETURNS, [1], 1, rounds=[5])
    mean = Mean([Outlook(columns, 2)], [Small(1, 4, 2, 0.0)], [Small(len(columns), 4, 3, 0.0)]).eval()
    model = trees.Grown(mean, columns, [came, None], forest, {"returns": 0.5, "trends": 0.5}).eval()
    features = torch.from_numpy(rows[:30].reshape(5, 6, -1).copy())
    features[:, :, 5] = 0
    features[:, -1, 5] = 1
    features[:, :, 7] = torch.where(features[:, :, 7] > 0, -1.0, -6.0)
    mask = torch.ones(5, 6)
    with torch.no_grad():
        _, before, nets = mean(features, mask)
        before, nets = before.clone(), nets.clone()
        _, odds, both = model(features, mask)
    large = (features[:, :, 7] > -2) | (features[:, :, 5] > 0.5)
    assert rounds == [5, 5] and large.any() and not large.all()
    assert torch.equal(both[~large], nets[~large]) and not torch.isclose(both[large], nets[large]).any()
    assert torch.equal(odds[:, 1], before[:, 1]) and not torch.isclose(odds[:, 0], before[:, 0]).any()
    graph = trees.grafted(artefact.to_onnx(mean, len(columns)), model, len(columns))
    _, active, directions = ReferenceEvaluator(onnx.load_from_string(graph)).run(None, {"features": features.numpy(), "mask": mask.numpy()})
    np.testing.assert_allclose(active, odds.numpy(), atol=1e-5)
    np.testing.assert_allclose(directions, both.numpy(), atol=1e-5)
