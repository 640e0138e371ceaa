"""Reads the sets that ``./meander export`` writes: one group is a person at a moment, one row a candidate."""

import dataclasses
import functools
import pathlib

import numpy as np
import torch

from .. import exported

FORMAT = "meander-ranker-set"
MISSED = -1  # the truth is no candidate
UNSEEN = -2  # the truth was not observed


@dataclasses.dataclass
class Part(exported.Grouped):
    """The groups of one stretch of time, all asked of the same statistics.

    ``features`` is ``[rows, F]``, ``ends`` ``[groups]``, ``targets`` and ``novel`` ``[groups, heads]``.
    """

    name: str
    role: str
    features: np.ndarray
    ends: np.ndarray
    targets: np.ndarray
    novel: np.ndarray
    categories: int
    folder: pathlib.Path = pathlib.Path()

    @functools.cached_property
    def times(self):
        """When the run ended after which it is asked, ``[groups]``, ms."""
        return np.load(self.folder / "times.npy")

    @functools.cached_property
    def people(self):
        """Numbers of the persons, ``[groups]``."""
        return np.load(self.folder / "people.npy")


@dataclasses.dataclass
class Shop:
    """An exported set: what its columns and heads are called, and its parts in order of time."""

    name: str
    told: dict
    parts: list

    def role(self, role):
        return [part for part in self.parts if part.role == role]

    @property
    def columns(self):
        return self.told["features"]


def load(folder):
    """:raises ValueError: where the folder holds no whole set, or one with numbers that are none"""
    told = exported.header(folder, FORMAT)
    return Shop(told["set"], told, [part(folder, told, about) for about in told["parts"]])


def part(folder, told, about):
    read = exported.arrays(folder, told, about, ("features", "ends", "targets", "novel"))
    return Part(about["name"], about["role"], categories=about["categories"], folder=pathlib.Path(folder) / about["name"], **read)


def some(part, numbers):
    """The groups of these numbers, as a part of its own that is held in memory."""
    lengths = (part.ends - part.starts)[numbers]
    features = np.concatenate([np.asarray(part.features[part.starts[i] : part.ends[i]], np.float32) for i in numbers])
    fewer = Part(part.name, part.role, features, np.cumsum(lengths), part.targets[numbers], part.novel[numbers], part.categories, part.folder)
    for name in ("times", "people"):
        if (part.folder / f"{name}.npy").is_file():
            setattr(fewer, name, getattr(part, name)[numbers])
    return fewer


def sample(part, most, seed=1):
    """At most so many groups of a part, drawn by lot; 0 for all."""
    if not most or len(part) <= most:
        return part
    return some(part, np.sort(np.random.default_rng(seed).permutation(len(part))[:most]))


def same_columns(shops):
    """:raises ValueError: where the sets were written by services that draw other features"""
    first = shops[0].told
    for shop in shops[1:]:
        for key in ("featureSchema", "features", "offset", "current", "heads"):
            if shop.told[key] != first[key]:
                raise ValueError(f"{shop.name} differs from {shops[0].name} in {key}: export both with the same version")


@dataclasses.dataclass
class Batch:
    """``features [B, C, F]``, ``mask``, ``current`` and ``offset`` ``[B, C]``, ``targets [B, heads]``."""

    features: torch.Tensor
    mask: torch.Tensor
    current: torch.Tensor
    offset: torch.Tensor
    targets: torch.Tensor


class Drawer:
    """Draws batches of a set's part: padded to the widest group, row order kept.

    On a GPU a part's features are copied there once, whole, and batches are gathered there: the way from the disk would be most of an epoch.
    """

    def __init__(self, shop, offset, device="cpu"):
        self.device = torch.device(device)
        self.there = {}
        self.offset = shop.columns.index(offset)
        self.current = shop.columns.index(shop.told["current"])

    def draw(self, part, groups):
        rows, mask = exported.padded(part, groups)
        mask = torch.from_numpy(mask.astype(np.float32)).to(self.device)
        features = self.rows(part, rows) * mask.unsqueeze(-1)
        targets = torch.from_numpy(part.targets[groups].astype(np.int64)).to(self.device)
        return Batch(features, mask, features[:, :, self.current] > 0.5, features[:, :, self.offset].clone(), targets)

    def rows(self, part, rows):
        """:return: float32 ``[*rows.shape, F]`` on the device"""
        if self.device.type == "cpu":
            return torch.from_numpy(np.asarray(part.features[rows], np.float32))
        if id(part) not in self.there:
            self.there[id(part)] = part, torch.from_numpy(np.array(part.features)).to(self.device)
        table = self.there[id(part)][1]
        return table[torch.from_numpy(rows).to(self.device)].float()

    def all(self, part, size=256):
        """Every group once, in order."""
        for groups in exported.numbers_of(size, part):
            yield self.draw(part, groups)
