"""How far what happens strays from what is foretold: split-conformal bands, apart for small and large numbers.

Lei et al. 2018, JASA 113:523; by groups: Vovk 2012, ACML. The service reads them from the manifest (``OutlookBands``).
"""

import numpy as np

LEVEL = 0.8
EDGES = [0.01, 0.03, 0.1, 0.3]
FLOOR = 1e-3
NAMED = 10  # shares that the service names by window
LARGEST = 20  # categories whose weekly share it foretells
HALF_LIFE = 7.0


def scale(foretold):
    return np.sqrt(np.maximum(0, foretold * (1 - foretold)) + FLOOR)


def fit(foretold, actual):
    """:return: ``lower`` and ``upper`` by group of ``foretold``: quantiles of the scaled error, at most and at least 0"""
    group = np.digitize(foretold, EDGES)
    error = (actual - foretold) / scale(foretold)
    lower, upper = [], []
    for i in range(len(EDGES) + 1):
        sorted_ = np.sort(error[group == i])
        n, beyond = len(sorted_), (1 - LEVEL) / 2
        low, high = int(np.floor((n + 1) * beyond)) - 1, int(np.ceil((n + 1) * (1 - beyond))) - 1
        # Too few to say anything: everything is possible.
        lower.append(round(float(min(0, sorted_[low])), 5) if low >= 0 else -1 / FLOOR)
        upper.append(round(float(max(0, sorted_[high])), 5) if high < n else 1 / FLOOR)
    return {"lower": lower, "upper": upper}


def covered(bands, foretold, actual):
    """Share of what happened that lies within, all in all and by group (none where nothing was foretold)."""
    group = np.digitize(foretold, EDGES)
    low = np.maximum(0, foretold + np.array(bands["lower"])[group] * scale(foretold))
    high = np.minimum(1, foretold + np.array(bands["upper"])[group] * scale(foretold))
    within = (actual >= low - 1e-9) & (actual <= high + 1e-9)
    groups = [round(float(within[group == i].mean()), 4) if (group == i).any() else None for i in range(len(EDGES) + 1)]
    return {"n": len(within), "all": round(float(within.mean()), 4), "width": round(float((high - low).mean()), 4), "groups": groups}


def taken_over(days):
    """What activity at the rate of before has taken over of a sum that halves within a week."""
    return 1 - 2 ** (-days / HALF_LIFE)


def weekly(now, share, back, days):
    """The weekly share that is expected at a window's end: nothing changes it while the person stays away."""
    return np.clip(now + back * taken_over(days) * (share - now), 0, 1)


def largest(values, most):
    """Places of the largest, all where there are fewer."""
    return np.argsort(-values, kind="stable")[:most]


class Pairs:
    """What was foretold and what happened, by head, of people as :func:`judge.told` gives them."""

    def __init__(self, heads):
        self.days = [int(head.removeprefix("days")) for head in heads]
        self.shares = [([], []) for _ in heads]
        self.weights = [([], []) for _ in heads]

    def add(self, shares, chance, happened, active, levels):
        """
        :param shares: ``[C, heads]`` foretold of one person, ``happened`` likewise, the last row for all that is no candidate
        :param chance: ``[heads]`` of an event; ``active`` whether there was one, -1 where not known
        :param levels: ``[C, 1 + heads]`` weekly shares, at the origin and at each window's end
        """
        now = levels[:-1, 0]
        mine = largest(now, LARGEST)
        mine = mine[now[mine] > 0]
        for i, days in enumerate(self.days):
            if active[i] > 0:
                named = largest(shares[:-1, i], NAMED)
                self.shares[i][0].append(shares[named, i])
                self.shares[i][1].append(happened[named, i])
            if active[i] >= 0:
                self.weights[i][0].append(weekly(now[mine], shares[mine, i], chance[i], days))
                self.weights[i][1].append(levels[mine, 1 + i])

    def of(self, kind, head):
        foretold, actual = getattr(self, kind)[head]
        if not foretold:
            return np.zeros(0), np.zeros(0)
        return np.concatenate(foretold), np.concatenate(actual)


def table(pairs, heads):
    """As the manifest holds them."""
    kinds = {kind: {head: fit(*pairs.of(kind, i)) for i, head in enumerate(heads)} for kind in ("shares", "weights")}
    return {"level": LEVEL, "edges": EDGES, **kinds}


def coverage(told, pairs, heads):
    """Of other time, by kind and head."""
    known = {kind: [i for i in range(len(heads)) if len(pairs.of(kind, i)[0])] for kind in ("shares", "weights")}
    return {kind: {heads[i]: covered(told[kind][heads[i]], *pairs.of(kind, i)) for i in of} for kind, of in known.items()}
