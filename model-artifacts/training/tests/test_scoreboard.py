"""The scoreboard: its own judge, what it says of losses, and a whole run on a small made-up stream, without a service."""

import json
import math
import re

import pytest

from meander_training.scoreboard import __main__ as program
from meander_training.scoreboard import chapters, judge, page, reading, served, service
from meander_training.scoreboard.steps import Failed, Step, Steps


def test_figures_are_those_of_ranks():
    told = judge.figures([1, 2.5, 11, math.inf])
    assert told["n"] == 4 and told["hr1"] == 0.25 and told["hr10"] == 0.5
    assert told["ndcg"] == pytest.approx((1 + 1 / math.log2(3.5)) / 4)
    assert told["mrr"] == pytest.approx((1 + 1 / 2.5 + 1 / 11) / 4)
    assert judge.figures([]) is None


def test_visits_become_runs_and_truths_are_looked_up(tmp_path):
    def line(person, kind, at, *category):
        return json.dumps({"personId": person, "kind": kind, "occurredAt": at, "item": {"id": "i", "category": category}})

    log = tmp_path / "log.ndjson"
    lines = [line("p", "item_viewed", f"2024-01-01T0{i}:00:00Z", category) for i, category in enumerate("aabacb")]
    log.write_text("\n".join([*lines, line("p", "item_reviewed", "2024-01-01T09:00:00Z", "z")]) + "\n")
    runs = {who: judge.runs(visits) for who, visits in judge.visits(log).items()}
    assert runs == {"p": list("abacb")}
    ranks = tmp_path / "ranks.csv"
    ranks.write_text("user,k,h,truth,rank\np,1,1,a,1.0\np,2,1,c,\np,2,2,b,4.0\n")
    ranked = judge.read(ranks)
    assert judge.errors(ranked, runs) == 0
    told = judge.by_step(ranked, runs)
    assert told["h1"]["returning"]["n"] == 1 and told["h1"]["novel"]["hr10"] == 0 and told["h2"]["returning"]["hr5"] == 1
    assert judge.errors({("p", 1, 1): ("c", 1.0)}, runs) == 1


def test_the_protocols_own_judge_is_believed_unless_it_finds_errors(tmp_path):
    script, said = tmp_path / "score.py", tmp_path / "said"
    script.write_text(f"print(open({str(said)!r}).read())")
    said.write_text(
        "jd h=1 all    n=  2374 HR1=0.3900 HR5=0.6900 HR10=0.8600 NDCG10=0.6230 MRR=0.5550\njd h=1 novel  n=   100 HR1=0.1 HR5=0.2 HR10=0.3 NDCG10=0.4 MRR=0.5\ninstances 2474 errors none\n"
    )
    running = Step(tmp_path / "log")
    told = judge.by_protocol(running, script, "jd", tmp_path / "ranks.csv", tmp_path)
    assert told["h1"]["all"] == {"n": 2374, "ndcg": 0.623, "mrr": 0.555, "hr1": 0.39, "hr5": 0.69, "hr10": 0.86}
    assert told["h1"]["novel"]["hr10"] == 0.3 and told["h1"]["returning"] is None
    said.write_text(said.read_text().replace("errors none", "errors missing"))
    assert judge.by_protocol(running, script, "jd", tmp_path / "ranks.csv", tmp_path) is None
    assert running.cpu > 0


def test_what_is_lost_is_told_with_what_is_better():
    def figures(ndcg):
        part = {"n": 10, "ndcg": ndcg, "hr1": 0, "hr5": 0, "hr10": ndcg, "mrr": 0}
        return {step: {"all": part, "novel": None, "returning": None} for step in ("h1", "h2", "h3")}

    shop = {"title": "T", "models": {"popularity": figures(0.4), "trained here": figures(0.3), "shop-flows 1": figures(0.2)}, "bars": {"b (bar)": {"h2": 0.9}}}
    told = page.losses({"t": shop})
    assert [(what, round(ours[0], 2), better[1]) for _, what, ours, better in told] == [
        ("NDCG@10 of the next step", 0.3, "popularity"),
        ("hit rate at 10 of the next step", 0.3, "popularity"),
        ("NDCG@10 two steps ahead", 0.3, "b (bar) *"),
        ("NDCG@10 three steps ahead", 0.3, "popularity"),
    ]
    shop["models"]["trained here"] = figures(0.95)
    assert page.losses({"t": shop}) == []


def test_a_step_is_kept_and_a_command_that_fails_is_told_with_its_log(tmp_path):
    steps = Steps(tmp_path, lambda _: None)
    assert [steps.once("one", lambda _: {"a": 1})["result"] for _ in range(2)] == [{"a": 1}] * 2
    with pytest.raises(Failed, match="two.log"):
        steps.once("two", lambda step: step.meander("evaluate", "--bench", "nothing", "--out", tmp_path / "x"))
    assert "no such set" in (tmp_path / "two.log").read_text()
    assert not (tmp_path / "two.json").exists()


def test_lines_that_commands_print_are_read(tmp_path):
    line = "bench=taobao by=shop-flows:1+1.5 below 4 h=1 instances=9815 NDCG@10=0.3806 HR@10=0.5813 paths=5931 recall@10=0.5591 fused@10=0.5570 step=0.1741 exact=0.0049"
    assert reading.paths(line) == {"n": 5931, "recall": 0.5591, "fused": 0.557, "step": 0.1741, "exact": 0.0049}
    assert reading.paths("bench=x by=hz h=1 instances=1 NDCG@10=0.1 HR@10=0.1 paths=0 recall@10=0.0 fused@10=0.0 step=0.0 exact=0.0") is None
    assert reading.returns("bench=evolution:taobao by=o:1 outlooks=12 returns=7063 AUC=0.8593 ECE=0.0217") == {"n": 7063, "auc": 0.8593, "ece": 0.0217}
    said = "          n    JSD  JSDg\nvalid  815 JSD=0.6 JSDg=0.6 LL=5.1 R@5=0.3 R@10=0.4 N@10=0.3 nR@10=0.1 g 1.2 instances without a row 1\ntest   1600 JSD=0.7 JSDg=0.712 LL=5.473 R@5=0.3 R@10=0.45 N@10=0.352 nR@10=0.163 g 1.2 instances without a row 2\n"
    assert reading.shares(said) == {"n": 1600, "missing": 2, "jsdg": 0.712, "ll": 5.473, "ndcg": 0.352, "recall": 0.45, "novel": 0.163}
    assert reading.shares("nothing") is None


def test_calibration_is_read_bin_by_bin(tmp_path):
    file = tmp_path / "calibration.csv"
    file.write_text("part,head,way,asked,missed,said,came,number\nvalid,step1,before,10,0.2,0.3,0.5,4\nvalid,step1,before,10,0.2,0.6,0.5,4\ntest,step1,of all,5,0,0.5,0.4,5\n")
    told = reading.calibration(file)
    assert told["valid"]["step1"]["ways"]["before"]["ece"] == 0.15 and told["valid"]["step1"]["missed"] == 0.2
    assert told["test"]["step1"] == {"n": 5, "missed": 0, "ways": {"of all": {"bins": [[0.5, 0.4, 5]], "ece": 0.1}}}


def made(**more):
    calibrations = {"shop-flows 1": {"test": {"step1": {"n": 5, "missed": 0, "ways": {"of all": {"bins": [[0.5, 0.4, 5]], "ece": 0.1}}}}}}
    points = [{"bonus": 0.0, "keep": 0, "ndcg10": 0.39, "novelHr10": 0.05}, {"bonus": 2.0, "keep": 4, "ndcg10": 0.38, "novelHr10": 0.12}]
    path = {"n": 3, "recall": 0.5, "fused": 0.5, "step": 0.2, "exact": 0.1}
    return {"name": "taobao", "title": "T", "paths": {"shop-flows 1": path, "popularity": None}, "frontiers": {"shop-flows 1": points}, "calibrations": calibrations} | more


def test_paths_discovery_and_calibration_below_their_bars_are_told_as_lost():
    shops = {"taobao": made()}
    assert chapters.lost_paths(shops) == ([("T", "paths of three steps: recall@10", "0.500 shop-flows 1", "0.569 bar", pytest.approx(-0.069))], 2)
    (lost,), n = chapters.lost_frontiers(shops)
    assert n == 1 and lost[2] == "0.380 shop-flows 1" and lost[4] == pytest.approx(-0.02)
    (lost,), n = chapters.lost_calibrations(shops)
    assert n == 1 and lost[4] == pytest.approx(-0.08)
    # Where the shop's own days scale it, that is what is told.
    ways = {"of all": {"bins": [[0.5, 0.4, 5]], "ece": 0.1}, "as served": {"bins": [[0.4, 0.4, 5]], "ece": 0.005}}
    scaled = made(calibrations={"shop-flows 1": {"test": {"step1": {"n": 5, "missed": 0, "ways": ways}}}})
    assert chapters.lost_calibrations({"taobao": scaled}) == ([], 1)
    assert "0.005" in chapters.calibration(scaled) and "test, next step, as served" in chapters.calibration(scaled)
    assert chapters.lost_frontiers({"x": made(name="x")}) == ([], 0)
    for chapter in (chapters.paths, chapters.frontier, chapters.calibration):
        assert "<" in chapter(made())
        assert chapter(made(paths={}, frontiers={}, calibrations={})) == ""


def test_evolution_is_compared_measure_by_measure_where_less_can_be_better():
    found = {"shares": {"n": 2, "missing": 0, "ll": 4.9, "jsdg": 0.6, "ndcg": 0.3, "recall": 0.3, "novel": 0.1}, "returns": {"n": 2, "auc": 0.8, "ece": 0.03}}
    spread = {"title": "E", "models": {"trained here": found}, "bars": {"trees (bar)": {"ll": 4.8, "jsdg": 0.7, "ndcg": 0.3, "auc": 0.9, "ece": 0.01}}}
    told, n = chapters.lost_evolutions({"e": spread})
    assert n == 5 and [(what, round(gap, 3)) for _, what, *_, gap in told] == [("log-loss", -0.1), ("who comes back: AUC", -0.1), ("who comes back: ECE", -0.02)]
    text = chapters.evolution(spread | {"models": {"trained here": found | {"shares": None}}})
    assert "shares are not judged" in text and "nan" not in text


def test_places_are_those_of_the_next_step():
    answer = {"steps": [{"step": 2, "candidates": []}, {"step": 1, "candidates": [{"category": ["a", "b"]}, {"category": ["c"]}]}]}
    assert served.places(answer) == {"a/b": 1, "c": 2}


def test_a_service_is_asked_of_the_first_moment_and_its_places_are_held_against_ranks(tmp_path):
    first = service.moments({("a", 3, 1): ("x", 2.0), ("a", 2, 1): ("y", 1.0), ("a", 1, 2): ("z", 5.0), ("b", 0, 1): ("x", 1.5), ("c", 0, 1): ("x", math.inf), ("d", 4, 1): ("y", 3.0)})
    assert first == {"a": (2, "y", 1.0), "b": (0, "x", 1.5), "c": (0, "x", math.inf), "d": (4, "y", 3.0)}
    known, asked = tmp_path / "known.ndjson", tmp_path / "known.ndjson.asked"

    def lines(*events):
        return "".join(json.dumps({"personId": who, "occurredAt": at, "item": {"category": [category]}}) + "\n" for who, at, category in events)

    known.write_text(lines(("0-a", "t1", "y"), ("0-a", "t2", "q"), ("3-b-1", "t1", "q"), ("1-z", "t1", "q")))
    assert service.pasts((known, asked), first | {"b-1": ()}) == {"a": ({"y", "q"}, "0-a", "t1"), "b-1": ({"q"}, "3-b-1", "t1")}
    assert service.later(asked, ["2-b"]) == {}
    asked.write_text(lines(("2-b", "t1", "q"), ("2-b", "t2", "q"), ("4-c", "t1", "q")))
    past = service.pasts((known, asked), {"a", "b"})
    assert past["b"] == ({"q"}, "2-b", "t1")
    assert [event["occurredAt"] for event in service.later(asked, ["2-b"])["2-b"]] == ["t1", "t2"]

    def answer(*names):
        return {"model": {"name": "shop-flows", "version": "1"}, "steps": [{"step": 1, "candidates": [{"category": [name]} for name in names]}]}

    past |= {"c": (set(), "4-c", "t"), "d": (set(), "5-d", "t")}
    told = service.compared({"a": answer("y", "x"), "b": answer("q", "x"), "c": None, "d": answer("y")}, first, past)
    assert (told["asked"], told["unknown"], told["compared"], told["same"]) == (4, 1, 3, 2) and told["by"] == {"shop-flows 1": 3}
    assert told["returning"]["n"] == 1 and told["novel"]["n"] == 2
    # What the service tells, and no candidate was offline, has another place.
    told = service.compared({"c": answer("x"), "d": answer()}, first | {"d": (4, "y", math.inf)}, past)
    assert (told["compared"], told["same"]) == (2, 1)


def test_a_whole_run_writes_a_page_that_needs_nothing_else(tmp_path):
    asked = program.arguments(["--out", str(tmp_path / "board"), "--data", str(tmp_path), "--people", "120", "--days", "30", "--asked", "0", "--instances", "600", "--moments", "300", "--train", "--seeds 1 --epochs 1 --hidden 8"])
    written = program.run(asked, lambda _: None)
    text = written.read_text()
    assert "Where we lose" in text and "first-order Markov" in text and "trained in this shop" in text
    assert "Paths of three steps" in text and "Discovery: what is new" in text and "truth is no candidate" in text
    assert "Not there, and so not judged: taobao, beauty, jd_all, open_ecommerce" in text
    assert not re.search(r'(src|href)="|url\(|<script', text)
    assert text.count("<svg") >= 2 and "nan" not in text.lower().replace("finance", "")
