"""Writes a ranker as ``./meander evaluate --model`` and the service read it: ONNX, manifest, parity file, card."""

import hashlib
import json
import pathlib

import numpy as np
import onnx
import torch

from .. import export

INPUTS = ("features", "mask", "offset")
OPSET = 20


def to_onnx(model, features):
    """The graph as bytes: any number of people and candidates, weights inside."""
    model.eval()
    people, width = torch.export.Dim("people"), torch.export.Dim("width")
    # An example of one person would freeze the batch size.
    example = (torch.zeros(3, 5, features), torch.ones(3, 5), torch.zeros(3, 5))
    shapes = ({0: people, 1: width},) * 3
    program = torch.onnx.export(
        model, example, dynamo=True, opset_version=OPSET, input_names=list(INPUTS), output_names=["logits"], dynamic_shapes=shapes, external_data=False, verbose=False
    )
    return export.stripped(program.model_proto)


def parity(model, drawer, shop, part, people=4):
    """The smallest groups of a part with what the model says of them, for the test that Java computes the same."""
    lengths = np.diff(part.ends, prepend=0)
    batch = drawer.draw(part, np.sort(np.argsort(lengths, kind="stable")[:people]))
    with torch.no_grad():
        logits = model(batch.features, batch.mask, batch.offset)
    rounded = export.rounded
    return {
        "people": people,
        "width": batch.mask.shape[1],
        "inputs": {"features": rounded(batch.features), "mask": rounded(batch.mask), "offset": rounded(batch.offset)},
        "outputs": {"logits": rounded(logits)},
    }


def write(folder, graph, manifest, cases, card):
    """Writes model.onnx, manifest.json, and, where given, parity.json and card.md."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    inputs, outputs = export.ports(graph)
    told = dict(manifest, sha256=hashlib.sha256(graph).hexdigest(), opset=OPSET, inputs=inputs, outputs=outputs)
    (folder / "model.onnx").write_bytes(graph)
    (folder / "manifest.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    if cases:
        (folder / "parity.json").write_text(json.dumps(cases) + "\n")
    if card:
        (folder / "card.md").write_text(card)
