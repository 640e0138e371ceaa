"""Sweeps lambda of the joint loss L = F + lambda G over a shared encoder of the person: ``python -m meander_training.joint``.

Every lambda is trained from every seed; figures are those of validation. Whom sharing helps is told by how much the
person has done so far. Writes ``joint.json`` with every run and ``joint.md`` with the tables.
"""

import argparse
import pathlib
import sys

import torch

from ..outlook import fit as evolution
from ..outlook import sets
from ..ranker import fit as migration
from ..ranker import groups
from . import fit, report


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.joint", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="moves", type=pathlib.Path, required=True, help="the ranker's set: ./meander export --bench SET")
    parser.add_argument("--outlook-set", dest="people", type=pathlib.Path, required=True, help="the set of evolution: ./meander export --bench evolution:SET")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for joint.json and joint.md")
    parser.add_argument("--lambdas", type=float, nargs="+", default=[0, 0.03, 0.1, 0.3, 1, 3, 10, fit.ALONE], help="0: migration alone; inf: evolution alone (default: %(default)s)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--steps", type=int, default=200, help="batches of each task in an epoch")
    parser.add_argument("--valid", type=int, default=2000, help="most moments of migration, and most people of evolution, to choose the epoch by; spread evenly over validation")
    parser.add_argument("--batch", type=int, default=128, help="moments of migration a step; half as many people of evolution")
    parser.add_argument("--person", type=int, default=16, help="width of what both tasks share")
    parser.add_argument("--hidden", type=int, default=96)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.03, help="weight decay (L2, decoupled)")
    parser.add_argument("--returns-weight", type=float, default=0.3, help="within G, weight of the loss of whether an event comes")
    parser.add_argument("--offset", default="hz", help="column that a logit starts from (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(given)
    if min(options.epochs, options.steps, options.person, options.hidden, options.threads, options.valid) < 1 or options.batch < 2 or not 0 <= options.dropout < 1:
        parser.error("epochs, steps, person, hidden, threads and valid are at least 1, batch at least 2; dropout lies in [0, 1)")
    if any(not weight >= 0 for weight in options.lambdas):
        parser.error("a lambda is at least 0")
    return options


def run(options, say=print):
    """:return: what ``joint.json`` holds"""
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    moves, people = groups.load(options.moves), sets.load(options.people)
    if not moves.role("valid") or not people.role("valid"):
        raise ValueError("no part for validation in these sets: export train and valid")
    if options.offset not in moves.columns:
        raise ValueError(f"no column {options.offset} to start from")
    migration.check(moves.role("train"), moves.told["heads"])
    evolution.check(people.role("train"), people.told["heads"], people.told["judged"])
    options.moments = migration.moments(moves.role("train")), evolution.moments(people.role("train"))
    drawer = groups.Drawer(moves, options.offset)
    fit.thin(moves, people, options.valid)
    share = report.past(moves)
    runs = []
    for weight in options.lambdas:
        for seed in options.seeds:
            told, _, _ = fit.fit(moves, people, drawer, options, weight, seed, say)
            runs.append({"lambda": weight if weight != fit.ALONE else "alone", "seed": seed, "migration": told.f if weight != fit.ALONE else None, "evolution": told.g if weight else None})
            if weight != fit.ALONE:
                runs[-1]["byPast"] = report.by_past(told.measured, share)
            report.write(options.out, moves, people, options, runs)
    say(f"wrote {options.out}")
    return runs


def main():
    try:
        run(arguments())
    except ValueError as e:
        sys.exit(f"meander_training.joint: {e}")


if __name__ == "__main__":
    main()
