"""Makes the small rankers that the Java tests load: ``python -m meander_training.ranker_fixtures FOLDER``.

``hazard`` puts out the offset for the first two heads and its negative for the third; ``nan`` puts out numbers that are
none; ``narrow`` takes three features. ``names`` has the columns of names and the six heads that serve: the offset, half
of what names say, and a hundredth of all else, so that no two candidates are equal. The tests write the manifests, so that they name the schema of the day.
"""

import argparse
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FEATURES = 85
NAMES = 4
HEADS = 3
SERVED = 6
OPSET = 17


def model(width, nodes, heads=HEADS):
    """A graph with a ranker's ports; ``nodes`` make ``deep``, a [B, C, 1] tensor, of ``offset`` and ``mask``, or of ``features``."""
    f = TensorProto.FLOAT
    constants = [
        numpy_helper.from_array(np.array([2], np.int64), "last"),
        numpy_helper.from_array(np.array([[[1, 1, -1]] if heads == HEADS else [[1] * heads]], np.float32), "signs"),
        numpy_helper.from_array(np.array([0], np.float32), "nothing"),
    ]
    if width == FEATURES + NAMES:
        constants.append(numpy_helper.from_array(np.array([0.01] * FEATURES + [0.5] * NAMES, np.float32)[:, None], "weights"))
    graph = helper.make_graph(
        nodes
        + [
            helper.make_node("ReduceSum", ["features", "last"], ["sum"], keepdims=1),
            helper.make_node("Mul", ["sum", "nothing"], ["none"]),
            helper.make_node("Add", ["deep", "none"], ["used"]),
            helper.make_node("Mul", ["used", "signs"], ["logits"]),
        ],
        "fixture",
        [
            helper.make_tensor_value_info("features", f, ["people", "width", width]),
            helper.make_tensor_value_info("mask", f, ["people", "width"]),
            helper.make_tensor_value_info("offset", f, ["people", "width"]),
        ],
        [helper.make_tensor_value_info("logits", f, ["people", "width", heads])],
        constants,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(made)
    return made.SerializeToString()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    offset = [helper.make_node("Mul", ["offset", "mask"], ["kept"]), helper.make_node("Unsqueeze", ["kept", "last"], ["deep"])]
    bad = [
        helper.make_node("Sub", ["nothing", "mask"], ["minus"]),
        helper.make_node("Log", ["minus"], ["bad"]),
        helper.make_node("Add", ["bad", "offset"], ["worse"]),
        helper.make_node("Unsqueeze", ["worse", "last"], ["deep"]),
    ]
    (folder / "hazard.onnx").write_bytes(model(FEATURES, offset))
    (folder / "nan.onnx").write_bytes(model(FEATURES, bad))
    named = [
        helper.make_node("MatMul", ["features", "weights"], ["told"]),
        helper.make_node("Unsqueeze", ["offset", "last"], ["deeper"]),
        helper.make_node("Add", ["told", "deeper"], ["deep"]),
    ]
    (folder / "names.onnx").write_bytes(model(FEATURES + NAMES, named, SERVED))
    (folder / "narrow.onnx").write_bytes(model(3, offset))


if __name__ == "__main__":
    main()
