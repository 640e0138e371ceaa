"""Figures that others reached on the published sets, by the same protocol: what a bar is, and where it comes from."""

SOURCE = "reference protocols of the project, migration_bench.py and migration_rank.py: same split, same instances, full ranking (not run for this page)"

# NDCG@10 of the next step, the second and the third; hit rate at 10 of the next step, all and what is new to the person.
REACHED = {
    "taobao": {
        "small causal Transformer with copy head": {"h1": 0.359, "hr10": 0.533, "novel": 0.071},
        "log-linear mix of ten statistics": {"h1": 0.366, "hr10": 0.558, "novel": 0.012},
        "candidates and boosted trees (bar)": {"h1": 0.394, "h2": 0.380, "h3": 0.328, "hr10": 0.589, "novel": 0.061},
    },
    "beauty": {
        "candidates and boosted trees": {"h1": 0.242, "hr10": 0.419, "novel": 0.285},
        "Transformer with copy head (bar)": {"h1": 0.243, "h2": 0.239, "h3": 0.230, "hr10": 0.426, "novel": 0.303},
    },
    "jd_all": {"log-linear mix of ten statistics (bar)": {"h1": 0.627, "h2": 0.616, "h3": 0.552, "hr10": 0.866, "novel": 0.745}},
}

# Paths of three steps: share of the distinct categories among ten that are named, and share of steps that are right.
PATHS = {"taobao": {"recall": 0.569, "step": 0.198}, "beauty": {"recall": 0.415, "step": 0.086}}

# On the frontier of discovery: NDCG@10 of all moves at a hit rate at 10 of what is new.
FRONTIER = {"taobao": {"ndcg": 0.400, "novel": 0.110}}

EVOLUTION_SOURCE = "evolution_bench.py: same origins, same people, same slots (not run for this page)"

# Tempered Jensen-Shannon divergence (bits), log-loss (nats an event), NDCG@10 and recall of what is new; who comes back; trends over 91 days.
EVOLUTION = {
    "taobao": {
        "population": {"jsdg": 0.870, "ll": 6.637, "ndcg": 0.150, "novel": 0.144},
        "best decay and population": {"jsdg": 0.697, "ll": 5.088, "ndcg": 0.359, "novel": 0.144},
        "full linear mixture": {"jsdg": 0.691, "ll": 5.006, "ndcg": 0.367, "novel": 0.148},
        "GRU, softmax only": {"jsdg": 0.856, "ll": 6.377, "ndcg": 0.150, "novel": 0.139},
        "Transformer and pointer mixture": {"jsdg": 0.690, "ll": 5.002, "ndcg": 0.367, "novel": 0.148},
        "boosted trees on candidates (bar)": {"jsdg": 0.681, "ll": 4.965, "ndcg": 0.373, "novel": 0.171},
    },
    "open_ecommerce": {
        "population": {"jsdg": 0.779, "ll": 5.428, "ndcg": 0.149, "novel": 0.098},
        "best decay and population": {"jsdg": 0.710, "ll": 4.992, "ndcg": 0.252, "novel": 0.098},
        "full linear mixture": {"jsdg": 0.700, "ll": 4.947, "ndcg": 0.261, "novel": 0.108},
        "GRU, softmax only": {"jsdg": 0.737, "ll": 5.197, "ndcg": 0.200, "novel": 0.101},
        "Transformer and pointer mixture": {"jsdg": 0.701, "ll": 4.921, "ndcg": 0.262, "novel": 0.113},
        "boosted trees on candidates (bar)": {"jsdg": 0.692, "ll": 4.893, "ndcg": 0.268, "novel": 0.116, "auc": 0.856, "ece": 0.009, "macroF1": 0.495},
    },
}
