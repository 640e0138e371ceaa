"""Reads the sets that ``./meander export`` writes: one group is a person at a moment, one row a candidate."""

import dataclasses
import json
import pathlib

import numpy as np
import torch

FORMAT = "meander-ranker-set"
LAYOUT = 1
MISSED = -1  # the truth is no candidate
UNSEEN = -2  # the truth was not observed


@dataclasses.dataclass
class Part:
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

    def __len__(self):
        return len(self.ends)

    @property
    def starts(self):
        return np.concatenate([[0], self.ends[:-1]])


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
    folder = pathlib.Path(folder)
    try:
        told = json.loads((folder / "set.json").read_text())
    except FileNotFoundError:
        raise ValueError(f"{folder} holds no set.json: write a set with ./meander export") from None
    if told.get("format") != FORMAT or told.get("version") != LAYOUT:
        raise ValueError(f"{folder} is {told.get('format')} version {told.get('version')}; this project reads {FORMAT} version {LAYOUT}")
    return Shop(told["set"], told, [part(folder, told, about) for about in told["parts"]])


def part(folder, told, about):
    read = {name: np.load(folder / about["name"] / f"{name}.npy", mmap_mode="r") for name in ("features", "ends", "targets", "novel")}
    ends, features = np.asarray(read["ends"]), read["features"]
    wanted = (about["rows"], len(told["features"]))
    if features.shape != wanted or len(ends) != about["groups"] or (len(ends) and ends[-1] != about["rows"]):
        raise ValueError(f"{folder}/{about['name']} is cut off: {features.shape} rows and columns where set.json says {wanted}")
    for begin in range(0, len(features), 1 << 18):
        if not np.isfinite(features[begin : begin + (1 << 18)]).all():
            raise ValueError(f"{folder}/{about['name']}: features hold numbers that are none, near row {begin}")
    return Part(about["name"], about["role"], features, ends, np.asarray(read["targets"]), np.asarray(read["novel"]), about["categories"])


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
    """Draws batches of a set's part: padded to the widest group, row order kept."""

    def __init__(self, shop, offset):
        self.offset = shop.columns.index(offset)
        self.current = shop.columns.index(shop.told["current"])

    def draw(self, part, groups):
        starts, ends = part.starts[groups], part.ends[groups]
        lengths = ends - starts
        places = np.arange(lengths.max())[None]
        mask = places < lengths[:, None]
        rows = np.where(mask, starts[:, None] + places, 0)
        features = np.asarray(part.features[rows], np.float32) * mask[:, :, None]
        return Batch(
            torch.from_numpy(features),
            torch.from_numpy(mask.astype(np.float32)),
            torch.from_numpy(features[:, :, self.current] > 0.5),
            torch.from_numpy(features[:, :, self.offset].copy()),
            torch.from_numpy(part.targets[groups].astype(np.int64)),
        )

    def all(self, part, size=256):
        """Every group once, in order."""
        for begin in range(0, len(part), size):
            yield self.draw(part, np.arange(begin, min(begin + size, len(part))))
