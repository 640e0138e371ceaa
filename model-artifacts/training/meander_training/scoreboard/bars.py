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
