"""Trains a model of evolution on an exported set and writes it as ONNX: ``python -m meander_training.outlook --set DIR --out DIR``.

Models of several seeds are one by their mean. Epochs, bands and thresholds are chosen on validation; with ``--final`` the
models are then trained once more, on training and validation together, for the epochs that validation chose. Where the
set has test parts, the figures of what is written are told of them, once.
"""

import argparse
import pathlib
import sys
import types

import numpy as np
import torch

from .. import exported
from . import artefact, bands, fit, judge, sets, small, trees, trends
from .network import Mean, Outlook

RETURNS = {"hidden": 32, "dropout": 0.3, "rate": 2e-3}
TRENDS = {"hidden": 48, "dropout": 0.3, "rate": 1e-3, "batch": 512}


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.outlook", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="folder", type=pathlib.Path, required=True, help="folder that ./meander export --bench evolution:SET wrote")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for model.onnx and manifest.json")
    parser.add_argument("--name", default="outlook")
    parser.add_argument("--version", default="1")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--patience", type=int, default=2, help="epochs without a gain before training stops")
    parser.add_argument("--hidden", type=int, default=48)
    parser.add_argument("--person", type=int, default=32, help="width of the person encoder")
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--batch", type=int, default=64, help="groups")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.1, help="weight decay (L2, decoupled)")
    parser.add_argument("--returns-weight", type=float, default=0.3, help="weight of the loss of whether an event comes, in the nets of shares")
    parser.add_argument("--final", action="store_true", help="train once more with validation in, for the chosen number of epochs")
    parser.add_argument("--trees", type=int, default=0, help="boosted trees of so many seeds beside the nets of returns and trends")
    parser.add_argument("--choosing", type=int, default=0, help="with --final: so many seeds choose the epoch, 0 for all")
    parser.add_argument("--keep", type=pathlib.Path, help="folder for each net as it is done; what is there is not trained again")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(given)
    if min(options.epochs, options.hidden, options.person, options.batch, options.threads) < 1 or not 0 <= options.dropout < 1:
        parser.error("epochs, hidden, person, batch and threads are at least 1; dropout lies in [0, 1)")
    return options


def unseen(origins, heads):
    """Of the weight that goes to no candidate, the part in categories that nobody had before, by head."""
    told = {}
    for i, head in enumerate(heads):
        came = [origin.active[:, i] > 0 for origin in origins]
        everywhere = sum(float(origin.elsewhere()[here, i].sum()) for origin, here in zip(origins, came))
        never = sum(float(origin.unseen[here, i].sum()) for origin, here in zip(origins, came))
        told[head] = round(min(1.0, never / everywhere), 6) if everywhere > 0 else 0.0
    return told


def shares(shop, train, valid, options, seeds, say, stop=None):
    """One net of shares a seed. :return: nets and their histories"""
    scaling, models, histories = fit.moments(train), [], []
    for seed in seeds:
        kept = options.keep and options.keep / f"{'chosen' if valid else 'final'}-{seed}.pt"
        if kept and kept.exists():
            model = Outlook(shop.told["features"], len(shop.told["heads"]), options.hidden, options.person, options.dropout)
            state, history = torch.load(kept)
            model.load_state_dict(state)
            model.eval()
        else:
            model, history = fit.fit(shop, train, valid, options, seed, say, stop=stop, scaling=scaling)
            if kept:
                options.keep.mkdir(parents=True, exist_ok=True)
                torch.save((model.state_dict(), history), kept)
        models.append(model)
        histories.append(history)
    return models, histories


def beside(kind, data, outputs, loss, seeds, options, chosen_by=None, stops=None):
    """Small nets of every seed. :return: nets and their epochs"""
    fitted = [small.fit(*data, outputs, loss, seed, **options, chosen_by=chosen_by, stop=stops and stops[i]) for i, seed in enumerate(seeds)]
    return [net for net, _, _ in fitted], [epoch for _, epoch, _ in fitted]


def answered(people, head):
    """Columns and whether there was an event, of those of whom that is known."""
    here = people[1][:, head] >= 0
    return people[0][here], people[1][here, head]


def grown(mean, shop, people, rows, options, chosen_by=None, before=None):
    """The nets with trees beside them.

    :param people: as :func:`small.people` gives them, ``rows`` as :func:`small.rows` does
    :param chosen_by: people and rows of other time, by which rounds and weights are chosen
    :param before: what was chosen: without ``chosen_by`` that is grown again
    :return: the model, and rounds and weights
    """
    names, heads = shop.told["features"], range(len(shop.told["heads"]))
    columns, seeds = mean.comes.numpy(), list(range(1, options.trees + 1))
    told, forests = {"returns": [], "trends": None}, []
    for head in heads:
        mine, others = answered(people, head), chosen_by and answered(chosen_by[0], head)
        if not len(mine[1]) or (chosen_by and not len(others[1])) or (before and not before["returns"][head]):
            forests.append(None)
            told["returns"].append(None)
            continue
        forest, rounds = trees.grow(mine, columns, trees.RETURNS, seeds, options.threads, others, before and before["returns"][head])
        forests.append(forest)
        told["returns"].append(rounds)
    directions = None
    if min(len(rows[1]), len(chosen_by[1][1]) if chosen_by else len(rows[1])) >= fit.SMALLEST and (before is None or before["trends"]):
        directions, told["trends"] = trees.grow(rows, range(len(names)), trees.TRENDS, seeds, options.threads, chosen_by and chosen_by[1], before and before["trends"])
    model = trees.Grown(mean, names, forests, directions, before["weights"] if before else {"returns": 0.0, "trends": 0.0}).eval()
    if chosen_by:
        model.weights = trees.weights(model, *chosen_by)
    return model, told | {"weights": model.weights}


def looked(model, origins, heads):
    """What the model says of origins: pairs for the bands, and chances of trends beside what happened; ``judged`` are those of quarters."""
    pairs, chances, truth, judged = bands.Pairs(heads), [], [], []
    quarters = {id(origin) for origin in trends.quarters(origins)}
    with torch.no_grad():
        for origin in origins:
            for begin in range(0, len(origin), 128):
                groups = np.arange(begin, min(begin + 128, len(origin)))
                batch = sets.draw(origin, groups)
                logs, odds, directions = model(batch.features, batch.mask)
                spread, chance, direction = logs.softmax(1).numpy(), odds.sigmoid().numpy(), directions.softmax(2).numpy()
                for i, group in enumerate(groups):
                    rows = slice(origin.starts[group], origin.ends[group])
                    count = rows.stop - rows.start
                    pairs.add(spread[i, :count], chance[i], origin.shares[rows], origin.active[group], np.asarray(origin.weekly[rows]))
                    asked = np.asarray(origin.trends[rows])
                    if (asked >= 0).any():
                        chances.append(direction[i, :count][asked >= 0])
                        truth.append(asked[asked >= 0])
                        judged.append(np.full(len(truth[-1]), id(origin) in quarters))
    chance = np.concatenate(chances) if chances else np.zeros((0, 3))
    truth = np.concatenate(truth).astype(np.int64) if truth else np.zeros(0, np.int64)
    return types.SimpleNamespace(pairs=pairs, chance=chance, truth=truth, judged=np.concatenate(judged) if judged else np.zeros(0, bool))


def run(options, say=print):
    """:return: validation figures of the mean, by head"""
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    shop = sets.load(options.folder)
    heads = shop.told["heads"]
    train, valid, test = shop.role("train"), shop.role("valid"), shop.role("test")
    if not train or not valid:
        raise ValueError("no origins to train on or none to choose by in this set: export train and valid")
    if any(origin.trends is None or origin.weekly is None for origin in train + valid + test):
        raise ValueError("this set lacks trends: export it with this version")
    choosing = options.seeds[: options.choosing or None] if options.final else options.seeds
    models, histories = shares(shop, train, valid, options, choosing, say)
    columns = models[0].comes.numpy()
    people = small.people(train, columns), small.people(valid, columns)
    rows = small.rows(train), small.rows(valid)
    trended = min(len(each[1]) for each in rows) >= fit.SMALLEST
    returns, return_epochs = beside("returns", people[0], len(heads), small.entropy_of_returns, options.seeds, RETURNS, chosen_by=people[1])
    if trended:
        directions, trend_epochs = beside("trends", rows[0], 3, small.entropy_of_trends, options.seeds, TRENDS, chosen_by=rows[1])
    else:
        directions, trend_epochs = [small.none(len(shop.told["features"]), 3)], []
    chosen, forest = Mean(models, returns, directions).eval(), None
    if options.trees:
        chosen, forest = grown(chosen, shop, people[0], rows[0], options, (people[1], rows[1]))
        say("trees", forest)
    validation = judge.summary(chosen, valid, heads)
    seen = looked(chosen, valid, heads)
    table = bands.table(seen.pairs, heads)
    meant = trends.thresholds(seen.chance, seen.truth) if trended else {"rising": 1.0, "fading": 1.0}
    if trended:
        validation["trends"] = trends.figures(seen.chance[seen.judged], seen.truth[seen.judged], meant)
    say("validation", validation)
    known = train
    if options.final:
        known = train + valid
        stop = int(np.median([int(np.argmin([line["crossEntropy"] for line in history])) + 1 for history in histories]))
        models, _ = shares(shop, known, [], options, options.seeds, say, stop=stop)
        returns, _ = beside("returns", small.people(known, columns), len(heads), small.entropy_of_returns, options.seeds, RETURNS, stops=return_epochs)
        if trended:
            directions, _ = beside("trends", small.rows(known), 3, small.entropy_of_trends, options.seeds, TRENDS, stops=trend_epochs)
        chosen = Mean(models, returns, directions).eval()
        if options.trees:
            chosen, _ = grown(chosen, shop, small.people(known, columns), small.rows(known), options, before=forest)
    metrics = {"validation": validation}
    if test:
        last = looked(chosen, test, heads)
        metrics["test"] = judge.summary(chosen, test, heads) | {"coverage": bands.coverage(table, last.pairs, heads)}
        if last.judged.any():
            metrics["test"]["trends"] = trends.figures(last.chance[last.judged], last.truth[last.judged], meant)
        say("test", metrics["test"])
    truth = np.concatenate([np.asarray(origin.trends[origin.trends >= 0]) for origin in known])
    manifest = {
        "name": options.name,
        "version": options.version,
        "featureSchema": shop.told["featureSchema"],
        "heads": heads,
        "unseen": unseen(known, heads),
        "bands": table,
        "trend": {**trends.MEANING, "baseRates": trends.base_rates(truth) if trended else {"fading": 0.0, "stable": 1.0, "rising": 0.0}, "thresholds": meant},
        "data": {
            "set": exported.source(shop.told),
            "groups": int(sum(len(origin) for origin in known)),
            "seeds": options.seeds,
            "options": {key: value for key, value in vars(options).items() if key not in ("folder", "out", "keep")},
            "history": histories,
            "epochs": {"returns": return_epochs, "trends": trend_epochs},
            "trees": forest,
        },
        "metrics": metrics,
    }
    artefact.write(options.out, chosen, len(shop.told["features"]), manifest, None)
    say(f"wrote {options.out}")
    return validation


def main():
    try:
        run(arguments())
    except ValueError as e:
        sys.exit(f"meander_training.outlook: {e}")


if __name__ == "__main__":
    main()
