"""One set of the next category: its baselines, the model that ships and one that is trained here, each judged."""

import shutil

from . import bars, judge, reading
from .steps import Failed, shipped

BASELINES = {
    "hz": "hazard formula: what serves without a model",
    "d3": "the person's own categories, fading over three runs",
    "lp1": "first-order Markov",
    "lpop": "popularity in the shop",
}
SHIPPED = shipped("ranker") / "model.onnx"
SHIPPED_ON = "open_ecommerce"  # what the model that ships was trained on
TRAINED = "trained in this shop, by this page"


def shipped_title(name):
    return "shop-flows, the model that ships" + (" (trained on this shop's earlier days)" if name == SHIPPED_ON else " (never saw this shop)")


def ranks(steps, name, source, folder, model=None, by="hz", moments=None, known=None):
    """Has the service's own code rank the test part; the folder then holds ranks.csv.

    :param moments: with a model, how many of each part calibration is judged on; the folder then holds calibration.csv and
        frontier.csv too
    :param known: a file for the events that are known before the test part, which goes with the statistics' checksum
    :return: the step; what paths were worth, is its result
    """

    def work(step):
        how = ("--model", model) if model else ("--by", by)
        more = ("--frontier", "--calibration", "--calibration-moments", moments) if moments is not None else ()
        more += ("--known-events", known) if known else ()
        said = step.meander("evaluate", *source, *how, *more, "--out", folder).strip().splitlines()
        if known:
            known.with_suffix(".statistics").write_text(next(line.partition("=")[2] for line in said if line.startswith("statistics=")))
        return reading.paths(next(line for line in said if line.startswith("bench=")))

    return steps.once(name, work)


def train(steps, name, source, folder, options):
    """Exports and trains in the shop; the folder then holds the model."""

    def work(step):
        step.meander("export", *source, "--out", folder / "set", "--instances", options.instances, "--valid", 3000)
        step.meander("train", "--set", folder / "set", "--out", folder, "--", "--track", "none", *options.training.split(), OMP_NUM_THREADS="1")
        shutil.rmtree(folder / "set")

    return steps.once(name, work)


def judged(step, folder, shop, options, runs):
    ranked = judge.read(folder / "ranks.csv")
    script = options.protocols / "score_ranks.py"
    if runs is not None:
        wrong = judge.errors(ranked, runs)
        if wrong:
            raise Failed(f"{folder}/ranks.csv: {wrong} truths are not what the log says")
        return judge.by_step(ranked, runs) | {"judge": "this project's; every truth looked up in the log"}
    if shop in bars.REACHED and script.exists():
        told = judge.by_protocol(step, script, shop, folder / "ranks.csv", options.data)
        if told:
            return told | {"judge": "score_ranks.py of the protocol: errors none"}
    return judge.by_step(ranked) | {"judge": "this project's, from ranks.csv alone"}


def shop(steps, name, title, source, options, runs=None):
    """One set: its models by title, in the order of the page, each with figures by step; and what it took."""
    place = steps.folder / name
    folders, paths, took = {}, {}, []

    def rank(title, key, **how):
        took.append(ranks(steps, f"{name}-{key}", source, place / key, **how))
        folders[title] = place / key
        paths[title] = took[-1]["result"]

    for by, said in BASELINES.items():
        rank(said, by, by=by)
    rank(shipped_title(name), "shipped", model=SHIPPED, moments=options.moments, known=place / "known.ndjson" if options.asked else None)
    took.append(train(steps, f"{name}-train", source, place / "model", options))
    rank(TRAINED, "trained", model=place / "model" / "model.onnx", moments=options.moments)
    took.append(steps.once(f"{name}-judged", lambda step: {title: judged(step, folder, name, options, runs) for title, folder in folders.items()}))
    ours = {title: folder for title, folder in folders.items() if (folder / "calibration.csv").exists()}
    return {
        "name": name,
        "title": title,
        "models": took[-1]["result"],
        "paths": paths,
        "frontiers": {title: reading.table(folder / "frontier.csv") for title, folder in ours.items()},
        "calibrations": {title: reading.calibration(folder / "calibration.csv") for title, folder in ours.items()},
        "bars": bars.REACHED.get(name, {}),
        "steps": took,
    }
