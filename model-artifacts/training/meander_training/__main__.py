"""Makes the model that ships: export, train, calibrate, evaluate, write. ``python -m meander_training``"""

import argparse
import json
import pathlib
import tempfile

import numpy as np
import torch

from . import card, evaluate, export, features, service, sets, train

ARTEFACTS = pathlib.Path(__file__).parents[2]


def arguments():
    parser = argparse.ArgumentParser(prog="meander_training", description=__doc__)
    parser.add_argument("--sets", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "meander-training", help="where exported sets lie; what is there is used again")
    parser.add_argument("--out", type=pathlib.Path, default=ARTEFACTS, help="where models lie")
    parser.add_argument("--name", default="shop-ranker")
    parser.add_argument("--version", default="1")
    parser.add_argument("--shops", type=int, nargs="+", default=[1, 2, 3], help="seeds of the made-up shops to train on")
    parser.add_argument("--unseen", type=int, default=7, help="seed of a shop that is only judged")
    parser.add_argument("--ndjson", type=pathlib.Path, help="train on this log, by time, instead of made-up shops")
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--every", type=int, default=25, help="sample one event in so many")
    parser.add_argument("--most-waiting", type=int, default=6)
    parser.add_argument("--train-until", type=float, default=225, help="day")
    parser.add_argument("--valid-until", type=float, default=300, help="day")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--lambdas", type=float, nargs="+", default=[0.3, 1.0, 3.0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def exported(options):
    common = ["--every", options.every, "--most-waiting", options.most_waiting]
    if options.ndjson:
        names = {options.ndjson.name.split(".")[0]: ["--ndjson", options.ndjson]}
    else:
        names = {f"shop{s}": ["--seed", s, "--people", options.people, "--days", options.days] for s in (*options.shops, options.unseen)}
    if any(not (options.sets / name / "set.json").exists() for name in names):
        service.build()
    for name, specific in names.items():
        service.export(options.sets / name, specific + common)
    shops = [sets.load(options.sets / name) for name in names]
    return (shops, None) if options.ndjson else (shops[:-1], shops[-1])


def sweep(options, training, validation, examples=3000, epochs=3):
    """Lambda, on a part: rows for the card, and the best by the validation loss at lambda 1."""
    rng = np.random.default_rng(options.seed)
    part = [(s, rng.permutation(e)[: examples // len(training)]) for s, e in training]
    judge = [(s, e[::3]) for s, e in validation]
    rows = []
    for weight in options.lambdas:
        model, value, _ = train.fit(part, judge, weight, options.seed, epochs)
        heads = train.mean_losses(model, judge)
        rows.append((weight, float(heads[:6].sum()), float(heads[6:].sum()), value))
    return rows, min(rows, key=lambda row: row[3])[0]


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    shops, unseen = exported(options)
    parts = [(shop, *sets.split(shop, options.train_until, options.valid_until)) for shop in shops]
    training, validation, test = ([(p[0], p[i]) for p in parts] for i in (1, 2, 3))
    print("examples:", *(f"{p[0].name} {len(p[1])}/{len(p[2])}/{len(p[3])}" for p in parts))
    rows, weight = sweep(options, training, validation)
    model, _, history = train.fit(training, validation, weight, options.seed, options.epochs)
    temperatures = evaluate.calibrate(model, validation)
    predict = evaluate.by_model(model, temperatures)
    bands = evaluate.bands(evaluate.measure(predict, validation))
    baseline_bands = evaluate.bands(evaluate.measure(evaluate.by_baseline, validation))
    judged = {"Held-out time in the shops of training": test}
    if unseen is not None:
        last = sets.split(unseen, options.train_until, options.valid_until)[2]
        judged["The same time in a shop never seen"] = [(unseen, last)]
    tables, metrics = [], {}
    for title, examples in judged.items():
        ours, theirs = evaluate.measure(predict, examples), evaluate.measure(evaluate.by_baseline, examples)
        told, formula = evaluate.summary(ours, bands), evaluate.summary(theirs, baseline_bands)
        difference = evaluate.compare(ours, theirs)
        tables.append(card.table(title, told, formula, difference))
        metrics[title] = {"model": told, "baseline": formula, "nllDifference": difference}
    graph = export.to_onnx(model, len(features.NAMES))
    folder = options.out / options.name / options.version
    everybody = [shop.source for shop in (*shops, *([unseen] if unseen else []))]
    manifest = {
        "name": options.name,
        "version": options.version,
        "featureSchema": features.schema(),
        "temperatures": temperatures,
        "bands": bands,
        "data": {
            "sources": [shop.source for shop in shops],
            "positions": f"labels up to day {options.train_until:g} of each; validated up to day {options.valid_until:g}",
            "examples": int(sum(len(e) for _, e in training)),
            "seed": options.seed,
            "lambda": weight,
            "history": history,
        },
        "metrics": metrics,
    }
    smallest = sorted(((s, e) for s, es in test for e in es), key=lambda x: (s_rows(*x), x[1]))[:4]
    people = [np.asarray(s.arrays["features"][s.rows(e)]) for s, e in smallest]
    text = card.write(
        name=options.name,
        version=options.version,
        features=len(features.NAMES),
        schema=features.schema(),
        parameters=sum(p.numel() for p in model.parameters()),
        size=len(graph),
        seed=options.seed,
        weight=weight,
        sources=" ".join(f"`{json.dumps(s)}`." for s in everybody),
        every=options.every,
        waiting=options.most_waiting,
        train_until=f"{options.train_until:g}",
        valid_until=f"{options.valid_until:g}",
        counts="Examples (training, validation, test): " + "; ".join(f"{p[0].name} {len(p[1])}, {len(p[2])}, {len(p[3])}" for p in parts) + ".",
        tables="".join(tables),
        sweep="\n".join(f"| {w:g} | {f:.3f} | {g:.3f} | {v:.3f} |" for w, f, g, v in rows),
        sweep_n=min(3000, sum(len(e) for _, e in training)),
        sweep_epochs=3,
        temperatures=", ".join(f"{k} {v:g}" for k, v in temperatures.items()),
        bands=json.dumps(bands),
        baseline_bands=json.dumps(baseline_bands),
    )
    export.write(folder, graph, manifest, export.parity(model, people), text)
    (options.out / "current.json").write_text(json.dumps({"name": options.name, "version": options.version}) + "\n")
    print(f"wrote {folder}; bands of the formula: {json.dumps(baseline_bands)}")


def s_rows(shop, example):
    rows = shop.rows(example)
    return rows.stop - rows.start


if __name__ == "__main__":
    main()
