"""Readers of runs on a tiny shop where only the order of runs tells what comes next."""

import json

import numpy as np
import pytest
import torch

from meander_training.outlook import rivals, sets
from meander_training.outlook.reader import BODIES, Reader, Rival

COLUMNS = ["sd1", "sall", "sshop", "hz", "recency", "elsewhere"]
WIDTH, LATEST, PEOPLE = 5, 6, 400


def write(folder):
    """Four runs, each of another of four rows; the weight goes to that of the oldest run. No column tells rows apart."""
    rng = np.random.default_rng(3)
    parts = []
    for name, role in (("train0", "train"), ("valid1", "valid")):
        features = np.zeros((PEOPLE, WIDTH, len(COLUMNS)), np.float32)
        features[:, :, :4] = -np.log(WIDTH)
        features[:, -1, 5] = 1
        runs = np.full((PEOPLE, LATEST, 4), -1, np.float32)
        order = np.argsort(rng.random((PEOPLE, WIDTH - 1)), 1)
        runs[:, -4:, 0] = order
        runs[:, -4:, 1] = np.sort(rng.uniform(1, 9, (PEOPLE, 4)), 1)[:, ::-1]
        runs[:, -4:, 2:] = [1, 0]
        shares = np.zeros((PEOPLE, WIDTH, 1), np.float32)
        shares[np.arange(PEOPLE), order[:, 0], 0] = 1
        arrays = {
            "features": features.reshape(-1, len(COLUMNS)),
            "shares": shares.reshape(-1, 1),
            "ends": np.arange(1, PEOPLE + 1, dtype=np.int64) * WIDTH,
            "active": np.ones((PEOPLE, 1), np.int32),
            "unseen": np.zeros((PEOPLE, 1), np.float32),
            "runs": runs.reshape(PEOPLE, -1),
        }
        (folder / name).mkdir(parents=True)
        for key, array in arrays.items():
            np.save(folder / name / f"{key}.npy", array)
        parts.append({"name": name, "role": role, "groups": PEOPLE, "rows": PEOPLE * WIDTH, "categories": 4, "origin": 0})
    told = {"format": "meander-outlook-set", "version": 1, "set": "tiny", "featureSchema": "tiny:1", "features": COLUMNS, "heads": ["days1"], "judged": "days1", "parts": parts}
    (folder / "set.json").write_text(json.dumps(told))
    return folder


def options(folder, *more):
    return rivals.arguments(["--set", str(folder), "--out", str(folder / "out"), "--epochs", "8", "--hidden", "8", "--person", "8", "--seeds", "1", "--batch", "32", "--rate", "0.02", "--dropout", "0", *more])


def test_a_pointer_finds_what_only_the_order_tells_and_the_table_says_so(tmp_path):
    folder = write(tmp_path / "set")
    lines = rivals.run(options(folder), say=lambda *_: None)
    assert list(lines) == list(rivals.BODY)
    blind = lines["the net on the mixture (ships)"][0]["crossEntropy"]
    assert blind == pytest.approx(np.log(4), abs=0.1)
    for body in ("LSTM", "Transformer"):
        assert lines[f"{body}, pointer in the mixture"][0]["crossEntropy"] < 0.5 < blind
        assert lines[f"{body}, softmax alone"][0]["crossEntropy"] > 1, "a state that knows no row cannot say which"
    table = (folder / "out" / "rivals.md").read_text().splitlines()
    assert len(table) == 2 + len(rivals.BODY) and all(line.count("|") == table[0].count("|") for line in table)


@pytest.mark.parametrize("body", BODIES)
def test_what_is_not_there_changes_nothing(body):
    torch.manual_seed(1)
    reader = Reader(body, 3, 8, 0.0, LATEST).eval()
    runs = torch.full((2, LATEST, 4), -1.0)
    runs[:, -2:] = torch.tensor([[0.0, 3.0, 1.0, 0.0], [1.0, 2.0, 2.0, 1.0]])
    rows = torch.randn(2, 4, 3)
    rows[1] = rows[0]
    rows[1, 2:] += 5
    _, last, place, there = reader(rows, runs)
    assert torch.allclose(last[0], last[1]), "rows that no run went to"
    assert place[0, :2].tolist() == [0, 1] and there.sum(1).tolist() == [2, 2]
    _, later, _, _ = reader(rows, runs.clone().index_fill(1, torch.tensor([LATEST - 1]), 0.0))
    assert not torch.allclose(last, later)


def test_shares_of_a_rival_sum_to_one_and_padding_gets_none(tmp_path):
    shop = sets.load(write(tmp_path / "set"))
    batch = next(sets.batches(shop.role("valid")[0]))
    batch.mask[:, 1] = 0
    for about in rivals.BODY.values():
        if about is not None:
            shares, odds = batch.asked(Rival(COLUMNS, 1, 8, 8, 0.0, **about, latest=LATEST).eval())
            chance = shares.softmax(1)
            assert torch.allclose(chance.sum(1), torch.ones(len(chance), 1)) and odds.shape == (len(chance), 1)
            assert float(chance[:, 1].max()) < 1e-6


def test_a_set_without_runs_is_refused_by_name(tmp_path):
    folder = write(tmp_path / "set")
    for part in ("train0", "valid1"):
        (folder / part / "runs.npy").unlink()
    with pytest.raises(ValueError, match="no runs"):
        rivals.run(options(folder), say=lambda *_: None)
