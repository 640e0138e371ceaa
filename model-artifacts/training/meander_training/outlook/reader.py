"""Rivals of the net of shares: an LSTM or a Transformer that reads the person's latest runs in order.

A state alone hardly reaches the simple forecasts, which know exactly what was where; so it points at the runs that it read and is mixed with those
forecasts (pointer sentinel mixture: Merity et al. 2017, arXiv:1609.07843).
"""

import torch
from torch import nn

from .network import FARTHEST, LEAST, NEVER, Outlook

KINDS = 3
BODIES = ("lstm", "transformer")


class Reader(nn.Module):
    """States of a person's latest runs.

    A run is what its category's row says at the moment asked, and how long ago, how much and of what kind it was; no category is known.
    """

    def __init__(self, body, features, width, dropout, latest):
        super().__init__()
        self.row = nn.Linear(features, width)
        self.told = nn.Linear(3 + KINDS, width)
        self.place = nn.Parameter(torch.zeros(latest, width))
        self.dropout = nn.Dropout(dropout)
        if body == "lstm":
            self.body = nn.LSTM(width, width, batch_first=True)
        elif body == "transformer":
            layer = nn.TransformerEncoderLayer(width, 2, 2 * width, dropout, "gelu", batch_first=True, norm_first=True)
            self.body = nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
        else:
            raise ValueError(f"{body} is none of {BODIES}")

    def forward(self, scaled, runs):
        """
        :param scaled: rows ``[B, C, F]``
        :param runs: ``[B, L, 4]``, the latest last
        :return: states ``[B, L, W]``, the latest first where nothing is left out; the person's ``[B, W]``; rows ``[B, L]`` and whether there is a run
        """
        count = (runs[:, :, 0] >= 0).sum(1)
        latest = runs.shape[1]
        # The oldest that there is comes first, so that an LSTM begins with it.
        order = (torch.arange(latest)[None] + latest - count[:, None]) % latest
        runs = runs.gather(1, order[:, :, None].expand_as(runs))
        there = torch.arange(latest)[None] < count[:, None]
        place = runs[:, :, 0].clamp(min=0).long()
        rows = self.row(scaled).gather(1, place[:, :, None].expand(-1, -1, self.row.out_features))
        days, events = runs[:, :, 1].clamp(min=0), runs[:, :, 2].clamp(min=0)
        rest = torch.cat([days[:, :-1] - days[:, 1:], days[:, -1:]], 1).clamp(min=0)
        numbers = torch.log1p(torch.stack([days, events, rest], 2))
        kinds = nn.functional.one_hot(runs[:, :, 3].clamp(min=0).long(), KINDS).to(numbers.dtype)
        # Counted from the newest: a person's last run has the same place however many there are.
        back = (count[:, None] - 1 - torch.arange(latest)[None]).clamp(min=0)
        tokens = self.dropout(rows + self.told(torch.cat([numbers, kinds], 2)) + self.place[back]) * there.unsqueeze(-1)
        if isinstance(self.body, nn.LSTM):
            states, _ = self.body(tokens)
        else:
            states = self.body(tokens, src_key_padding_mask=~there)
        last = states.gather(1, (count - 1).clamp(min=0)[:, None, None].expand(-1, 1, states.shape[2])).squeeze(1)
        return states, last, place, there


class Rival(Outlook):
    """The mixture with a reader in place of the net, beside it, or alone.

    :param body: of :data:`BODIES`, or none
    :param mixes: whether the simple forecasts and the pointer are there; without them a softmax of the state's likeness to rows is all
    :param corrects: whether the net corrects each row
    """

    reads = True

    def __init__(self, columns, heads, hidden, person, dropout, body=None, mixes=True, corrects=False, latest=32):
        super().__init__(columns, heads, hidden, person, dropout)
        self.mixes, self.corrects = mixes, corrects
        self.reader = Reader(body, len(columns), person, dropout, latest) if body else None
        if self.reader:
            self.gate = nn.Linear(2 * person, (self.components + 2) * heads)
            self.active = nn.Linear(2 * person, heads)
            self.pointer = nn.Sequential(nn.Linear(2 * person, person), nn.Tanh(), nn.Linear(person, heads))
            self.asks, self.is_ = nn.Linear(person, person * heads), nn.Linear(len(columns), person)
            with torch.no_grad():
                self.gate.weight.mul_(0.1)

    def forward(self, features, mask, runs):
        """As :class:`Outlook`. :param runs: ``[B, L, 4]``"""
        scaled = torch.clamp((features - self.mean) / self.scale, -FARTHEST, FARTHEST) * self.varies
        person = self.encoder(scaled[:, 0].index_select(1, self.person))
        padding = (mask < 0.5).unsqueeze(-1)
        likeness = pointed = None
        if self.reader:
            states, last, place, there = self.reader(scaled, runs)
            person = torch.cat([person, last], 1)
            asked = self.asks(last).reshape(len(last), -1, self.heads)
            likeness = (torch.bmm(self.is_(scaled), asked) / asked.shape[1] ** 0.5).masked_fill(padding, NEVER)
            points = self.pointer(torch.cat([states, last.unsqueeze(1).expand_as(states)], 2)).masked_fill(~there.unsqueeze(-1), NEVER).softmax(1)
            pointed = torch.zeros_like(likeness).scatter_add(1, place.unsqueeze(-1).expand_as(points), points * there.unsqueeze(-1))
        logits = likeness if not self.mixes else self.mixture(features, padding, person, pointed, likeness)
        if self.corrects:
            logits = logits + self.correction(self.net(scaled)) + self.straight(scaled)
        return logits.masked_fill(padding, NEVER), self.active(person)

    def mixture(self, features, padding, person, pointed, likeness):
        elsewhere = (features[:, :, self.elsewhere] > 0.5).unsqueeze(-1)
        shares = features.index_select(2, self.shares).masked_fill(padding, NEVER).softmax(1)
        expected = features.index_select(2, self.expected).masked_fill(padding | elsewhere, NEVER).softmax(1)
        simple = torch.cat([shares, expected, elsewhere.to(features.dtype)], 2)
        gate = self.gate(person).reshape(len(person), -1, self.heads).softmax(1)
        mixed = torch.bmm(simple, gate[:, : self.components])
        if self.reader:
            mixed = mixed + gate[:, -2:-1] * pointed + gate[:, -1:] * likeness.softmax(1)
        return torch.log(mixed + LEAST)
