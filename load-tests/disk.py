#!/usr/bin/env python3
"""What the broker's data take on disk: load-tests/disk.py EVENTS [SECONDS].

Starts an instance of its own, replays EVENTS of the sample shop as fast as it goes, waits until every view is made, and prints
bytes an event as each topic took them and as they lie on disk: when all is done, and SECONDS (default 240) later. Needs python3 alone.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

HOME = pathlib.Path(__file__).resolve().parent.parent
TOPICS = ("behavior-events", "interest-profiles", "interest-projections")


def stats(admin, topic):
    with urllib.request.urlopen(f"{admin}/admin/v2/persistent/meander/default/{topic}/partitioned-stats", timeout=30) as answer:
        return json.load(answer)


def backlog(admin):
    left = 0
    for topic, reader in (("behavior-events", "projector"), ("interest-profiles", "scorer")):
        left += stats(admin, topic)["subscriptions"].get(reader, {}).get("msgBacklog", 0)
    return left


def on_disk(folder):
    total = 0
    for path in folder.rglob("*"):
        try:
            # Blocks, for files are made longer than they are filled.
            total += path.stat().st_blocks * 512
        except FileNotFoundError:
            pass
    return total


def tell(when, admin, bookkeeper, events):
    disk = on_disk(bookkeeper)
    parts = [f"{when}: disk={disk / events:,.0f} B/event ({disk / 2**20:,.0f} MiB, journals among them)"]
    for topic in TOPICS:
        found = stats(admin, topic)
        parts.append(f"  {topic}: taken={found['bytesInCounter'] / events:,.0f} kept={found['storageSize'] / events:,.0f} B/event, messages={found['msgInCounter'] / events:.2f}")
    print("\n".join(parts), flush=True)
    return disk


def main(events, later):
    work = pathlib.Path(tempfile.mkdtemp(prefix="disk-", dir=os.environ.get("TMPDIR", HOME / "target")))
    meander = HOME / "meander"
    stream = work / "stream.ndjson"
    made = subprocess.Popen([meander, "sample", "--out", work / "all.ndjson"], stdin=subprocess.DEVNULL)
    assert made.wait() == 0
    with open(work / "all.ndjson") as source, open(stream, "w") as head:
        for _, line in zip(range(events), source):
            head.write(line)
    (work / "all.ndjson").unlink()
    log = open(work / "run.log", "w")
    instance = subprocess.Popen([meander, "run", "--fresh", "--no-sample", "--data", work / "data", "--http-port", "0"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        url = None
        while url is None:
            assert instance.poll() is None, "the instance ended"
            time.sleep(1)
            url = next((line.split()[1] for line in open(work / "run.log") if line.startswith("ready ")), None)
        conf = (work / "data/pulsar/standalone.conf").read_text()
        admin = "http://127.0.0.1:" + [line for line in conf.splitlines() if line.startswith("webServicePort=")][-1].split("=")[1]
        begun = time.time()
        subprocess.run([meander, "replay", stream, "--format", "ndjson", "--speed", "max", "--url", url, "--data", work / "data"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        print(f"replayed in {time.time() - begun:.0f} s", flush=True)
        quiet, largest = 0, 0
        bookkeeper = work / "data/pulsar/bookkeeper"
        while quiet < 3:
            quiet = quiet + 1 if backlog(admin) == 0 else 0
            largest = max(largest, on_disk(bookkeeper))
            time.sleep(1)
        print(f"all views after {time.time() - begun:.0f} s, largest {largest / 2**20:,.0f} MiB", flush=True)
        first = tell("at once", admin, bookkeeper, events)
        time.sleep(later)
        last = tell(f"{later} s later", admin, bookkeeper, events)
        print(f"events={events} disk={first / events:.0f} later={last / events:.0f}")
    finally:
        instance.terminate()
        instance.wait()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 240)
