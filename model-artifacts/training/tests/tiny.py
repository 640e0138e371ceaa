"""A tiny shop's orders in the form of ``open_ecommerce``, and the commands that read them."""

import datetime
import gzip
import json
import pathlib
import subprocess

import numpy as np

ROOT = pathlib.Path(__file__).parents[3]
CATEGORIES = 12
FOLLOWS = 0.8


def orders(data, people=60, moves=40):
    """Who bought of category c buys next, four times in five, of category c + 1."""
    rng = np.random.default_rng(3)
    folder = data / "open_ecommerce"
    folder.mkdir(parents=True)
    with gzip.open(folder / "open_ecommerce_28states_events.csv.gz", "wt") as out:
        out.write("user,home,date,asin,category,price,qty\n")
        for person in range(people):
            category = int(rng.integers(CATEGORIES))
            day = datetime.date(2021, 1, 1) + datetime.timedelta(days=int(rng.integers(20)))
            for _ in range(moves):
                out.write(f"u{person},1,{day},a{category},c{category:02},1.0,1\n")
                category = (category + (1 if rng.random() < FOLLOWS else int(rng.integers(2, CATEGORIES)))) % CATEGORIES
                day += datetime.timedelta(days=int(rng.integers(1, 9)))
    return data


def shipped():
    """:return: the folder of the ranker that ships"""
    told = json.loads((ROOT / "model-artifacts" / "current.json").read_text())
    return ROOT / "model-artifacts" / told["ranker"]


def meander(*arguments):
    """:return: what ``./meander`` printed"""
    done = subprocess.run([ROOT / "meander", *map(str, arguments)], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
