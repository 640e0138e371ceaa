"""Writes a trained ranker as the artefact that the service loads."""

import hashlib
import json
import pathlib

import numpy as np
import onnx
import torch

OPSET = 20
MAX_IR = 13  # ONNX Runtime 1.29 reads no newer one
INPUTS = ("candidates", "mask")
OUTPUTS = ("migration", "migration_rest", "evolution", "evolution_rest", "come_back")


def to_onnx(model, features):
    """The graph as bytes: dynamic in people and candidates, weights inside."""
    model.eval()
    people = torch.export.Dim("people")
    width = torch.export.Dim("width")
    # An example of one person would freeze the batch size.
    example = (torch.zeros(3, 5, features), torch.ones(3, 5))
    program = torch.onnx.export(
        model,
        example,
        dynamo=True,
        opset_version=OPSET,
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_shapes=({0: people, 1: width}, {0: people, 1: width}),
        external_data=False,
        verbose=False,
    )
    return stripped(program.model_proto)


def stripped(graph):
    """The graph as bytes, without what the exporting machine left in it."""
    graph.ir_version = min(graph.ir_version, MAX_IR)
    del graph.metadata_props[:]
    for node in graph.graph.node:  # stack traces of the exporting machine
        del node.metadata_props[:]
        node.doc_string = ""
    for value in list(graph.graph.value_info) + list(graph.graph.input) + list(graph.graph.output):
        del value.metadata_props[:]
    onnx.checker.check_model(graph)
    return graph.SerializeToString()


def ports(graph_bytes):
    """Inputs and outputs as a manifest names them; -1 for what varies."""
    graph = onnx.load_from_string(graph_bytes).graph

    def shape(value):
        return [d.dim_value if d.HasField("dim_value") else -1 for d in value.type.tensor_type.shape.dim]

    return (
        [{"name": v.name, "shape": shape(v)} for v in graph.input],
        [{"name": v.name, "shape": shape(v)} for v in graph.output],
    )


def parity(model, people):
    """Inputs and expected outputs, for the test that Java computes the same.

    :param people: list of ``[C, F]`` arrays
    """
    width = max(len(p) for p in people)
    candidates = np.zeros((len(people), width, people[0].shape[1]), np.float32)
    mask = np.zeros((len(people), width), np.float32)
    for i, person in enumerate(people):
        candidates[i, : len(person)] = person
        mask[i, : len(person)] = 1
    model.eval()
    with torch.no_grad():
        outputs = model(torch.from_numpy(candidates), torch.from_numpy(mask))
    return {
        "people": len(people),
        "width": width,
        "inputs": {"candidates": rounded(candidates), "mask": rounded(mask)},
        "outputs": {name: rounded(value.numpy()) for name, value in zip(OUTPUTS, outputs)},
    }


def rounded(array):
    """Row-major numbers, exact for float32."""
    return [float(f"{x:.9g}") for x in np.asarray(array, np.float64).ravel()]


def write(folder, graph_bytes, manifest, parity_cases, card):
    """Writes model.onnx, manifest.json, parity.json, card.md."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    inputs, outputs = ports(graph_bytes)
    manifest = dict(
        manifest,
        sha256=hashlib.sha256(graph_bytes).hexdigest(),
        opset=OPSET,
        inputs=inputs,
        outputs=outputs,
    )
    (folder / "model.onnx").write_bytes(graph_bytes)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    (folder / "parity.json").write_text(json.dumps(parity_cases) + "\n")
    (folder / "card.md").write_text(card)
