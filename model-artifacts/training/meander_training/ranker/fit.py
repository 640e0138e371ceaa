"""Trains one ranker: softmax over a group's candidates, the mean over the heads whose truth was observed."""

import time

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from .. import device
from . import judge
from .groups import Drawer
from .network import Ranker, allowed

SMALLEST = 100  # groups; fewer cannot train 17,000 numbers


def check(parts, heads):
    """:raises ValueError: where nothing can be learned from these parts"""
    groups = sum(len(p) for p in parts)
    if groups < SMALLEST:
        raise ValueError(f"{groups} groups of training; at least {SMALLEST} are needed: export more days or more people")
    if max(p.categories for p in parts) < 2:
        raise ValueError("one category only: nobody can move to another, there is nothing to rank")
    found = sum((p.targets >= 0).sum(0) for p in parts)
    if found[0] == 0:
        raise ValueError(f"no labels: no group's next category ({heads[0]}) is among its candidates")


def moments(parts):
    """Mean and standard deviation of every column over all rows."""
    total = squares = 0.0
    count = 0
    for part in parts:
        for begin in range(0, len(part.features), 1 << 16):
            rows = np.asarray(part.features[begin : begin + (1 << 16)], np.float64)
            total, squares, count = total + rows.sum(0), squares + (rows**2).sum(0), count + len(rows)
    mean = total / count
    return mean, np.sqrt(np.maximum(squares / count - mean**2, 0))


def widened(start, wide):
    """A trained ranker's state with more columns behind its own, which as yet say nothing: it ranks as before.

    :param wide: the state of a ranker of all columns, of which mean and deviation of those behind are taken
    """
    count = len(start["mean"])
    state = {name: value.clone() for name, value in start.items()}
    for name in ("mean", "scale", "varies"):
        state[name] = torch.cat([start[name], wide[name][count:]])
    for name in ("net.0.weight", "straight.weight"):
        state[name] = torch.nn.functional.pad(start[name], (0, len(wide["mean"]) - count))
    return state


def losses(logits, batch, step1, robust=0.0):
    """Means per head, ``[heads]``, and how many groups each rests on; 0 where no truth is a candidate.

    :param robust: q of the generalised cross entropy (1 - p^q) / q (Zhang and Sabuncu 2018, arXiv:1805.07836, equation 6), which
        spends less on groups whose truth nothing speaks for; 0 is the cross entropy itself
    """
    logs = allowed(batch, logits, step1).log_softmax(1)
    there = batch.targets >= 0
    taken = logs.gather(1, batch.targets.clamp(min=0).unsqueeze(1)).squeeze(1)
    lost = -torch.expm1(robust * taken) / robust if robust else -taken
    count = there.sum(0)
    return (lost * there).sum(0) / count.clamp(min=1), count


def chosen_by(net, drawer, valid, heads):
    """NDCG@10 of the next step, the mean over the parts of validation: what an epoch is chosen by."""
    return round(float(np.mean([judge.summary(judge.measure(net, drawer, shop, part), heads)["step1"]["ndcg@10"] for shop, part in valid])), 4)


def fit(shop_parts, valid, options, seed, say=print, stop=None, start=None, pooled=0, after=lambda line: None):
    """
    :param shop_parts: pairs of shop and part to train on
    :param valid: pairs to choose the epoch by (NDCG@10 of the first head), or empty: then the last one counts
    :param stop: the last epoch to run; the learning rate falls as if all of them did
    :param start: the state of a trained ranker to go on from, with what it takes for mean and deviation
    :param pooled: see :class:`Ranker`
    :param after: is told each epoch's line of history, and may end the run by raising
    :return: the ranker, on the CPU, and one line of history an epoch
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    first = shop_parts[0][0]
    heads = first.told["heads"]
    step1 = heads.index("step1")
    parts = [part for _, part in shop_parts]
    check(parts, heads)
    place = device.Place(options)
    drawer = Drawer(first, options.offset, place.device)
    ranker = Ranker(len(first.columns), len(heads), options.hidden, options.dropout, pooled)
    if start is None:
        ranker.standardise(*moments(parts))
    elif len(start["mean"]) < len(first.columns):
        ranker.standardise(*moments(parts))
        ranker.load_state_dict(widened(start, ranker.state_dict()))
    else:
        ranker.load_state_dict(start)
    ranker.to(place.device)
    weights = torch.ones(len(heads), device=place.device)
    weights[step1] = options.step1_weight
    worth = [options.weigh.get(shop.name, 1.0) for shop, _ in shop_parts]
    mean = AveragedModel(ranker, multi_avg_fn=get_ema_multi_avg_fn(options.average)) if options.average else None
    batches = [(p, g) for p, part in enumerate(parts) for g in np.array_split(np.arange(len(part)), max(1, len(part) // options.batch))]
    best, history, waited = None, [], 0
    if start is not None and valid:  # what was there before is to be beaten
        before = chosen_by(ranker, drawer, valid, heads)
        best = (before, {k: v.clone() for k, v in ranker.state_dict().items()})
        history.append({"epoch": 0, "ndcg@10": before})
        say(f"seed {seed} {history[0]}")
    if options.epochs == 0:
        return ranker.cpu().eval(), history
    optimiser = torch.optim.AdamW(ranker.parameters(), lr=options.rate, weight_decay=options.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=options.rate, total_steps=options.epochs * -(-len(batches) // options.accumulate) + 1, pct_start=0.15)
    for epoch in range(1, (options.epochs if stop is None else stop) + 1):
        started = time.monotonic()
        ranker.train()
        shuffled = [order.permutation(len(part)) for part in parts]
        total = 0.0
        optimiser.zero_grad()
        for done, b in enumerate(order.permutation(len(batches)), 1):
            p, places = batches[b]
            batch = drawer.draw(parts[p], np.sort(shuffled[p][places]))
            if options.mask_features:
                keep = (torch.rand(len(places), 1, batch.features.shape[2], device=place.device) >= options.mask_features).float()
                batch.features = batch.features * keep + ranker.mean * (1 - keep)
            with place.forward():
                means, count = losses(ranker(batch.features, batch.mask, batch.offset), batch, step1, options.robust)
                seen = weights * (count > 0)
                loss = worth[p] * (means * seen).sum() / seen.sum().clamp(min=1)
            last = len(batches) - len(batches) % options.accumulate
            summed = options.accumulate if done <= last else len(batches) - last
            if place.step(loss, optimiser, ranker.parameters(), 1 / summed, done % options.accumulate == 0 or done == len(batches)):
                schedule.step()
                if mean:
                    mean.update_parameters(ranker)
            total += loss.item()
        line = {"epoch": epoch, "loss": round(total / len(batches), 4)}
        net = mean.module if mean else ranker
        if valid:
            line["ndcg@10"] = chosen_by(net, drawer, valid, heads)
        history.append(line)
        after(line)
        say(f"seed {seed} epoch {epoch}: {line} in {time.monotonic() - started:.0f} s")
        if not valid:
            continue
        if best is None or options.keep == "last" or line["ndcg@10"] > best[0]:
            best, waited = (line["ndcg@10"], {k: v.clone() for k, v in net.state_dict().items()}), 0
        else:
            waited += 1
            if waited > options.patience:
                break
    if best or mean:
        ranker.load_state_dict(best[1] if best else mean.module.state_dict())
    return ranker.cpu().eval(), history
