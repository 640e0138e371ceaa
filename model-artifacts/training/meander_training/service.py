"""Runs the Java side: features have one implementation, the one that serves."""

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).parents[3]
COMMAND = "dev.meander.launcher.training.TrainingSetExport"


def java():
    home = os.environ.get("JAVA_HOME")
    return str(pathlib.Path(home) / "bin/java") if home else "java"


def build():
    """Compiles the service and the exporter; minutes the first time, seconds after."""
    subprocess.run(["./mvnw", "-q", "process-test-classes", "-Dquick", "-Dspotless.check.skip"], cwd=ROOT, check=True)


def export(folder, arguments):
    """Writes a set unless the folder has one."""
    if (folder / "set.json").exists():
        return
    target = ROOT / "target"
    classpath = os.pathsep.join([str(target / "classes"), str(target / "test-classes"), (target / "launcher.classpath").read_text().strip()])
    command = [java(), "-Xmx1g", "-XX:+UseSerialGC", "-cp", classpath, COMMAND, "--out", str(folder), *map(str, arguments)]
    subprocess.run(command, check=True)
