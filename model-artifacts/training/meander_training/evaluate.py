"""Calibrates a ranker and judges it beside the formula that serves without it, on the same examples."""

import numpy as np
import torch

from . import features, sets
from .model import HORIZONS
from .train import log_probabilities

HEADS = [f"step{k}" for k in (1, 2, 3)] + [f"days{d}" for d in (1, 3, 7)] + [f"evolution{d}" for d in HORIZONS] + [f"comeBack{d}" for d in HORIZONS]
FLOOR = 1e-6  # of a probability, so that one impossible truth does not make a mean infinite
TOP = 20  # categories that an answer names
WEEKLY = features.NAMES.index("WEEKLY_SHARE")
OWN = features.NAMES.index("OWN")


def by_model(model, temperatures=None):
    """A predictor: batch → migration ``[B, W + 1, 6]``, evolution ``[B, W + 1, 3]``, come back ``[B, 3]``."""
    heat = None if temperatures is None else torch.tensor([temperatures[h] for h in HEADS])

    def predict(batch):
        with torch.no_grad():
            migration, evolution, come_back = log_probabilities(model, batch, heat)
        return migration.exp(), evolution.exp(), torch.sigmoid(come_back)

    return predict


def by_baseline(batch):
    return batch.baseline[:, :, :6], batch.baseline[:, :, 6:], batch.baseline_come_back


def calibrate(model, parts):
    """One temperature per head, each the best on ``parts`` of a grid refined once."""
    best = np.ones(len(HEADS))
    for span in (np.geomspace(0.5, 2, 13), np.geomspace(0.92, 1.09, 9)):
        grid = best[None, :] * span[:, None]
        sums = np.zeros_like(grid)
        for b in sets.batches(parts, 256):
            for i, heat in enumerate(grid):
                predicted = by_model(model, dict(zip(HEADS, map(float, heat))))(b)
                sums[i] += np.nansum(negative_logs(predicted, b), 0)
        best = grid[sums.argmin(0), np.arange(len(HEADS))]
    return {head: round(float(t), 4) for head, t in zip(HEADS, best)}


def negative_logs(predicted, b):
    """``[B, 12]``, by head; not a number where the outcome is unknown."""
    migration, evolution, come_back = (p.clamp(FLOOR, 1 - FLOOR) for p in predicted)
    out = np.full((len(b.people), len(HEADS)), np.nan)
    taken = migration.gather(1, b.migration.clamp(min=0).unsqueeze(1)).squeeze(1)
    out[:, :6] = np.where(b.migration >= 0, -taken.log(), np.nan)
    total = b.visits.sum(1)
    shares = b.visits / total.clamp(min=1).unsqueeze(1)
    out[:, 6:9] = np.where(total > 0, -(shares * evolution.log()).sum(1), np.nan)
    back = (total > 0).float()
    out[:, 9:] = -(back * come_back.log() + (1 - back) * (1 - come_back).log())
    return out


def expected_weights(predicted, b):
    """``[B, W, 3]``: the forecast of the weekly share that ``EvolutionAnswer`` makes, and the share now ``[B, W]``."""
    _, evolution, come_back = predicted
    now = (torch.exp(b.candidates[:, :, WEEKLY]) - 1e-3).clamp(0, 1) * b.mask
    taken = torch.tensor([1 - 2 ** (-d / 7) for d in HORIZONS])
    ahead = now.unsqueeze(-1) + come_back.unsqueeze(1) * taken * (evolution[:, :-1] - now.unsqueeze(-1))
    return ahead.clamp(0, 1), now


def named(now):
    """``[B, W]``: the categories that an answer forecasts."""
    width = min(TOP, now.shape[1])
    least = now.topk(width, 1).values[:, -1:]
    return (now > 1e-6) & (now >= least)


def measure(predict, parts):
    """Per example and head, concatenated over batches."""
    out = {k: [] for k in ("people", "nll", "rank", "novel", "confidence", "hit", "back", "came", "error", "absolute", "still", "divergence")}
    for b in sets.batches(parts, 256):
        predicted = predict(b)
        migration, evolution, come_back = predicted
        width = b.mask.shape[1]
        labels = b.migration.clamp(min=0)
        known = b.migration >= 0
        candidate = known & (b.migration < width)
        truth = migration.gather(1, labels.unsqueeze(1))
        # Ties cost half of those tied; what is no candidate is never named.
        above = (migration[:, :width] > truth).sum(1) + ((migration[:, :width] == truth).sum(1) - 1).clamp(min=0) / 2
        rank = torch.where(candidate, above + 1.0, torch.full_like(above, 1e9, dtype=torch.float32))
        own = torch.cat([b.candidates[:, :, OWN], torch.zeros(len(b.people), 1)], 1)
        was_own = own.gather(1, labels) > 0
        out["people"].append(b.people)
        out["nll"].append(negative_logs(predicted, b))
        out["rank"].append(np.where(known, rank, np.nan))
        out["novel"].append(np.where(known, ~was_own, False))
        top = migration[:, :width].max(1)
        out["confidence"].append(np.where(known, top.values, np.nan))
        out["hit"].append(np.where(known, top.indices == b.migration, np.nan))
        out["back"].append(come_back.numpy())
        total = b.visits.sum(1)
        out["came"].append((total > 0).float().numpy())
        out["divergence"].append(np.where(total > 0, jensen_shannon(evolution, b.visits / total.clamp(min=1).unsqueeze(1)), np.nan))
        ahead, now = expected_weights(predicted, b)
        keep = named(now)
        spread = torch.sqrt((ahead * (1 - ahead)).clamp(min=0) + 1e-3)
        out["error"].append(((b.weights - ahead) / spread)[keep].numpy())
        out["absolute"].append((b.weights - ahead).abs()[keep].numpy())
        out["still"].append((b.weights - now.unsqueeze(-1)).abs()[keep].numpy())
    return {k: np.concatenate(v) for k, v in out.items()}


def jensen_shannon(p, q):
    """In bits, ``[B, heads]``."""
    m = (p + q) / 2

    def part(x):
        return torch.where(x > 0, x * (x.clamp(min=1e-12) / m.clamp(min=1e-12)).log2(), torch.zeros_like(x)).sum(1)

    return (part(p) + part(q)) / 2


def bands(measured):
    """Quantiles of the forecast's error at 1, 7 and 28 days, as ``Bands`` reads them."""
    low = np.minimum(np.quantile(measured["error"], 0.1, axis=0), 0)
    high = np.maximum(np.quantile(measured["error"], 0.9, axis=0), 0)
    return {"lower": [round(float(x), 4) for x in low], "upper": [round(float(x), 4) for x in high]}


def summary(measured, band):
    """What a card and a manifest tell."""
    told = {}
    for i, head in enumerate(HEADS):
        told[head] = {"nll": mean(measured["nll"][:, i])}
        if i < 6:
            rank, novel = measured["rank"][:, i], measured["novel"][:, i]
            known = ~np.isnan(rank)
            told[head].update(
                n=int(known.sum()),
                **{f"hr@{k}": mean(rank[known] <= k) for k in (1, 5, 10)},
                **{"ndcg@10": mean(gain(rank[known])), "mrr": mean(1 / rank[known])},
                novelShare=mean(novel[known]),
                **{"novelHr@10": mean(rank[known & novel] <= 10), "returnNdcg@10": mean(gain(rank[known & ~novel]))},
                ece=calibration_error(measured["confidence"][known, i], measured["hit"][known, i]),
            )
        elif i < 9:
            told[head].update(jsd=mean(measured["divergence"][:, i - 6]))
        else:
            p, y = measured["back"][:, i - 9], measured["came"][:, i - 9]
            told[head].update(rate=mean(y), brier=mean((p - y) ** 2), auc=auc(p, y), ece=calibration_error(p, y))
    for i, days in enumerate(HORIZONS):
        error = measured["error"][:, i]
        told[f"weight{days}"] = {
            "mae": mean(measured["absolute"][:, i]),
            "maeOfNoChange": mean(measured["still"][:, i]),
            "coverage80": mean((error >= band["lower"][i]) & (error <= band["upper"][i])),
        }
    return told


def compare(measured, against, resamples=500, seed=1):
    """Difference of the negative log-likelihood by head, with a 95 % interval over people drawn again."""
    rng = np.random.default_rng(seed)
    people, place = np.unique(measured["people"], return_inverse=True)
    told = {}
    for i, head in enumerate(HEADS):
        difference = measured["nll"][:, i] - against["nll"][:, i]
        known = ~np.isnan(difference)
        sums = np.bincount(place[known], difference[known], len(people))
        counts = np.bincount(place[known], minlength=len(people))
        drawn = rng.integers(0, len(people), (resamples, len(people)))
        spread = sums[drawn].sum(1) / np.maximum(1, counts[drawn].sum(1))
        told[head] = [round(float(x), 4) for x in (difference[known].mean(), *np.quantile(spread, (0.025, 0.975)))]
    return told


def mean(values):
    values = np.asarray(values, float)
    return round(float(np.nanmean(values)), 4) if values.size and not np.isnan(values).all() else None


def gain(rank):
    return np.where(rank <= 10, 1 / np.log2(rank + 1), 0)


def calibration_error(p, y, bins=15):
    edges = np.clip((p * bins).astype(int), 0, bins - 1)
    total = np.bincount(edges, minlength=bins)
    gap = np.abs(np.bincount(edges, p, bins) - np.bincount(edges, y, bins))
    return round(float(gap.sum() / max(1, total.sum())), 4)


def auc(p, y):
    order = np.argsort(p, kind="stable")
    ranks = np.empty(len(p))
    ranks[order] = np.arange(1, len(p) + 1)
    _, place, counts = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.bincount(place, ranks) / counts)[place]
    positive = y.sum()
    negative = len(y) - positive
    if positive == 0 or negative == 0:
        return None
    return round(float((ranks[y == 1].sum() - positive * (positive + 1) / 2) / (positive * negative)), 4)
