"""Reads the lines that commands print and the files that they write."""

import csv
import re

PAIR = re.compile(r"(\S+)=(-?\d+(?:\.\d+)?)(?=\s|$)")
PATHS = {"recall@10": "recall", "fused@10": "fused", "step": "step", "exact": "exact"}


def paths(line):
    """Of a line of ``evaluate``, what it says of paths of three steps; none where it asked for none."""
    told = dict(PAIR.findall(line.partition("paths=")[2] and "paths=" + line.partition("paths=")[2]))
    if not int(told.get("paths", 0)):
        return None
    return {"n": int(told["paths"])} | {name: float(told[key]) for key, name in PATHS.items()}


def returns(line):
    """Of a line of ``evaluate --bench evolution:SET``: how well it was foretold who comes back."""
    told = dict(PAIR.findall(line))
    return {"n": int(told["returns"]), "auc": float(told["AUC"]), "ece": float(told["ECE"])}


def table(path):
    """A CSV with numbers as numbers, nothing as none."""

    def number(text):
        try:
            return float(text)
        except ValueError:
            return text or None

    with open(path) as rows:
        return [{key: number(value) for key, value in row.items()} for row in csv.DictReader(rows)]


def calibration(path):
    """Of ``calibration.csv``: by part and head, how many were asked, what was missed, and by way the bins with their mean gap."""
    told = {}
    for row in table(path):
        head = told.setdefault(row["part"], {}).setdefault(row["head"], {"n": int(row["asked"]), "missed": row["missed"], "ways": {}})
        head["ways"].setdefault(row["way"], {"bins": []})["bins"].append([row["said"], row["came"], int(row["number"])])
    for part in told.values():
        for head in part.values():
            for way in head["ways"].values():
                n = sum(number for *_, number in way["bins"])
                way["ece"] = round(sum(abs(said - came) * number for said, came, number in way["bins"]) / n, 4)
    return told


JUDGED = re.compile(r"^(valid|test)\s+(\d+) (.*)$", re.M)
MEASURES = {"JSDg": "jsdg", "LL": "ll", "N@10": "ndcg", "R@10": "recall", "nR@10": "novel"}


def shares(said):
    """What ``evolution_bench.py score`` printed of the test part; none where it printed none."""
    for part, n, rest in JUDGED.findall(said):
        if part == "test":
            told = dict(PAIR.findall(rest))
            missing = int(re.search(r"without a row (\d+)", rest).group(1))
            return {"n": int(n), "missing": missing} | {name: float(told[key]) for key, name in MEASURES.items()}
    return None
