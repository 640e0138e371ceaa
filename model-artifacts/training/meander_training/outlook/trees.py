"""Boosted trees beside the small nets: who comes back, what rises, stays or fades.

Nets carry a trend of the training years on into the years after, trees do not; the mean of both errs less than either.
"""

import lightgbm
import numpy as np
import onnx
import torch
from onnx import helper
from torch import nn
from torch.nn import functional

MOST_ROUNDS = 400
PATIENCE = 20
WEIGHTS = (0.0, 0.3, 0.5, 0.7, 1.0)
COMMON = {"feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 127, "deterministic": True, "force_row_wise": True, "verbose": -1}
RETURNS = COMMON | {"objective": "binary", "learning_rate": 0.03, "num_leaves": 12, "min_data_in_leaf": 40}
TRENDS = COMMON | {"objective": "multiclass", "num_class": 3, "learning_rate": 0.05, "num_leaves": 24, "min_data_in_leaf": 60}
LEVEL = "sd90"  # log of the share that a trend is asked for above
LEAST = float(np.log(np.float32(0.02)))


class Forest:
    """Boosters of several seeds as one: the mean of their scores.

    :param columns: which columns of a row they were grown on
    :param outputs: scores a row
    """

    def __init__(self, boosters, columns, outputs):
        self.boosters, self.columns, self.outputs = boosters, np.asarray(columns), outputs

    def scores(self, rows, of_columns=False):
        """
        :param rows: ``[N, F]`` with all columns, or with those that trees were grown on
        :return: ``[N, outputs]``
        """
        mine = rows if of_columns else rows[:, self.columns]
        told = [booster.predict(mine, raw_score=True).reshape(len(rows), self.outputs) for booster in self.boosters]
        return np.mean(told, 0)


def grow(data, columns, told, seeds, threads, chosen_by=None, rounds=None):
    """
    :param data: rows ``[N, len(columns)]`` and what is to be learned ``[N]``
    :param chosen_by: the same of other time, by which the number of rounds is chosen; without it ``rounds`` are grown
    :return: the forest and the rounds of every seed
    """
    boosters = []
    for i, seed in enumerate(seeds):
        options = told | {"seed": seed, "num_threads": threads, "min_data_in_leaf": min(told["min_data_in_leaf"], max(1, len(data[1]) // 20))}
        known = lightgbm.Dataset(*data, params=options)
        if chosen_by is None:
            boosters.append(lightgbm.train(options, known, rounds[i]))
        else:
            judge = lightgbm.Dataset(*chosen_by, reference=known)
            boosters.append(lightgbm.train(options, known, MOST_ROUNDS, valid_sets=[judge], callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)]))
    return Forest(boosters, columns, told.get("num_class", 1)), [max(1, booster.best_iteration if chosen_by else booster.current_iteration()) for booster in boosters]


class Grown(nn.Module):
    """:class:`Mean` with the scores of trees: of returns the mean of the odds, of trends the mean of the logarithms, as the weights say.

    :param returns: by head, or none where nothing is known of it; grown on the columns that tell who comes
    :param trends: or none
    :param weights: of the trees: ``returns`` and ``trends``, 0 to 1
    """

    def __init__(self, mean, columns, returns, trends, weights):
        super().__init__()
        self.mean = mean
        self.returns, self.trends, self.weights = returns, trends, weights
        self.elsewhere = columns.index("elsewhere")
        self.level = columns.index(LEVEL) if LEVEL in columns else None

    @property
    def models(self):
        return self.mean.models

    def forward(self, features, mask):
        shares, odds, trends = self.mean(features, mask)
        people = features[:, 0].numpy()
        for head, forest in enumerate(self.returns):
            weight = self.weights["returns"]
            if forest and weight:
                odds[:, head] = (1 - weight) * odds[:, head] + weight * torch.from_numpy(forest.scores(people)[:, 0]).float()
        if self.trends and self.weights["trends"]:
            rows = features.reshape(-1, features.shape[2])
            here = self.asked(rows)
            told = torch.from_numpy(self.trends.scores(rows[here].numpy())).float().log_softmax(1)
            flat = trends.reshape(-1, 3)
            flat[here] = (1 - self.weights["trends"]) * flat[here] + self.weights["trends"] * told
            trends = flat.reshape(trends.shape)
        return shares, odds, trends

    def asked(self, rows):
        """The rows that trees are asked of: most are too small to fade, and cost as much."""
        if self.level is None:
            return torch.ones(len(rows), dtype=torch.bool)
        return (rows[:, self.level] > LEAST) | (rows[:, self.elsewhere] > 0.5)


def weights(model, people, rows):
    """What trees count beside nets: the least cross entropy on time that neither learned from.

    :param people: columns that tell who comes ``[N, P]`` and whether there was an event ``[N, heads]``; ``rows`` and their trends
    """
    nets = model.mean
    with torch.no_grad():
        odds = torch.stack([net(torch.from_numpy(people[0])) for net in nets.returns]).mean(0) * nets.scale + nets.shift
        logs = torch.stack([net(torch.from_numpy(rows[0])).log_softmax(1) for net in nets.trends]).mean(0) if len(rows[1]) else None
    active = torch.from_numpy(people[1])
    spent = [0.0] * len(WEIGHTS)
    for head, forest in enumerate(model.returns):
        if forest:
            here = active[:, head] >= 0
            told = torch.from_numpy(forest.scores(people[0][here.numpy()], of_columns=True)[:, 0]).float()
            for i, weight in enumerate(WEIGHTS):
                mixed = (1 - weight) * odds[here, head] + weight * told
                spent[i] += float(functional.binary_cross_entropy_with_logits(mixed, active[here, head]))
    chosen = {"returns": WEIGHTS[int(np.argmin(spent))], "trends": 0.0}
    if model.trends:
        told = torch.from_numpy(model.trends.scores(rows[0])).float().log_softmax(1)
        trend = torch.from_numpy(rows[1])
        spent = [float(functional.cross_entropy((1 - weight) * logs + weight * told, trend)) for weight in WEIGHTS]
        chosen["trends"] = WEIGHTS[int(np.argmin(spent))]
    return chosen


def nodes(name, source, target, forests):
    """Trees as one ONNX node: output ``i`` is the first score of forest ``i``, or, of one forest, its score ``i``."""
    told = {key: [] for key in ("nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_values", "nodes_modes", "nodes_truenodeids", "nodes_falsenodeids")}
    leaves = {key: [] for key in ("target_treeids", "target_nodeids", "target_ids", "target_weights")}
    tree = 0
    for first, forest in forests:
        for booster in forest.boosters:
            for grown in booster.dump_model()["tree_info"]:
                write(grown["tree_structure"], tree, first + grown["tree_index"] % forest.outputs, len(forest.boosters), forest.columns, told, leaves)
                tree += 1
    outputs = 1 + max(leaves["target_ids"])
    return helper.make_node(
        "TreeEnsembleRegressor",
        [source],
        [target],
        name=name,
        domain="ai.onnx.ml",
        n_targets=outputs,
        nodes_missing_value_tracks_true=[0] * len(told["nodes_modes"]),
        **told,
        **leaves,
    )


def write(structure, tree, output, shared, columns, told, leaves):
    """Adds a tree, its nodes numbered as they are met."""
    open_ = [(structure, None)]
    count = 0
    while open_:
        node, parent = open_.pop()
        here = len(told["nodes_modes"])
        if parent is not None:
            told[parent[1]][parent[0]] = count
        is_leaf = "leaf_value" in node and "split_feature" not in node
        if not is_leaf and (node["decision_type"] != "<=" or node["missing_type"] != "None"):
            raise ValueError(f"a tree decides by {node['decision_type']}, missing {node['missing_type']}")
        told["nodes_treeids"].append(tree)
        told["nodes_nodeids"].append(count)
        told["nodes_modes"].append("LEAF" if is_leaf else "BRANCH_LEQ")
        told["nodes_featureids"].append(0 if is_leaf else int(columns[node["split_feature"]]))
        told["nodes_values"].append(0.0 if is_leaf else below(node["threshold"]))
        told["nodes_truenodeids"].append(0)
        told["nodes_falsenodeids"].append(0)
        if is_leaf:
            leaves["target_treeids"].append(tree)
            leaves["target_nodeids"].append(count)
            leaves["target_ids"].append(output)
            leaves["target_weights"].append(node["leaf_value"] / shared)
        else:
            open_ += [(node["left_child"], (here, "nodes_truenodeids")), (node["right_child"], (here, "nodes_falsenodeids"))]
        count += 1


def below(threshold):
    """The largest float32 that is not above: of float32 features the same ones are at most it."""
    near = np.float32(threshold)
    return float(near if near <= threshold else np.nextafter(near, np.float32(-np.inf)))


def grafted(graph, model, features):
    """The graph of ``model.mean`` with what its trees say.

    :param graph: bytes; inputs ``features [B, C, F]`` and ``mask [B, C]``, outputs shares, active and trends
    :return: bytes
    """
    whole = onnx.load_from_string(graph)
    added, constants = [], []

    def constant(name, values, kind=onnx.TensorProto.FLOAT):
        constants.append(helper.make_tensor(f"trees_constant_{name}", kind, np.shape(values), np.ravel(values).tolist()))
        return f"trees_constant_{name}"

    def node(kind, inputs, output, **told):
        added.append(helper.make_node(kind, inputs, [output], **told))
        return output

    def replace(name):
        """What the graph put out under this name goes on under another, which is returned."""
        for each in whole.graph.node:
            each.output[:] = [f"nets_{name}" if output == name else output for output in each.output]
            each.input[:] = [f"nets_{name}" if source == name else source for source in each.input]
        return f"nets_{name}"

    weight = [model.weights["returns"] if forest else 0.0 for forest in model.returns]
    if any(weight):
        heads = [head for head, w in enumerate(weight) if w]
        person = node("Gather", ["features", constant("first", 0, onnx.TensorProto.INT64)], "trees_person", axis=1)
        added.append(nodes("trees_returns", person, "trees_odds", [(i, model.returns[head]) for i, head in enumerate(heads)]))
        spread = np.zeros((len(heads), len(weight)), np.float32)
        spread[np.arange(len(heads)), heads] = [weight[head] for head in heads]
        node("MatMul", ["trees_odds", constant("spread", spread)], "trees_active")
        node("Mul", [replace("active"), constant("active_rest", [1 - w for w in weight])], "nets_active_part")
        node("Add", ["nets_active_part", "trees_active"], "active")
    if model.trends and model.weights["trends"]:
        rows = node("Reshape", ["features", constant("rows", [-1, features], onnx.TensorProto.INT64)], "trees_features")
        before = replace("trends")
        flat = node("Reshape", [before, constant("three", [-1, 3], onnx.TensorProto.INT64)], "nets_trends_flat")
        asked = "trees_asked"
        if model.level is None:
            node("Shape", [rows], "trees_count", start=0, end=1)
            node("Range", [constant("zero", 0, onnx.TensorProto.INT64), node("Squeeze", ["trees_count"], "trees_size"), constant("one", 1, onnx.TensorProto.INT64)], "trees_range")
            node("Unsqueeze", ["trees_range", constant("last", [1], onnx.TensorProto.INT64)], asked)
        else:
            level = node("Gather", [rows, constant("level", model.level, onnx.TensorProto.INT64)], "trees_level", axis=1)
            other = node("Gather", [rows, constant("elsewhere", model.elsewhere, onnx.TensorProto.INT64)], "trees_other", axis=1)
            node("Greater", [level, constant("least", LEAST)], "trees_large")
            node("Greater", [other, constant("half", 0.5)], "trees_rest")
            node("Or", ["trees_large", "trees_rest"], "trees_wanted")
            node("Transpose", [node("NonZero", ["trees_wanted"], "trees_places")], asked, perm=[1, 0])
        node("GatherND", [rows, asked], "trees_rows_asked")
        added.append(nodes("trees_trends", "trees_rows_asked", "trees_scores", [(0, model.trends)]))
        node("LogSoftmax", ["trees_scores"], "trees_logs", axis=1)
        node("Mul", ["trees_logs", constant("trends_weight", model.weights["trends"])], "trees_part")
        node("Mul", [node("GatherND", [flat, asked], "nets_trends_asked"), constant("trends_rest", 1 - model.weights["trends"])], "nets_part")
        node("ScatterND", [flat, asked, node("Add", ["nets_part", "trees_part"], "trees_both")], "trees_trends_flat")
        node("Reshape", ["trees_trends_flat", node("Shape", [before], "trees_shape")], "trends")
    if not added:
        return graph
    whole.graph.node.extend(added)
    whole.graph.initializer.extend(constants)
    if not any(each.domain == "ai.onnx.ml" for each in whole.opset_import):
        whole.opset_import.append(helper.make_opsetid("ai.onnx.ml", 3))
    onnx.checker.check_model(whole)
    return whole.SerializeToString()
