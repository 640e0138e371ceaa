"""An encoder of the person that the ranker (F) and the model of evolution (G) share.

A person is the set of their candidates: pooled by attention that starts from the hazard, so that it does not depend on
their order or number (Zaheer et al. 2017, arXiv:1703.06114; Ilse et al. 2018, arXiv:1802.04712, equation 8).
"""

import torch
from torch import nn

from ..outlook.network import ELSEWHERE, SHARED, Outlook
from ..ranker.network import FARTHEST, NEVER, Ranker


class PersonEncoder(nn.Module):
    """:param features: how many columns a row has; ``width``: how many numbers say who somebody is, each in [-1, 1]"""

    def __init__(self, features, width, hidden=48, dropout=0.15):
        super().__init__()
        self.width = width
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.rows = nn.Sequential(nn.Linear(features, hidden), nn.GELU(), nn.Dropout(dropout))
        self.weigh = nn.Linear(hidden, 1)
        self.tell = nn.Sequential(nn.Linear(hidden, width), nn.Tanh())

    def standardise(self, mean, deviation):
        """:param mean: ``[F]`` over rows of the ranker's training; ``deviation`` likewise"""
        self.mean.copy_(torch.as_tensor(mean))
        self.scale.copy_(torch.as_tensor(deviation) + 1e-2)

    def forward(self, features, mask, offset):
        """
        :param features: ``[B, C, F]``
        :param mask: ``[B, C]``, 1 for a candidate, 0 for padding and for all that is no candidate
        :param offset: ``[B, C]``, natural logarithm of the hazard
        :return: ``[B, width]``
        """
        rows = self.rows(torch.clamp((features - self.mean) / self.scale, -FARTHEST, FARTHEST))
        weight = (offset.unsqueeze(-1) + self.weigh(rows)).masked_fill((mask < 0.5).unsqueeze(-1), NEVER).softmax(1)
        return self.tell((weight * rows).sum(1))


def beside(features, person):
    """Rows with the person's numbers as further columns."""
    return torch.cat([features, person.unsqueeze(1).expand(-1, features.shape[1], -1)], 2)


class SharedRanker(nn.Module):
    """A :class:`Ranker` that also sees who is asked for; called as that is."""

    def __init__(self, encoder, features, heads, hidden=96, dropout=0.15):
        super().__init__()
        self.encoder = encoder
        self.ranker = Ranker(features + encoder.width, heads, hidden, dropout)

    def standardise(self, mean, deviation):
        width = self.encoder.width
        self.encoder.standardise(mean, deviation)
        self.ranker.standardise(torch.cat([torch.as_tensor(mean), torch.zeros(width)]), torch.cat([torch.as_tensor(deviation), torch.ones(width)]))

    def forward(self, features, mask, offset):
        return self.ranker(beside(features, self.encoder(features, mask, offset)), mask, offset)


class SharedOutlook(nn.Module):
    """An :class:`Outlook` that also sees who is asked for; called as that is.

    :param columns: names of its columns; ``shared`` those of the encoder, ``offset`` the one with the hazard
    """

    def __init__(self, encoder, columns, shared, offset, heads, hidden=48, person=32, dropout=0.3):
        super().__init__()
        self.encoder = encoder
        self.outlook = Outlook([*columns, *(f"{SHARED}{i}" for i in range(encoder.width))], heads, hidden, person, dropout)
        self.register_buffer("shared", torch.tensor([columns.index(column) for column in shared]))
        self.offset, self.elsewhere, self.heads = columns.index(offset), columns.index(ELSEWHERE), heads

    def standardise(self, mean, deviation):
        width = self.encoder.width
        self.outlook.standardise(torch.cat([torch.as_tensor(mean), torch.zeros(width)]), torch.cat([torch.as_tensor(deviation), torch.ones(width)]))

    def forward(self, features, mask):
        candidates = mask * (features[:, :, self.elsewhere] < 0.5)
        person = self.encoder(features.index_select(2, self.shared), candidates, features[:, :, self.offset])
        return self.outlook(beside(features, person), mask)
