"""The ranker: a small net over a person's candidate categories, without a vocabulary."""

import torch
from torch import nn

STEP_HEADS = 3
DAY_HEADS = 3
MIGRATION_HEADS = STEP_HEADS + DAY_HEADS
HORIZONS = (1, 7, 28)
EPSILON = 1e-6  # what Java adds to a probability before it takes the logarithm


class Ranker(nn.Module):
    """Baseline log-probability plus a learned correction, for every head.

    Candidates meet each other only through a pooled summary (mean and largest of a hidden layer), so
    their order does not matter and padding, where ``mask`` is 0, does not either.
    """

    def __init__(self, columns, hidden=48, context=32, dropout=0.1):
        """:param columns: names of the features, in order"""
        super().__init__()
        features = len(columns)
        self.step_column = columns.index("BASELINE_STEP")
        self.evolution_column = columns.index("BASELINE_EVOLUTION")
        self.current_column = columns.index("CURRENT")
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.encode = nn.Linear(features, hidden)
        self.summarise = nn.Linear(2 * hidden, context)
        self.relate = nn.Linear(hidden + context, hidden)
        self.dropout = nn.Dropout(dropout)
        self.migrate = nn.Linear(hidden, MIGRATION_HEADS)
        self.evolve = nn.Linear(hidden, len(HORIZONS))
        self.migrate_rest = nn.Linear(context, MIGRATION_HEADS)
        self.evolve_rest = nn.Linear(context, len(HORIZONS))
        self.return_ = nn.Linear(context, len(HORIZONS))
        self.migrate_offset = nn.Parameter(torch.ones(MIGRATION_HEADS))
        self.evolve_offset = nn.Parameter(torch.ones(len(HORIZONS)))
        for layer in (self.migrate, self.evolve, self.migrate_rest, self.evolve_rest):
            nn.init.zeros_(layer.weight)  # start as the baseline
            nn.init.zeros_(layer.bias)

    def forward(self, candidates, mask):
        """
        :param candidates: ``[B, C, F]`` as Java computes them
        :param mask: ``[B, C]``, 1 for a candidate, 0 for padding
        :return: logits: migration ``[B, C, 6]``, migration_rest ``[B, 6]``, evolution ``[B, C, 3]``,
            evolution_rest ``[B, 3]``, come_back ``[B, 3]``
        """
        there = mask.unsqueeze(-1)
        scaled = torch.clamp((candidates - self.mean) / self.scale, -8, 8) * there
        hidden = torch.relu(self.encode(scaled)) * there
        count = torch.clamp(mask.sum(1, keepdim=True), min=1)
        pooled = torch.cat([hidden.sum(1) / count, hidden.amax(1)], -1)
        context = self.dropout(torch.relu(self.summarise(pooled)))
        spread = context.unsqueeze(1).expand(-1, candidates.shape[1], -1)
        related = self.dropout(torch.relu(self.relate(torch.cat([hidden, spread], -1))))
        step = candidates[:, :, self.step_column]
        share = candidates[:, :, self.evolution_column]
        # The next run leaves the current category, the one after it may return there.
        later = torch.where(candidates[:, :, self.current_column] > 0.5, share, step)
        # Days are about shares of activity, as evolution is; only the steps start from the step formula.
        starts = torch.stack([step] + [later] * (STEP_HEADS - 1) + [share] * DAY_HEADS, -1)
        step_rest = self._rest(step, mask)
        share_rest = self._rest(share, mask)
        rest_starts = torch.stack([step_rest] * STEP_HEADS + [share_rest] * DAY_HEADS, -1)
        migration = starts * self.migrate_offset + self.migrate(related)
        migration_rest = rest_starts * self.migrate_offset + self.migrate_rest(context)
        evolution = share.unsqueeze(-1) * self.evolve_offset + self.evolve(related)
        evolution_rest = share_rest.unsqueeze(-1) * self.evolve_offset + self.evolve_rest(context)
        return migration, migration_rest, evolution, evolution_rest, self.return_(context)

    @staticmethod
    def _rest(log_probability, mask):
        known = ((torch.exp(log_probability) - EPSILON) * mask).sum(1)
        return torch.log(torch.clamp(1 - known, min=1e-4))
