#!/usr/bin/env python3
"""What names cost the projection: load-tests/identity.py [EVENTS] [SHARE...].

For each share of people who act under two names (default 0 .1 .5 1), on servers of its own: fills a log with EVENTS (default 100,000)
of the sample shop, then lets a service of the role project alone fold it, and prints what a batch took from its first statement to its
commit (the timer meander.projection.store) and the service's processor time. Needs python3 alone.
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
MEANDER = HOME / "meander"


def named(lines, share, out):
    """Every other event of some people is somebody's whom they are later found to be."""
    seen, written = {}, 0
    for line in lines:
        event = json.loads(line)
        person = event["personId"]
        turn = seen[person] = seen.get(person, -1) + 1
        two = hash_of(person) < share
        if two and turn == 0:
            out.write(json.dumps({"eventId": person + "-names", "personId": person, "kind": "person_merged", "occurredAt": event["occurredAt"], "member": "also-" + person, "merged": True}) + "\n")
            written += 1
        if two and turn % 2 == 1 and event["kind"] not in ("person_merged", "consent_changed"):
            event["personId"] = "also-" + person
        out.write(json.dumps(event) + "\n")
        written += 1
    return written


def hash_of(text):
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value / 2**32


class Instance:
    def __init__(self, work, roles, fresh):
        self.log = work / ("run-" + roles + ".log")
        command = [MEANDER, "run", "--no-sample", "--data", work / "data", "--http-port", "0", "--roles", roles] + (["--fresh"] if fresh else [])
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=open(self.log, "w"), stderr=subprocess.STDOUT)
        self.url = None
        while self.url is None:
            assert self.process.poll() is None, "the instance ended; see " + str(self.log)
            time.sleep(1)
            self.url = next((line.split()[1] for line in open(self.log) if line.startswith("ready ")), None)
        conf = (work / "data/pulsar/standalone.conf").read_text()
        self.admin = "http://127.0.0.1:" + [line for line in conf.splitlines() if line.startswith("webServicePort=")][-1].split("=")[1]

    def metric(self, name):
        with urllib.request.urlopen(self.url + "/q/metrics", timeout=30) as answer:
            return sum(float(line.split()[-1]) for line in answer.read().decode().splitlines() if line.startswith((name + "{", name + " ")))

    def backlog(self):
        with urllib.request.urlopen(self.admin + "/admin/v2/persistent/meander/default/behavior-events/partitioned-stats", timeout=30) as answer:
            return json.load(answer)["subscriptions"].get("projector", {}).get("msgBacklog", 1)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def measure(stream, events, share):
    work = pathlib.Path(tempfile.mkdtemp(prefix="identity-", dir=HOME / "target"))
    try:
        with open(stream) as lines, open(work / "stream.ndjson", "w") as out:
            written = named((line for _, line in zip(range(events), lines)), share, out)
        filling = Instance(work, "ingest", True)
        subprocess.run([MEANDER, "replay", work / "stream.ndjson", "--format", "ndjson", "--speed", "max", "--url", filling.url, "--data", work / "data"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        filling.stop()
        folding = Instance(work, "project", False)
        while folding.backlog() > 0 or folding.metric("meander_projection_events_total") < written:
            time.sleep(1)
        batches, seconds = folding.metric("meander_projection_store_seconds_count"), folding.metric("meander_projection_store_seconds_sum")
        cpu = folding.metric("process_cpu_time_ns_total") / 1e9
        print(f"share={share} events={written} batches={batches:.0f} store={1000 * seconds / batches:.0f} ms/batch {1e6 * seconds / written:.1f} us/event cpu={cpu:.1f} s", flush=True)
        folding.stop()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main(arguments):
    events = int(arguments[0]) if arguments else 100_000
    shares = [float(each) for each in arguments[1:]] or [0, 0.1, 0.5, 1]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="identity-", dir=HOME / "target"))
    try:
        subprocess.run([MEANDER, "sample", "--people", "2000", "--days", "60", "--out", folder / "all.ndjson"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        for share in shares:
            measure(folder / "all.ndjson", events, share)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
