"""Writes the features of a reference experiment, one JSON object an instance, for the Java tests to compare with.

  python3 -m meander_training.reference_features --reference DIR [--ndjson FILE --from MILLIS] --people N --out FILE

`--reference` is the folder of `feats.py`, `feats3.py` and `qlib.py`; without `--ndjson` it is the Taobao set that is
featurised (`DATA` names its folder), with it a file of events such as `./meander sample` writes, as that set is treated.
Statistics are frozen at `--from` (Taobao: at the test split), and each person's last move before the end is an instance.
"""

import argparse
import datetime
import gzip
import json
import os
import sys
import tempfile

import numpy as np

KINDS = {"item_viewed": "pv", "item_carted": "cart", "item_favorited": "fav", "item_purchased": "buy"}


def stable(order):
    """Ties go to the lower category, so that two implementations choose the same candidates."""

    def sort(values, *_, **__):
        return order(values, kind="stable")

    return sort


def events_of(path):
    people = {}
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
    with opened as lines:
        for line in lines:
            event = json.loads(line)
            category = event.get("item", {}).get("category")
            behaviour = KINDS.get(event["kind"])
            if not category or not behaviour:
                continue
            at = datetime.datetime.fromisoformat(event["occurredAt"]).timestamp()
            people.setdefault(event["personId"], []).append(
                (at, "/".join(category), behaviour, event["item"]["id"])
            )
    return [(who, sorted(they, key=lambda event: event[0])) for who, they in sorted(people.items())]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reference", required=True)
    parser.add_argument("--ndjson")
    parser.add_argument("--from", dest="since", type=int)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    os.environ["WORK"] = tempfile.mkdtemp()
    sys.path.insert(0, given.reference)
    np.argpartition = stable(np.argsort)
    np.argsort = stable(np.argsort)
    import feats3 as reference

    features = reference.F
    if given.ndjson:
        made = events_of(given.ndjson)
        features.mb.load = lambda name: (made, 0, given.since // 1000)
    shop = features.load("taobao")
    cut = shop.T2
    visible = [int(np.searchsorted(person.raw, cut, "left")) for person in shop.U]
    statistics = features.build(shop, visible)
    reference.setup(shop, statistics, visible)
    names = features.NAMES
    only_here = "dtlog dts_prev ownhour sessage itemsame dayvis lastevn pbuy_shop freshusers".split()
    kept = [i for i, name in enumerate(names) if name not in only_here]
    categories = sorted({c for person, v in zip(shop.U, visible) for c in person.c[:v]})
    users = [user for user, _ in (made if given.ndjson else features.mb.load("taobao")[0])]
    written = 0
    with gzip.open(given.out, "wt") as out:
        out.write(json.dumps({"features": [names[i] for i in kept], "categories": len(categories)}) + "\n")
        for number, person in enumerate(shop.U):
            k = len(person.c) - 2
            if k < 0 or person.raw[k + 1] < cut or written == given.people:
                continue
            candidates, rows = features.row(shop, statistics, number, k)
            out.write(
                json.dumps(
                    {
                        "person": users[number],
                        "k": k,
                        "candidates": [categories[c] for c in candidates],
                        "rows": [[float("%.8g" % x) for x in row] for row in rows[:, kept]],
                    }
                )
                + "\n"
            )
            written += 1
    print(f"instances={written} categories={len(categories)} features={len(kept)}")


if __name__ == "__main__":
    main()
