"""What rises, stays or fades: thresholds and figures. The order is fading, stable, rising; the meaning is Java's ``OutlookTrend``."""

import numpy as np

from . import judge

NAMES = ("fading", "stable", "rising")
MEANING = {"days": 91, "halfLifeDays": 90, "leastChange": 0.02, "leastEvents": 3}
APART = 88 * 86_400_000  # ms; quarters


def said(chance, thresholds):
    """:param chance: ``[N, 3]``; rising is said first"""
    return np.where(chance[:, 2] > thresholds["rising"], 2, np.where(chance[:, 0] > thresholds["fading"], 0, 1))


def macro_f1(told, truth):
    """The mean over the three of the harmonic mean of precision and recall."""
    table = np.bincount(truth * 3 + told, minlength=9).reshape(3, 3)
    return float(np.mean([2 * table[i, i] / max(table[i].sum() + table[:, i].sum(), 1) for i in range(3)]))


def thresholds(chance, truth):
    """Those with the best macro-F1."""
    best = (-1.0, {})
    for rising in np.unique(np.quantile(chance[:, 2], np.linspace(0.3, 0.995, 25))):
        for fading in np.unique(np.quantile(chance[:, 0], np.linspace(0.1, 0.995, 25))):
            these = {"rising": round(float(rising), 5), "fading": round(float(fading), 5)}
            best = max(best, (macro_f1(said(chance, these), truth), these), key=lambda each: each[0])
    return best[1]


def base_rates(truth):
    shares = np.bincount(truth, minlength=3) / len(truth)
    return {name: round(float(share), 5) for name, share in zip(NAMES, shares)}


def quarters(origins):
    """Origins with a window each of its own."""
    kept, last = [], None
    for origin in sorted(origins, key=lambda each: each.moment):
        if last is None or origin.moment - last >= APART:
            kept.append(origin)
            last = origin.moment
    return kept


def figures(chance, truth, told):
    return {
        "n": len(truth),
        "baseRates": base_rates(truth),
        "macroF1": round(macro_f1(said(chance, told), truth), 4),
        "commonestF1": round(macro_f1(np.full(len(truth), np.bincount(truth).argmax()), truth), 4),
        "aucRising": judge.area(chance[:, 2], truth == 2),
        "aucFading": judge.area(chance[:, 0], truth == 0),
    }
