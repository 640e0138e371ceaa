"""How many moments of its own a shop's ranker wants: ``python -m meander_training.ranker.curve --set SET --out DIR``.

Nets are trained on so many moments of the training parts, drawn by lot with each seed: from nothing, and, with ``--start``,
from a trained model's nets. Epochs are chosen on people of ``valid`` with even numbers, and figures are of those with odd
ones. Results are kept in ``DIR/curve.json``: an interrupted run goes on. ``DIR/curve.md`` is the table.
"""

import argparse
import json
import pathlib
import statistics
import sys

import numpy as np
import torch

from . import __main__ as ranker
from . import artefact, fit, groups, judge

KEYS = ("ndcg@10", "nll", "novelHr@10")


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.ranker.curve", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="folder", type=pathlib.Path, required=True, help="a ranker's set with parts train and valid")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--start", type=pathlib.Path, help="folder of a trained model to go on from, beside nets from nothing")
    parser.add_argument("--moments", type=int, nargs="+", default=[300, 1000, 3000, 10000, 0], help="of all training parts together; 0 for all")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--steps", type=int, default=120, help="batches at least: few moments are gone over more often")
    parser.add_argument("--offset", default="hz2")
    parser.add_argument("--average", type=float, default=0.99)
    options = parser.parse_args(given)
    if min(options.moments) < 0 or min(options.epochs, options.steps) < 1:
        parser.error("moments are 0 or more, epochs and steps at least 1")
    return options


def drawn(parts, most, seed):
    """``most`` groups of all parts together, 0 for all; parts without one are left out."""
    total = sum(len(part) for part in parts)
    if not most or most >= total:
        return parts
    taken = np.sort(np.random.default_rng(seed).permutation(total)[:most])
    begins = np.cumsum([0] + [len(part) for part in parts])
    found = [(part, taken[(taken >= begin) & (taken < end)] - begin) for part, begin, end in zip(parts, begins[:-1], begins[1:])]
    return [groups.some(part, numbers) for part, numbers in found if len(numbers)]


def figures(net, shop, part, options):
    told = judge.summary(judge.measure(net, groups.Drawer(shop, options.offset), shop, part), shop.told["heads"])["step1"]
    return {key: told[key] for key in KEYS}


def run(options, say=print):
    """:return: what ``curve.json`` holds: by start and number of moments, a line of figures a seed"""
    torch.set_num_threads(1)
    shop = groups.load(options.folder)
    (valid,) = shop.role("valid")
    chosen, judged = (groups.some(valid, np.flatnonzero(valid.people % 2 == odd)) for odd in (0, 1))
    starts = {"nothing": None}
    if options.start:
        starts["a model"] = artefact.kept(options.start, shop.told, shop.told["heads"])[0]
    file = options.out / "curve.json"
    options.out.mkdir(parents=True, exist_ok=True)
    told = json.loads(file.read_text()) if file.exists() else {}
    for most in options.moments:
        for name, states in starts.items():
            lines = told.setdefault(name, {}).setdefault(str(most), [])
            for seed in options.seeds[len(lines) :]:
                parts = drawn(shop.role("train"), most, seed)
                count = sum(len(part) for part in parts)
                epochs = max(options.epochs, -(-options.steps * 128 // count))
                asked = ["--set", str(options.folder), "--out", ".", "--offset", options.offset, "--epochs", str(epochs), "--patience", str(max(2, epochs // 4)), "--average", str(options.average)]
                state = states[seed % len(states)] if states else None
                if state is not None:
                    asked += ["--hidden", str(len(state["net.0.bias"]))]
                pairs = [(shop, part) for part in parts]
                pooled = len(state.get("weigh.bias", ())) if state else 0
                net, _ = fit.fit(pairs, [(shop, chosen)], ranker.arguments(asked), seed, lambda *_: None, start=state, pooled=pooled)
                lines.append({"moments": count} | figures(net, shop, judged, options))
                say(f"from {name}, {count} moments, seed {seed}: {lines[-1]}")
                file.write_text(json.dumps(told, indent=1) + "\n")
    (options.out / "curve.md").write_text(table(told))
    return told


def table(told):
    """Mean and standard deviation over seeds, a row a number of moments."""
    names = list(told)
    head = "| moments | " + " | ".join(f"from {name}: NDCG@10 | nats | novel HR@10" for name in names) + " |"
    rows = [head, "|---" * (1 + 3 * len(names)) + "|"]
    for most in told[names[0]]:
        cells = [spread(told[name].get(most, ()), key) for name in names for key in KEYS]
        rows.append(f"| {told[names[0]][most][0]['moments']:,} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def spread(lines, key):
    values = [line[key] for line in lines if line[key] is not None]
    if not values:
        return "–"
    deviation = f" ± {statistics.stdev(values):.4f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):.4f}{deviation}"


def main():
    try:
        run(arguments())
    except ValueError as e:
        sys.exit(f"meander_training.ranker.curve: {e}")


if __name__ == "__main__":
    main()
