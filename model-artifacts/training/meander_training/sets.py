"""Reads the sets that ``TrainingSetExport`` writes; splits them by time."""

import dataclasses
import json
import pathlib

import numpy as np
import torch

from . import features

DAY = 86_400_000
LABEL_DAYS = 28  # an example's labels reach that far


@dataclasses.dataclass
class Shop:
    """One exported log; ``rows`` of all examples lie behind each other."""

    name: str
    source: dict
    arrays: dict

    def rows(self, example):
        ends = self.arrays["ends"]
        return slice(int(ends[example - 1]) if example else 0, int(ends[example]))

    def days(self):
        """Days since the shop's first example, for each example."""
        times = self.arrays["times"]
        return (times - times.min()) / DAY


def load(folder):
    """:raises ValueError: when the service that exported the set computes other features"""
    folder = pathlib.Path(folder)
    told = json.loads((folder / "set.json").read_text())
    if told["featureSchema"] != features.schema() or told["columns"] != features.NAMES:
        raise ValueError(f"{folder} holds features {told['featureSchema']}, this project trains {features.schema()}")
    arrays = {path.stem: np.load(path, mmap_mode="r") for path in sorted(folder.glob("*.npy"))}
    for name in ("ends", "times", "people", "current", "migration"):
        arrays[name] = np.asarray(arrays[name])
    if len(arrays["ends"]) != told["examples"] or arrays["features"].shape[0] != told["rows"]:
        raise ValueError(f"{folder} is cut off")
    return Shop(folder.name, told["source"], arrays)


def split(shop, train_until, valid_until):
    """Examples for training, validation and test. The labels of each part end before the next part begins."""
    days = shop.days()
    sizes = np.diff(shop.arrays["ends"], prepend=0)
    some = sizes > 0
    train = np.flatnonzero(some & (days + LABEL_DAYS <= train_until))
    valid = np.flatnonzero(some & (days > train_until) & (days + LABEL_DAYS <= valid_until))
    test = np.flatnonzero(some & (days > valid_until))
    return train, valid, test


@dataclasses.dataclass
class Batch:
    """Padded to the widest person; the place after the last column stands for all other categories."""

    candidates: torch.Tensor  # [B, W, F]
    mask: torch.Tensor  # [B, W]
    current: torch.Tensor  # [B], -1 for none
    migration: torch.Tensor  # [B, 6], -1 for unknown, W for what is no candidate
    visits: torch.Tensor  # [B, W + 1, 3]
    weights: torch.Tensor  # [B, W, 3]
    baseline: torch.Tensor  # [B, W + 1, 9]
    baseline_come_back: torch.Tensor  # [B, 3]
    people: np.ndarray  # [B]


def batch(shop, examples):
    a = shop.arrays
    slices = [shop.rows(e) for e in examples]
    sizes = [s.stop - s.start for s in slices]
    n, width = len(examples), max(sizes)
    candidates = np.zeros((n, width, a["features"].shape[1]), np.float32)
    mask = np.zeros((n, width), np.float32)
    visits = np.zeros((n, width + 1, 3), np.float32)
    weights = np.zeros((n, width, 3), np.float32)
    baseline = np.zeros((n, width + 1, a["baseline"].shape[1]), np.float32)
    migration = a["migration"][examples].astype(np.int64)
    for i, (rows, size) in enumerate(zip(slices, sizes)):
        candidates[i, :size] = a["features"][rows]
        mask[i, :size] = 1
        visits[i, :size] = a["visits"][rows]
        weights[i, :size] = a["weights"][rows]
        baseline[i, :size] = a["baseline"][rows]
        migration[i][migration[i] == size] = width
    visits[:, width] = a["visits_rest"][examples]
    baseline[:, width] = a["baseline_rest"][examples]
    tensors = (candidates, mask, a["current"][examples].astype(np.int64), migration, visits, weights, baseline,
               a["baseline_come_back"][examples])
    return Batch(*(torch.from_numpy(np.ascontiguousarray(t)) for t in tensors), a["people"][examples])


def batches(parts, size, generator=None):
    """
    :param parts: list of (shop, examples)
    :param generator: shuffles; without it the order is that of the sets
    """
    places = [(i, e) for i, (_, examples) in enumerate(parts) for e in examples]
    order = generator.permutation(len(places)) if generator is not None else np.arange(len(places))
    by_shop = {i: [] for i in range(len(parts))}
    for place in order:
        shop, example = places[place]
        by_shop[shop].append(example)
        if len(by_shop[shop]) == size:
            yield batch(parts[shop][0], np.array(by_shop[shop]))
            by_shop[shop] = []
    for shop, rest in by_shop.items():
        if rest:
            yield batch(parts[shop][0], np.array(rest))
