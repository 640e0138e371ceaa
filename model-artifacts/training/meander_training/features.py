"""The feature list, as the Java service states it: read from the exported set, checked by name and hash."""

import hashlib
import re
import pathlib

JAVA = pathlib.Path(__file__).parents[3] / "src/main/java/dev/meander/scoring/Feature.java"


def read_names(java=JAVA):
    """The constants of the Java enum, in order."""
    body = re.sub(r"/\*.*?\*/|//[^\n]*", "", java.read_text(), flags=re.DOTALL)
    constants = body.split("enum Feature {", 1)[1].split(";", 1)[0]
    return [name.strip() for name in constants.split(",") if name.strip()]


NAMES = read_names()


def schema():
    """Name and hash of the list, as ``Feature.schema()`` computes it."""
    return "candidate-features-1:" + hashlib.sha256(",".join(NAMES).encode()).hexdigest()[:16]
