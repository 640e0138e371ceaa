"""How well shares and returns are foretold on origins that were not trained on.

``./meander evaluate --bench evolution:SET`` writes what the protocol's own judge scores; these figures choose between models.
"""

import numpy as np
import torch

from . import sets

BINS = 10


def told(model, origins):
    """By origin and batch: log shares ``[B, C, heads]``, log odds ``[B, heads]``, and the batch."""
    model.eval()
    with torch.no_grad():
        for origin in origins:
            for batch in sets.batches(origin):
                shares, odds, *_ = batch.asked(model)
                yield shares.log_softmax(1), odds, batch


def summary(model, origins, heads):
    """By head: ``crossEntropy`` (nats; what goes to no candidate is one row), ``n``, and of returns ``auc`` and ``ece``."""
    entropy, odds, active = [], [], []
    for logs, out, batch in told(model, origins):
        entropy.append(-(batch.shares * logs.clamp(min=-30)).sum(1))
        odds.append(out)
        active.append(batch.active)
    entropy, odds, active = (torch.cat(each).numpy() for each in (entropy, odds, active))
    figures = {}
    for i, head in enumerate(heads):
        came = active[:, i] > 0
        known = active[:, i] >= 0
        if not came.any():
            continue
        chance = 1 / (1 + np.exp(-odds[known, i]))
        figures[head] = {
            "n": int(came.sum()),
            "crossEntropy": round(float(entropy[came, i].mean()), 4),
            "auc": area(chance, came[known]),
            "ece": calibration_error(chance, came[known]),
        }
    return figures


def area(chance, came):
    """Area under the ROC curve by ranks (Mann-Whitney); none where all came or none did."""
    if came.all() or not came.any():
        return None
    _, place, count = np.unique(chance, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    here = came.sum()
    return round(float((rank[came].sum() - here * (here + 1) / 2) / (here * (~came).sum())), 4)


def calibration_error(chance, came, bins=BINS):
    """Mean gap between said and true over bins of equal size."""
    order = np.argsort(chance, kind="stable")
    gaps = [abs(chance[part].sum() - came[part].sum()) for part in np.array_split(order, bins)]
    return round(float(sum(gaps) / len(chance)), 4)


def platt(model, origins, heads):
    """Scale and shift by head that make the odds of being active fit best (Platt 1999); 1 and 0 where nothing is known."""
    odds, active = (torch.cat(each) for each in zip(*[(out, batch.active) for _, out, batch in told(model, origins)]))
    scale, shift = torch.ones(len(heads), requires_grad=True), torch.zeros(len(heads), requires_grad=True)
    known = active >= 0
    optimiser = torch.optim.LBFGS([scale, shift], max_iter=100, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        each = torch.nn.functional.binary_cross_entropy_with_logits(odds * scale + shift, active.clamp(min=0), reduction="none")
        total = (each * known).sum() / known.sum().clamp(min=1)
        total.backward()
        return total

    optimiser.step(loss)
    return scale.detach(), shift.detach()
