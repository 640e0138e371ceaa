"""Reads the sets that ``./meander export --bench evolution:SET`` writes: one group is a person at a moment, one row a category.

The last row of a group stands for all categories that are no candidate.
"""

import dataclasses
import pathlib

import numpy as np
import torch

from .. import exported

FORMAT = "meander-outlook-set"
ARRAYS = ("features", "shares", "ends", "active", "unseen")
MORE = ("trends", "weekly", "runs")  # sets of before lack them
RUN = 4  # numbers of a run


@dataclasses.dataclass
class Origin(exported.Grouped):
    """People at one moment: ``features [rows, F]``, ``shares [rows, heads]``, ``ends [groups]``, ``active`` and ``unseen [groups, heads]``.

    ``trends [rows]``: 0 fading, 1 stable, 2 rising, -1 where it is not asked or not known. ``weekly [rows, 1 + heads]``: the share that
    halves within a week, at the origin and at the end of each window, -1 where it is not known. ``runs [groups, latest, 4]``, the latest last: row, days before the moment, events, kind; -1 where there were fewer. ``moment`` in
    milliseconds. ``active`` is 1 where there was an event, 0 where there was none, -1 where it is not known.
    """

    name: str
    role: str
    features: np.ndarray
    shares: np.ndarray
    ends: np.ndarray
    active: np.ndarray
    unseen: np.ndarray
    trends: np.ndarray | None = None
    weekly: np.ndarray | None = None
    runs: np.ndarray | None = None
    moment: int = 0

    def elsewhere(self):
        """Of the weight of every group, what went to no candidate, ``[groups, heads]``."""
        return self.shares[self.ends - 1]


@dataclasses.dataclass
class Shop:
    name: str
    told: dict
    origins: list

    def role(self, role):
        return [origin for origin in self.origins if origin.role == role]


def load(folder):
    """:raises ValueError: where the folder holds no whole set, or one with numbers that are none"""
    told = exported.header(folder, FORMAT)
    return Shop(told["set"], told, [origin(folder, told, about) for about in told["parts"]])


def origin(folder, told, about):
    more = tuple(name for name in MORE if (pathlib.Path(folder) / about["name"] / f"{name}.npy").exists())
    arrays = exported.arrays(folder, told, about, ARRAYS + more)
    if "runs" in arrays:
        arrays["runs"] = arrays["runs"].reshape(len(arrays["ends"]), -1, RUN)
    return Origin(about["name"], about["role"], **arrays, moment=about["origin"])


@dataclasses.dataclass
class Batch:
    """``features [B, C, F]``, ``mask [B, C]``, ``shares [B, C, heads]``, ``active [B, heads]``, and of sets that have them ``runs [B, latest, 4]``."""

    features: torch.Tensor
    mask: torch.Tensor
    shares: torch.Tensor
    active: torch.Tensor
    runs: torch.Tensor | None = None

    def asked(self, model):
        """What the model says."""
        return model(self.features, self.mask, self.runs) if getattr(model, "reads", False) else model(self.features, self.mask)


def draw(origin, groups):
    """Pads to the widest group; row order kept."""
    rows, mask = exported.padded(origin, groups)
    there = mask[:, :, None]
    return Batch(
        torch.from_numpy(np.asarray(origin.features[rows], np.float32) * there),
        torch.from_numpy(mask.astype(np.float32)),
        torch.from_numpy(origin.shares[rows] * there),
        torch.from_numpy(origin.active[groups].astype(np.float32)),
        None if origin.runs is None else torch.from_numpy(origin.runs[groups]),
    )


def batches(origin, size=128):
    """Every group once, in order."""
    for groups in exported.numbers_of(size, origin):
        yield draw(origin, groups)
