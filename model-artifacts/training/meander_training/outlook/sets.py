"""Reads the sets that ``./meander export --bench evolution:SET`` writes: one group is a person at a moment, one row a category.

The last row of a group stands for all categories that are no candidate.
"""

import dataclasses
import json
import pathlib

import numpy as np
import torch

FORMAT = "meander-outlook-set"
LAYOUT = 1
ARRAYS = ("features", "shares", "ends", "active", "unseen")


@dataclasses.dataclass
class Origin:
    """People at one moment: ``features [rows, F]``, ``shares [rows, heads]``, ``ends [groups]``, ``active`` and ``unseen [groups, heads]``.

    ``active`` is 1 where there was an event, 0 where there was none, -1 where it is not known.
    """

    name: str
    role: str
    features: np.ndarray
    shares: np.ndarray
    ends: np.ndarray
    active: np.ndarray
    unseen: np.ndarray

    def __len__(self):
        return len(self.ends)

    @property
    def starts(self):
        return np.concatenate([[0], self.ends[:-1]])

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
    folder = pathlib.Path(folder)
    try:
        told = json.loads((folder / "set.json").read_text())
    except FileNotFoundError:
        raise ValueError(f"{folder} holds no set.json: write a set with ./meander export") from None
    if told.get("format") != FORMAT or told.get("version") != LAYOUT:
        raise ValueError(f"{folder} is {told.get('format')} version {told.get('version')}; this project reads {FORMAT} version {LAYOUT}")
    return Shop(told["set"], told, [origin(folder, told, about) for about in told["parts"]])


def origin(folder, told, about):
    read = {name: np.load(folder / about["name"] / f"{name}.npy", mmap_mode="r") for name in ARRAYS}
    features, ends = read["features"], np.asarray(read["ends"])
    wanted = (about["rows"], len(told["features"]))
    if features.shape != wanted or len(ends) != about["groups"] or (len(ends) and ends[-1] != about["rows"]):
        raise ValueError(f"{folder}/{about['name']} is cut off: {features.shape} rows and columns where set.json says {wanted}")
    for begin in range(0, len(features), 1 << 18):
        if not np.isfinite(features[begin : begin + (1 << 18)]).all():
            raise ValueError(f"{folder}/{about['name']}: features hold numbers that are none, near row {begin}")
    return Origin(about["name"], about["role"], features, np.asarray(read["shares"]), ends, np.asarray(read["active"]), np.asarray(read["unseen"]))


@dataclasses.dataclass
class Batch:
    """``features [B, C, F]``, ``mask [B, C]``, ``shares [B, C, heads]``, ``active [B, heads]``."""

    features: torch.Tensor
    mask: torch.Tensor
    shares: torch.Tensor
    active: torch.Tensor


def draw(origin, groups):
    """Pads to the widest group; row order kept."""
    starts, ends = origin.starts[groups], origin.ends[groups]
    lengths = ends - starts
    places = np.arange(lengths.max())[None]
    mask = places < lengths[:, None]
    rows = np.where(mask, starts[:, None] + places, 0)
    there = mask[:, :, None]
    return Batch(
        torch.from_numpy(np.asarray(origin.features[rows], np.float32) * there),
        torch.from_numpy(mask.astype(np.float32)),
        torch.from_numpy(origin.shares[rows] * there),
        torch.from_numpy(origin.active[groups].astype(np.float32)),
    )


def batches(origin, size=128):
    """Every group once, in order."""
    for begin in range(0, len(origin), size):
        yield draw(origin, np.arange(begin, min(begin + size, len(origin))))
