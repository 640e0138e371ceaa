"""The ranker: log-hazard plus a small net over candidates. It has no vocabulary, so it works in any shop."""

import torch
from torch import nn

NEVER = -1e9  # stands for minus infinity without making not-a-number of a gradient
FARTHEST = 4.0  # standard deviations; what lies beyond is an accident of one shop


class Ranker(nn.Module):
    """One candidate at a time: all that is relative is a feature. With ``pooled`` a candidate also sees all others.

    They are pooled as often as said by attention of their own, and what they say together is told to each
    (set pooling: Zaheer et al. 2017, arXiv:1703.06114; by attention: Ilse et al. 2018, arXiv:1802.04712, equation 8).

    :param heads: how many points of time it answers for
    :param pooled: 0 for one candidate at a time
    """

    def __init__(self, features, heads, hidden=96, dropout=0.15, pooled=0):
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
        self.weigh = nn.Linear(hidden, pooled) if pooled else None
        self.tell = nn.Linear(hidden * (1 + pooled), hidden) if pooled else None

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
        learned = self.scored(scaled, mask) + self.straight(scaled)
        return (learned + offset.unsqueeze(-1)) * mask.unsqueeze(-1)

    def scored(self, scaled, mask):
        """:return: ``[B, C, heads]``, of columns that are standardised"""
        if self.weigh is None:
            return self.net(scaled)
        rows = self.net[:3](scaled)
        weight = self.weigh(rows).masked_fill((mask < 0.5).unsqueeze(-1), NEVER).softmax(1)
        together = (weight.transpose(1, 2) @ rows).flatten(1).unsqueeze(1).expand(-1, rows.shape[1], -1)
        return self.net[3:](rows + nn.functional.gelu(self.tell(torch.cat([rows, together], 2))))


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
