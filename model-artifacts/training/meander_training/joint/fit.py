"""Trains both tasks over one encoder: every step sees a batch of moves and a batch of people at an origin."""

import dataclasses
import math
import time
import types

import numpy as np
import torch

from ..outlook import fit as evolution
from ..outlook import judge as evolution_judge
from ..outlook import sets
from ..ranker import fit as migration
from ..ranker import judge as migration_judge
from .network import PersonEncoder, SharedOutlook, SharedRanker

ALONE = math.inf  # lambda of evolution alone; 0 is migration alone


def shared_columns(moves, people):
    """The ranker's columns, all of which the set of evolution has to have.

    :raises ValueError: where it has not
    """
    missing = [column for column in moves.columns if column not in people.told["features"]]
    if missing:
        raise ValueError(f"{people.name} lacks columns of {moves.name}: {', '.join(missing[:5])}; export both with the same version")
    return moves.columns


def model(moves, people, options):
    """:return: ranker and outlook over one encoder, standardised on their own training rows"""
    shared = shared_columns(moves, people)
    encoder = PersonEncoder(len(shared), options.person, dropout=options.dropout)
    f = SharedRanker(encoder, len(shared), len(moves.told["heads"]), options.hidden, options.dropout)
    g = SharedOutlook(encoder, people.told["features"], shared, options.offset, len(people.told["heads"]))
    f.standardise(*(torch.as_tensor(each, dtype=torch.float32) for each in options.moments[0]))
    g.standardise(*(torch.as_tensor(each, dtype=torch.float32) for each in options.moments[1]))
    return f, g


def endless(parts, size, order):
    """Pairs of part and places, every group once before any comes again."""
    while True:
        pieces = [(p, places) for p, part in enumerate(parts) for places in np.array_split(order.permutation(len(part)), max(1, len(part) // size))]
        for i in order.permutation(len(pieces)):
            p, places = pieces[i]
            yield parts[p], np.sort(places)


def thin(moves, people, most):
    """Leaves ``most`` moments of the ranker's validation, and of all origins' people as many together, spread evenly."""
    part = moves.role("valid")[0]
    moves.parts = [*moves.role("train"), kept(part, most, ("targets", "novel"))]
    origins = people.role("valid")
    people.origins = [*people.role("train"), *(kept(origin, max(1, most // len(origins)), ("active", "unseen"), ("shares",)) for origin in origins)]


def kept(part, most, by_group, by_row=()):
    """A part of ``most`` groups in their order, or itself where it has no more."""
    if len(part) <= most:
        return part
    groups = np.linspace(0, len(part) - 1, most).astype(int)
    starts = part.starts
    rows = np.concatenate([np.arange(starts[i], part.ends[i]) for i in groups])
    lengths = (part.ends - starts)[groups]
    changed = {name: getattr(part, name)[groups] for name in by_group} | {name: getattr(part, name)[rows] for name in by_row}
    return dataclasses.replace(part, features=np.asarray(part.features[rows]), ends=np.cumsum(lengths), **changed)


def figures(f, g, drawer, moves, people):
    """Validation figures of both, by head; ``loss`` is what an epoch is chosen by: nats of the next step, and of the judged head."""
    part = moves.role("valid")[0]
    told = types.SimpleNamespace(measured=migration_judge.measure(f, drawer, moves, part))
    told.f = migration_judge.summary(told.measured, moves.told["heads"])
    told.g = evolution_judge.summary(g, people.role("valid"), people.told["heads"])
    told.losses = (told.f["step1"]["nll"], told.g[people.told["judged"]]["crossEntropy"])
    return told


def weighted(losses, weight):
    f, g = losses
    return g if weight == ALONE else f + weight * g


def fit(moves, people, drawer, options, weight, seed, say=print):
    """
    :param weight: lambda; 0 leaves evolution out, ALONE leaves migration out
    :return: figures of the epoch with the least validation loss, and both models as of then
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    heads = moves.told["heads"]
    step1 = heads.index("step1")
    f, g = model(moves, people, options)
    parameters = {id(p): p for one in (f, g) for p in one.parameters()}
    optimiser = torch.optim.AdamW(parameters.values(), lr=options.rate, weight_decay=options.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=options.rate, total_steps=options.epochs * options.steps + 1, pct_start=0.15)
    moved, foretold = endless(moves.role("train"), options.batch, order), endless(people.role("train"), options.batch // 2, order)
    best = None
    for epoch in range(1, options.epochs + 1):
        started = time.monotonic()
        f.train(), g.train()
        for _ in range(options.steps):
            optimiser.zero_grad()
            loss = 0.0
            if weight != ALONE:
                batch = drawer.draw(*next(moved))
                means, count = migration.losses(f(batch.features, batch.mask, batch.offset), batch, step1)
                loss = means.sum() / (count > 0).sum().clamp(min=1)
            if weight:
                batch = sets.draw(*next(foretold))
                spread, returns = evolution.losses(*g(batch.features, batch.mask), batch)
                loss = loss + (1.0 if weight == ALONE else weight) * (spread + options.returns_weight * returns)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
            optimiser.step()
            schedule.step()
        told = figures(f, g, drawer, moves, people)
        say(f"lambda {weight:g} seed {seed} epoch {epoch}: NDCG@10 {told.f['step1']['ndcg@10']}, nats {told.losses} in {time.monotonic() - started:.0f} s")
        if best is None or weighted(told.losses, weight) < weighted(best[0].losses, weight):
            best = told, [{k: v.clone() for k, v in one.state_dict().items()} for one in (f, g)]
    for one, state in zip((f, g), best[1]):
        one.load_state_dict(state)
    return best[0], f.eval(), g.eval()
