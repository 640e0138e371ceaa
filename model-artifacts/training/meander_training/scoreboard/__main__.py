"""Runs data, training, baselines and the service's answers, and writes one page: ``./meander scoreboard --out DIR``.

Every step's result is kept in the folder: an interrupted run goes on where it ended, ``--fresh`` begins anew. Published
sets take part where their folder is; the made-up stream always does. A service of its own answers for each.
"""

import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import time

from . import evolution, judge, page, service, shops
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


def processors():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
    parser.add_argument("--moments", type=int, default=6000, help="of each part that calibration is judged on, 0 for all")
    parser.add_argument("--no-evolution", dest="evolution", action="store_false", help="leave the sets of evolution out")
    parser.add_argument("--outlook-people", type=int, default=300, help="most people of an origin that a model of evolution is trained on")
    parser.add_argument("--train-outlook", dest="outlook_training", default="--seeds 1 --epochs 3 --final", help="its trainer's options (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=min(2, processors()), help="sets at a time (default: %(default)s)")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier run found")
    return parser.parse_args(given)


def stream(steps, options):
    """The made-up stream as a file; its visits by person."""
    file = steps.folder / "stream.ndjson"
    steps.once("stream", lambda step: step.meander("sample", "--people", options.people, "--days", options.days, "--out", file).strip())
    return file, judge.visits(file)


def one(steps, name, source, options, runs=None):
    """A set with what a service answers for it, where one is asked."""
    told = shops.shop(steps, name, TITLES[name], source, options, runs)
    told["asked"] = None
    if options.asked:
        asked = service.asked(steps, name, steps.folder / name, options.asked)
        told["asked"] = asked["result"]
        told["steps"].append(asked)
    return told


def of_stream(steps, options):
    file, seen = stream(steps, options)
    return one(steps, STREAM, ("--ndjson", file), options, {who: judge.runs(visits) for who, visits in seen.items()})


def machine():
    try:
        model = next(line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return {
        "processors": f"{processors()} of {model}",
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
    foretold = [name for name in there if options.evolution and name in evolution.BENCHES]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        jobs = {name: pool.submit(one, steps, name, ("--bench", name, "--data", options.data), options) for name in there}
        jobs |= {f"evolution-{name}": pool.submit(evolution.shop, steps, name, options) for name in foretold}
        made = pool.submit(of_stream, steps, options)
        board = {STREAM: made.result()} | {name: jobs[name].result() for name in there}
        spreads = {name: jobs[f"evolution-{name}"].result() for name in foretold}
    about["this run"] = f"{(time.monotonic() - begun) / 60:.1f} minutes"
    steps_taken = [step for each in [*board.values(), *spreads.values()] for step in each["steps"]]
    about["all steps"] = f"{sum(step['seconds'] for step in steps_taken) / 60:.1f} minutes one after another, {sum(step['cpu'] for step in steps_taken) / 60:.1f} of processors; {options.jobs} at a time"
    written = out / "index.html"
    written.write_text(page.whole(board, spreads, about, options, [name for name in options.sets if name not in there]))
    say(f"wrote {written}")
    return written


def main():
    try:
        run(arguments())
    except Failed as e:
        sys.exit(f"meander: {e}")


if __name__ == "__main__":
    main()
