"""Rolling-origin validation: train on all that lies before an origin, judge what comes after it, move the origin on.

One split says how a model does on one stretch of time; several say how much of that is the stretch (Tashman 2000).
"""

import numpy as np

from . import fit, judge
from .groups import Drawer


def begins(part):
    """About when a part's stretch of time begins: what it asks for lies in it, but the run before can have ended earlier."""
    return np.quantile(part.times, 0.1)


def folds(shop, window=0):
    """Pairs of parts to train on and the part to judge, the earliest first. Answers lie within their part, so no later one is known to an earlier part.

    :param window: the newest so many parts to train on, 0 for all: whether old days still help
    :raises ValueError: where no part lies wholly before another
    """
    parts = sorted(shop.role("train") + shop.role("valid"), key=begins)
    made = []
    for judged in parts:
        before = [part for part in parts if part.times.max() < begins(judged)]
        if before:
            made.append((before[-window:] if window else before, judged))
    if not made:
        raise ValueError(f"{shop.name}: no part lies wholly before another, so there is no origin to roll")
    return made


def validate(shops, options, seed, say=print):
    """By shop: figures of every fold at step 1 and, over folds that are judged on parts of training, ``mean`` and ``deviation`` (of one fold from the mean).

    The epoch is the last one of each fold: what is judged chooses nothing.
    """
    told = {}
    for shop in shops:
        heads = shop.told["heads"]
        each = []
        for train, judged in folds(shop, options.window):
            net, _ = fit.fit([(shop, part) for part in train], [], options, seed, lambda *_: None)
            figures = judge.summary(judge.measure(net, Drawer(shop, options.offset), shop, judged), heads)["step1"]
            each.append({"trained": [part.name for part in train], "judged": judged.name, **{key: figures[key] for key in ("n", "ndcg@10", "hr@10", "nll")}})
            say(f"rolling {shop.name}: {each[-1]}")
        # Parts to train on hold a sample of wrong candidates, the last one all: its level is another.
        gains = [line["ndcg@10"] for line, (_, judged) in zip(each, folds(shop, options.window)) if judged.role == "train"] or [line["ndcg@10"] for line in each]
        told[shop.name] = {"folds": each, "mean": round(float(np.mean(gains)), 4), "deviation": round(float(np.std(gains, ddof=1)), 4) if len(gains) > 1 else None}
    return told
