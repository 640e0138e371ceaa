"""Writes what a sweep of lambda found: every run as JSON, means and spread over seeds as a table."""

import json
import pathlib

import numpy as np

from ..ranker import judge

PAST = "k"  # runs of the person so far
PARTS = ("few", "some", "many")


def past(moves):
    """By group of the validation part which third of people it is in, by how much they have done: 0, 1, 2."""
    part = moves.role("valid")[0]
    if PAST not in moves.columns:
        return np.zeros(len(part), int)
    runs = np.asarray(part.features[part.starts, moves.columns.index(PAST)], float)
    return np.searchsorted(np.quantile(runs, [1 / 3, 2 / 3]), runs, side="right")


def by_past(measured, third):
    """NDCG@10 of the next step by third of people."""
    rank = measured["rank"][:, 0]
    return {name: judge.mean(judge.gain(rank[(third == i) & ~np.isnan(rank)])) for i, name in enumerate(PARTS)}


def spread(values):
    """Mean and sample deviation as text; a dash where nothing was told."""
    known = [value for value in values if value is not None]
    if not known:
        return "-"
    return f"{np.mean(known):.4f}" + (f" ±{np.std(known, ddof=1):.4f}" if len(known) > 1 else "")


def table(runs, judged):
    """A row a lambda, a column a figure, in Markdown."""
    def migration(head, name):
        return lambda run: (run["migration"] or {}).get(head, {}).get(name)

    def evolution(name):
        return lambda run: (run["evolution"] or {}).get(judged, {}).get(name)

    columns = {f"{head} NDCG@10": migration(head, "ndcg@10") for head in ("step1", "step2", "step3")}
    columns |= {"step1 nats": migration("step1", "nll"), "novel HR@10": migration("step1", "novelHr@10"), "return HR@10": migration("step1", "returnHr@10")}
    columns |= {f"{name} past": lambda run, name=name: run.get("byPast", {}).get(name) for name in PARTS}
    columns |= {f"{judged} nats": evolution("crossEntropy"), "returns AUC": evolution("auc"), "returns ECE": evolution("ece")}
    lines = ["| lambda | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for weight in dict.fromkeys(run["lambda"] for run in runs):
        here = [run for run in runs if run["lambda"] == weight]
        lines.append(f"| {weight if isinstance(weight, str) else format(weight, 'g')} | " + " | ".join(spread([told(run) for run in here]) for told in columns.values()) + " |")
    return "\n".join(lines) + "\n"


def write(folder, moves, people, options, runs):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    kept = {key: value for key, value in vars(options).items() if key not in ("moves", "people", "out", "moments", "lambdas")}
    (folder / "joint.json").write_text(json.dumps({"sets": [moves.name, people.name], "options": kept, "runs": runs}, indent=1) + "\n")
    (folder / "joint.md").write_text(table(runs, people.told["judged"]))
