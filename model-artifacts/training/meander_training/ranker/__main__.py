"""Trains a ranker on exported sets and writes it as ONNX: ``python -m meander_training.ranker --set DIR --out DIR``.

One net a seed, chosen by validation; what is written is the mean of their logits. With ``--final`` the nets are then
trained once more, on training and validation together, for the epochs that validation chose. With ``--start`` the nets
go on from a trained model's. With ``--search`` the options are looked for first, with ``--rolling`` they are judged at
several origins too.
"""

import argparse
import pathlib
import sys

import torch

from .. import device, exported, tracking
from . import artefact, encoder, fit, groups, judge, rolling, search, trees
from .network import Mean


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.ranker", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="sets", type=pathlib.Path, action="append", required=True, help="folder that ./meander export wrote; several train one model on several shops")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for model.onnx and manifest.json")
    parser.add_argument("--name", default="ranker")
    parser.add_argument("--version", default="1")
    parser.add_argument("--offset", default="hz", help="column that a logit starts from (default: %(default)s)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=8, help="0 with --start leaves its nets as they are (default: %(default)s)")
    parser.add_argument("--patience", type=int, default=2, help="epochs without a gain before training stops")
    parser.add_argument("--hidden", type=int, default=96)
    parser.add_argument("--pooled", type=int, nargs="+", default=[0], help="how often a net pools the other candidates by attention, 0 for not at all; of several, nets take turns")
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--mask-features", type=float, default=0.0, help="share of columns hidden from a group, against leaning on one shop's habits")
    parser.add_argument("--batch", type=int, default=128, help="groups")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.03, help="weight decay (L2, decoupled)")
    parser.add_argument("--step1-weight", type=float, default=2.0, help="weight of the loss of the next step; every other head weighs 1")
    parser.add_argument("--robust", type=float, default=0.0, help="q of the generalised cross entropy, in [0, 1]: the more, the less is spent on answers that nothing speaks for; 0 for the cross entropy")
    parser.add_argument("--average", type=float, default=0.0, help="decay of the running mean of a net's weights that is judged and kept in its place, such as .995; 0 for the weights themselves")
    parser.add_argument("--weigh", type=weighed, action="append", default=[], metavar="SET=W", help="what a shop's loss counts beside the others' (default: 1)")
    parser.add_argument("--also", type=pathlib.Path, action="append", default=[], help="folder of a set that figures are told of, and nothing is trained or chosen on")
    parser.add_argument("--trees", type=int, default=0, help="boosted trees a step, their scores added to the nets'; 0 for nets alone")
    parser.add_argument("--tree-steps", nargs="+", choices=trees.STEPS, default=list(trees.STEPS), help="the steps that trees are grown for (default: all)")
    parser.add_argument("--tree-loss", choices=sorted(trees.LOSSES), default="lambdarank", help="what trees are grown for (default: %(default)s)")
    parser.add_argument("--tree-rate", type=float, default=0.05, help="what each tree counts (default: %(default)s)")
    parser.add_argument("--tree-leaves", type=int, default=31, help="most leaves of a tree (default: %(default)s)")
    parser.add_argument("--tree-rows", type=int, default=80, help="fewest rows of a leaf, where there are many (default: %(default)s)")
    parser.add_argument("--tree-weight", type=float, help="what a tree's score counts against a net's logit (default: what takes the fewest nats on validation)")
    parser.add_argument("--start", type=pathlib.Path, help="folder of a trained model to go on from: fine-tuning; hidden, pooled and the number of nets are then its own, and trees where it has some stay as they are, unless --trees grows others; the set may have more columns, behind the model's")
    parser.add_argument("--final", action="store_true", help="train once more with validation in, for the chosen number of epochs")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--keep", choices=("best", "last"), default="best", help="the epoch that stays: the best on validation (early stopping), or the last of all")
    parser.add_argument("--search", type=int, default=0, help="trials of Optuna over hidden, dropout, rate, decay and step1-weight before training; 0 for none")
    parser.add_argument("--rolling", action="store_true", help="judge the options at several origins too, by nets trained on what lies before each")
    parser.add_argument("--window", type=int, default=0, help="with --rolling: train on the newest so many parts before an origin; 0 for all")
    parser.add_argument("--encoder", type=int, default=0, help="compare with nets that also see the states, so wide, of a sequence encoder that is pre-trained without answers; 0 for no comparison")
    device.options(parser)
    tracking.option(parser)
    options = parser.parse_args(given)
    options.weigh = dict(options.weigh)
    if options.trees < 0:
        parser.error("trees cannot be fewer than none")
    if options.tree_weight is not None and (options.tree_weight <= 0 or not (options.trees or options.start)):
        parser.error("tree-weight is above 0, and wants --trees or --start")
    if not 0 < options.tree_rate <= 1 or options.tree_leaves < 2 or options.tree_rows < 1:
        parser.error("tree-rate lies in (0, 1], tree-leaves is at least 2, tree-rows at least 1")
    if options.epochs == 0 and not options.start:
        parser.error("epochs is at least 1 where there is no --start")
    if not 0 <= options.robust <= 1 or not 0 <= options.average < 1 or any(weight <= 0 for weight in options.weigh.values()):
        parser.error("robust lies in [0, 1], average in [0, 1), and a set's weight is above 0")
    if min(options.pooled) < 0:
        parser.error("pooled is at least 0")
    if min(options.hidden, options.batch, options.threads, options.accumulate) < 1 or min(options.epochs, options.search, options.window, options.encoder) < 0 or not 0 <= options.dropout < 1 or not 0 <= options.mask_features < 1:
        parser.error("hidden, batch, threads and accumulate are at least 1, epochs, search, window and encoder at least 0; dropout and mask-features lie in [0, 1)")
    return options


def weighed(text):
    name, found, weight = text.partition("=")
    if not found or not name:
        raise argparse.ArgumentTypeError(f"{text}: SET=W is wanted")
    return name, float(weight)


def pairs(shops, *roles):
    return [(shop, part) for role in roles for shop in shops for part in shop.role(role)]


def judged(scored, valid, heads, heat=None):
    """Figures by shop.

    :param heat: temperatures by head
    """
    divide = None if heat is None else torch.tensor([heat[head] for head in heads])
    return {shop.name: judge.summary(judge.outcomes(each, divide) | {"novel": part.novel > 0}, heads) for (shop, part), each in zip(valid, scored)}


def diagram(scored, heads, heat):
    """By head how sure the first place was said to be, and how often it was right."""
    told = judge.outcomes(scored, torch.tensor([heat[head] for head in heads]))
    return {head: judge.reliability(told["confidence"][:, i], told["hit"][:, i]) for i, head in enumerate(heads)}


def run(options, say=print):
    """:return: validation figures of every seed and of the mean"""
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    shops = [groups.load(folder) for folder in options.sets]
    others = [groups.load(folder) for folder in options.also]
    groups.same_columns(shops + others)
    unknown = set(options.weigh) - {shop.name for shop in shops}
    if unknown:
        raise ValueError(f"--weigh: no set here is called {', '.join(sorted(unknown))}")
    first = shops[0]
    heads = first.told["heads"]
    if options.offset not in first.columns:
        raise ValueError(f"no column {options.offset} to start from")
    train, valid = pairs(shops, "train"), pairs(shops, "valid")
    if not valid:
        raise ValueError("no part for validation in these sets: nothing to choose the epoch by")
    fit.check([part for _, part in train], heads)
    drawer = groups.Drawer(first, options.offset)
    nets, histories, figures, more = [], [], {}, {}
    place = str(device.Place(options))
    if options.search and not options.start:
        options, more["search"] = search.search(train, valid, options, say)
    if options.rolling:
        more["rolling"] = rolling.validate(shops, options, options.seeds[0], say)
    states, boosters, kept = artefact.kept(options.start, first.told, heads) if options.start else ([None] * len(options.seeds), {}, {})
    if options.start:
        if len(options.seeds) != len(states):
            options.seeds = list(range(1, len(states) + 1))
        options.hidden = len(states[0]["net.0.bias"])
    pooled = [len(state.get("weigh.bias", ())) if state else options.pooled[i % len(options.pooled)] for i, state in enumerate(states)]
    if options.encoder:
        more["encoder"] = encoder.compare(train, valid, options, options.seeds[0], say)
    with tracking.opened(options.track, options.out, f"{options.name} {options.version}", vars(options)) as tracker:
        for seed, state, often in zip(options.seeds, states, pooled):

            def after(line, seed=seed):
                tracker.scalars(line["epoch"], {f"seed{seed}/{key}": value for key, value in line.items() if key != "epoch"})

            net, history = fit.fit(train, valid, options, seed, say, start=state, pooled=often, after=after)
            nets.append(net)
            histories.append(history)
            figures[f"seed {seed}"] = {shop.name: judge.summary(judge.measure(net, drawer, shop, part), heads) for shop, part in valid}
    chosen = Mean(nets).eval()
    scored = [judge.scores(chosen, drawer, shop, part) for shop, part in valid]
    figures["nets"] = judged(scored, valid, heads)
    weight = {}
    grown = options.trees > 0
    if grown:
        boosters, kept = trees.fit([part for _, part in train], heads, options, options.seeds[0], say), {}
    if boosters:
        if options.tree_weight is None:
            weight = trees.weights(scored, boosters, heads, valid, drawer, kept)
        else:
            weight = dict.fromkeys(boosters, options.tree_weight)
        scored = trees.added(scored, boosters, heads, weight, valid, drawer)
    heat = judge.temperatures(scored, heads)
    figures["mean"] = judged(scored, valid, heads, heat)
    if others:
        asked = pairs(others, "valid")
        told = [judge.scores(chosen, drawer, shop, part) for shop, part in asked]
        figures["nets elsewhere"] = judged(told, asked, heads, heat)
        if boosters:
            figures["mean elsewhere"] = judged(trees.added(told, boosters, heads, weight, asked, drawer), asked, heads, heat)
    more["reliability"] = {shop.name: diagram(each, heads, heat) for (shop, _), each in zip(valid, scored)}
    for who, told in figures.items():
        say(who, *(f"{shop} step1 {one['step1']}" for shop, one in told.items()))
    if options.final:
        nets = []
        for seed, history, state, often in zip(options.seeds, histories, states, pooled):
            best = history[-1]["epoch"] if options.keep == "last" else max(history, key=lambda line: line["ndcg@10"])["epoch"]
            nets.append(fit.fit(train + valid, [], options, seed, say, stop=best, start=state, pooled=often)[0])
        chosen = Mean(nets).eval()
        if grown:
            boosters = trees.fit([part for _, part in train + valid], heads, options, options.seeds[0], say)
    manifest = {
        "name": options.name,
        "version": options.version,
        "featureSchema": first.told["featureSchema"],
        "offset": options.offset,
        "heads": heads,
        "temperatures": heat,
        "data": {
            "sets": [exported.source(shop.told) for shop in shops],
            "groups": int(sum(len(part) for _, part in train + (valid if options.final else []))),
            "seeds": options.seeds,
            "place": place,
            "options": {key: value for key, value in vars(options).items() if key not in ("sets", "out", "start", "also")},
            "history": histories,
            "treeWeights": weight,
        },
        "metrics": {"validation": figures, **more},
    }
    graph = artefact.to_onnx(chosen, len(first.columns))
    cases = artefact.parity(chosen, first.columns.index(options.offset), lambda features: trees.weighted(boosters, heads, weight, features))
    artefact.write(options.out, trees.grafted(graph, boosters, heads, weight, len(first.columns)), manifest, cases, None)
    artefact.keep(options.out, nets, boosters)
    say(f"wrote {options.out}")
    return figures


def main():
    try:
        run(arguments())
    except ValueError as e:
        sys.exit(f"meander_training.ranker: {e}")


if __name__ == "__main__":
    main()
