"""What each of the 84 features is worth: ``python -m meander_training.ranker.selection --set SET --out FILE [--costs FILE]``.

Three answers, none of which is enough alone. *Gain*: what boosted trees win by a feature's splits. *Shuffled*: what a trained
net loses on validation when a feature's values are dealt out anew (Breiman 2001; Fisher et al. 2019), which says little where
another feature tells the same. *Left out*: what nets lose that were trained without a whole source. *Cost*: of a
source, by JMH (``load-tests/fold.sh FeatureSourceBenchmark -prof dev.meander.statistics.ProcessorTime``), shared by its
features, since none is computed alone.

Without ``--set`` nothing is trained: the costs of a report that is there are written anew.
"""

import argparse
import dataclasses
import json
import pathlib
import statistics
import sys

import numpy as np
import torch

from . import __main__ as ranker
from . import fit, groups, judge, trees
from .network import allowed

# Where features come from; the names are those of FeatureSourceBenchmark.
SOURCES = {
    "history": "inh la rk rkrel lcnt cshare ownlift d3 d10 d40 d10rank dtmg dtq insess evshare runlen intent buy lastI lastB durshare itemrep succsh lsucc succ2 period sessshare succd2 runinlast firstinsess".split(),
    "moves": "lp1 lp2 lp4 lift1 lift4 p4rank p4rel pnov novprop entp1 support".split(),
    "neighbours": "sk skrank".split(),
    "together": "cosS cosSrank cosU".split(),
    "forward": "wf wflift".split(),
    "current": "ccos cucos revlift skip2".split(),
    "hazards": "hz hz2 ownhz ownhzabs hz2own hzrank ret".split(),
    "popularity": "lpop poprank trend pen callift popratio shopnov d10crank".split(),
    "person": "k nd ndk top1 top3 novrec novall sessruns curlen curgap curshare curI curB curnew lastmtf mtf3 mtfnov".split(),
}


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="meander_training.ranker.selection", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="sets", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the report, in Markdown")
    parser.add_argument("--costs", type=pathlib.Path, help="microseconds a person by source, as JMH's -rf json of FeatureSourceBenchmark tells")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3, help="shuffles of a feature")
    parser.add_argument("--most", type=int, default=1500, help="groups of each part, drawn by lot; 0 for all")
    parser.add_argument("--trees", type=int, default=100)
    parser.add_argument("--offset", default="hz2")
    options = parser.parse_args(given)
    if not options.sets and not options.costs:
        parser.error("--set, to look at features, or --costs, to write those of a report anew")
    return options


def gained(net, offset, step1, batches):
    ranks = [judge.outcomes([(allowed(b, net(b.features, b.mask, b.offset), step1), b.targets)])["rank"][:, step1] for b in batches]
    rank = np.concatenate(ranks)
    return float(judge.gain(rank[~np.isnan(rank)]).mean())


def shuffled(batches, column, random, person):
    """Batches whose column is dealt out anew: among groups where it says the same of all rows, else among all rows."""
    masks = [batch.mask > 0.5 for batch in batches]
    if person:
        values = torch.cat([batch.features[:, 0, column] for batch in batches])
        values = values[torch.from_numpy(random.permutation(len(values)))]
    else:
        values = torch.cat([batch.features[:, :, column][mask] for batch, mask in zip(batches, masks)])
        values = values[torch.from_numpy(random.permutation(len(values)))]
    begin = 0
    for batch, mask in zip(batches, masks):
        features = batch.features.clone()
        if person:
            features[:, :, column] = values[begin : begin + len(mask), None] * batch.mask
            begin += len(mask)
        else:
            count = int(mask.sum())
            features[:, :, column] = torch.zeros_like(batch.mask).masked_scatter(mask, values[begin : begin + count])
            begin += count
        yield dataclasses.replace(batch, features=features)


class Without:
    """Features in which some columns are 0 everywhere: a net cannot learn from them, and the file stays as it is."""

    def __init__(self, features, columns):
        self.features, self.columns, self.shape = features, columns, features.shape

    def __len__(self):
        return len(self.features)

    def __getitem__(self, rows):
        read = np.array(self.features[rows], np.float32)
        read[..., self.columns] = 0
        return read


def without(pairs, columns):
    return [(shop, dataclasses.replace(part, features=Without(part.features, columns))) for shop, part in pairs]


def run(options, say=print):
    torch.set_num_threads(1)
    shops = [groups.load(folder) for folder in options.sets]
    groups.same_columns(shops)
    names, heads = shops[0].columns, shops[0].told["heads"]
    step1 = heads.index("step1")
    train, valid = ([(shop, groups.sample(part, options.most)) for shop, part in ranker.pairs(shops, role)] for role in ("train", "valid"))
    asked = ranker.arguments([*(word for folder in options.sets for word in ("--set", str(folder))), "--out", ".", "--offset", options.offset, "--epochs", str(options.epochs), "--trees", str(options.trees)])
    boosters = trees.fit([part for _, part in train], ["step1"], asked, options.seeds[0], say)
    gain = boosters["step1"].feature_importance("gain")
    gain = gain / gain.sum()
    drawer = groups.Drawer(shops[0], options.offset)
    batches = [batch for _, part in valid for batch in drawer.all(part)]
    nets, whole = [], []
    for seed in options.seeds:
        net, history = fit.fit(train, valid, asked, seed, lambda *_: None)
        nets.append(net)
        whole.append(max(line["ndcg@10"] for line in history))
    say(f"all features: {whole}")
    random = np.random.default_rng(1)
    lost = {}
    with torch.no_grad():
        base = [gained(net, options.offset, step1, batches) for net in nets]
        for column, name in enumerate(names):
            person = all(((batch.features[:, :, column] == batch.features[:, :1, column]) | (batch.mask < 0.5)).all() for batch in batches)
            each = []
            for _ in range(options.repeats):
                dealt = list(shuffled(batches, column, random, person))
                each += [before - gained(net, options.offset, step1, dealt) for net, before in zip(nets, base)]
            lost[name] = each
    say("every feature shuffled")
    known = {source: [name for name in own if name in names] for source, own in SOURCES.items()}
    left = {}
    for source, own in known.items():
        if options.offset in own:
            continue  # every logit starts from it
        columns = [names.index(name) for name in own]
        left[source] = [before - max(line["ndcg@10"] for line in fit.fit(without(train, columns), without(valid, columns), asked, seed, lambda *_: None)[1]) for seed, before in zip(options.seeds, whole)]
        say(f"without {source}: {left[source]}")
    costs = read_costs(options.costs) if options.costs else {}
    options.out.write_text(report(options, shops, names, gain, lost, left, whole, costs, known))
    say(f"wrote {options.out}")


def read_costs(path):
    """By source its mean and error in microseconds a person: of processor time where that was told, else by the clock."""
    metrics = {line["benchmark"].split(".")[-1]: line.get("secondaryMetrics", {}).get("processor", line["primaryMetric"]) for line in json.loads(path.read_text())}
    return {name: (metric["score"], metric["scoreError"]) for name, metric in metrics.items()}


def with_costs(text, costs):
    """A report with other costs in its last columns.

    :raises ValueError: where it is no report
    """
    if "## By source" not in text or "## By feature" not in text:
        raise ValueError("this is no report of what features are worth")
    lines = [line for line in text.split("\n") if "(no features of its own)" not in line]
    for i, line in enumerate(lines):
        cells = line.split("|")
        source = cells[1].strip() if len(cells) == 7 else None
        if source in SOURCES:
            cells[5] = f" {costs[source][0]:.1f} ± {costs[source][1]:.1f} " if source in costs else " – "
            last = i
        elif source and source.startswith("`"):
            of = cells[2].strip()
            cells[5] = f" {costs[of][0] / len(SOURCES[of]):.2f} " if of in costs else " – "
        lines[i] = "|".join(cells)
    extra = [f"| {name} (no features of its own) | | | | {costs[name][0]:.1f} ± {costs[name][1]:.1f} |" for name in sorted(set(costs) - set(SOURCES))]
    return "\n".join(lines[: last + 1] + extra + lines[last + 1 :])


def signed(values):
    return f"{statistics.mean(values):+.4f}" + (f" ± {statistics.stdev(values):.4f}" if len(values) > 1 else "")


def report(options, shops, names, gain, lost, left, whole, costs, known):
    of = {name: source for source, own in known.items() for name in own}
    order = sorted((name for name in names if name != shops[0].told["current"]), key=lambda name: -statistics.mean(lost[name]))
    idle = [name for name in order if gain[names.index(name)] < 0.001 and statistics.mean(lost[name]) < max(1e-4, statistics.stdev(lost[name]) if len(lost[name]) > 1 else 0)]
    sets = ", ".join(shop.name for shop in shops)
    lines = [
        "# What the 84 features are worth\n",
        f"Made by `$(./set-up) -m meander_training.ranker.selection --set SET --out FILE --most {options.most} --costs COSTS` on {sets}: {options.trees} trees (LambdaMART) and nets of {len(options.seeds)} seeds, {options.epochs} epochs, from `{options.offset}`; NDCG@10 of the next step on validation, "
        f"{statistics.mean(whole):.4f} with all features. COSTS: `load-tests/fold.sh FeatureSourceBenchmark -prof dev.meander.statistics.ProcessorTime -rf json -rff COSTS`.\n",
        "## By source\n",
        "Left out: what nets lose that were trained without any of the source's features (mean and deviation over seeds; negative: they are better without). Cost: one person with some 150 candidates, one thread.\n",
        "| source | features | gain of trees | left out: loss of NDCG@10 | us a person |",
        "|---|---|---|---|---|",
    ]
    for source, own in known.items():
        cost = f"{costs[source][0]:.1f} ± {costs[source][1]:.1f}" if source in costs else "–"
        lines.append(f"| {source} | {len(own)} | {sum(gain[names.index(name)] for name in own):.3f} | {signed(left[source]) if source in left else 'every logit starts from it'} | {cost} |")
    for extra in sorted(set(costs) - set(known)):
        lines.append(f"| {extra} (no features of its own) | | | | {costs[extra][0]:.1f} ± {costs[extra][1]:.1f} |")
    lines += [
        "\n## By feature\n",
        "Shuffled: loss of NDCG@10 when its values are dealt out anew, mean and deviation over seeds and shuffles. Where two features tell the same, neither shows here. Cost: the source's, shared by its features.\n",
        "| feature | source | gain of trees | shuffled | us a person |",
        "|---|---|---|---|---|",
    ]
    for name in order:
        source = of.get(name, "–")
        share = f"{costs[source][0] / len(known[source]):.2f}" if source in costs else "–"
        lines.append(f"| `{name}` | {source} | {gain[names.index(name)]:.4f} | {signed(lost[name])} | {share} |")
    lines += [
        "\n## What follows\n",
        f"{len(idle)} features show neither a gain of a thousandth in the trees nor a loss beyond noise when shuffled: {', '.join(f'`{name}`' for name in idle) or 'none'}. "
        "They stay until other shops say the same: a model that ships must not depend on one shop's habits, and what is idle here (orders by day, no clicks) need not be so where there are sessions. "
        "What costs is the sources, and of those only a source whose loss above is within noise could go.\n",
    ]
    return "\n".join(lines)


def main():
    options = arguments()
    try:
        if options.sets:
            run(options)
        else:
            options.out.write_text(with_costs(options.out.read_text(), read_costs(options.costs)))
    except (ValueError, OSError) as e:
        sys.exit(f"meander_training.ranker.selection: {e}")


if __name__ == "__main__":
    main()
