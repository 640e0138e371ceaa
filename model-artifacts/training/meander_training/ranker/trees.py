"""Boosted trees beside the net, by steps, their scores added to the net's logits: LambdaMART, or the cross entropy of XE-NDCG.

Trees and nets err in different places; the sum of both ranks better than either (the reference experiment, and ours).
"""

import lightgbm
import numpy as np
import onnx
import torch
from onnx import helper
from onnxmltools.convert import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

from . import judge

STEPS = ("step1", "step2", "step3")
WEIGHTS = (0.0, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0)

# What trees of another shop count is chosen anew by so many moments of validation or more; fewer would choose by chance.
FEWEST = 1000

# XE-NDCG: Bruch 2021, arXiv:1911.09798. Its scores spread less than LambdaMART's.
LOSSES = {"lambdarank": {"lambdarank_truncation_level": 15}, "rank_xendcg": {}}


def rows(parts, head, leaves_current):
    """Features ``[rows, F]``, labels and group sizes of all groups whose answer at ``head`` is a candidate.

    :param leaves_current: whether the answer is never the current category, the last row of a group
    """
    taken, labels, sizes = [], [], []
    for part in parts:
        for group in np.flatnonzero(part.targets[:, head] >= 0):
            begin, end = part.starts[group], part.ends[group] - leaves_current
            taken.append(np.asarray(part.features[begin:end], np.float32))
            label = np.zeros(end - begin, np.int8)
            label[part.targets[group, head]] = 1
            labels.append(label)
            sizes.append(end - begin)
    return np.concatenate(taken), np.concatenate(labels), np.array(sizes)


def fit(parts, heads, options, seed, say=print):
    """:return: a booster by step, of those that the parts have answers of"""
    boosters = {}
    for step in options.tree_steps:
        if step not in heads or not any((part.targets[:, heads.index(step)] >= 0).any() for part in parts):
            continue
        features, labels, sizes = rows(parts, heads.index(step), step == "step1")
        told = {
            "objective": options.tree_loss,
            **LOSSES[options.tree_loss],
            "learning_rate": options.tree_rate,
            "num_leaves": options.tree_leaves,
            "min_data_in_leaf": min(options.tree_rows, max(1, len(labels) // 100)),
            "feature_fraction": 0.5,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "lambda_l2": 5.0,
            "max_bin": 127,
            "num_threads": options.threads,
            "deterministic": True,
            "force_row_wise": True,
            "seed": seed,
            "verbose": -1,
        }
        boosters[step] = lightgbm.train(told, lightgbm.Dataset(features, labels, group=sizes), options.trees)
        say(f"trees of {step}: {options.trees} on {len(sizes)} groups")
    return boosters


def scores(boosters, heads, features):
    """Trees of fewer columns than there are see the first ones.

    :return: ``[rows, heads]``, 0 where a head has no trees
    """
    told = np.zeros((len(features), len(heads)), np.float32)
    for step, booster in boosters.items():
        told[:, heads.index(step)] = booster.predict(features[:, : booster.num_feature()])
    return told


def weighted(boosters, heads, weight, features):
    """:return: what is added to the logits of rows, ``[rows, heads]``"""
    return scores(boosters, heads, features) * np.array([weight.get(head, 0.0) for head in heads], np.float32)


def weights(scored, boosters, heads, pairs, drawer, kept=None):
    """What a tree's score counts against a net's logit, by step: the fewest nats at the best temperature, as the mean over shops.

    By nats and not by NDCG: over weights these fall and rise smoothly, where a difference in NDCG is one of chance, unless
    :func:`surer` finds that it is more than that.

    :param kept: by step, what trees that were there before counted: stays where there are fewer than ``FEWEST`` moments
    :param scored: by pair, the net's logits and targets as :func:`judge.scores` gives them
    """
    if kept and sum(len(part) for _, part in pairs) < FEWEST:
        return kept
    tried = sorted({*WEIGHTS, *(kept or {}).values()})
    grown = [drawn(boosters, heads, part, drawer) for _, part in pairs]
    nats, gains = [], []
    for weight in tried:
        summed = heavier(scored, grown, torch.full((len(heads),), weight))
        nats.append(judge.sharpest(summed, len(heads))[1])
        gains.append([judge.gains(judge.outcomes(each)["rank"]) for each in summed])
    chosen = {}
    for step in boosters:
        head = heads.index(step)
        fewest = int(np.array(nats)[:, head].argmin())
        chosen[step] = tried[surer([[shop[:, head] for shop in each] for each in gains], fewest)]
    return chosen


def surer(gains, start):
    """Of several ways to rank, the one with the highest NDCG@10 if it ranks better than one of them by more than chance, else that one.

    :param gains: by way and shop, the gain of every moment ``[N]``, NaN where nothing was observed
    :param start: which way is to be beaten, by two standard errors of the mean difference of the same moments
    """
    apart = [[gain[~np.isnan(gain)] - first[~np.isnan(gain)] for gain, first in zip(way, gains[start]) if not np.isnan(gain).all()] for way in gains]
    means = [np.mean([shop.mean() for shop in way]) if way else 0.0 for way in apart]
    best = int(np.argmax(means))
    error = np.sqrt(sum(shop.var() / len(shop) for shop in apart[best])) / max(1, len(apart[best]))
    return best if means[best] > 2 * error else start


def heavier(scored, grown, weight):
    """The logits of every pair with the scores of :func:`drawn` added, each head's times its own weight."""
    return [[(logits + weight * tree, targets) for (logits, targets), tree in zip(net, each)] for net, each in zip(scored, grown)]


def added(scored, boosters, heads, weight, pairs, drawer):
    """The net's logits of every pair with the trees' scores added."""
    by_head = torch.tensor([weight.get(head, 0.0) for head in heads])
    return heavier(scored, [drawn(boosters, heads, part, drawer) for _, part in pairs], by_head)


def drawn(boosters, heads, part, drawer):
    """Scores in the batches and places of :meth:`Drawer.all`."""
    batches = [b.features.cpu().numpy() for b in drawer.all(part)]
    return [torch.from_numpy(scores(boosters, heads, b.reshape(-1, b.shape[2])).reshape(*b.shape[:2], -1)) for b in batches]


def grafted(graph, boosters, heads, weight, offered):
    """The net's graph with the trees' scores added to its logits.

    :param graph: bytes; inputs ``features [B, C, F]`` and ``mask [B, C]``, output ``logits [B, C, heads]``
    :param offered: how many features
    :return: bytes
    """
    whole = onnx.load_from_string(graph)
    nodes, constants = [], []

    def constant(name, values, kind):
        constants.append(helper.make_tensor(name, kind, np.shape(values), np.ravel(values)))
        return name

    nodes.append(helper.make_node("Reshape", ["features", constant("trees_rows", [-1, offered], onnx.TensorProto.INT64)], ["trees_features"]))
    columns = []
    for head in heads:
        if head not in boosters or weight[head] == 0:
            continue
        tree = convert_lightgbm(boosters[head], initial_types=[("input", FloatTensorType([None, offered]))], zipmap=False, target_opset=15)
        found = [node for node in tree.graph.node if node.op_type == "TreeEnsembleRegressor"]
        if len(found) != 1 or len(tree.graph.node) > 2:
            raise ValueError(f"the trees of {head} became {[node.op_type for node in tree.graph.node]}")
        node = onnx.NodeProto()
        node.CopyFrom(found[0])
        node.name, node.input[:], node.output[:] = f"trees_{head}", ["trees_features"], [f"trees_{head}_score"]
        spread = np.zeros((1, len(heads)), np.float32)
        spread[0, heads.index(head)] = weight[head]
        nodes += [node, helper.make_node("MatMul", [f"trees_{head}_score", constant(f"trees_{head}_weight", spread, onnx.TensorProto.FLOAT)], [f"trees_{head}_spread"])]
        columns.append(f"trees_{head}_spread")
    if not columns:
        return graph
    last = whole.graph.output[0].name
    for node in whole.graph.node:
        node.output[:] = ["net_logits" if name == last else name for name in node.output]
    nodes += [
        helper.make_node("Sum", columns, ["trees_sum"]),
        helper.make_node("Shape", ["net_logits"], ["net_shape"]),
        helper.make_node("Reshape", ["trees_sum", "net_shape"], ["trees_logits"]),
        helper.make_node("Unsqueeze", ["mask", constant("trees_last", [2], onnx.TensorProto.INT64)], ["trees_mask"]),
        helper.make_node("Mul", ["trees_logits", "trees_mask"], ["trees_masked"]),
        helper.make_node("Add", ["net_logits", "trees_masked"], [last]),
    ]
    whole.graph.node.extend(nodes)
    whole.graph.initializer.extend(constants)
    if not any(each.domain == "ai.onnx.ml" for each in whole.opset_import):
        whole.opset_import.append(helper.make_opsetid("ai.onnx.ml", 3))
    onnx.checker.check_model(whole)
    return whole.SerializeToString()
