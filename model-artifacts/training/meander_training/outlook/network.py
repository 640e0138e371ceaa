"""The model of evolution: a mixture of simple forecasts, weighed by the person, corrected candidate by candidate.

It has no vocabulary. The simple forecasts are shares that fade at different rates, the shop's own share and what the
shop's statistics expect (pointer mixture: Merity et al. 2017, arXiv:1609.07843, with more than two components).
"""

import torch
from torch import nn

NEVER = -1e9  # stands for minus infinity without making not-a-number of a gradient
LEAST = 1e-6  # what the mixture gives to any row
FARTHEST = 4.0  # standard deviations

# Logarithms of shares that sum to one over all rows of a person.
SHARES = [f"sd{days}" for days in (".125", ".25", ".5", 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 90)] + ["sall", "slast", "sshop"]
# Logarithms that know nothing of what is no candidate.
EXPECTED = ["d3", "d10", "d40", "lp1", "lp2", "lp4", "hz", "hz2", "wf", "cosU", "cosS", "sk", "pnov"]
# Equal in all rows of a person.
PERSON = (
    "events days recency tenure gap recgaps entropy activity within1 within2 within7 within28 within91 "
    "active7 active14 active28 active56 active91 active182 active365 gapsquare gapmost buys weeksin weekcos yearsin yearcos "
    "k nd ndk top1 top3 novrec novall sessruns curlen curgap entp1 support curshare"
).split()
# Of those, what says when it is asked: learned of some years, it is carried on beyond them. Who comes back is told without.
OF_THE_TIME = ("tenure", "activity", "yearsin", "yearcos")
ELSEWHERE = "elsewhere"
SHARED = "shared"  # begins the columns that an encoder shared with the ranker tells


class PersonDropout(nn.Dropout):
    """Leaves out the same units in all rows of a person ``[B, C, H]``: a draw a person in place of one a row (Gal and Ghahramani 2016)."""

    def forward(self, rows):
        return rows * super().forward(torch.ones_like(rows[:, :1]))


class Outlook(nn.Module):
    """How a person's weight spreads. :param columns: names of the features, in order"""

    def __init__(self, columns, heads, hidden=64, person=32, dropout=0.2):
        super().__init__()
        features = len(columns)
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.register_buffer("varies", torch.ones(features))
        for name, wanted in (("shares", SHARES), ("expected", EXPECTED), ("person", PERSON + [column for column in columns if column.startswith(SHARED)])):
            self.register_buffer(name, torch.tensor([columns.index(column) for column in wanted if column in columns]))
        kept = [column for column in PERSON if column in columns and column not in OF_THE_TIME]
        self.register_buffer("comes", torch.tensor([columns.index(column) for column in kept]), persistent=False)
        self.elsewhere = columns.index(ELSEWHERE)
        self.heads = heads
        self.components = len(self.shares) + len(self.expected) + 1
        self.encoder = nn.Sequential(nn.Linear(len(self.person), person), nn.GELU(), nn.Dropout(dropout))
        self.gate = nn.Linear(person, self.components * heads)
        self.active = nn.Linear(person, heads)
        layers = [nn.Linear(features, hidden), nn.GELU(), PersonDropout(dropout), nn.Linear(hidden, hidden), nn.GELU(), PersonDropout(dropout)]
        self.net = nn.Sequential(*layers)
        self.correction = nn.Linear(hidden, heads)
        self.straight = nn.Linear(features, heads)
        with torch.no_grad():  # starts as the mixture alone, nearly an even one
            self.gate.weight.mul_(0.1)
            self.correction.weight.mul_(0.1)
            self.correction.bias.zero_()
            self.straight.weight.zero_()
            self.straight.bias.zero_()

    def standardise(self, mean, deviation):
        """:param mean: ``[F]`` over rows of training; ``deviation`` likewise"""
        self.mean.copy_(torch.as_tensor(mean))
        self.scale.copy_(torch.as_tensor(deviation) + 1e-2)
        self.varies.copy_((torch.as_tensor(deviation) > 1e-3).float())

    def forward(self, features, mask):
        """
        :param features: ``[B, C, F]``, the last unpadded row of a person for all that is no candidate
        :param mask: ``[B, C]``, 1 for a row, 0 for padding
        :return: log shares up to a constant ``[B, C, heads]``, far below at padding; log odds of being active ``[B, heads]``
        """
        scaled = torch.clamp((features - self.mean) / self.scale, -FARTHEST, FARTHEST) * self.varies
        person = self.encoder(scaled[:, 0].index_select(1, self.person))
        gate = self.gate(person).reshape(-1, self.components, self.heads).softmax(1)
        padding = (mask < 0.5).unsqueeze(-1)
        elsewhere = (features[:, :, self.elsewhere] > 0.5).unsqueeze(-1)
        shares = features.index_select(2, self.shares).masked_fill(padding, NEVER).softmax(1)
        expected = features.index_select(2, self.expected).masked_fill(padding | elsewhere, NEVER).softmax(1)
        components = torch.cat([shares, expected, elsewhere.to(features.dtype)], 2)
        mixture = torch.log(torch.bmm(components, gate) + LEAST)
        logits = mixture + self.correction(self.net(scaled)) + self.straight(scaled)
        return logits.masked_fill(padding, NEVER), self.active(person)


class Small(nn.Module):
    """A small net over some columns, standardised: logits ``[..., outputs]``."""

    def __init__(self, features, hidden, outputs, dropout):
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        layers = [nn.Linear(features, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, outputs)]
        self.net = nn.Sequential(*layers)

    def standardise(self, mean, deviation):
        """What never varied in training is left out."""
        deviation = torch.as_tensor(deviation)
        self.mean.copy_(torch.as_tensor(mean))
        self.scale.copy_(torch.where(deviation > 1e-3, 1 / (deviation + 1e-2), torch.zeros_like(deviation)))

    def forward(self, features):
        return self.net(torch.clamp((features - self.mean) * self.scale, -FARTHEST, FARTHEST))


class Mean(nn.Module):
    """Models of several seeds as one: the geometric mean of their shares and trends, the mean of their odds, calibrated.

    :param returns: :class:`Small` over the columns that tell who comes, ``[B, P]`` to log odds ``[B, heads]`` of an event
    :param trends: :class:`Small` over a row, ``[B, C, F]`` to logits ``[B, C, 3]`` of fading, stable, rising
    :param scale: ``[heads]``; the odds of being active are ``scale * odds + shift`` (Platt 1999)
    """

    def __init__(self, models, returns, trends, scale=None, shift=None):
        super().__init__()
        self.models, self.returns, self.trends = (nn.ModuleList(each) for each in (models, returns, trends))
        self.register_buffer("comes", models[0].comes)
        heads = models[0].heads
        self.register_buffer("scale", torch.ones(heads) if scale is None else scale)
        self.register_buffer("shift", torch.zeros(heads) if shift is None else shift)

    def forward(self, features, mask):
        padding = (mask < 0.5).unsqueeze(-1)
        shares = torch.stack([model(features, mask)[0].log_softmax(1) for model in self.models]).mean(0).masked_fill(padding, NEVER)
        person = features[:, 0].index_select(1, self.comes)
        odds = torch.stack([model(person) for model in self.returns]).mean(0)
        trends = torch.stack([model(features).log_softmax(2) for model in self.trends]).mean(0)
        return shares, odds * self.scale + self.shift, trends
