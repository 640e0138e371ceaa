"""Trains a model of evolution on an exported set and writes it as ONNX: ``python -m meander_training.outlook --set DIR --out DIR``.

One model a seed, its epoch chosen by validation; what is written is their mean. With ``--final`` the models are then
trained once more, on training and validation together, for the epochs that validation chose.
"""

import argparse
import pathlib
import sys

import numpy as np
import torch

from .. import exported
from . import artefact, fit, judge, sets
from .network import Mean


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.outlook", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="folder", type=pathlib.Path, required=True, help="folder that ./meander export --bench evolution:SET wrote")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for model.onnx and manifest.json")
    parser.add_argument("--name", default="outlook")
    parser.add_argument("--version", default="1")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--patience", type=int, default=2, help="epochs without a gain before training stops")
    parser.add_argument("--hidden", type=int, default=48)
    parser.add_argument("--person", type=int, default=32, help="width of the person encoder")
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--batch", type=int, default=64, help="groups")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.1, help="weight decay (L2, decoupled)")
    parser.add_argument("--returns-weight", type=float, default=0.3, help="weight of the loss of whether an event comes")
    parser.add_argument("--final", action="store_true", help="train once more with validation in, for the chosen number of epochs")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(given)
    if min(options.epochs, options.hidden, options.person, options.batch, options.threads) < 1 or not 0 <= options.dropout < 1:
        parser.error("epochs, hidden, person, batch and threads are at least 1; dropout lies in [0, 1)")
    return options


def unseen(origins, heads):
    """Of the weight that goes to no candidate, the part in categories that nobody had before, by head."""
    told = {}
    for i, head in enumerate(heads):
        came = [origin.active[:, i] > 0 for origin in origins]
        everywhere = sum(float(origin.elsewhere()[here, i].sum()) for origin, here in zip(origins, came))
        never = sum(float(origin.unseen[here, i].sum()) for origin, here in zip(origins, came))
        told[head] = round(min(1.0, never / everywhere), 6) if everywhere > 0 else 0.0
    return told


def run(options, say=print):
    """:return: validation figures of every seed and of the mean"""
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    shop = sets.load(options.folder)
    heads, judged = shop.told["heads"], shop.told["judged"]
    train, valid = shop.role("train"), shop.role("valid")
    if not train or not valid:
        raise ValueError("no origins to train on or none to choose by in this set: export train and valid")
    models, histories, figures = [], [], {}
    for seed in options.seeds:
        model, history = fit.fit(shop, train, valid, options, seed, say)
        models.append(model)
        histories.append(history)
        figures[f"seed {seed}"] = judge.summary(model, valid, heads)
    scale, shift = judge.platt(Mean(models), valid, heads)
    chosen = Mean(models, scale, shift).eval()
    figures["mean"] = judge.summary(chosen, valid, heads)
    for who, told in figures.items():
        say(who, told[judged])
    known = train
    if options.final:
        known = train + valid
        models = []
        for seed, history in zip(options.seeds, histories):
            best = int(np.argmin([line["crossEntropy"] for line in history])) + 1
            models.append(fit.fit(shop, known, [], options, seed, say, stop=best)[0])
        chosen = Mean(models, scale, shift).eval()
    manifest = {
        "name": options.name,
        "version": options.version,
        "featureSchema": shop.told["featureSchema"],
        "heads": heads,
        "unseen": unseen(known, heads),
        "data": {
            "set": exported.source(shop.told),
            "groups": int(sum(len(origin) for origin in known)),
            "seeds": options.seeds,
            "options": {key: value for key, value in vars(options).items() if key not in ("folder", "out")},
            "history": histories,
        },
        "metrics": {"validation": figures},
    }
    artefact.write(options.out, chosen, len(shop.told["features"]), manifest)
    say(f"wrote {options.out}")
    return figures


def main():
    try:
        run(arguments())
    except ValueError as e:
        sys.exit(f"meander_training.outlook: {e}")


if __name__ == "__main__":
    main()
