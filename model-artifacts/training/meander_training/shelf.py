"""The method shelf in one table of cost and gain: ``python -m meander_training.shelf --set SET --out DIR``.

Every method is run on the same exported set, its gain being what is lost without it (or won with it) on people of the
validation part that chose nothing; from each seed, beside the ranker as it is by default. Results are kept by method in
``DIR/results.json``: an interrupted run goes on. ``DIR/shelf.md`` is the table.
"""

import argparse
import json
import pathlib
import statistics
import sys
import time

import numpy as np
import torch

from .ranker import __main__ as ranker
from .ranker import encoder, fit, groups, judge, rolling, search, trees

BASE = "as it is by default"
# What is left out or added: options of ./meander train, and which of the two it is.
VARIANTS = {
    "early stopping": ("without", ["--keep", "last"]),
    "L2 (decoupled weight decay)": ("without", ["--decay", "0"]),
    "dropout": ("without", ["--dropout", "0"]),
    "hidden columns": ("with", ["--mask-features", "0.1"]),
    "gradient accumulation, 4 of 32 for 128": ("with", ["--batch", "32", "--accumulate", "4"]),
    "mixed precision (bfloat16)": ("with", ["--precision", "bfloat16"]),
}


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.shelf", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="folder", type=pathlib.Path, required=True, help="a ranker's set with parts train and valid")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--most", type=int, default=1500, help="groups of each part, drawn by lot; 0 for all")
    parser.add_argument("--trials", type=int, default=10, help="of Optuna")
    parser.add_argument("--trees", type=int, default=100)
    parser.add_argument("--encoder", type=int, default=16)
    parser.add_argument("--offset", default="hz2")
    parser.add_argument("--text", type=pathlib.Path, nargs="*", default=[], help="metrics.json that seed-baseline wrote")
    return parser.parse_args(given)


def figures(nets, shop, part, options):
    told = judge.summary(judge.measure(nets, groups.Drawer(shop, options.offset), shop, part), shop.told["heads"])["step1"]
    return {key: told[key] for key in ("ndcg@10", "novelHr@10", "nll")}


class Bench:
    """What every method is given: ``train`` and ``chosen`` pairs to train and choose by, ``judged`` to judge by."""

    def __init__(self, options, say):
        self.options, self.say = options, say
        self.shop = groups.load(options.folder)
        train, (valid,) = self.shop.role("train"), self.shop.role("valid")
        even = valid.people % 2 == 0
        self.train = [(self.shop, groups.sample(part, options.most)) for part in train]
        self.chosen, self.judged = (groups.sample(groups.some(valid, np.flatnonzero(which)), options.most) for which in (even, ~even))
        self.asked = ["--set", str(options.folder), "--out", ".", "--track", "none", "--offset", options.offset, "--epochs", str(options.epochs)]
        self.file = options.out / "results.json"
        options.out.mkdir(parents=True, exist_ok=True)
        self.results = json.loads(self.file.read_text()) if self.file.exists() else {}

    def given(self, *more):
        return ranker.arguments([*self.asked, *more])

    def once(self, name, work):
        """``work()`` gives results by seed; kept with the seconds of processor that one of them took."""
        if name not in self.results:
            begun = time.process_time()
            runs = work()
            self.results[name] = {"runs": runs, "seconds": round((time.process_time() - begun) / max(1, len(runs)), 3)}
            self.file.write_text(json.dumps(self.results, indent=1) + "\n")
            write(self)
            self.say(f"{name}: {self.results[name]}")
        return self.results[name]

    def nets(self, asked):
        return [fit.fit(self.train, [(self.shop, self.chosen)], asked, seed, lambda *_: None)[0] for seed in self.options.seeds]

    def plain(self, asked):
        return [figures(net, self.shop, self.judged, asked) for net in self.nets(asked)]

    def ensemble(self):
        asked = self.given()
        return [figures(ranker.Mean(self.nets(asked)).eval(), self.shop, self.judged, asked)]

    def grown(self):
        """The net with trees, each seed's own."""
        asked, drawer, heads = self.given("--trees", str(self.options.trees)), groups.Drawer(self.shop, self.options.offset), self.shop.told["heads"]
        told = []
        for seed, net in zip(self.options.seeds, self.nets(asked)):
            boosters = trees.fit([part for _, part in self.train], ["step1"], asked, seed, lambda *_: None)
            pair = {name: [(self.shop, part)] for name, part in (("chosen", self.chosen), ("judged", self.judged))}
            scored = {name: [judge.scores(net, drawer, *pairs[0])] for name, pairs in pair.items()}
            weight = trees.weights(scored["chosen"], boosters, heads, pair["chosen"], drawer)
            summed = trees.added(scored["judged"], boosters, heads, weight, pair["judged"], drawer)
            one = judge.summary(judge.outcomes(summed[0]) | {"novel": self.judged.novel > 0}, heads)["step1"]
            told.append({key: one[key] for key in ("ndcg@10", "novelHr@10", "nll")})
        return told

    def searched(self):
        best, told = search.search(self.train, [(self.shop, self.chosen)], self.given("--search", str(self.options.trials)), lambda *_: None)
        return [line | {"found": told["best"]} for line in self.plain(best)[:1]]

    def states(self, trained):
        asked = self.given("--encoder", str(self.options.encoder))
        told = []
        for seed in self.options.seeds:
            made, _ = encoder.pretrain([part for _, part in self.train], asked.encoder, seed, say=lambda *_: None)
            if not trained:
                torch.manual_seed(seed)
                bare = encoder.Encoder(len(made.mean), asked.encoder).eval()
                bare.mean.copy_(made.mean)
                bare.scale.copy_(made.scale)
                made = bare
            wide = [[encoder.widened(shop, part, made) for shop, part in pairs] for pairs in (self.train, [(self.shop, self.chosen)], [(self.shop, self.judged)])]
            net, _ = fit.fit(wide[0], wide[1], asked, seed, lambda *_: None)
            told.append(figures(net, *wide[2][0], asked))
        return told

    def fewer(self):
        (valid,) = self.shop.role("valid")
        return groups.Shop(self.shop.name, self.shop.told, [*(part for _, part in self.train), groups.sample(valid, self.options.most)])

    def rolled(self):
        told = rolling.validate([self.fewer()], self.given(), self.options.seeds[0], lambda *_: None)[self.shop.name]
        return [{"mean": told["mean"], "deviation": told["deviation"], "folds": [line["ndcg@10"] for line in told["folds"]]}]


def spread(values):
    values = [value for value in values if value is not None]
    if not values:
        return "–"
    return f"{statistics.mean(values):.4f}" + (f" ± {statistics.stdev(values):.4f}" if len(values) > 1 else "")


def row(name, how, options, told, base, sign):
    gains = [line["ndcg@10"] for line in told["runs"]]
    before = [line["ndcg@10"] for line in base["runs"]][: len(gains)]
    differences = [sign * (mine - other) for mine, other in zip(gains, before)] if len(gains) == len(before) else [sign * (statistics.mean(gains) - statistics.mean(before))]
    verdict = spread(differences)
    return f"| {name} | {how} | `{' '.join(options)}` | {told['seconds']:.0f} s ({told['seconds'] / max(base['seconds'], 1e-3):.1f} x) | {spread(gains)} | {verdict if verdict.startswith('-') else '+' + verdict} | {spread([line['novelHr@10'] for line in told['runs']])} |"


def table(bench):
    """Rows of what was run so far."""
    options, results = bench.options, bench.results
    base = results[BASE]
    middle = base | {"runs": [{"ndcg@10": statistics.mean(line["ndcg@10"] for line in base["runs"])}]}
    rows = [(name, name, how, more, base) for name, (how, more) in VARIANTS.items()]
    rows += [
        ("seeds", f"mean of {len(options.seeds)} seeds", "with", ["--seeds", *map(str, options.seeds)], middle),
        ("trees", "boosted trees beside the net", "with", ["--trees", str(options.trees)], base),
        ("encoder", "columns of a sequence encoder, pre-trained without answers", "with", ["--encoder", str(options.encoder)], base),
        ("untrained encoder", "the same encoder untrained: what pre-training adds is the difference", "with", ["--encoder", str(options.encoder)], base),
        ("search", f"Optuna, {options.trials} trials, first seed", "with", ["--search", str(options.trials)], base),
    ]
    lines = [f"| {BASE} | | | {base['seconds']:.0f} s | {spread([line['ndcg@10'] for line in base['runs']])} | | {spread([line['novelHr@10'] for line in base['runs']])} |"]
    return lines + [row(title, how, more, results[key], compared, -1 if how == "without" else 1) for key, title, how, more, compared in rows if key in results]


def text(path):
    told = json.loads(path.read_text())
    last, first = told["history"][-1], told["history"][0]
    return f"| {told['encoder']} | {told['n']['train']} / {told['n']['test']} | {told['options']['rate']:g}, {told['options']['epochs']} | {told['seconds']:.0f} s | {first['auc']:.4f} | {last['auc']:.4f} | {last['accuracy']:.4f} (always yes: {told['share']['test']:.4f}) |"


def write(bench):
    options, results = bench.options, bench.results
    train = sum(len(part) for _, part in bench.train)
    said = [
        "# The method shelf: cost and gain\n",
        f"Made by `$(./set-up) -m meander_training.shelf --set SET --out DIR --seeds {' '.join(map(str, options.seeds))} --epochs {options.epochs} --most {options.most}`; SET by `./meander export --bench {bench.shop.name}`: {train} moments of {len(bench.train)} parts to train on, "
        f"{len(bench.chosen)} of the validation part to choose by (people with even numbers), {len(bench.judged)} to judge by (odd ones). NDCG@10 of the next step, mean and standard deviation over seeds; a gain is by seed against the default, positive where the method helps. "
        "Cost is processor time of one training, its measurement on validation included; `x`: as a multiple of the default's.\n",
        "| method | | `./meander train ... --` | cost | NDCG@10 | gain | novel HR@10 |",
        "|---|---|---|---|---|---|---|",
        *table(bench),
        "",
        f"Differences within a deviation or two of a seed are noise. At {options.epochs} epochs over so few moments there is little to overfit: where early stopping, L2 and dropout say nothing here, that is why.\n",
    ]
    if "rolling" in results:
        rolled = results["rolling"]["runs"][0]
        said += [
            "## Validation at one split and at several origins\n",
            f"`--rolling`: {len(rolled['folds'])} nets, each trained on what lies before its origin and judged on the part after; all but the last with that part's sampled candidates, so at another level: NDCG@10 {', '.join(f'{gain:.4f}' for gain in rolled['folds'])}; "
            f"mean of those {rolled['mean']:.4f}, standard deviation of a fold {spread([rolled['deviation']])}, {results['rolling']['seconds']:.0f} s. The deviation is what one split cannot tell: gains below it are not safe in time.\n",
        ]
    if "search" in results:
        found = results["search"]["runs"][0]["found"]
        said += [
            "## Search\n",
            f"Best of {options.trials} trials on who chooses: {found['value']:.4f} by " + ", ".join(f"{key} {value:.3g}" for key, value in found.items() if key != "value") + ". The first trial is the default; trials below the median of an epoch end there.\n",
        ]
    said += [
        "## Where there is a GPU\n",
        "`--device auto` takes it, `--precision auto` then is bfloat16 (float16 with a scaled gradient where that is missing), `--accumulate` as on a CPU. The machine of this table had none, so no figure of a GPU is here; `tests/test_shelf.py` trains on one where it finds it.\n",
    ]
    if options.text:
        said += [
            "## `seed-baseline`: the brief's recipe\n",
            "BERT encoder, 128 ReLU, dropout 0.2, sigmoid, Adam 1e-5, 5 epochs, batch 32, ROC-AUC, on whether a review recommends (English reviews of women's clothing): one answer of two, which the recipe is for. `./meander train --preset seed-baseline --set REVIEWS --out DIR`. "
            "TF-IDF with logistic regression reaches AUC .961 on all reviews (the project's text protocol, same split).\n",
            "| encoder | reviews to train / judge | rate, epochs | seconds | AUC, first epoch | AUC, last | accuracy |",
            "|---|---|---|---|---|---|---|",
            *[text(path) for path in options.text],
            "",
        ]
    (options.out / "shelf.md").write_text("\n".join(said))


def run(options, say=print):
    torch.set_num_threads(1)
    bench = Bench(options, say)
    bench.once(BASE, lambda: bench.plain(bench.given()))
    for name, (_, more) in VARIANTS.items():
        bench.once(name, lambda more=more: bench.plain(bench.given(*more)))
    bench.once("seeds", bench.ensemble)
    bench.once("trees", bench.grown)
    bench.once("encoder", lambda: bench.states(True))
    bench.once("untrained encoder", lambda: bench.states(False))
    bench.once("rolling", bench.rolled)
    bench.once("search", bench.searched)
    write(bench)
    say(f"wrote {options.out / 'shelf.md'}")


def main():
    try:
        run(arguments())
    except ValueError as e:
        sys.exit(f"meander_training.shelf: {e}")


if __name__ == "__main__":
    main()
