"""Both tasks over one encoder on a tiny shop: what it shares, what lambda does, what is written."""

import json
import math

import numpy as np
import pytest
import test_outlook
import test_ranker
import torch

from meander_training.joint import __main__ as program
from meander_training.joint import fit
from meander_training.joint.network import PersonEncoder, SharedOutlook, SharedRanker
from meander_training.outlook import sets as outlook_sets
from meander_training.ranker import groups

MOVES = ["hz", "sign", "noise", "iscur"]
PEOPLE = [*MOVES, "sd1", "sall", "sshop", "elsewhere", "recency"]


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(1)


def widened(arrays, about):
    """The columns of the ranker in front of those of evolution: the same sign, a hazard that knows nothing."""
    rows = arrays["features"]
    before = np.zeros((len(rows), len(MOVES)), np.float32)
    before[:, 0] = -2
    before[:, 1] = rows[:, 4]
    arrays["features"] = np.concatenate([before, rows[:, [0, 1, 2, 5, 6]]], 1)


def sets(folder):
    moves, people = test_ranker.write(folder / "moves"), folder / "people"
    test_outlook.write(people, change=widened)
    told = json.loads((people / "set.json").read_text())
    (people / "set.json").write_text(json.dumps(told | {"features": PEOPLE}))
    return moves, people


def options(folder, *more):
    moves, people = sets(folder)
    fixed = ["--epochs", "2", "--steps", "20", "--hidden", "8", "--person", "4", "--batch", "32", "--rate", "0.02", "--seeds", "1", "2"]
    return program.arguments(["--set", str(moves), "--outlook-set", str(people), "--out", str(folder / "out"), *fixed, *more])


def test_every_lambda_is_told_with_its_spread(tmp_path):
    runs = program.run(options(tmp_path, "--lambdas", "0", "1", "inf"), say=lambda *_: None)
    assert [(run["lambda"], run["seed"]) for run in runs] == [(0, 1), (0, 2), (1, 1), (1, 2), ("alone", 1), ("alone", 2)]
    assert all(run["evolution"] is None for run in runs[:2]) and all(run["migration"] is None for run in runs[4:])
    both = runs[2]
    assert both["migration"]["step1"]["hr@1"] > 0.8 and both["evolution"]["days1"]["crossEntropy"] < 1.0, "each task is learned beside the other"
    assert json.loads((tmp_path / "out" / "joint.json").read_text())["runs"] == runs
    lines = (tmp_path / "out" / "joint.md").read_text().splitlines()
    assert len(lines) == 5 and lines[2].startswith("| 0 |") and lines[4].startswith("| alone |") and "±" in lines[3]


def test_lambda_decides_whose_gradient_reaches_the_encoder():
    encoder = PersonEncoder(4, 3)
    f, g = SharedRanker(encoder, 4, 2, 8), SharedOutlook(encoder, PEOPLE, MOVES, "hz", 2, 8, 4)
    features, mask = torch.randn(2, 5, len(PEOPLE)), torch.ones(2, 5)
    features[:, :, PEOPLE.index("elsewhere")] = torch.eye(5)[4]
    shares, _ = g(features, mask)
    shares[:, 0].sum().backward()
    assert encoder.tell[0].weight.grad.abs().sum() > 0
    assert all(p.grad is None for p in f.ranker.parameters())
    assert fit.weighted((2.0, 3.0), 0.5) == 3.5 and fit.weighted((2.0, 3.0), math.inf) == 3.0


def test_a_person_is_the_same_whatever_the_order_and_the_padding():
    encoder = PersonEncoder(4, 3).eval()
    features, offset = torch.randn(1, 5, 4), torch.randn(1, 5)
    said = encoder(features, torch.ones(1, 5), offset)
    order = torch.tensor([3, 1, 4, 0, 2])
    torch.testing.assert_close(encoder(features[:, order], torch.ones(1, 5), offset[:, order]), said)
    padded = torch.cat([features, torch.full((1, 2, 4), 9.0)], 1)
    mask, wide = torch.tensor([[1.0] * 5 + [0.0] * 2]), torch.cat([offset, torch.zeros(1, 2)], 1)
    torch.testing.assert_close(encoder(padded, mask, wide), said)


def test_validation_is_thinned_evenly_and_holds_whole_groups(tmp_path):
    moves, people = (load(folder) for load, folder in zip((groups.load, outlook_sets.load), sets(tmp_path)))
    before = moves.role("valid")[0], people.role("valid")[0]
    fit.thin(moves, people, 100)
    after = moves.role("valid")[0], people.role("valid")[0]
    taken = np.linspace(0, 299, 100).astype(int)
    for whole, thin in zip(before, after):
        assert len(thin) == 100 and thin.ends[-1] == len(thin.features) == 100 * test_ranker.WIDTH
        np.testing.assert_array_equal(thin.features.reshape(100, -1), np.asarray(whole.features).reshape(300, -1)[taken])
    np.testing.assert_array_equal(after[0].targets, before[0].targets[taken])
    np.testing.assert_array_equal(after[1].shares.reshape(100, -1), before[1].shares.reshape(300, -1)[taken])
    assert len(moves.role("train")[0]) == 300


def test_sets_of_different_columns_are_refused_by_name(tmp_path):
    given = options(tmp_path)
    told = json.loads((given.people / "set.json").read_text())
    (given.people / "set.json").write_text(json.dumps(told | {"features": ["other", *PEOPLE[1:]]}))
    with pytest.raises(ValueError, match="lacks columns of tiny: hz"):
        program.run(given, say=lambda *_: None)
    assert not (tmp_path / "out").exists()
