"""Trains the ranker: L = sum of the migration heads' losses + lambda * sum of the evolution heads' losses."""

import copy
import time

import numpy as np
import torch
from torch.nn import functional

from . import features, sets
from .model import Ranker

NEVER = -1e9  # stands for minus infinity without making not-a-number of a gradient


def log_probabilities(model, batch, temperatures=None):
    """:return: migration ``[B, W + 1, 6]``, evolution ``[B, W + 1, 3]``, logits of coming back ``[B, 3]``"""
    migration, migration_rest, evolution, evolution_rest, come_back = model(batch.candidates, batch.mask)
    gone = (1 - batch.mask).unsqueeze(-1) * NEVER
    migration = torch.cat([migration + gone, migration_rest.unsqueeze(1)], 1)
    evolution = torch.cat([evolution + gone, evolution_rest.unsqueeze(1)], 1)
    if temperatures is not None:
        migration = migration / temperatures[:6]
        evolution = evolution / temperatures[6:9]
        come_back = come_back / temperatures[9:]
    current = torch.zeros_like(migration)
    known = batch.current >= 0
    current[known, batch.current[known], 0] = NEVER  # the next run is of another category
    return (migration + current).log_softmax(1), evolution.log_softmax(1), come_back


def losses(migration, evolution, come_back, batch):
    """Means per head over the examples whose outcome is known: ``[6]``, ``[3]``, ``[3]``."""
    labels = batch.migration
    there = labels >= 0
    taken = migration.gather(1, labels.clamp(min=0).unsqueeze(1)).squeeze(1)
    f = -(taken * there).sum(0) / there.sum(0).clamp(min=1)
    total = batch.visits.sum(1)
    active = total > 0
    shares = batch.visits / total.clamp(min=1).unsqueeze(1)
    cross = -(shares * evolution).sum(1)
    g = (cross * active).sum(0) / active.sum(0).clamp(min=1)
    back = functional.binary_cross_entropy_with_logits(come_back, active.float(), reduction="none").mean(0)
    return f, g, back


def joint(f, g, back, weight):
    return f.sum() + weight * (g.sum() + back.sum())


def mean_losses(model, parts):
    model.eval()
    sums, count = torch.zeros(12), 0
    with torch.no_grad():
        for b in sets.batches(parts, 256):
            sums += torch.cat(losses(*log_probabilities(model, b), b)) * len(b.people)
            count += len(b.people)
    return sums / max(1, count)


def standardise(model, parts):
    total, squares, count = 0.0, 0.0, 0
    for shop, examples in parts:
        for example in examples[::5]:
            rows = np.asarray(shop.arrays["features"][shop.rows(example)], np.float64)
            total, squares, count = total + rows.sum(0), squares + (rows**2).sum(0), count + len(rows)
    mean = total / count
    model.mean.copy_(torch.from_numpy(mean))
    model.scale.copy_(torch.from_numpy(np.sqrt(np.maximum(squares / count - mean**2, 1e-4))))


def fit(train, valid, weight, seed, epochs, say=print):
    """
    Early stopping on the joint validation loss, whatever ``weight``, at weight 1.

    :param weight: lambda
    :return: the best model and its history
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    model = Ranker(features.NAMES)
    standardise(model, train)
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs)
    best, history, waited = None, [], 0
    for epoch in range(epochs):
        started = time.monotonic()
        model.train()
        for b in sets.batches(train, 128, order):
            optimiser.zero_grad()
            loss = joint(*losses(*log_probabilities(model, b), b), weight)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
        schedule.step()
        heads = mean_losses(model, valid)
        value = float(heads.sum())
        history.append({"epoch": epoch + 1, "validation": round(value, 4)})
        say(f"lambda {weight:g} epoch {epoch + 1}: validation {value:.4f} in {time.monotonic() - started:.0f} s")
        if best is None or value < best[0] - 1e-3:
            best, waited = (value, copy.deepcopy(model.state_dict())), 0
        else:
            waited += 1
            if waited == 2:
                break
    model.load_state_dict(best[1])
    model.eval()
    return model, best[0], history
