"""Makes the small models of evolution that the Java tests load: ``python -m meander_training.outlook_fixtures FOLDER``.

``plain`` tells of every row the first column as log share of its first head and its negative of the second, of the person
the last column and its negative as odds of being active, and of trends the first column, 0 and its negative. ``nan`` puts
out numbers that are none, ``inactive`` such odds only; ``headless`` has no ``active``; ``narrow`` takes three features.
The tests write the manifests, so that they name the schema of the day.
"""

import argparse
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FEATURES = 136
HEADS = 2
TRENDS = 3
OPSET = 17


def model(width, shares="first", active="last", ports=("shares", "active", "trends")):
    """:param shares: the tensor ``[B, C, 1]`` that shares and trends are made of; ``active`` that ``[B, 1]`` of odds"""
    f = TensorProto.FLOAT

    def constant(name, values, kind=np.int64):
        return numpy_helper.from_array(np.array(values, kind), name)

    constants = [
        constant("zero", [0]),
        constant("one", [1]),
        constant("two", [2]),
        constant("end", [width]),
        constant("before", [width - 1]),
        constant("minus", -1, np.float32),
        constant("heads", [1, -1], np.float32),
        constant("classes", [1, 0, -1], np.float32),
    ]
    nodes = [
        helper.make_node("Slice", ["features", "zero", "one", "two"], ["column"]),
        helper.make_node("Unsqueeze", ["mask", "two"], ["there"]),
        helper.make_node("Mul", ["column", "there"], ["first"]),
        helper.make_node("Slice", ["features", "zero", "one", "one"], ["person"]),
        helper.make_node("Slice", ["person", "before", "end", "two"], ["deep"]),
        helper.make_node("Squeeze", ["deep", "two"], ["last"]),
        # The logarithm of a number below 0 is none; the mask is 1 or 0.
        helper.make_node("Sub", ["minus", "there"], ["below"]),
        helper.make_node("Log", ["below"], ["none"]),
        helper.make_node("ReduceSum", ["none", "one"], ["nobody"], keepdims=0),
        helper.make_node("Mul", [shares, "heads"], ["shares"]),
        helper.make_node("Mul", [active, "heads"], ["active"]),
        helper.make_node("Mul", [shares, "classes"], ["trends"]),
    ]
    outputs = {
        "shares": helper.make_tensor_value_info("shares", f, ["people", "width", HEADS]),
        "active": helper.make_tensor_value_info("active", f, ["people", HEADS]),
        "trends": helper.make_tensor_value_info("trends", f, ["people", "width", TRENDS]),
    }
    inputs = [
        helper.make_tensor_value_info("features", f, ["people", "width", width]),
        helper.make_tensor_value_info("mask", f, ["people", "width"]),
    ]
    graph = helper.make_graph(nodes, "fixture", inputs, [outputs[port] for port in ports], constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(made)
    return made.SerializeToString()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "plain": model(FEATURES),
        "nan": model(FEATURES, shares="none"),
        "inactive": model(FEATURES, active="nobody"),
        "headless": model(FEATURES, ports=("shares", "trends")),
        "narrow": model(3),
    }
    for name, graph in made.items():
        (folder / f"{name}.onnx").write_bytes(graph)


if __name__ == "__main__":
    main()
