"""The ranker: log-hazard plus a small net over candidates. It has no vocabulary, so it works in any shop."""

import torch
from torch import nn

NEVER = -1e9  # stands for minus infinity without making not-a-number of a gradient
FARTHEST = 4.0  # standard deviations; what lies beyond is an accident of one shop


class Ranker(nn.Module):
    """One candidate at a time: no candidate sees another, all that is relative is a feature.

    :param heads: how many points of time it answers for
    """

    def __init__(self, features, heads, hidden=96, dropout=0.15):
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.register_buffer("varies", torch.ones(features))
        self.net = nn.Sequential(
            nn.Linear(features, hidden),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(hidden, hidden),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(hidden, heads),
        )
        self.straight = nn.Linear(features, heads)

    def standardise(self, mean, deviation):
        """:param mean: ``[F]`` over rows of training; ``deviation`` likewise"""
        self.mean.copy_(torch.as_tensor(mean))
        self.scale.copy_(torch.as_tensor(deviation) + 1e-2)
        self.varies.copy_((torch.as_tensor(deviation) > 1e-3).float())

    def forward(self, features, mask, offset):
        """
        :param features: ``[B, C, F]``
        :param mask: ``[B, C]``, 1 for a candidate, 0 for padding
        :param offset: ``[B, C]``, natural logarithm of the hazard
        :return: logits ``[B, C, heads]``; 0 at padding
        """
        scaled = torch.clamp((features - self.mean) / self.scale, -FARTHEST, FARTHEST) * self.varies
        learned = self.net(scaled) + self.straight(scaled)
        return (learned + offset.unsqueeze(-1)) * mask.unsqueeze(-1)


class Mean(nn.Module):
    """Rankers of several seeds as one: the mean of their logits."""

    def __init__(self, rankers):
        super().__init__()
        self.rankers = nn.ModuleList(rankers)

    def forward(self, features, mask, offset):
        return torch.stack([ranker(features, mask, offset) for ranker in self.rankers]).mean(0)


def allowed(batch, logits, step1):
    """``logits`` with padding, and at head ``step1`` the current category, out of reach: the next run leaves it."""
    shut = (batch.mask < 0.5).unsqueeze(-1).expand_as(logits).clone()
    shut[:, :, step1] |= batch.current
    return logits.masked_fill(shut, NEVER)
