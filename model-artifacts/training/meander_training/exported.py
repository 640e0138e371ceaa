"""What ``./meander export`` writes, as every trainer reads it: ``set.json`` and, by part, arrays that lie in groups.

A group is a person at a moment; its rows lie together, and ``ends`` says after which row each group ends.
"""

import json
import pathlib

import numpy as np

LAYOUT = 1


class Grouped:
    """What has ``ends [groups]``: counts and bounds of its groups."""

    def __len__(self):
        return len(self.ends)

    @property
    def starts(self):
        return np.concatenate([[0], self.ends[:-1]])


def header(folder, form):
    """What ``set.json`` tells.

    :raises ValueError: where there is none, or it tells of another form or layout
    """
    folder = pathlib.Path(folder)
    try:
        told = json.loads((folder / "set.json").read_text())
    except FileNotFoundError:
        raise ValueError(f"{folder} holds no set.json: write a set with ./meander export") from None
    if told.get("format") != form or told.get("version") != LAYOUT:
        raise ValueError(f"{folder} is {told.get('format')} version {told.get('version')}; this project reads {form} version {LAYOUT}")
    return told


def arrays(folder, told, about, names):
    """The arrays of a part; ``features`` stays on the disk, the others are read.

    :param about: the part's entry in the header
    :param names: those wanted, ``features`` and ``ends`` among them
    :raises ValueError: where the part is not whole, or its features hold numbers that are none
    """
    place = pathlib.Path(folder) / about["name"]
    read = {name: np.load(place / f"{name}.npy", mmap_mode="r") for name in names}
    features, ends = read["features"], np.asarray(read["ends"])
    wanted = (about["rows"], len(told["features"]))
    if features.shape != wanted or len(ends) != about["groups"] or (len(ends) and ends[-1] != about["rows"]):
        raise ValueError(f"{place} is cut off: {features.shape} rows and columns where set.json says {wanted}")
    for begin in range(0, len(features), 1 << 18):
        if not np.isfinite(features[begin : begin + (1 << 18)]).all():
            raise ValueError(f"{place}: features hold numbers that are none, near row {begin}")
    return {name: array if name == "features" else np.asarray(array) for name, array in read.items()}


def padded(part, groups):
    """Groups side by side, as wide as the widest: row numbers ``[B, C]``, 0 at padding, and ``mask [B, C]``."""
    starts, ends = part.starts[groups], part.ends[groups]
    lengths = ends - starts
    places = np.arange(lengths.max())[None]
    mask = places < lengths[:, None]
    return np.where(mask, starts[:, None] + places, 0), mask


def numbers_of(batch_size, part):
    """Every group's number once, in order, ``batch_size`` at a time."""
    for begin in range(0, len(part), batch_size):
        yield np.arange(begin, min(begin + batch_size, len(part)))


def source(told):
    """What a manifest keeps of a header: all but columns and parts."""
    return {key: value for key, value in told.items() if key not in ("features", "parts")}
