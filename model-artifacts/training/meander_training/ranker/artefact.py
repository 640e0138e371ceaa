"""Writes a ranker as ``./meander evaluate --model`` and the service read it: ONNX, manifest, parity file, card."""

import hashlib
import json
import pathlib

import lightgbm
import numpy as np
import onnx
import torch

from .. import export

INPUTS = ("features", "mask", "offset")
OPSET = 20
WEIGHTS = "weights.npz"


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


def keep(folder, nets, boosters):
    """Writes what training can go on from beside the graph: ``weights.npz`` of the nets, ``trees.STEP.txt`` of the boosters."""
    arrays = {f"{i}.{name}": value.numpy() for i, net in enumerate(nets) for name, value in net.state_dict().items()}
    np.savez(pathlib.Path(folder) / WEIGHTS, **arrays)
    for step, booster in boosters.items():
        booster.save_model(pathlib.Path(folder) / f"trees.{step}.txt")


def begins(told, schema, count):
    """Whether a set's columns are the model's, or begin with them.

    :param schema: of the model, ``NAME:HASH``: the hash of the names of its columns, as ``FeatureSchema`` makes it
    :param count: how many columns the model's weights are of
    """
    columns = told["features"]
    if schema == told["featureSchema"]:
        return count == len(columns)
    return count < len(columns) and schema.rpartition(":")[2] == hashlib.sha256(",".join(columns[:count]).encode()).hexdigest()[:16]


def kept(folder, told, heads):
    """What :func:`keep` wrote.

    :param told: of the set that is gone on with; its columns may be more than the model's, which they then begin with
    :return: a state by net, a booster by step, and what a tree's score of a step counts
    :raises ValueError: where the folder holds no such model, or one of other features or heads
    """
    folder = pathlib.Path(folder)
    if not (folder / WEIGHTS).is_file() or not (folder / "manifest.json").is_file():
        raise ValueError(f"{folder} holds no {WEIGHTS} or no manifest.json: only what ./meander train wrote can be trained on")
    model = json.loads((folder / "manifest.json").read_text())
    states = {}
    with np.load(folder / WEIGHTS) as arrays:
        for key in arrays.files:
            net, name = key.split(".", 1)
            states.setdefault(int(net), {})[name] = torch.from_numpy(arrays[key])
    count = len(states[0]["mean"])
    if not begins(told, model["featureSchema"], count) or model["heads"] != heads:
        raise ValueError(
            f"{folder} is of {count} features {model['featureSchema']} and heads {model['heads']}, the set of {len(told['features'])} features {told['featureSchema']} and {heads}"
        )
    boosters = {path.name.split(".")[1]: lightgbm.Booster(model_file=str(path)) for path in sorted(folder.glob("trees.*.txt"))}
    weights = model.get("data", {}).get("treeWeights", {})
    if set(boosters) - set(weights):
        raise ValueError(f"{folder} has trees of {', '.join(sorted(boosters))}, its manifest.json weights of {', '.join(sorted(weights)) or 'none'}")
    return [states[i] for i in sorted(states)], boosters, {step: weights[step] for step in boosters}


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
