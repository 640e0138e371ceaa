"""Figures of ranks that ``./meander evaluate`` wrote: hit rates, NDCG and MRR, what is new to a person and what returns apart."""

import collections
import csv
import datetime
import gzip
import json
import math
import re
import sys

from .steps import Failed

VISITS = {"item_viewed", "item_carted", "item_favorited", "item_purchased"}


def figures(ranks):
    """:param ranks: of the truth, ``inf`` where it was not ranked; without any, none"""
    if not ranks:
        return None
    n = len(ranks)
    return {
        "n": n,
        "ndcg": sum(1 / math.log2(rank + 1) for rank in ranks if rank <= 10) / n,
        **{f"hr{k}": sum(rank <= k for rank in ranks) / n for k in (1, 5, 10)},
        "mrr": sum(1 / rank for rank in ranks) / n,
    }


def read(path):
    """By (user, k, h): the truth and its rank."""
    with open(path) as rows:
        return {(row["user"], int(row["k"]), int(row["h"])): (row["truth"], float(row["rank"]) if row["rank"] else math.inf) for row in csv.DictReader(rows)}


def by_step(ranked, before=None):
    """Figures by step: ``all`` and, where ``before`` says what a person had seen, ``novel`` and ``returning``.

    :param before: by user, the category of each run
    """
    told = {}
    for step in (1, 2, 3):
        parts = collections.defaultdict(list)
        for (user, k, h), (truth, rank) in ranked.items():
            if h == step:
                parts["all"].append(rank)
                if before is not None:
                    parts["returning" if truth in before[user][: k + 1] else "novel"].append(rank)
        told[f"h{step}"] = {name: figures(parts[name]) for name in ("all", "novel", "returning")}
    return told


def errors(ranked, runs):
    """How many truths are not what the log says: the judge's own look at what was asked."""
    return sum(k + h >= len(runs[user]) or runs[user][k + h] != truth for (user, k, h), (truth, _) in ranked.items())


def millis(event):
    """When it happened, since 1970."""
    at = datetime.datetime.fromisoformat(event["occurredAt"])
    return (at - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) // datetime.timedelta(milliseconds=1)


def visits(ndjson):
    """By person, time (ms) and category of each visit, in order of time."""
    people = collections.defaultdict(list)
    with (gzip.open(ndjson, "rt") if str(ndjson).endswith(".gz") else open(ndjson)) as lines:
        for line in lines:
            event = json.loads(line)
            category = event.get("item", {}).get("category") if event["kind"] in VISITS else None
            if category:
                people[event["personId"]].append((millis(event), "/".join(category)))
    return {who: sorted(seen, key=lambda visit: visit[0]) for who, seen in people.items()}


def runs(seen):
    """The category of each run: visits in a row of one category are one."""
    return [category for i, (_, category) in enumerate(seen) if i == 0 or seen[i - 1][1] != category]


LINE = re.compile(r"h=(\d) (all|novel|return) +n= *(\d+) (.*)")


def by_protocol(running, script, bench, ranks, data):
    """What the published protocol's own judge says, in the form of :func:`by_step`; none where it finds errors or cannot run."""
    try:
        said = running.run([sys.executable, script, bench, ranks], {"DATA": str(data), "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1"})
    except Failed:
        return None
    if "errors none" not in said:
        return None
    told = {f"h{step}": {"all": None, "novel": None, "returning": None} for step in (1, 2, 3)}
    for step, part, n, rest in LINE.findall(said):
        values = {key: float(value) for key, value in (pair.split("=") for pair in rest.split())}
        named = {"ndcg": values["NDCG10"], "mrr": values["MRR"], **{f"hr{k}": values[f"HR{k}"] for k in (1, 5, 10)}}
        told[f"h{step}"]["returning" if part == "return" else part] = {"n": int(n), **named}
    return told
