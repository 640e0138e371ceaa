"""Whether one model ranks the same moves better than another: ``python -m meander_training.paired RANKS OTHER``.

Both are files such as ``./meander evaluate`` writes (``user,k,h,truth,rank``, no rank where the truth is no candidate). By step:
how many moves, NDCG@10 of either, the mean of the differences of the same moves, and its standard error, once as if moves were
drawn, and once as if people were, of whom one makes many.
"""

import argparse
import csv
import pathlib
import sys

import numpy as np

from .ranker import judge


def gains(path):
    """:return: the discounted gain, cut at ten, by ``(user, k, h)``"""
    with open(path, newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or not {"user", "k", "h", "rank"} <= rows[0].keys():
        raise ValueError(f"{path} holds no ranks: user,k,h,truth,rank is wanted")
    ranks = np.array([float(row["rank"] or judge.GONE) for row in rows])
    return {(row["user"], int(row["k"]), int(row["h"])): gain for row, gain in zip(rows, judge.gain(ranks))}


def compared(first, second):
    """:return: by step ``n``, both means, ``difference``, ``byMoves`` and ``byPeople``, its standard errors"""
    if first.keys() != second.keys():
        raise ValueError(f"not the same moves: {len(first.keys() - second.keys())} are in the first alone, {len(second.keys() - first.keys())} in the second")
    told = {}
    for step in sorted({h for _, _, h in first}):
        moves = [move for move in first if move[2] == step]
        mine, other = (np.array([which[move] for move in moves]) for which in (first, second))
        apart = mine - other
        _, person = np.unique([user for user, _, _ in moves], return_inverse=True)
        off = np.bincount(person, apart - apart.mean())
        told[step] = {
            "n": len(moves),
            "first": mine.mean(),
            "second": other.mean(),
            "difference": apart.mean(),
            "byMoves": apart.std() / len(apart) ** 0.5,
            "byPeople": (off**2).sum() ** 0.5 / len(apart),
        }
    return told


def main():
    parser = argparse.ArgumentParser(prog="meander_training.paired", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ranks", type=pathlib.Path)
    parser.add_argument("other", type=pathlib.Path)
    options = parser.parse_args()
    try:
        for step, one in compared(gains(options.ranks), gains(options.other)).items():
            print(f"h={step} n={one['n']} {one['first']:.4f} {one['second']:.4f} difference {one['difference']:+.4f} +- {one['byMoves']:.4f} (by people {one['byPeople']:.4f})")
    except (OSError, ValueError) as e:
        sys.exit(f"meander_training.paired: {e}")


if __name__ == "__main__":
    main()
