"""One set of evolution: the model that ships and one that is trained here, judged by the protocol's own script; published rows beside them."""

import json
import shutil
import sys

from . import bars, reading
from .steps import shipped

BENCHES = {"taobao": "evolution:taobao", "open_ecommerce": "evolution:open_ecommerce"}
TITLES = {"taobao": "Taobao, the next day", "open_ecommerce": "Open e-commerce, the next 28 days"}
SHIPPED = shipped("outlook")
SHIPPED_ON = "open_ecommerce"
TRAINED = "trained in this shop, by this page"


def foretold(steps, key, bench, folder, model, options, name):
    """Has the service's own code foretell, and the protocol judge it."""

    def work(step):
        said = step.meander("evaluate", "--bench", bench, "--data", options.data, "--model", model, "--out", folder).strip().splitlines()[-1]
        told = {"returns": reading.returns(said)}
        script = options.protocols / "evolution_bench.py"
        if script.exists():
            judged = step.run([sys.executable, script, "score", name, folder / "shares.csv"], environment(options, folder))
            told["shares"] = reading.shares(judged)
        (folder / "shares.csv").unlink()
        return told

    return steps.once(key, work)


def environment(options, folder):
    return {"DATA": str(options.data), "OUT": f"{folder}/", "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "THREADS": "1"}


def train(steps, key, bench, folder, options):
    """Exports and trains in the shop. :return: the step; figures of trends are its result, none where the set is too short for them"""

    def work(step):
        step.meander("export", "--bench", bench, "--data", options.data, "--out", folder / "set", "--people", options.outlook_people)
        step.meander("train", "--set", folder / "set", "--out", folder, "--", *options.outlook_training.split(), OMP_NUM_THREADS="1")
        shutil.rmtree(folder / "set")
        return json.loads((folder / "manifest.json").read_text())["metrics"]["validation"].get("trends")

    return steps.once(key, work)


def shop(steps, name, options):
    """One set: its models by title, with figures of shares, returns and trends; and what it took."""
    place, bench = steps.folder / f"evolution-{name}", BENCHES[name]
    title = "shop-outlook, the model that ships" + (" (trained on this shop's earlier months)" if name == SHIPPED_ON else " (never saw this shop)")
    took = [foretold(steps, f"evolution-{name}-shipped", bench, place / "shipped", SHIPPED / "model.onnx", options, name)]
    models = {title: dict(took[-1]["result"])}
    if name == SHIPPED_ON:
        models[title]["trends"] = json.loads((SHIPPED / "manifest.json").read_text())["metrics"].get("test", {}).get("trends")
        models[title]["trendsOf"] = "test, told by its trainer"
    took.append(train(steps, f"evolution-{name}-train", bench, place / "model", options))
    trends = took[-1]["result"]
    took.append(foretold(steps, f"evolution-{name}-trained", bench, place / "trained", place / "model" / "model.onnx", options, name))
    models[TRAINED] = took[-1]["result"] | {"trends": trends, "trendsOf": "validation"}
    return {"title": TITLES[name], "models": models, "bars": bars.EVOLUTION.get(name, {}), "steps": took}
