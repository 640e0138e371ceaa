"""Trains the small nets beside the shares: whether the person comes back, and which categories fade, stay or rise."""

import numpy as np
import torch
from torch.nn import functional

from .network import Small

EPOCHS = 30
PATIENCE = 5


def people(origins, columns):
    """:return: what is equal in all rows of a person ``[N, P]``, whether there was an event ``[N, heads]``, -1 where not known"""
    x = [np.asarray(origin.features[origin.starts][:, columns], np.float32) for origin in origins]
    return np.concatenate(x), np.concatenate([origin.active for origin in origins]).astype(np.float32)


def rows(origins):
    """:return: rows that a trend is known of ``[N, F]``, and the trend ``[N]``"""
    asked = [np.flatnonzero(origin.trends >= 0) for origin in origins]
    x = [np.asarray(origin.features[each], np.float32) for origin, each in zip(origins, asked)]
    return np.concatenate(x), np.concatenate([np.asarray(origin.trends[each]) for origin, each in zip(origins, asked)]).astype(np.int64)


def entropy_of_returns(odds, active):
    """Mean over heads that anybody's answer is known of."""
    known = active >= 0
    each = functional.binary_cross_entropy_with_logits(odds, active.clamp(min=0), reduction="none")
    return ((each * known).sum(0) / known.sum(0).clamp(min=1)).sum() / known.any(0).sum().clamp(min=1)


def fit(x, y, outputs, loss, seed, hidden=32, dropout=0.1, rate=2e-3, decay=0.05, batch=256, chosen_by=None, stop=None):
    """
    :param chosen_by: x and y that the epoch is chosen by, or none: then all ``stop`` epochs are run
    :return: the net, its epoch, and its loss there
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    net = Small(x.shape[1], hidden, outputs, dropout)
    net.standardise(x.mean(0, dtype=np.float64).astype(np.float32), x.std(0, dtype=np.float64).astype(np.float32))
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    steps = -(-len(x) // batch)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=rate, total_steps=EPOCHS * steps + 1, pct_start=0.15)
    best = None
    for epoch in range(1, (stop or EPOCHS) + 1):
        net.train()
        for places in np.array_split(order.permutation(len(x)), steps):
            places = torch.from_numpy(places)
            optimiser.zero_grad()
            loss(net(x[places]), y[places]).backward()
            optimiser.step()
            schedule.step()
        if chosen_by is None:
            continue
        net.eval()
        with torch.no_grad():
            lost = float(loss(net(torch.from_numpy(chosen_by[0])), torch.from_numpy(chosen_by[1])))
        if best is None or lost < best[0]:
            best = (lost, epoch, {k: v.clone() for k, v in net.state_dict().items()})
        elif epoch - best[1] >= PATIENCE:
            break
    if best:
        net.load_state_dict(best[2])
    return net.eval(), best[1] if best else stop, best[0] if best else None


def entropy_of_trends(logits, trend):
    return functional.cross_entropy(logits, trend)


def none(features, outputs):
    """A net that tells nothing apart: of a set that no trend is known of."""
    net = Small(features, 1, outputs, 0.0)
    with torch.no_grad():
        net.net[-1].weight.zero_()
        net.net[-1].bias.zero_()
    return net.eval()
