"""What the page tells of a set beside ranks: paths, discovery, calibration; and evolution."""

from html import escape

from . import bars, plots
from .markup import cell, number, table

AIM = 0.02  # of the expected calibration error
WAYS = {"before": "ECE before", "after": "after", "of all": "of all", "as served": "as served"}
PATHS = {"recall": "recall@10", "fused": "recall@10, ranks fused", "step": "steps right", "exact": "all three right"}
SHARES = {"ll": "LL (nats)", "jsdg": "JSDg (bits)", "ndcg": "N@10", "recall": "R@10", "novel": "new: R@10"}
SMALLER = {"ll", "jsdg", "ece"}


def paths(shop):
    told = {title: found for title, found in shop["paths"].items() if found}
    if not told:
        return ""
    bar = bars.PATHS.get(shop["name"])
    lines = [f'<tr class="{kind(title)}">{cell(escape(title))}{cell(found["n"])}{"".join(cell(number(found[key])) for key in PATHS)}</tr>' for title, found in told.items()]
    if bar:
        lines.append(f'<tr class="bar">{cell("bar *")}{cell("")}{"".join(cell(number(bar.get(key))) for key in PATHS)}</tr>')
    text = "<h3>Paths of three steps</h3>" + table(["", "n", *PATHS.values()], lines)
    return text + '<p class="note">Of the distinct categories among the next three, the share among ten that are named: by expected visits, and as the protocol names them.</p>'


def kind(title):
    return "ours" if title.startswith(("shop-flows", "shop-outlook", "trained")) else "baseline"


def frontier(shop):
    """Returning against moving on, as a bonus on what is new trades them."""
    lines = {}
    for title, points in shop["frontiers"].items():
        plain = [point for point in points if not point["bonus"]]
        for keep in sorted({point["keep"] for point in points if point["bonus"]}):
            lines[f"{plots.shortened(title, 40)}, below {keep:.0f}"] = [(point["ndcg10"], point["novelHr10"]) for point in plain + [point for point in points if point["bonus"] and point["keep"] == keep]]
    lines = {label: [point for point in points if None not in point] for label, points in lines.items()}
    if not any(len(points) > 1 for points in lines.values()):
        return ""
    bar = bars.FRONTIER.get(shop["name"])
    marks = [("bar", bar["ndcg"], bar["novel"])] if bar else []
    text = "<h3>Discovery: what is new lifted by a bonus of 0 to 3 nats, below the first 0, 2 and 4</h3>"
    return text + plots.lines("", "NDCG@10, all moves", "hit rate at 10, what is new to the person", lines, marks)


def calibration(shop):
    text = ""
    for title, parts in shop["calibrations"].items():
        lines, drawn = [], ""
        for part, heads in parts.items():
            for head, found in heads.items():
                gaps = {way: (found["ways"].get(way) or {}).get("ece") for way in WAYS}
                shown = "".join(cell(number(gap), "" if gap is None else "good" if gap <= AIM else "bad") for gap in gaps.values())
                lines.append(f'<tr>{cell(f"{escape(part)}, {escape(head)}")}{cell(found["n"])}{cell(number(found["missed"]))}{shown}</tr>')
            step1 = heads.get("step1")
            for way in ("after", "of all", "as served"):
                if step1 and way in step1["ways"]:
                    drawn += plots.reliability(f"{part}, next step, {way}", step1["ways"][way]["bins"])
        text += f"<h4>{escape(title)}</h4>{table(['part, head', 'n', 'truth is no candidate', *WAYS.values()], lines)}{drawn}"
    if not text:
        return ""
    note = f"How sure the first place is said to be against how often it is right. Before and after the model's temperature: where the truth is a candidate. Of all: all moments, by the model's temperature. As served: of all, by the temperature and the share of candidates that the service finds in the shop's own last days. Aim: {AIM}."
    return f'<h3>Calibration</h3><p class="note">{note}</p>{text}'


def evolution(spread):
    lines = []
    for title, found in spread["models"].items():
        shares, returns, trends = found.get("shares") or {}, found["returns"], found.get("trends") or {}
        of = f' ({escape(found["trendsOf"])})' if trends else ""
        lines.append(f'<tr class="ours">{cell(escape(title))}{"".join(cell(number(shares.get(key))) for key in SHARES)}{cell(number(returns["auc"]))}{cell(number(returns["ece"]))}{cell(number(trends.get("macroF1")) + of)}</tr>')
    for title, reached in spread["bars"].items():
        lines.append(f'<tr class="bar">{cell(escape(title) + " *")}{"".join(cell(number(reached.get(key))) for key in (*SHARES, "auc", "ece", "macroF1"))}</tr>')
    first = next(iter(spread["models"].values()))
    judged = first.get("shares")
    n = f'{judged["n"]} people at an origin, {judged["missing"]} without an answer; judge: evolution_bench.py of the protocol' if judged else "the protocol's judge is not there: shares are not judged"
    text = f'<h2>Evolution: {escape(spread["title"])}</h2><p class="note">{n}. Who comes back: {first["returns"]["n"]} people at an origin.</p>'
    text += table(["", *SHARES.values(), "returns: AUC", "ECE", "trend macro-F1, 91 days"], lines)
    if spread["bars"]:
        text += f'<p class="note">* {escape(bars.EVOLUTION_SOURCE)}. LL, JSDg and ECE: the lower the better.</p>'
    values = [(title, (found.get("shares") or {}).get("ll"), "ours") for title, found in spread["models"].items()] + [(title, reached.get("ll"), "bar") for title, reached in spread["bars"].items()]
    return text + plots.bars("Log-loss, nats an event: the shorter the better", values)


def lost_paths(shops):
    told, n = [], 0
    for shop in shops.values():
        bar = bars.PATHS.get(shop["name"]) or {}
        ours = {title: found for title, found in shop["paths"].items() if found and kind(title) == "ours"}
        for key, reached in bar.items():
            n += 1
            best, title = max(((found[key], title) for title, found in ours.items()), default=(None, None))
            if best is not None and best < reached:
                told.append((shop["title"], f"paths of three steps: {PATHS[key]}", f"{number(best)} {plots.shortened(title, 34)}", f"{number(reached)} bar", best - reached))
    return told, n


def lost_frontiers(shops):
    told, n = [], 0
    for shop in shops.values():
        bar = bars.FRONTIER.get(shop["name"])
        points = [(point["ndcg10"], title) for title, points in shop["frontiers"].items() for point in points if bar and point["novelHr10"] is not None and point["novelHr10"] >= bar["novel"]]
        if bar:
            n += 1
            best, title = max(points, default=(0, "no point reaches it"))
            if best < bar["ndcg"]:
                told.append((shop["title"], f'discovery: NDCG@10 at a hit rate of {bar["novel"]} for what is new', f"{number(best)} {plots.shortened(title, 34)}", f'{number(bar["ndcg"])} bar', best - bar["ndcg"]))
    return told, n


def lost_calibrations(shops):
    told, n = [], 0
    for shop in shops.values():
        for title, parts in shop["calibrations"].items():
            ways = parts.get("test", {}).get("step1", {}).get("ways", {})
            # Where the own days say too little, the service tells by the model's temperature.
            gap = ways.get("as served", ways.get("of all", {})).get("ece")
            if gap is not None:
                n += 1
                if gap > AIM:
                    told.append((shop["title"], "calibration error of the next step, as told", f"{number(gap)} {plots.shortened(title, 34)}", f"{AIM} aim", AIM - gap))
    return told, n


def lost_evolutions(spreads):
    told, n = [], 0
    for spread in spreads.values():
        for key, what in (("ll", "log-loss"), ("jsdg", "JSDg"), ("ndcg", "NDCG@10"), ("novel", "recall of what is new"), ("auc", "who comes back: AUC"), ("ece", "who comes back: ECE"), ("macroF1", "trend macro-F1")):
            ours = [(figure(found, key), title) for title, found in spread["models"].items() if figure(found, key) is not None]
            others = [(reached[key], title) for title, reached in spread["bars"].items() if key in reached]
            if not ours or not others:
                continue
            n += 1
            best = min if key in SMALLER else max
            mine, other = best(ours), best(others)
            gap = other[0] - mine[0] if key in SMALLER else mine[0] - other[0]
            if gap < 0:
                told.append((f'Evolution: {spread["title"]}', what, f"{number(mine[0])} {plots.shortened(mine[1], 34)}", f"{number(other[0])} {plots.shortened(other[1], 44)} *", gap))
    return told, n


def figure(found, key):
    return (found.get("shares") or {}).get(key) if key in ("ll", "jsdg", "ndcg", "novel") else (found.get("trends") or {}).get(key) if key == "macroF1" else found["returns"].get(key)
