"""An instance of the service for questions: started, fed, and stopped."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from .steps import ROOT, Failed

TOLD = 20  # places, the most that the service tells
PATIENCE = 300  # seconds, to have everything counted, and to have an answer
SCORED = 120  # seconds, from when on the formula's answers count
LEAST = 3  # seconds for each, all the same: on a busy machine the formula steps in for a cache that is slow
PAUSE = 2
CHUNK = 200


class Instance:
    """``./meander run`` on a free port with a data folder of its own; stopped when left.

    :param step: whose time it takes
    :param settings: of the service, as variables of its environment
    :param fresh: whether what is in the folder is forgotten
    """

    def __init__(self, data, log, step, settings, fresh=True):
        self.data, self.log, self.step, self.settings, self.url = data, log, step, settings, None
        self.told = ["run", *(["--fresh"] if fresh else []), "--no-sample", "--data", data, "--http-port", "0"]

    def __enter__(self):
        self.step.commands.append("".join(f"{key}={value} " for key, value in self.settings.items()) + "./meander " + " ".join(map(str, self.told)))
        self.out = open(self.log, "a")
        self.process = subprocess.Popen(
            [ROOT / "meander", *self.told], stdout=subprocess.PIPE, stderr=self.out, stdin=subprocess.DEVNULL, text=True, env=os.environ | self.settings
        )
        for line in self.process.stdout:
            self.out.write(line)
            if line.startswith("ready "):
                self.url = line.split()[1]
                return self
        self.__exit__()
        raise Failed(f"the service did not start; its log is {self.log}")

    def __exit__(self, *_):
        self.process.terminate()
        with self.process.stdout as rest:
            self.out.write(rest.read())
        self.step.ended(self.process)
        self.out.close()

    def json(self, path, body=None):
        """:return: what is answered, none where there is no such thing or not yet"""
        request = urllib.request.Request(self.url + path, data=body and json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as e:
            if e.code in (404, 429, 503):
                return None
            raise

    def statistics(self):
        """What the service tells of how the shop is counted now; none while it is not."""
        flows = self.json("/v1/flows")
        return flows and flows["statistics"]

    def counted(self, checksum):
        """Waits until the shop is counted as offline. :return: whether it was in time

        :param checksum: of the statistics offline
        """
        told, end = None, time.monotonic() + PATIENCE
        while time.monotonic() < end:
            now = self.statistics()
            told = now and now.get("checksum")
            if told == checksum:
                return True
            time.sleep(PAUSE)
        if told:
            return False
        raise Failed(f"the shop was not counted within {PATIENCE} s; the service's log is {self.log}")

    def answers(self, events):
        """By person the migration once their events are read.

        :param events: by person, one or more in order of time
        """
        positions, every = {}, [event for some in events.values() for event in some]
        for begin in range(0, len(every), CHUNK):
            some = every[begin : begin + CHUNK]
            answer = self.json("/v1/events", some)
            if not answer or answer["refused"]:
                raise Failed(f"the service refuses events of the people that it is asked for: {answer}")
            positions |= {event["personId"]: outcome["position"] for event, outcome in zip(some, answer["outcomes"])}
        scored = time.monotonic() + SCORED
        return {person: self.migration(person, position, scored) for person, position in positions.items()}

    def migration(self, person, position, scored):
        """What is said of a person once that position is read: by a model, or until ``scored`` has passed, and none where nothing is known."""
        path = f"/v1/people/{urllib.parse.quote(person, safe='')}/migration?candidates={TOLD}&minPosition={urllib.parse.quote(position)}"
        begun = time.monotonic()
        scored, end = max(scored, begun + LEAST), begun + PATIENCE
        while time.monotonic() < end:
            answer = self.json(path)
            if answer is not None and (answer["model"] or time.monotonic() > scored):
                return answer
            time.sleep(0.02)
        return None


def places(answer):
    """By category its place in the next step, from 1."""
    first = next((step for step in answer["steps"] if step["step"] == 1), {"candidates": []})
    return {"/".join(candidate["category"]): place for place, candidate in enumerate(first["candidates"], 1)}


def nudge(person, at):
    """An event that is no visit and has a person scored anew: they are told by the shop as it is counted now."""
    return {"eventId": f"0-asked-{person}", "personId": person, "kind": "logged_in", "occurredAt": at, "path": "/"}
