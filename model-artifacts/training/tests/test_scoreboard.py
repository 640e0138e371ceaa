"""The scoreboard: its own judge, what it says of losses, and a whole run on a small made-up stream, without a service."""

import json
import math
import re

import pytest

from meander_training.scoreboard import __main__ as program
from meander_training.scoreboard import judge, page, served
from meander_training.scoreboard.steps import Failed, Steps


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
    told = judge.by_protocol(script, "jd", tmp_path / "ranks.csv", tmp_path)
    assert told["h1"]["all"] == {"n": 2374, "ndcg": 0.623, "mrr": 0.555, "hr1": 0.39, "hr5": 0.69, "hr10": 0.86}
    assert told["h1"]["novel"]["hr10"] == 0.3 and told["h1"]["returning"] is None
    said.write_text(said.read_text().replace("errors none", "errors missing"))
    assert judge.by_protocol(script, "jd", tmp_path / "ranks.csv", tmp_path) is None


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


def test_places_are_those_of_the_next_step():
    answer = {"steps": [{"step": 2, "candidates": []}, {"step": 1, "candidates": [{"category": ["a", "b"]}, {"category": ["c"]}]}]}
    assert served.places(answer) == {"a/b": 1, "c": 2}


def test_a_whole_run_writes_a_page_that_needs_nothing_else(tmp_path):
    asked = program.arguments(["--out", str(tmp_path / "board"), "--data", str(tmp_path), "--people", "120", "--days", "30", "--asked", "0", "--instances", "600", "--train", "--seeds 1 --epochs 1 --hidden 8"])
    written = program.run(asked, lambda _: None)
    text = written.read_text()
    assert "Where we lose" in text and "first-order Markov" in text and "trained in this shop" in text
    assert "Not there, and so not judged: taobao, beauty, jd_all, open_ecommerce" in text
    assert not re.search(r'(src|href)="|url\(|<script', text)
    assert text.count("<svg") >= 2 and "nan" not in text.lower().replace("finance", "")
