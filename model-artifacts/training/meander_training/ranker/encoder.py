"""A sequence encoder of a person's moments, pre-trained without any answer, whose state becomes columns of the ranker.

A moment is told by the row of its current category, so the encoder has no vocabulary either. Pre-training hides moments
and has a causal GRU tell them from those before (masked events, as BERT4Rec hides items: Sun et al. 2019, but looking
back only). The encoder then stays as it is. A rival of the ranker alone, compared on validation: the service does not
compute its columns, so it is in no file that is written.
"""

import argparse
import dataclasses

import numpy as np
import torch
from torch import nn

from . import fit, judge
from .groups import Drawer

LONGEST = 20  # moments
HIDDEN_SHARE = 0.3
BATCH = 256


def pasts(part):
    """By group the groups of the same person up to it, the last one itself: ``[groups, LONGEST]``, -1 before the first."""
    before = np.full((len(part), LONGEST), -1)
    order = np.lexsort((part.times, part.people))
    seen = []
    for place, group in enumerate(order):
        if place and part.people[group] != part.people[order[place - 1]]:
            seen = []
        seen.append(group)
        last = seen[-LONGEST:]
        before[group, LONGEST - len(last) :] = last
    return before


def currents(part):
    """The rows of the current categories, ``[groups, F]``."""
    return np.asarray(part.features[part.ends - 1], np.float32)


class Encoder(nn.Module):
    """:param width: of the state"""

    def __init__(self, features, width):
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.hidden = nn.Parameter(torch.zeros(features))
        self.cells = nn.GRU(features, width, batch_first=True)
        self.told = nn.Linear(width, features)

    def scaled(self, rows):
        return torch.clamp((rows - self.mean) / self.scale, -4, 4)

    def forward(self, rows, there, hidden=None):
        """
        :param rows: ``[B, L, F]``
        :param there: ``[B, L]``, 0 before a person's first moment
        :param hidden: ``[B, L]``, 1 where the moment is not shown
        :return: states ``[B, L, width]``, each of what came up to it
        """
        shown = self.scaled(rows) * there.unsqueeze(-1)
        if hidden is not None:
            shown = torch.where(hidden.unsqueeze(-1) > 0, self.hidden, shown)
        return self.cells(shown)[0]


def drawn(rows, before):
    return torch.from_numpy(rows[np.maximum(before, 0)]), torch.from_numpy((before >= 0).astype(np.float32))


def pretrain(parts, width, seed, epochs=3, say=print):
    """:return: the encoder and the mean squared error of what was hidden, by epoch, in standard deviations"""
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    rows, before = [currents(part) for part in parts], [pasts(part) for part in parts]
    every = np.concatenate(rows)
    encoder = Encoder(every.shape[1], width)
    encoder.mean.copy_(torch.from_numpy(every.mean(0)))
    encoder.scale.copy_(torch.from_numpy(every.std(0) + 1e-2))
    optimiser = torch.optim.AdamW(encoder.parameters(), lr=3e-3)
    history = []
    for epoch in range(epochs):
        total = count = 0
        for p in order.permutation(len(parts)):
            for groups in np.array_split(order.permutation(len(parts[p])), max(1, len(parts[p]) // BATCH)):
                moments, there = drawn(rows[p], before[p][groups])
                hidden = (torch.rand(there.shape) < HIDDEN_SHARE) * there
                told = encoder.told(encoder(moments, there, hidden))
                wrong = ((told - encoder.scaled(moments)) ** 2).mean(-1)
                loss = (wrong * hidden).sum() / hidden.sum().clamp(min=1)
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                total, count = total + loss.item(), count + 1
        history.append(round(total / count, 4))
        say(f"encoder epoch {epoch + 1}: what was hidden is told with error {history[-1]}")
    return encoder.eval(), history


class Widened:
    """Features with columns that are equal in all rows of a group, drawn when asked for."""

    def __init__(self, features, ends, states):
        self.features, self.ends, self.states = features, ends, states
        self.shape = (len(features), features.shape[1] + states.shape[1])

    def __len__(self):
        return self.shape[0]

    def __getitem__(self, rows):
        places = np.arange(*rows.indices(len(self))) if isinstance(rows, slice) else rows
        states = self.states[np.searchsorted(self.ends, places, "right")]
        return np.concatenate([np.asarray(self.features[rows], np.float32), states], -1)


def widened(shop, part, encoder):
    """The shop and the part with the encoder's states as further columns."""
    rows, before = currents(part), pasts(part)
    with torch.no_grad():
        states = [encoder(*drawn(rows, before[begin : begin + 1024]))[:, -1] for begin in range(0, len(part), 1024)]
    features = Widened(part.features, part.ends, torch.cat(states).numpy())
    columns = shop.columns + [f"state{i}" for i in range(encoder.cells.hidden_size)]
    return dataclasses.replace(shop, told=shop.told | {"features": columns}), dataclasses.replace(part, features=features)


def compare(train, valid, options, seed, say=print):
    """Validation figures of the next step by nets with the states of a pre-trained encoder and of one that learned nothing.

    :return: ``hiddenError`` by epoch, and ``pretrained`` and ``untrained``, by shop
    """
    encoder, errors = pretrain([part for _, part in train], options.encoder, seed, say=say)
    torch.manual_seed(seed)
    untrained = Encoder(len(encoder.mean), options.encoder).eval()
    untrained.mean.copy_(encoder.mean)
    untrained.scale.copy_(encoder.scale)
    told = {"width": options.encoder, "hiddenError": errors}
    for name, one in (("pretrained", encoder), ("untrained", untrained)):
        pairs = [[widened(shop, part, one) for shop, part in part_pairs] for part_pairs in (train, valid)]
        net, _ = fit.fit(*pairs, argparse.Namespace(**vars(options)), seed, lambda *_: None)
        told[name] = {shop.name: judge.summary(judge.measure(net, Drawer(shop, options.offset), shop, part), shop.told["heads"])["step1"] for shop, part in pairs[1]}
        say(f"columns of the {name} encoder: {({shop: figures['ndcg@10'] for shop, figures in told[name].items()})}")
    return told
