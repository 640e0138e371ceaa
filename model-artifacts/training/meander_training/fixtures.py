"""Makes the small models that the Java tests load: ``python -m meander_training.fixtures FOLDER``.

``start`` is a ranker before training, which is the baseline formula; ``other`` shifts it, to tell one model
from the other; ``nan`` puts out numbers that are none; ``failing`` fails while it runs; ``narrow`` takes three
features, which its manifest conceals.
"""

import argparse
import json
import pathlib

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from . import export, features
from .model import HORIZONS, MIGRATION_HEADS, Ranker

HEADS = (
    [f"step{k}" for k in (1, 2, 3)]
    + [f"days{d}" for d in (1, 3, 7)]
    + [f"evolution{d}" for d in HORIZONS]
    + [f"comeBack{d}" for d in HORIZONS]
)


def manifest(name, schema):
    return {
        "name": name,
        "version": "1",
        "featureSchema": schema,
        "temperatures": {head: 1.0 for head in HEADS},
        "bands": {"lower": [-0.1, -0.2, -0.3], "upper": [0.1, 0.2, 0.3]},
        "data": {"sources": [], "seed": 1},
        "metrics": {},
    }


def hand_made(width, fault):
    """A graph with the right ports whose outputs come from ``fault``: nodes from ``bad``, a [B, C] tensor."""
    nodes = list(fault)
    shapes = {"migration": MIGRATION_HEADS, "evolution": len(HORIZONS)}
    rests = {"migration_rest": MIGRATION_HEADS, "evolution_rest": len(HORIZONS), "come_back": len(HORIZONS)}
    constants = [numpy_helper.from_array(np.array([2], np.int64), "last"), numpy_helper.from_array(np.array([1], np.int64), "one")]
    nodes.append(helper.make_node("Unsqueeze", ["bad", "last"], ["deep"]))
    nodes.append(helper.make_node("ReduceMax", ["bad", "one"], ["flat"], keepdims=1))
    for name, heads in shapes.items():
        constants.append(numpy_helper.from_array(np.zeros((1, 1, heads), np.float32), name + "_zero"))
        nodes.append(helper.make_node("Add", ["deep", name + "_zero"], [name]))
    for name, heads in rests.items():
        constants.append(numpy_helper.from_array(np.zeros((1, heads), np.float32), name + "_zero"))
        nodes.append(helper.make_node("Add", ["flat", name + "_zero"], [name]))
    f = TensorProto.FLOAT
    graph = helper.make_graph(
        nodes,
        "fixture",
        [helper.make_tensor_value_info("candidates", f, ["people", "width", width]),
         helper.make_tensor_value_info("mask", f, ["people", "width"])],
        [helper.make_tensor_value_info("migration", f, ["people", "width", MIGRATION_HEADS]),
         helper.make_tensor_value_info("migration_rest", f, ["people", MIGRATION_HEADS]),
         helper.make_tensor_value_info("evolution", f, ["people", "width", len(HORIZONS)]),
         helper.make_tensor_value_info("evolution_rest", f, ["people", len(HORIZONS)]),
         helper.make_tensor_value_info("come_back", f, ["people", len(HORIZONS)])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", export.OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def logarithm_of_minus_one():
    return [helper.make_node("Neg", ["mask"], ["minus"]), helper.make_node("Log", ["minus"], ["bad"])]


def index_out_of_range():
    million = helper.make_tensor("million", TensorProto.INT64, [1, 1], [10**6])
    return [
        helper.make_node("Constant", [], ["far"], value=million),
        helper.make_node("Cast", ["mask"], ["whole"], to=TensorProto.INT64),
        helper.make_node("Add", ["whole", "far"], ["index"]),
        helper.make_node("GatherElements", ["mask", "index"], ["bad"], axis=1),
    ]


def nothing():
    return [helper.make_node("Identity", ["mask"], ["bad"])]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    torch.manual_seed(1)
    count, schema = len(features.NAMES), features.schema()
    for name, shift in (("start", 0.0), ("other", 2.0)):
        ranker = Ranker(features.NAMES)
        with torch.no_grad():
            ranker.migrate_rest.bias += shift
        people = [np.random.default_rng(1).normal(size=(c, count)).astype(np.float32) for c in (4, 2)]
        export.write(folder / name / "1", export.to_onnx(ranker, count), manifest(name, schema), export.parity(ranker, people), "")
    for name, width, fault in (("nan", count, logarithm_of_minus_one()), ("failing", count, index_out_of_range()), ("narrow", 3, nothing())):
        export.write(folder / name / "1", hand_made(width, fault), manifest(name, schema), {}, "")
    lying = folder / "narrow" / "1" / "manifest.json"
    told = json.loads(lying.read_text())
    told["inputs"][0]["shape"][2] = count
    lying.write_text(json.dumps(told, indent=2) + "\n")
    for name in ("nan", "failing", "narrow"):
        for extra in ("card.md", "parity.json"):
            (folder / name / "1" / extra).unlink()
    for name in ("start", "other"):
        (folder / name / "1" / "card.md").unlink()


if __name__ == "__main__":
    main()
