"""Runs data, training, baselines and the service's answers, and writes one page: ``./meander scoreboard --out DIR``.

Every step's result is kept in the folder: an interrupted run goes on where it ended, ``--fresh`` begins anew. Published
sets take part where their folder is; the made-up stream always does, and a service answers for it.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import time

import numpy as np

from . import bars, judge, page, served
from .steps import ROOT, Failed, Steps

SETS = {"taobao": "taobao", "beauty": "amazon_s3rec", "jd_all": "jd_micro", "open_ecommerce": "open_ecommerce"}
STREAM = "stream"
TITLES = {
    "taobao": "Taobao, clicks of nine days",
    "beauty": "Amazon Beauty, reviews in leaf categories",
    "jd_all": "JD, sessions of appliances and computers",
    "open_ecommerce": "Open e-commerce, purchases of five years",
    STREAM: "The made-up stream",
}
BASELINES = {
    "hz": "hazard formula: what serves without a model",
    "d3": "the person's own categories, fading over three runs",
    "lp1": "first-order Markov",
    "lpop": "popularity in the shop",
}
SHIPPED_ON = "open_ecommerce"  # what the model that ships was trained on


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="./meander scoreboard", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for index.html, results and logs")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared" / "data", help="folder of the published sets' folders (default: ../shared/data)")
    parser.add_argument("--protocols", type=pathlib.Path, default=ROOT.parent / "shared" / "bench", help="folder of score_ranks.py, the published sets' judge (default: ../shared/bench)")
    parser.add_argument("--sets", nargs="*", choices=list(SETS), default=list(SETS), help="those of the published sets to take, where they are there")
    parser.add_argument("--people", type=int, default=600, help="of the made-up stream")
    parser.add_argument("--days", type=int, default=90, help="of the made-up stream")
    parser.add_argument("--asked", type=int, default=200, help="people that the service is asked for; 0 for no service")
    parser.add_argument("--instances", type=int, default=12000, help="most moments that a net is trained on")
    parser.add_argument("--train", dest="training", default="--seeds 1 2 --epochs 4 --final", help="the trainer's options (default: %(default)s)")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier run found")
    return parser.parse_args(given)


def ranks(steps, name, source, folder, model=None, by="hz"):
    """Has the service's own code rank the test part; the folder then holds ranks.csv."""

    def work(step):
        how = ("--model", model) if model else ("--by", by)
        return step.meander("evaluate", *source, *how, "--out", folder).strip().splitlines()[-1]

    return steps.once(name, work)


def train(steps, name, source, folder, options):
    """Exports and trains in the shop; the folder then holds the model."""

    def work(step):
        step.meander("export", *source, "--out", folder / "set", "--instances", options.instances, "--valid", 3000)
        step.meander("train", "--set", folder / "set", "--out", folder, "--", "--track", "none", *options.training.split(), OMP_NUM_THREADS="1")
        shutil.rmtree(folder / "set")
        return page.calibration(folder / "manifest.json")

    return steps.once(name, work)


def judged(folder, shop, options, runs):
    ranked = judge.read(folder / "ranks.csv")
    script = options.protocols / "score_ranks.py"
    if runs is not None:
        wrong = judge.errors(ranked, runs)
        if wrong:
            raise Failed(f"{folder}/ranks.csv: {wrong} truths are not what the log says")
        return judge.by_step(ranked, runs) | {"judge": "this project's; every truth looked up in the log"}
    if shop in bars.REACHED and script.exists():
        told = judge.by_protocol(script, shop, folder / "ranks.csv", options.data)
        if told:
            return told | {"judge": "score_ranks.py of the protocol: errors none"}
    return judge.by_step(ranked) | {"judge": "this project's, from ranks.csv alone"}


def shop(steps, name, source, options, runs=None):
    """One set: its models by title, in the order of the page, each with figures by step; and what it took."""
    place = steps.folder / name
    models, took = {}, []
    for by, title in BASELINES.items():
        took.append(ranks(steps, f"{name}-{by}", source, place / by, by=by))
        models[title] = place / by
    shipped = ROOT / "model-artifacts" / "shop-flows" / "1" / "model.onnx"
    title = "shop-flows, the model that ships" + (" (trained on this shop's earlier days)" if name == SHIPPED_ON else " (never saw this shop)")
    took.append(ranks(steps, f"{name}-shipped", source, place / "shipped", model=shipped))
    models[title] = place / "shipped"
    trained = train(steps, f"{name}-train", source, place / "model", options)
    took += [trained, ranks(steps, f"{name}-trained", source, place / "trained", model=place / "model" / "model.onnx")]
    models["trained in this shop, by this page"] = place / "trained"
    figures = steps.once(f"{name}-judged", lambda _: {title: judged(folder, name, options, runs) for title, folder in models.items()})["result"]
    return {"title": TITLES[name], "models": figures, "bars": bars.REACHED.get(name, {}), "calibration": trained["result"], "steps": took}


def stream(steps, options):
    """The made-up stream as a file; its visits by person."""
    file = steps.folder / "stream.ndjson"
    steps.once("stream", lambda step: step.meander("sample", "--people", options.people, "--days", options.days, "--out", file).strip())
    return file, judge.visits(file)


def cut(file, seen):
    """The moment that the statistics of the test part end at, as ``export`` and ``evaluate`` find it: nine tenths of all visits."""
    times = sorted(at for visits in seen.values() for at, _ in visits)
    at = int(np.quantile(times, 0.9))
    early = file.with_name("stream-until-cut.ndjson")
    with open(file) as lines, open(early, "w") as out:
        out.writelines(line for line in lines if judge.millis(json.loads(line)) < at)
    return at, early


def answers(step, file, seen, options, offline):
    """Asks a running service for people whose next move is known, and looks the same moments up in what was ranked offline."""
    at, early = cut(file, seen)
    moments = {}
    for who, visits in sorted(seen.items()):
        past = judge.runs([visit for visit in visits if visit[0] < at])
        later = [category for time_of, category in visits if time_of >= at]
        if past and later and later[0] != past[-1]:  # else the run goes on, and is another one offline
            moments[who] = (len(past) - 1, later[0], set(past))
    asked = list(moments)[: options.asked]
    data = file.with_name("instance")
    with served.Instance(data, file.with_name("service.log")) as instance:
        step.commands.append("./meander run --fresh --no-sample --data DIR --http-port 0")
        step.meander("replay", early, "--format", "ndjson", "--url", instance.url, "--data", data)
        told = instance.settled(asked)
    shutil.rmtree(data, ignore_errors=True)
    found, same, compared, by, unknown = [], 0, 0, {}, 0
    for who in asked:
        k, truth, past = moments[who]
        if told[who] is None:
            unknown += 1
            continue
        place = served.places(told[who]).get(truth)
        model = told[who]["model"]
        name = f"{model['name']} {model['version']}" if model else "formula"
        by[name] = by.get(name, 0) + 1
        found.append((place or float("inf"), truth in past))
        here = offline.get((who, k, 1))
        if here:
            compared += 1
            same += place == here[1] or (place is None and here[1] > served.TOLD)
    return {
        "asked": len(asked), "unknown": unknown, "by": by, "compared": compared, "same": same,
        "all": judge.figures([rank for rank, _ in found]),
        "novel": judge.figures([rank for rank, known in found if not known]),
        "returning": judge.figures([rank for rank, known in found if known]),
    }


def machine():
    try:
        model = next(line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return {
        "processors": f"{len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()} of {model}",
        "load average before": f"{os.getloadavg()[0]:.1f}",
        "system": platform.platform(),
        "Python": platform.python_version(),
        "commit": commit or "unknown",
        "made": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
    }


def run(options, say=print):
    """:return: the page's path"""
    begun, about = time.monotonic(), machine()
    out = options.out.absolute()
    work = out / "work"
    if options.fresh and work.exists():
        shutil.rmtree(work)
    steps = Steps(work, say)
    there = [name for name in options.sets if (options.data / SETS[name]).is_dir()]
    shops = {}
    file, seen = stream(steps, options)
    runs = {who: judge.runs(visits) for who, visits in seen.items()}
    shops[STREAM] = shop(steps, STREAM, ("--ndjson", file), options, runs)
    asked = None
    if options.asked:
        offline = judge.read(work / STREAM / "shipped" / "ranks.csv")
        asked = steps.once("served", lambda step: answers(step, file, seen, options, offline))
        shops[STREAM]["steps"].append(asked)
    for name in there:
        shops[name] = shop(steps, name, ("--bench", name, "--data", options.data), options)
    about["this run"] = f"{(time.monotonic() - begun) / 60:.1f} minutes"
    took = sum(step["seconds"] for each in shops.values() for step in each["steps"])
    about["all steps"] = f"{took / 60:.1f} minutes, {sum(step['cpu'] for each in shops.values() for step in each['steps']) / 60:.1f} of processors"
    written = out / "index.html"
    written.write_text(page.whole(shops, asked and asked["result"], about, options, [name for name in options.sets if name not in there]))
    say(f"wrote {written}")
    return written


def main():
    try:
        run(arguments())
    except Failed as e:
        sys.exit(f"meander: {e}")


if __name__ == "__main__":
    main()
