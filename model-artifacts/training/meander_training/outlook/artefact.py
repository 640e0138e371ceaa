"""Writes a model of evolution as ``./meander evaluate --model`` and the service read it: ONNX, manifest, parity file."""

import torch

from .. import export
from ..ranker import artefact as ranker
from . import trees

OUTPUTS = ["shares", "active", "trends"]


def to_onnx(model, features):
    """The graph as bytes: any number of people and rows, weights inside."""
    model.eval()
    people, width = torch.export.Dim("people"), torch.export.Dim("width")
    # An example of one person would freeze the batch size.
    example = (torch.zeros(3, 5, features), torch.ones(3, 5))
    program = torch.onnx.export(
        model,
        example,
        dynamo=True,
        opset_version=ranker.OPSET,
        input_names=["features", "mask"],
        output_names=OUTPUTS,
        dynamic_shapes=({0: people, 1: width},) * 2,
        external_data=False,
        verbose=False,
    )
    return export.stripped(program.model_proto)


def parity(model, people=4, width=7, seed=1):
    """Made-up groups, each one narrower than the one before, with what the model says of them: the test that Java computes the same.

    Shares are told as probabilities, 0 at padding.
    """
    one = model.models[0]
    drawn = torch.Generator().manual_seed(seed)
    lengths = width - torch.arange(people)
    mask = (torch.arange(width)[None] < lengths[:, None]).float()
    features = one.mean + one.scale * torch.randn((people, width, len(one.mean)), generator=drawn)
    features[:, :, one.elsewhere] = (torch.arange(width)[None] == lengths[:, None] - 1).float()
    features = features * mask.unsqueeze(-1)
    with torch.no_grad():
        shares, active, trends = model(features, mask)
    return {
        "people": people,
        "width": width,
        "inputs": {"features": export.rounded(features), "mask": export.rounded(mask)},
        "outputs": {"shares": export.rounded(shares.softmax(1)), "active": export.rounded(active.sigmoid()), "trends": export.rounded(trends.softmax(2))},
    }


def write(folder, model, features, manifest, card):
    """Writes model.onnx, manifest.json, parity.json and, where given, card.md."""
    grown = isinstance(model, trees.Grown)
    graph = to_onnx(model.mean if grown else model, features)
    ranker.write(folder, trees.grafted(graph, model, features) if grown else graph, manifest, parity(model), card)
