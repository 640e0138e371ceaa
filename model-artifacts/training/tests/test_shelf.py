"""What is on the method shelf works, each on a tiny shop: it does what it is for, and says so in the manifest."""

import json
import pathlib
import sys

import numpy as np
import pytest
import torch
from test_ranker import HEADS, options, write

from meander_training import device, shelf, tracking
from meander_training.ranker import __main__ as program
from meander_training.ranker import curve, encoder, fit, groups, judge, rolling, selection


def quiet(*_):
    pass


def spread(folder, parts=4, people=150):
    """A shop of several parts, one after another in time."""
    write(folder, people)
    told = json.loads((folder / "set.json").read_text())
    first = told["parts"][0]
    for i in range(1, parts):
        (folder / f"train{i}").mkdir()
        for file in (folder / "train0").glob("*.npy"):
            np.save(folder / f"train{i}" / file.name, np.load(file))
        told["parts"].insert(i, first | {"name": f"train{i}"})
    for i, about in enumerate(told["parts"]):
        np.save(folder / about["name"] / "times.npy", np.arange(people, dtype=np.int64) + 1000 * i)
        np.save(folder / about["name"] / "people.npy", np.arange(people, dtype=np.int32) % 20)
    (folder / "set.json").write_text(json.dumps(told))
    return folder


def weights(folder):
    with np.load(folder / "model" / "weights.npz") as arrays:
        return {name: arrays[name] for name in arrays.files}


def test_rolling_origins_train_on_the_past_alone(tmp_path):
    shop = groups.load(spread(tmp_path / "set"))
    made = rolling.folds(shop)
    assert [([part.name for part in before], judged.name) for before, judged in made] == [
        (["train0"], "train1"),
        (["train0", "train1"], "train2"),
        (["train0", "train1", "train2"], "train3"),
        (["train0", "train1", "train2", "train3"], "valid"),
    ]
    assert [len(before) for before, _ in rolling.folds(shop, window=2)] == [1, 2, 2, 2]


def test_parts_of_the_same_time_have_no_origin_to_roll(tmp_path):
    shop = groups.load(spread(tmp_path / "set", parts=1))
    shop.parts[1].times = shop.parts[0].times
    with pytest.raises(ValueError, match="no origin to roll"):
        rolling.folds(shop)


def test_rolling_validation_is_told_in_the_manifest(tmp_path):
    folder = spread(tmp_path / "set")
    program.run(options(folder, "--rolling", "--track", "none"), say=quiet)
    told = json.loads((folder / "model" / "manifest.json").read_text())["metrics"]["rolling"]["tiny"]
    assert [line["judged"] for line in told["folds"]] == ["train1", "train2", "train3", "valid"]
    assert told["folds"][-1]["ndcg@10"] > 0.85 and 0 <= told["deviation"] < 0.2


def test_search_is_no_worse_on_validation_than_what_was_given(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--search", "3", "--epochs", "2", "--track", "none"), say=quiet)
    told = json.loads((folder / "model" / "manifest.json").read_text())
    trials = told["metrics"]["search"]["trials"]
    assert len(trials) == 3 and trials[0]["rate"] == 0.02
    assert told["metrics"]["search"]["best"]["value"] == max(trial["value"] for trial in trials if trial["value"] is not None)
    assert told["data"]["options"]["rate"] == told["metrics"]["search"]["best"]["rate"], "the model is trained by what was found"


def test_early_stopping_keeps_the_best_epoch_and_can_be_left_out(tmp_path):
    shop = groups.load(write(tmp_path / "set"))
    train, valid = ([(shop, part) for part in shop.role(role)] for role in ("train", "valid"))
    gain = {}
    for keep in ("best", "last"):
        asked = options(tmp_path / "set", "--keep", keep, "--rate", "0.5", "--epochs", "6", "--patience", "1")
        net, history = fit.fit(train, valid, asked, 1, quiet)
        gain[keep] = judge.summary(judge.measure(net, groups.Drawer(shop, "hz"), *valid[0]), HEADS)["step1"]["ndcg@10"]
        lines = [line["ndcg@10"] for line in history]
        assert gain[keep] == pytest.approx(max(lines) if keep == "best" else lines[-1], abs=1e-3)
        assert keep == "best" or len(history) == 6
    assert gain["best"] >= gain["last"]


def test_decay_shrinks_weights(tmp_path):
    shop = groups.load(write(tmp_path / "set"))
    train = [(shop, part) for part in shop.role("train")]
    norms = [fit.fit(train, [], options(tmp_path / "set", "--decay", decay), 1, quiet)[0].net[3].weight.norm() for decay in ("0", "3")]
    assert norms[1] < 0.9 * norms[0]


def test_dropout_is_active_in_training_only(tmp_path):
    shop = groups.load(write(tmp_path / "set"))
    net, _ = fit.fit([(shop, part) for part in shop.role("train")], [], options(tmp_path / "set", "--dropout", "0.9", "--epochs", "1"), 1, quiet)
    batch = next(groups.Drawer(shop, "hz").all(shop.role("valid")[0]))
    said = [net(batch.features, batch.mask, batch.offset) for _ in range(2)]
    assert torch.equal(*said)
    net.train()
    said = [net(batch.features, batch.mask, batch.offset) for _ in range(2)]
    assert not torch.equal(*said)


def test_accumulated_batches_take_the_step_of_one_large_batch(tmp_path):
    rows, wanted = torch.randn(8, 3), torch.randn(8, 1)
    taken = []
    for pieces in (1, 4):
        torch.manual_seed(1)
        place, net = device.Place(options(tmp_path)), torch.nn.Linear(3, 1)
        optimiser = torch.optim.SGD(net.parameters(), lr=0.1)
        steps = 0
        for i, part in enumerate(torch.arange(8).chunk(pieces), 1):
            with place.forward():
                loss = ((net(rows[part]) - wanted[part]) ** 2).mean()
            steps += place.step(loss, optimiser, net.parameters(), 1 / pieces, i == pieces)
        assert steps == 1
        taken.append(net.weight.detach())
    assert torch.allclose(*taken, atol=1e-6)


def test_the_last_step_of_an_epoch_may_be_of_fewer_batches(tmp_path):
    shop = groups.load(write(tmp_path / "set"))
    asked = options(tmp_path / "set", "--accumulate", "4", "--epochs", "4", "--rate", "0.05")
    net, history = fit.fit([(shop, part) for part in shop.role("train")], [], asked, 1, quiet)
    assert len(history) == 4
    told = judge.summary(judge.measure(net, groups.Drawer(shop, "hz"), shop, shop.role("valid")[0]), HEADS)
    assert told["step1"]["hr@1"] > 0.8


def test_mixed_precision_learns_the_same(tmp_path):
    folder = write(tmp_path / "set")
    figures = program.run(options(folder, "--precision", "bfloat16", "--track", "none"), say=quiet)["mean"]["tiny"]
    assert figures["step1"]["hr@1"] > 0.85
    assert weights(folder)["0.net.0.weight"].dtype == np.float32, "what is kept is in full precision"


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
def test_a_gpu_is_used_where_there_is_one_in_mixed_precision(tmp_path):
    asked = options(write(tmp_path / "set"), "--track", "none")
    assert device.Place(asked).precision in ("bfloat16", "float16")
    assert program.run(asked, say=quiet)["mean"]["tiny"]["step1"]["hr@1"] > 0.85


@pytest.mark.skipif(torch.cuda.is_available(), reason="a GPU is here")
@pytest.mark.parametrize("asked, said", [(("--device", "cuda"), "no GPU"), (("--precision", "float16"), "wants a GPU")])
def test_what_a_machine_cannot_do_is_refused_by_name(tmp_path, asked, said):
    with pytest.raises(ValueError, match=said):
        program.run(options(write(tmp_path / "set"), *asked), say=quiet)
    assert not (tmp_path / "set" / "model").exists()


def test_figures_go_to_tensorboard_beside_the_model(tmp_path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    folder = write(tmp_path / "set")
    program.run(options(folder, "--epochs", "2"), say=quiet)
    events = EventAccumulator(str(folder / "model" / tracking.FOLDER)).Reload()
    history = json.loads((folder / "model" / "manifest.json").read_text())["data"]["history"][0]
    assert [event.value for event in events.Scalars("seed1/ndcg@10")] == pytest.approx([line["ndcg@10"] for line in history])


@pytest.mark.parametrize("kind", ["mlflow", "wandb"])
def test_a_tracker_that_is_not_set_up_is_told_by_name(tmp_path, monkeypatch, kind):
    monkeypatch.setitem(sys.modules, kind, None)
    with pytest.raises(ValueError, match=f"--track {kind} wants the Python package {kind}"):
        program.run(options(write(tmp_path / "set"), "--track", kind), say=quiet)


def test_an_encoder_sees_a_persons_own_past_alone(tmp_path):
    shop = groups.load(spread(tmp_path / "set"))
    part = shop.parts[0]
    before = encoder.pasts(part)
    for group in (0, 20, 149):
        own = [other for other in before[group] if other >= 0]
        assert own[-1] == group and all(part.people[other] == part.people[group] for other in own)
        assert list(part.times[own]) == sorted(part.times[own])
    made = encoder.Encoder(len(shop.columns), 4).eval()
    rows, there = encoder.drawn(encoder.currents(part), before[100:102])
    changed = rows.clone()
    changed[:, -1] += 1
    assert torch.equal(made(rows, there)[:, :-1], made(changed, there)[:, :-1]), "no state looks ahead"
    wide, widened = encoder.widened(shop, part, made)
    assert wide.columns[-4:] == ["state0", "state1", "state2", "state3"] and widened.features[5:9].shape == (4, len(shop.columns) + 4)
    np.testing.assert_allclose(widened.features[np.array([[600]])][0, 0, -4:], made(rows, there)[0, -1].detach(), atol=1e-6)


def test_pre_training_learns_what_is_hidden_and_is_compared(tmp_path):
    folder = spread(tmp_path / "set")
    program.run(options(folder, "--encoder", "4", "--track", "none"), say=quiet)
    told = json.loads((folder / "model" / "manifest.json").read_text())["metrics"]["encoder"]
    assert told["hiddenError"][-1] < told["hiddenError"][0]
    assert told["pretrained"]["tiny"]["ndcg@10"] > 0.8
    assert len(json.loads((folder / "model" / "manifest.json").read_text())["inputs"][0]["shape"]) == 3


def test_the_table_of_cost_and_gain_tells_every_method_and_goes_on_where_it_ended(tmp_path):
    folder = spread(tmp_path / "set", parts=2)
    asked = shelf.arguments(["--set", str(folder), "--out", str(tmp_path / "out"), "--seeds", "1", "2", "--epochs", "2", "--trials", "2", "--trees", "4", "--encoder", "4", "--offset", "hz"])
    shelf.run(asked, quiet)
    told = (tmp_path / "out" / "shelf.md").read_text()
    for method in (*shelf.VARIANTS, "Optuna", "encoder", "trees", "--rolling", "seeds"):
        assert method in told, method
    assert "nan" not in told
    kept = json.loads((tmp_path / "out" / "results.json").read_text())
    assert len(kept["dropout"]["runs"]) == 2 and kept["dropout"]["seconds"] > 0
    said = []
    shelf.run(asked, said.append)
    assert len(said) == 1, "nothing is run twice"


def test_costs_are_written_anew_into_a_report_without_training(tmp_path):
    report, costs = tmp_path / "FEATURES.md", tmp_path / "costs.json"
    report.write_text((pathlib.Path(__file__).parents[1] / "FEATURES.md").read_text())
    measured = {"history": 12.0, "neighbours": 40.0, "extract": 99.0}
    by_clock = {"score": 500.0, "scoreError": 90.0}
    lines = [{"benchmark": f"a.B.{name}", "primaryMetric": by_clock, "secondaryMetrics": {"processor": {"score": cost, "scoreError": 0.5}}} for name, cost in measured.items()]
    lines[0] = {"benchmark": lines[0]["benchmark"], "primaryMetric": lines[0]["secondaryMetrics"]["processor"]}
    costs.write_text(json.dumps(lines))
    before = report.read_text()
    told = selection.with_costs(before, selection.read_costs(costs))
    assert "| 12.0 ± 0.5 |" in told and "| extract (no features of its own) | | | | 99.0 ± 0.5 |" in told
    row = next(line for line in told.split("\n") if line.startswith("| `sk` |"))
    assert row.endswith("| 20.00 |")
    assert next(line for line in told.split("\n") if line.startswith("| moves |")).endswith("| – |")
    assert selection.with_costs(told, selection.read_costs(costs)) == told
    with pytest.raises(ValueError, match="no report"):
        selection.with_costs("# something else", {})


def test_selection_finds_the_feature_that_decides(tmp_path):
    folder = write(tmp_path / "set")
    asked = selection.arguments(["--set", str(folder), "--out", str(tmp_path / "report.md"), "--seeds", "1", "2", "--epochs", "3", "--trees", "10", "--repeats", "2", "--offset", "hz"])
    selection.run(asked, quiet)
    rows = [line for line in (tmp_path / "report.md").read_text().splitlines() if line.startswith("| `")]
    assert rows[0].startswith("| `sign`") and float(rows[0].split("|")[3]) > 0.9
    assert {row.split("`")[1] for row in rows} == {"hz", "sign", "noise"}


def test_shuffling_keeps_what_a_group_has_in_common_in_common(tmp_path):
    shop = groups.load(write(tmp_path / "set"))
    batches = list(groups.Drawer(shop, "hz").all(shop.role("valid")[0]))
    for column, person in ((1, False), (3, True)):
        (dealt, *_) = selection.shuffled(batches, column, np.random.default_rng(1), person)
        assert not person or (dealt.features[:, :, column] == dealt.features[:, :1, column]).all()
        others = [i for i in range(4) if i != column]
        assert torch.equal(dealt.features[:, :, others], batches[0].features[:, :, others])


def test_a_learning_curve_goes_on_where_it_was_cut_off(tmp_path):
    folder = spread(tmp_path / "set", parts=2, people=300)
    program.run(options(folder, "--epochs", "6"), say=quiet)
    given = ["--set", str(folder), "--out", str(tmp_path / "curve"), "--offset", "hz", "--moments", "100", "0", "--seeds", "1", "2", "--epochs", "4", "--steps", "8", "--average", "0", "--start", str(folder / "model")]
    told = curve.run(curve.arguments(given), say=quiet)
    assert [line["moments"] for line in told["nothing"]["0"]] == [600, 600]
    mean = {(name, most): np.mean([line["nll"] for line in lines]) for name, by in told.items() for most, lines in by.items()}
    assert mean["nothing", "0"] < np.log(5), "better than guessing among the five that it can be"
    assert mean["a model", "100"] < mean["nothing", "100"], "few go further from a model"
    file = tmp_path / "curve" / "curve.json"
    kept = json.loads(file.read_text())
    kept["nothing"]["0"].pop()
    kept["nothing"]["100"][0]["ndcg@10"] = 0.5
    file.write_text(json.dumps(kept))
    again = curve.run(curve.arguments(given), say=quiet)
    assert again["nothing"]["100"][0]["ndcg@10"] == 0.5, "what was done is not done again"
    assert again["nothing"]["0"][1] == told["nothing"]["0"][1], "the same seed draws the same moments"
    assert "| 100 | " in (tmp_path / "curve" / "curve.md").read_text()


def test_moments_are_drawn_from_all_parts_together(tmp_path):
    shop = groups.load(spread(tmp_path / "set", parts=3))
    parts = curve.drawn(shop.role("train"), 90, seed=1)
    assert sum(len(part) for part in parts) == 90 and len(parts) == 3
    assert curve.drawn(shop.role("train"), 0, seed=1) == shop.role("train")
