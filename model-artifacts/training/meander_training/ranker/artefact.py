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


def parity(model, offset, added=None, people=4, width=7, seed=1):
    """Made-up groups, each one narrower than the one before, with what the model says of them: the test that Java computes the same.

    Made up, so that nobody's history lies in an artefact.

    :param offset: the column that a logit starts from
    :param added: what is added to the logits of rows ``[N, F]``, ``[N, heads]``
    """
    ranker = model.rankers[0]
    drawn = torch.Generator().manual_seed(seed)
    mask = (torch.arange(width)[None] < width - torch.arange(people)[:, None]).float()
    features = (ranker.mean + ranker.scale * torch.randn((people, width, len(ranker.mean)), generator=drawn)) * mask.unsqueeze(-1)
    with torch.no_grad():
        logits = model(features, mask, features[:, :, offset])
    if added:
        rows = features.reshape(people * width, -1).numpy()
        logits = logits + torch.from_numpy(added(rows)).reshape(logits.shape) * mask.unsqueeze(-1)
    rounded = export.rounded
    return {
        "people": people,
        "width": width,
        "inputs": {"features": rounded(features), "mask": rounded(mask), "offset": rounded(features[:, :, offset])},
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
