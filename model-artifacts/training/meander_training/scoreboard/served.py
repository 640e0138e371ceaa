"""What a running service answers: an instance of its own, fed up to a moment, asked for people whose next move is known."""

import json
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from .steps import ROOT, Failed

TOLD = 20  # places, the most that the service tells
PATIENCE = 240  # seconds, to start and to have everybody ranked
PAUSE = 15  # longer than the service takes to count the shop again


class Instance:
    """``./meander run`` on a free port with a data folder of its own; stopped when left."""

    def __init__(self, data, log):
        self.data, self.log, self.url = data, log, None

    def __enter__(self):
        self.out = open(self.log, "w")
        self.process = subprocess.Popen(
            [ROOT / "meander", "run", "--fresh", "--no-sample", "--data", self.data, "--http-port", "0"],
            stdout=subprocess.PIPE, stderr=self.out, stdin=subprocess.DEVNULL, text=True,
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
        self.process.communicate(timeout=60)
        self.out.close()

    def migration(self, person):
        """What the service says of a person, none where it knows nothing."""
        try:
            with urllib.request.urlopen(f"{self.url}/v1/people/{urllib.parse.quote(person, safe='')}/migration?candidates={TOLD}", timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as e:
            if e.code == 404:
                return None
            raise

    def settled(self, people):
        """By person the answer, once nobody's changes any more."""
        end = time.monotonic() + PATIENCE
        before, told = None, {}
        while time.monotonic() < end:
            told = {person: self.migration(person) for person in people}
            steps = {person: answer and (answer["model"], answer["steps"]) for person, answer in told.items()}
            ranked = sum(bool(answer and answer["model"] and answer["model"]["name"] != "shop-ranker") for answer in told.values())
            if steps == before and ranked:
                break
            before = steps
            time.sleep(PAUSE)
        return told


def places(answer):
    """By category its place in the next step, from 1."""
    first = next((step for step in answer["steps"] if step["step"] == 1), {"candidates": []})
    return {"/".join(candidate["category"]): place for place, candidate in enumerate(first["candidates"], 1)}
