"""The page: one HTML file that needs nothing else, with what is lost told first."""

from html import escape

from . import bars, chapters, plots
from .markup import cell, number, table

STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#f3f5f7;--line:#d5dae0;--ours:#2667c9;--base:#9aa7b4;--bar:#c98a26;--bad:#b3261e;--good:#1b7f3b}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ed;--paper:#15181c;--soft:#20252b;--line:#39414a;--ours:#6ea5f5;--base:#76828e;--bar:#dba64a;--bad:#f28b82;--good:#7bd195}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:1120px;margin:0 auto;padding:24px}
h1{font-size:28px;margin:0 0 4px}h2{margin-top:44px;border-top:1px solid var(--line);padding-top:20px}h3{margin:22px 0 6px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13.5px;margin:10px 0}th,td{padding:5px 8px;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}
th:first-child,td:first-child{text-align:left;min-width:200px}thead th{background:var(--soft)}tr.ours td:first-child{font-weight:600}tr.bar td{color:var(--bar)}
.best{font-weight:700}.bad{color:var(--bad)}.good{color:var(--good)}.note{color:#717b86;font-size:13px}figure{margin:14px 0}figure.small{display:inline-block;width:300px;margin-right:18px}figcaption{font-weight:600;font-size:13.5px}
svg{width:100%;max-width:800px;height:auto;font-size:12px}svg text{fill:var(--ink)}.ours{fill:var(--ours)}.baseline{fill:var(--base)}rect.bar,circle.bar{fill:var(--bar)}.mark{stroke:var(--bad);stroke-dasharray:4 3}.axis{stroke:var(--base)}
code{background:var(--soft);padding:1px 4px;border-radius:3px;font-size:12.5px}details{margin:8px 0}
"""

COLUMNS = [("h1", "all", "ndcg", "NDCG@10"), ("h1", "all", "hr1", "HR@1"), ("h1", "all", "hr5", "HR@5"), ("h1", "all", "hr10", "HR@10"), ("h1", "all", "mrr", "MRR")]
COLUMNS += [("h1", "novel", "hr10", "new: HR@10"), ("h1", "returning", "hr10", "returns: HR@10"), ("h2", "all", "ndcg", "2 steps: NDCG@10"), ("h3", "all", "ndcg", "3 steps: NDCG@10")]
OF_BARS = {"h1": ("h1", "all", "ndcg"), "hr10": ("h1", "all", "hr10"), "novel": ("h1", "novel", "hr10"), "h2": ("h2", "all", "ndcg"), "h3": ("h3", "all", "ndcg")}
COMPARED = {("h1", "all", "ndcg"): "NDCG@10 of the next step", ("h1", "all", "hr10"): "hit rate at 10 of the next step", ("h1", "novel", "hr10"): "hit rate at 10 of what is new", ("h2", "all", "ndcg"): "NDCG@10 two steps ahead", ("h3", "all", "ndcg"): "NDCG@10 three steps ahead"}


def value(figures, at):
    step, part, key = at
    return ((figures.get(step) or {}).get(part) or {}).get(key)


def rows(shop):
    """Title, class and value by column of everything that is compared."""
    told = [(title, chapters.kind(title), {at[:3]: value(figures, at[:3]) for at in COLUMNS}) for title, figures in shop["models"].items()]
    for title, reached in shop["bars"].items():
        told.append((title + " *", "bar", {OF_BARS[key]: figure for key, figure in reached.items()}))
    return told


def losses(shops):
    """Sentences on every measure where the better of our two models is below the best of what it is compared with."""
    told = []
    for shop in shops.values():
        every = rows(shop)
        for at, what in COMPARED.items():
            ours = max(((values[at], title) for title, kind, values in every if kind == "ours" and values.get(at) is not None), default=None)
            others = max(((values[at], title) for title, kind, values in every if kind != "ours" and values.get(at) is not None), default=None)
            if ours and others and ours[0] < others[0]:
                told.append((shop["title"], what, ours, others))
    return told


def lost(shops, spreads):
    """Of everything that is compared, what is lost and how many comparisons there were; set, measure, our best, what is better, and by how much."""
    told = [(title, what, f"{number(ours[0])} {plots.shortened(ours[1], 34)}", f"{number(other[0])} {plots.shortened(other[1], 44)}", ours[0] - other[0]) for title, what, ours, other in losses(shops)]
    n = len(COMPARED) * len(shops)
    for more, of in (chapters.lost_paths(shops), chapters.lost_frontiers(shops), chapters.lost_calibrations(shops), chapters.lost_evolutions(spreads)):
        told += more
        n += of
    return told, n


def of_shop(shop):
    every = rows(shop)
    best = {at[:3]: max((values.get(at[:3]) or 0 for _, _, values in every), default=0) for at in COLUMNS}
    lines = []
    for title, css, values in every:
        cells = [cell(escape(title))]
        for at in COLUMNS:
            x = values.get(at[:3])
            cells.append(cell(number(x), "best" if x is not None and x >= best[at[:3]] - 5e-4 else ""))
        lines.append(f'<tr class="{css}">{"".join(cells)}</tr>')
    first = next(iter(shop["models"].values()))
    n = {step: ((first.get(step) or {}).get("all") or {}).get("n") for step in ("h1", "h2", "h3")}
    text = f'<h2>{escape(shop["title"])}</h2><p class="note">{n["h1"]}, {n["h2"]} and {n["h3"]} moments of the test part, one, two and three steps ahead; all categories are ranked. Judge: {escape(first["judge"])}.</p>'
    text += table(["", *(label for *_, label in COLUMNS)], lines)
    if shop["bars"]:
        text += f'<p class="note">* {escape(bars.SOURCE)}</p>'
    limit = max((reached["h1"] for title, reached in shop["bars"].items()), default=None)
    text += plots.bars("NDCG@10 of the next step" + (" (line: the bar)" if limit else ""), [(title, values.get(("h1", "all", "ndcg")), css) for title, css, values in every], limit)
    text += plots.scatter("Returning and moving on: two thirds of moves are returns, and what is good at one is weak at the other", "NDCG@10, all moves", "hit rate at 10, what is new to the person", [(title, values.get(("h1", "all", "ndcg")), values.get(("h1", "novel", "hr10")), css) for title, css, values in every])
    text += chapters.paths(shop) + chapters.frontier(shop) + chapters.calibration(shop)
    return text


def of_served(shops):
    """What services answered, set by set, and how often it was what was ranked offline."""
    lines, notes = [], []
    for shop in shops.values():
        asked = shop.get("asked")
        if not asked:
            continue
        by = ", ".join(f"{n} by {escape(name)}" for name, n in sorted(asked["by"].items()))
        share = asked["same"] / asked["compared"] if asked["compared"] else None
        figures = [(asked[part] or {}).get(key) for part, key in (("all", "ndcg"), ("all", "hr1"), ("all", "hr10"), ("novel", "hr10"), ("returning", "hr10"))]
        told = "–" if share is None else f'{asked["same"]} of {asked["compared"]} ({share:.0%})'
        lines.append(f'<tr>{cell(escape(shop["title"]))}{cell(asked["asked"])}{cell(by)}{"".join(cell(number(each)) for each in figures)}{cell(told, "good" if share and share > 0.95 else "bad")}{cell("yes" if asked.get("counted") else "no", "good" if asked.get("counted") else "bad")}</tr>')
        notes += [f'<p class="note">{escape(shop["title"])}: {escape(asked["remark"])}</p>'] if asked.get("remark") else []
    if not lines:
        return "<p>No service was asked in this run.</p>"
    text = "<p>A service of its own was fed each set up to the moment at which the test part begins, and asked for people whose next move is known. It told twenty places of each. Last columns: how often the truth stood where it was ranked offline, and whether the statistics are the same, by their checksum. People are fed by their place in the set and their id: a service counts people in the order of their ids, and of a category that has more sessions than are looked at, those of the last people are.</p>"
    return text + table(["next move, as served", "asked", "answered", "NDCG@10", "HR@1", "HR@10", "new: HR@10", "returns: HR@10", "as offline", "counted as offline"], lines) + "".join(notes)


def whole(shops, spreads, about, options, absent):
    losing, measured = lost(shops, spreads)
    lines = [f'<tr>{cell(escape(title))}{cell(escape(what))}{cell(escape(ours))}{cell(escape(other))}{cell(f"{gap:+.3f}", "bad")}</tr>' for title, what, ours, other, gap in losing]
    text = table(["set", "measure", "our best", "better", ""], lines) if losing else "<p>Nowhere, by the measures of this page.</p>"
    gone = f'<p class="note">Not there, and so not judged: {escape(", ".join(absent))}. Published sets lie beside the project, they are no part of it.</p>' if absent else ""
    facts = "".join(f"<tr>{cell(escape(key))}{cell(escape(str(fact)))}</tr>" for key, fact in about.items())
    every = [*shops.values(), *spreads.values()]
    commands = "".join(f"<li><code>{escape(command)}</code></li>" for shop in every for step in shop["steps"] for command in step["commands"])
    took = [f'<tr>{cell(escape(shop["title"]))}{cell(number(sum(step["seconds"] for step in shop["steps"]), 0))}{cell(number(sum(step["cpu"] for step in shop["steps"]), 0))}</tr>' for shop in every]
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Meander scoreboard</title><style>{STYLE}</style></head><body>
<h1>Meander scoreboard</h1>
<p>Which category a person's interest moves to next: our models beside simple methods and beside what others reached, by one protocol. A person's events of one category in a row are one run; after a run, all categories but the current one are ranked, and the
next run's is the truth. Statistics end where the test part begins; the person's own past is known. The nets of this page train for a short time (<code>{escape(options.training)}</code>, {options.instances} moments; of evolution <code>{escape(options.outlook_training)}</code>,
{options.outlook_people} people an origin); longer trainings are in the models' cards.</p>
<h2>Where we lose</h2>
<p class="note">{len(losing)} of {measured} comparisons, the better of our two models against the best of all else: five measures of ranks a set, paths and discovery where there is a bar, calibration against the aim of {chapters.AIM} (each model, the next step on test, as served), evolution
against the published rows.</p>
{text}{gone}
{"".join(of_shop(shop) for shop in shops.values())}
{"".join(chapters.evolution(spread) for spread in spreads.values())}
<h2>What the service answers</h2>{of_served(shops)}
<h2>How it was made</h2>
<table>{facts}</table>
{table(["set", "seconds", "of processors"], took)}
<details><summary>Commands</summary><ol>{commands}</ol></details>
</body></html>
"""
