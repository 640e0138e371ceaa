"""Ranks, calibration and temperatures on a part that was not trained on.

``./meander evaluate`` judges a finished model through the service's own code; these figures choose between models.
"""

import numpy as np
import torch

from .network import allowed

BINS = 15
GONE = 1e9  # the rank of a truth that is no candidate


def scores(model, drawer, shop, part):
    """Pairs of logits ``[B, C, heads]``, with what cannot be the truth far below, and targets ``[B, heads]``."""
    step1 = shop.told["heads"].index("step1")
    model.eval()
    with torch.no_grad():
        return [(allowed(b, model(b.features, b.mask, b.offset), step1).float().cpu(), b.targets.cpu()) for b in drawer.all(part)]


def measure(model, drawer, shop, part, heat=None):
    """Per group and head: ``rank``, ``nll`` (nats), ``confidence`` of the first place, ``hit``; NaN where nothing was observed.

    :param heat: temperatures by head
    """
    divide = None if heat is None else torch.tensor([heat[head] for head in shop.told["heads"]])
    return outcomes(scores(model, drawer, shop, part), divide) | {"novel": part.novel > 0}


def outcomes(scored, divide=None):
    out = {name: [] for name in ("rank", "nll", "confidence", "hit")}
    for logits, targets in scored:
        if divide is not None:
            logits = logits / divide
        logs = logits.log_softmax(1)
        labels = targets.clamp(min=0).unsqueeze(1)
        truth = logits.gather(1, labels)
        # Ties cost half of those tied, as in the judge's protocol.
        rank = 1 + (logits > truth).sum(1) + ((logits == truth).sum(1) - 1) / 2
        there, observed = targets >= 0, targets >= -1
        top = logs.max(1)
        out["rank"].append(np.where(observed, np.where(there, rank, GONE), np.nan))
        out["nll"].append(np.where(there, -logs.gather(1, labels).squeeze(1), np.nan))
        out["confidence"].append(np.where(there, top.values.exp(), np.nan))
        out["hit"].append(np.where(there, top.indices == targets, np.nan))
    return {name: np.concatenate(values) for name, values in out.items()}


def gain(rank):
    """The discounted gain of one truth at ``rank``, cut at ten."""
    return np.where(rank <= 10, 1 / np.log2(rank + 1), 0)


def gains(rank):
    """:func:`gain`, and NaN where nothing was observed."""
    return np.where(np.isnan(rank), np.nan, gain(rank))


def summary(measured, heads):
    """Figures by head; those without an observed truth are left out."""
    told = {}
    for i, head in enumerate(heads):
        rank = measured["rank"][:, i]
        known = ~np.isnan(rank)
        if not known.any():
            continue
        rank, novel = rank[known], measured["novel"][known, i]
        told[head] = {
            "n": int(known.sum()),
            "ndcg@10": mean(gain(rank)),
            **{f"hr@{k}": mean(rank <= k) for k in (1, 5, 10)},
            "mrr": mean(1 / rank),
            "novelHr@10": mean(rank[novel] <= 10),
            "returnHr@10": mean(rank[~novel] <= 10),
            "missed": mean(rank >= GONE),
            "nll": mean(measured["nll"][known, i]),
            "ece": calibration_error(measured["confidence"][known, i], measured["hit"][known, i]),
        }
    return told


def mean(values):
    """:return: none where there is nothing to take the mean of"""
    values = np.asarray(values, float)
    values = values[~np.isnan(values)]
    return round(float(values.mean()), 4) if len(values) else None


def reliability(confidence, hit, bins=BINS):
    """Of the first place, by equal bins of confidence: mean said, share that was right, and how many; empty bins left out."""
    known = ~np.isnan(confidence)
    confidence, hit = confidence[known], hit[known].astype(float)
    place = np.clip((confidence * bins).astype(int), 0, bins - 1)
    return [[round(float(confidence[place == i].mean()), 4), round(float(hit[place == i].mean()), 4), int((place == i).sum())] for i in np.unique(place)]


def calibration_error(confidence, hit, bins=BINS):
    """Expected calibration error of the first place, over equal bins (Guo et al. 2017, equation 3)."""
    told = np.array(reliability(confidence, hit, bins))
    if not len(told):
        return None
    return round(float((np.abs(told[:, 0] - told[:, 1]) * told[:, 2]).sum() / told[:, 2].sum()), 4)


def temperatures(scored, heads):
    """One temperature a head: of those that :func:`sharpest` found."""
    return {head: round(float(t), 4) for head, t in zip(heads, sharpest(scored, len(heads))[0])}


def sharpest(scored, heads):
    """The temperature of every head, the best of a grid refined twice, by the mean likelihood of shops (Guo et al. 2017, section 4.2).

    :param scored: by shop, as :func:`scores` gives it
    :return: temperatures ``[heads]``, and nats of the truth at them ``[heads]``, the mean over shops; 0 where nothing was observed
    """
    best = np.ones(heads)
    for step in (1.25, 1.08, 1.025):
        grid = best[None] * step ** np.arange(-4, 5)[:, None]
        worth = np.zeros(grid.shape)
        for i, heat in enumerate(grid):
            for one in scored:
                nll = outcomes(one, torch.tensor(heat, dtype=torch.float32))["nll"]
                worth[i] += np.nansum(nll, 0) / np.maximum(1, (~np.isnan(nll)).sum(0))
        best = grid[worth.argmin(0), np.arange(heads)]
    return best, worth.min(0) / len(scored)
