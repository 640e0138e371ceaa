"""Writes the model card from what was measured; a loss is told where there is one."""

from .evaluate import HEADS

LESS_IS_BETTER = ("ece", "brier", "jsd")

TEXT = """# {name} {version}

A ranker over a person's candidate categories: it predicts where a person's interest moves (the next three changes of
category; where most of it goes within 1, 3 and 7 days), how their activity is shared within 1, 7 and 28 days, and whether
they come back at all. It starts from the formula that serves without a model and learns a correction. It sees no
category, item or person, only {features} columns that mean the same in any shop (`{schema}`).

| | |
|---|---|
| Parameters | {parameters} |
| File | {size} bytes, ONNX opset 20 |
| Made by | `python -m meander_training` in `model-artifacts/training`, seed {seed}, lambda {weight:g} |
| Terms | Apache-2.0, as the project; the data is generated, so nobody else has a claim on it |

## Data

The made-up shop of `dev.meander.launcher.sample` and nothing else: no log of a real shop, no real person. {sources}
An example is one sampled event (one in {every}, at most {waiting} of a person within 28 days): the profile as of it, and what
the person did in the 28 days after. So most moments lie within a visit, as page views do.

Split by time in every shop: labels of training end by day {train_until}, validation lies between day {train_until} and {valid_until} with its labels,
the test after day {valid_until}. Validation picked the epoch, lambda, the temperatures and the bands; the test was looked at once.
{counts}

## Intended use and limits

For ranking and for seeing trends in a shop's own categories, from a person's first visit on. Not for decisions about a
person that matter to them (credit, price, access), and not for sensitive categories without a rule of the shop's own.

- It was trained on a process that we wrote. How much of its gain over the formula carries over to a real shop is **not
  shown here**; train on the shop's own log (`--ndjson`) as soon as there is one, and compare on its last days.
- What is new to a person is the weak side: see the columns for novel steps. At most 64 of the person's own and 32 of the shop's
  categories are candidates; what is neither is never named.
- Bands are over all people and categories together; for a single category they can be too wide or too narrow.
- No text, price, item or season is an input.
- Robots (about one visitor in 200 in the data) are scored like people.

## Evaluation

Both columns see the same examples; **nll** is the negative logarithm of the probability given to what happened (nats, less is better,
probabilities floored at 1e-6; for shares the cross entropy). The difference comes with a 95 % interval over people drawn again 500 times.
Every figure where the model does worse than the formula is marked as lost. The formula's probabilities of coming back know nothing of
a visit under way, which is most of what the model gains there.
{tables}
## Lambda

L = sum of the migration losses + lambda x sum of the evolution losses, on a part of the training set ({sweep_n} examples, {sweep_epochs} epochs, one
seed; differences in the second decimal are noise, the least sum was taken):

| lambda | validation, migration | validation, evolution | validation, sum |
|---|---|---|---|
{sweep}

## Calibration

Temperatures: {temperatures}.
Bands (quantiles of (actual - forecast) / sqrt(p (1 - p) + 0.001) at 1, 7 and 28 days, on validation): model {bands},
formula {baseline_bands}.
"""


def number(x):
    return "-" if x is None else f"{x:.3f}"


def table(title, model, baseline, difference):
    lines = [f"\n### {title}\n", "| steps and days | n | nll formula | nll model | difference | HR@1 | HR@5 | NDCG@10 | returning NDCG@10 | novel HR@10 | ECE |", "|---|---|---|---|---|---|---|---|---|---|---|"]

    def pair(key, head):
        before, after = baseline[head][key], model[head][key]
        lost = before is not None and after is not None and (after - before) * (1 if key in LESS_IS_BETTER else -1) > 0
        return f"{number(before)} → {number(after)}" + (" **lost**" if lost else "")

    def nlls(head):
        d = difference[head]
        lost = " **lost**" if d[0] > 0 else ""
        return f"{number(baseline[head]['nll'])} | {number(model[head]['nll'])} | {d[0]:+.3f} ({d[1]:+.3f} to {d[2]:+.3f}){lost}"

    for head in HEADS[:6]:
        lines.append(f"| {head} | {model[head]['n']} | {nlls(head)} | " + " | ".join(pair(k, head) for k in ("hr@1", "hr@5", "ndcg@10", "returnNdcg@10", "novelHr@10", "ece")) + " |")
    lines += ["", "| shares | nll formula | nll model | difference | JSD, bits |", "|---|---|---|---|---|"]
    lines += [f"| {head} | {nlls(head)} | {pair('jsd', head)} |" for head in HEADS[6:9]]
    lines += ["", "| coming back | rate | nll formula | nll model | difference | Brier | AUC | ECE |", "|---|---|---|---|---|---|---|---|"]
    lines += [f"| {head} | {number(model[head]['rate'])} | {nlls(head)} | " + " | ".join(pair(k, head) for k in ("brier", "auc", "ece")) + " |" for head in HEADS[9:]]
    lines += ["", "| weight of a category after | error without change | error formula | error model | inside the 80 % band, formula | model |", "|---|---|---|---|---|---|"]
    for days in (1, 7, 28):
        m, b = model[f"weight{days}"], baseline[f"weight{days}"]
        lost = " **lost to no change**" if m["mae"] > m["maeOfNoChange"] else ""
        lines.append(f"| {days} days | {m['maeOfNoChange']:.4f} | {b['mae']:.4f} | {m['mae']:.4f}{lost} | {number(b['coverage80'])} | {number(m['coverage80'])} |")
    return "\n".join(lines) + "\n"


def write(**told):
    return TEXT.format(**told)
