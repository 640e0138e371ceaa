"""Trains one model of evolution: cross entropy of the shares, and of whether an event comes."""

import time

import numpy as np
import torch
from torch.nn import functional

from . import judge, sets
from .network import Outlook

SMALLEST = 100  # groups with an event after


def check(origins, heads, judged):
    """:raises ValueError: where nothing can be learned from these origins"""
    came = sum(int((origin.active[:, heads.index(judged)] > 0).sum()) for origin in origins)
    if came == 0:
        raise ValueError(f"no labels: nobody has an event within {judged} of an origin")
    if came < SMALLEST:
        raise ValueError(f"{came} people with an event within {judged}; at least {SMALLEST} are needed: export more people or more origins")


def moments(origins):
    """Mean and standard deviation of every column over all rows."""
    total = squares = 0.0
    count = 0
    for origin in origins:
        for begin in range(0, len(origin.features), 1 << 16):
            rows = np.asarray(origin.features[begin : begin + (1 << 16)], np.float64)
            total, squares, count = total + rows.sum(0), squares + (rows**2).sum(0), count + len(rows)
    mean = total / count
    return mean, np.sqrt(np.maximum(squares / count - mean**2, 0))


def losses(shares, odds, batch):
    """The mean over heads with an answer: of cross entropies, and of whether an event came."""
    logs = shares.log_softmax(1).clamp(min=-20)
    came, known = batch.active > 0, batch.active >= 0
    spread = (-(batch.shares * logs).sum(1) * came).sum(0) / came.sum(0).clamp(min=1)
    returns = functional.binary_cross_entropy_with_logits(odds, batch.active.clamp(min=0), reduction="none")
    returns = (returns * known).sum(0) / known.sum(0).clamp(min=1)
    return spread.sum() / came.any(0).sum().clamp(min=1), returns.sum() / known.any(0).sum().clamp(min=1)


def alike(origin, order):
    """People of an origin in an order in which neighbours have about as many rows: less is padding."""
    lengths = np.diff(origin.ends, prepend=0)
    return np.argsort(lengths * order.uniform(0.9, 1.1, len(lengths)), kind="stable")


def fit(shop, train, valid, options, seed, say=print, stop=None, scaling=None, make=None):
    """
    :param valid: origins to choose the epoch by (cross entropy of the judged head), or empty: then the last one counts
    :param stop: the last epoch to run; the learning rate falls as if all of them did
    :param scaling: :func:`moments` of ``train``, where they are known
    :param make: makes the model; without it an :class:`Outlook` as the options say
    :return: the model, and one line of history an epoch
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    heads, judged = shop.told["heads"], shop.told["judged"]
    check(train, heads, judged)
    model = make() if make else Outlook(shop.told["features"], len(heads), options.hidden, options.person, options.dropout)
    model.standardise(*(scaling or moments(train)))
    pieces = [(o, g) for o, origin in enumerate(train) for g in np.array_split(np.arange(len(origin)), max(1, len(origin) // options.batch))]
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=options.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=options.rate, total_steps=options.epochs * len(pieces) + 1, pct_start=0.15)
    best, history, waited = None, [], 0
    for epoch in range(1, (stop or options.epochs) + 1):
        started = time.monotonic()
        model.train()
        shuffled = [alike(origin, order) for origin in train]
        total = 0.0
        for i in order.permutation(len(pieces)):
            o, places = pieces[i]
            batch = sets.draw(train[o], np.sort(shuffled[o][places]))
            optimiser.zero_grad()
            spread, returns = losses(*batch.asked(model), batch)
            loss = spread + options.returns_weight * returns
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        line = {"epoch": epoch, "loss": round(total / len(pieces), 4)}
        if valid:
            line |= judge.summary(model, valid, heads)[judged]
        history.append(line)
        say(f"seed {seed} epoch {epoch}: {line} in {time.monotonic() - started:.0f} s")
        if not valid:
            continue
        if best is None or line["crossEntropy"] < best[0]:
            best, waited = (line["crossEntropy"], {k: v.clone() for k, v in model.state_dict().items()}), 0
        else:
            waited += 1
            if waited > options.patience:
                break
    if best:
        model.load_state_dict(best[1])
    return model.eval(), history
