"""Runs what the scoreboard is made of: commands with their log and time, each result kept so that a run goes on where it ended."""

import json
import os
import pathlib
import resource
import subprocess
import time

ROOT = pathlib.Path(__file__).parents[4]


class Failed(Exception):
    """A command that ended with an error; the message names its log."""


class Steps:
    """:param folder: of logs and results, one of each a step"""

    def __init__(self, folder, say=print):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.say = say

    def once(self, name, work):
        """The result of ``work(step)``, or what it was in an earlier run; with ``seconds`` and ``commands``."""
        kept = self.folder / f"{name}.json"
        if kept.exists():
            return json.loads(kept.read_text())
        begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        step = Step(self.folder / f"{name}.log")
        result = work(step)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        told = {"result": result, "commands": step.commands, "seconds": round(time.monotonic() - begun, 1), "cpu": round(cpu, 1)}
        kept.write_text(json.dumps(told, indent=1))
        self.say(f"{name}: {told['seconds']} s, {told['cpu']} s of processors")
        return told


class Step:
    def __init__(self, log):
        self.log = log
        self.commands = []

    def meander(self, *arguments, **variables):
        """:return: what the command printed; raises :class:`Failed` where it ends with an error"""
        command = [str(ROOT / "meander"), *map(str, arguments)]
        self.commands.append("./meander " + " ".join(map(str, arguments)))
        with open(self.log, "a") as log:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, text=True, env=os.environ | variables)
            log.write(done.stdout)
        if done.returncode != 0:
            raise Failed(f"{self.commands[-1]} ended with status {done.returncode}; its log is {self.log}")
        return done.stdout
