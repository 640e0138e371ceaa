"""Runs what the scoreboard is made of: commands with their log and time, each result kept so that a run goes on where it ended."""

import json
import os
import pathlib
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).parents[4]
MODELS = ROOT / "model-artifacts"


def shipped(kind):
    """The folder of the model that ``current.json`` names: a new version serves and is judged without a word here.

    :param kind: ranker or outlook
    """
    return MODELS / json.loads((MODELS / "current.json").read_text())[kind]


class Failed(Exception):
    """A command that ended with an error; the message names its log."""


class Steps:
    """:param folder: of logs and results, one of each a step; several threads may take steps"""

    def __init__(self, folder, say=print):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.say = say
        self.saying = threading.Lock()

    def once(self, name, work):
        """The result of ``work(step)``, or what it was in an earlier run; with ``seconds``, ``cpu`` and ``commands``."""
        kept = self.folder / f"{name}.json"
        if kept.exists():
            return json.loads(kept.read_text())
        begun, own = time.monotonic(), time.thread_time()
        step = Step(self.folder / f"{name}.log")
        result = work(step)
        cpu = step.cpu + time.thread_time() - own
        told = {"result": result, "commands": step.commands, "seconds": round(time.monotonic() - begun, 1), "cpu": round(cpu, 1)}
        kept.write_text(json.dumps(told, indent=1))
        with self.saying:
            self.say(f"{name}: {told['seconds']} s, {told['cpu']} s of processors")
        return told


class Step:
    def __init__(self, log):
        self.log = log
        self.commands = []
        self.cpu = 0.0  # seconds, of what it waited for

    def meander(self, *arguments, **variables):
        """:return: what the command printed; raises :class:`Failed` where it ends with an error"""
        self.commands.append("./meander " + " ".join(map(str, arguments)))
        return self.run([ROOT / "meander", *arguments], os.environ | variables)

    def run(self, command, environment):
        """Any command. :return: what it printed; raises :class:`Failed` where it ends with an error"""
        told = []
        with open(self.log, "a") as log:
            process = subprocess.Popen([str(each) for each in command], stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, text=True, env=environment)
            with process.stdout:
                told = process.stdout.read()
            status = self.ended(process)
            log.write(told)
        if status != 0:
            raise Failed(f"{self.commands[-1] if self.commands else command[0]} ended with status {status}; its log is {self.log}")
        return told

    def ended(self, process):
        """Waits for a process and counts its processor time, with that of all it waited for. :return: its status"""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu += used.ru_utime + used.ru_stime
        return process.returncode
