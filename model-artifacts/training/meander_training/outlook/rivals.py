"""Compares models of shares on validation: ``python -m meander_training.outlook.rivals --set DIR --out DIR``.

The simple mixture, the net that corrects it, and an LSTM and a Transformer over the person's latest runs: as a softmax alone, with a pointer in the
mixture, and beside the net. Every one from every seed, its epoch chosen on validation by cross entropy; ``rivals.md`` has the table.
"""

import argparse
import json
import pathlib
import sys
import time

import numpy as np
import torch

from . import fit, judge, sets
from .network import Outlook
from .reader import Rival

BODY = {
    "mixture of simple forecasts": {},
    "the net on the mixture (ships)": None,
    "LSTM, softmax alone": {"body": "lstm", "mixes": False},
    "LSTM, pointer in the mixture": {"body": "lstm"},
    "LSTM beside the net": {"body": "lstm", "corrects": True},
    "Transformer, softmax alone": {"body": "transformer", "mixes": False},
    "Transformer, pointer in the mixture": {"body": "transformer"},
    "Transformer beside the net": {"body": "transformer", "corrects": True},
}
FIGURES = {"crossEntropy": ("nats", 4), "ndcg": ("NDCG@10", 4), "auc": ("returns AUC", 4), "ece": ("returns ECE", 4)}


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.outlook.rivals", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="folder", type=pathlib.Path, required=True, help="folder that ./meander export --bench evolution:SET wrote")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--patience", type=int, default=1)
    parser.add_argument("--hidden", type=int, default=48)
    parser.add_argument("--person", type=int, default=32, help="width of the person encoder and of the readers' states")
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.1)
    parser.add_argument("--returns-weight", type=float, default=0.3)
    parser.add_argument("--latest", type=int, default=0, help="so many origins to train on, the latest; 0 for all")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args(given)


def gains(model, origins, head):
    """NDCG@10 over candidates by person with an event: the gain of a row is its share; the ideal order has all that happened in it."""
    discount = 1 / np.log2(np.arange(2, 12))
    told = []
    for logs, _, batch in judge.told(model, origins):
        came = batch.active[:, head] > 0
        if not came.any():
            continue
        elsewhere = batch.features[came][:, :, model.elsewhere] > 0.5
        said = logs[came][:, :, head].masked_fill(elsewhere, -1e9).numpy()
        gain = batch.shares[came][:, :, head].numpy()
        first = np.argsort(-said, 1, kind="stable")[:, : len(discount)]
        ideal = -np.sort(-gain, 1)[:, : len(discount)]
        weight = discount[: first.shape[1]]
        told.append((np.take_along_axis(gain, first, 1) * weight).sum(1) / (ideal * weight).sum(1))
    return float(np.concatenate(told).mean())


def maker(shop, options, about):
    def make():
        wide = (shop.told["features"], len(shop.told["heads"]), options.hidden, options.person, options.dropout)
        return Outlook(*wide) if about is None else Rival(*wide, **about, latest=shop.origins[0].runs.shape[1])

    return make


def compare(shop, options, say):
    """:return: by name, a line of figures a seed"""
    train, valid = shop.role("train")[-options.latest :], shop.role("valid")
    if not train or not valid:
        raise ValueError("no origins to train on or none to choose by in this set: export train and valid")
    if any(origin.runs is None for origin in train + valid):
        raise ValueError("this set has no runs: export it with this version")
    judged, scaling = shop.told["judged"], fit.moments(train)
    lines = {}
    for name, about in BODY.items():
        for seed in options.seeds:
            began = time.process_time()
            model, history = fit.fit(shop, train, valid, options, seed, lambda *_: None, scaling=scaling, make=maker(shop, options, about))
            figures = judge.summary(model, valid, shop.told["heads"])[judged]
            figures |= {
                "ndcg": gains(model, valid, shop.told["heads"].index(judged)),
                "seconds": time.process_time() - began,
                "epochs": len(history),
                "numbers": sum(each.numel() for each in model.parameters()),
            }
            lines.setdefault(name, []).append(figures)
            say(name, seed, figures)
    return lines


def table(lines):
    """Mean and deviation over seeds, Markdown."""
    rows = ["| model | numbers | " + " | ".join(title for title, _ in FIGURES.values()) + " | processor time |", "|---" * (len(FIGURES) + 3) + "|"]
    for name, seeds in lines.items():
        cells = []
        for key, (_, digits) in FIGURES.items():
            known = [line[key] for line in seeds if line[key] is not None]
            spread = f" ± {np.std(known, ddof=1):.{digits}f}" if len(known) > 1 else ""
            cells.append(f"{np.mean(known):.{digits}f}{spread}" if known else "-")
        spent = np.mean([line["seconds"] for line in seeds])
        rows.append(f"| {name} | {seeds[0]['numbers']:,} | " + " | ".join(cells) + f" | {spent:.0f} s, {np.mean([line['epochs'] for line in seeds]):.1f} epochs |")
    return "\n".join(rows)


def run(options, say=print):
    """:return: by name, a line of figures a seed"""
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    shop = sets.load(options.folder)
    lines = compare(shop, options, say)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "rivals.json").write_text(json.dumps(lines, indent=1) + "\n")
    (options.out / "rivals.md").write_text(table(lines) + "\n")
    say(f"wrote {options.out / 'rivals.md'}")
    return lines


def main():
    try:
        run(arguments())
    except ValueError as e:
        sys.exit(f"meander_training.outlook.rivals: {e}")


if __name__ == "__main__":
    main()
