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
PAUSE = 12  # longer than the service rests between two counts
CHUNK = 200


class Instance:
    """``./meander run`` on a free port with a data folder of its own; stopped when left.

    :param step: whose time it takes
    :param settings: of the service, as variables of its environment
    """

    def __init__(self, data, log, step, settings):
        self.data, self.log, self.step, self.settings, self.url = data, log, step, settings, None

    def __enter__(self):
        self.out = open(self.log, "w")
        self.process = subprocess.Popen(
            [ROOT / "meander", "run", "--fresh", "--no-sample", "--data", self.data, "--http-port", "0"],
            stdout=subprocess.PIPE, stderr=self.out, stdin=subprocess.DEVNULL, text=True, env=os.environ | self.settings,
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

    def counted(self):
        """Waits until the shop's statistics stay as they are."""
        before, end = None, time.monotonic() + PATIENCE
        while time.monotonic() < end:
            flows = self.json("/v1/flows")
            told = flows and flows["statistics"] and flows["statistics"]["checksum"]
            if told and told == before:
                return
            before = told
            time.sleep(PAUSE)
        raise Failed(f"the shop was not counted within {PATIENCE} s; the service's log is {self.log}")

    def answers(self, people):
        """By person the migration, scored with the shop as it is counted now: an event that is no visit has it made again.

        :param people: by id, when their last event was
        """
        names, told = list(people), {}
        for begin in range(0, len(names), CHUNK):
            some = names[begin : begin + CHUNK]
            events = [{"eventId": f"asked-{name}", "personId": name, "kind": "logged_in", "occurredAt": people[name], "path": "/"} for name in some]
            answer = self.json("/v1/events", events)
            if not answer or answer["refused"]:
                raise Failed(f"the service refuses events of the people that it is asked for: {answer}")
            for name, outcome in zip(some, answer["outcomes"]):
                told[name] = self.migration(name, outcome["position"])
        return told

    def migration(self, person, position):
        """What is said of a person once that position is read; none where nothing is known."""
        path = f"/v1/people/{urllib.parse.quote(person, safe='')}/migration?candidates={TOLD}&minPosition={urllib.parse.quote(position)}"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = self.json(path)
            if answer is not None:
                return answer
        return None


def places(answer):
    """By category its place in the next step, from 1."""
    first = next((step for step in answer["steps"] if step["step"] == 1), {"candidates": []})
    return {"/".join(candidate["category"]): place for place, candidate in enumerate(first["candidates"], 1)}
