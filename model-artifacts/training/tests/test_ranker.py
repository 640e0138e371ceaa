"""The ranker on a tiny shop: it learns what decides, its file says the same, bad sets are refused by name."""

import hashlib
import json

import numpy as np
import onnx
import pytest
import torch
from onnx.reference import ReferenceEvaluator

from meander_training.ranker import __main__ as program
from meander_training.ranker import fit, groups, judge, trees
from meander_training.ranker.network import Ranker

COLUMNS = ["hz", "sign", "noise", "iscur"]
HEADS = ["step1", "step2", "days1"]
WIDTH = 6


def write(folder, people=300, change=None):
    """A shop where the truth is, nine times in ten, the candidate whose ``sign`` is set; ``hz`` knows nothing of it."""
    rng = np.random.default_rng(7)
    parts = []
    for name, role in (("train0", "train"), ("valid", "valid")):
        features = np.zeros((people, WIDTH, 4), np.float32)
        features[:, :, 0] = rng.normal(-2, 0.1, (people, WIDTH))
        features[:, :, 2] = rng.normal(size=(people, WIDTH))
        features[:, -1, 3] = 1
        told = rng.integers(0, WIDTH - 1, people)
        features[np.arange(people), told, 1] = 1
        truth = np.where(rng.random(people) < 0.9, told, rng.integers(0, WIDTH - 1, people))
        targets = np.stack([truth, np.full(people, -2), np.full(people, WIDTH - 1)], 1).astype(np.int32)
        targets[0, 0] = -1
        arrays = {
            "features": features.reshape(-1, 4),
            "ends": np.arange(1, people + 1, dtype=np.int64) * WIDTH,
            "targets": targets,
            "novel": np.zeros((people, 3), np.int32),
        }
        about = {"name": name, "role": role, "groups": people, "rows": people * WIDTH, "categories": 9}
        if change:
            change(arrays, about)
        (folder / name).mkdir(parents=True)
        for key, array in arrays.items():
            np.save(folder / name / f"{key}.npy", array)
        parts.append(about)
    told = {"format": "meander-ranker-set", "version": 1, "set": "tiny", "featureSchema": "tiny:1", "features": COLUMNS, "offset": "hz", "current": "iscur", "heads": HEADS, "parts": parts}
    (folder / "set.json").write_text(json.dumps(told))
    return folder


def options(folder, *more):
    return program.arguments(["--set", str(folder), "--out", str(folder / "model"), "--epochs", "4", "--hidden", "8", "--seeds", "1", "--batch", "32", "--rate", "0.02", *more])


def test_learns_what_the_hazard_does_not_know(tmp_path):
    folder = write(tmp_path / "set")
    shop = groups.load(folder)
    untrained = judge.summary(judge.measure(Ranker(4, 3), groups.Drawer(shop, "hz"), shop, shop.role("valid")[0]), HEADS)
    figures = program.run(options(folder), say=lambda *_: None)["mean"]["tiny"]
    assert figures["step1"]["hr@1"] > 0.85 > 0.5 > untrained["step1"]["hr@1"]
    assert figures["days1"]["hr@1"] == 1.0
    assert "step2" not in figures, "what nobody observed has no figure"


@pytest.fixture(autouse=True)
def seeded():
    """Untrained nets are drawn in some tests: the same ones each time."""
    torch.manual_seed(1)


def told_by_another(arrays, about):
    """The truth is the one candidate of two that the row of the current category speaks of."""
    people = about["groups"]
    features = arrays["features"].reshape(people, WIDTH, 4)
    one, other = np.arange(people) % (WIDTH - 1), (np.arange(people) + 1) % (WIDTH - 1)
    features[:, :, 1:3] = 0
    features[np.arange(people), one, 1] = 1
    features[np.arange(people), other, 1] = -1
    speaks = np.random.default_rng(3).random(people) < 0.5
    features[:, -1, 2] = np.where(speaks, 1, -1)
    arrays["targets"][:, 0] = np.where(speaks, one, other)


def test_a_pooled_net_learns_what_only_another_candidate_tells(tmp_path):
    folder = write(tmp_path / "set", change=told_by_another)
    alone, pooled = (program.run(options(folder, "--epochs", "12", "--pooled", often), say=lambda *_: None)["mean"]["tiny"]["step1"]["hr@1"] for often in ("0", "2"))
    assert alone < 0.7 < 0.9 < pooled


@pytest.mark.parametrize("trees", ["0", "6"])
def test_the_file_says_what_the_net_and_the_trees_say(tmp_path, trees):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--seeds", "1", "2", "--pooled", "0", "2", "--final", "--trees", trees), say=lambda *_: None)
    graph = (folder / "model" / "model.onnx").read_bytes()
    manifest = json.loads((folder / "model" / "manifest.json").read_text())
    assert manifest["sha256"] == hashlib.sha256(graph).hexdigest()
    assert [port["shape"] for port in manifest["inputs"]] == [[-1, -1, 4], [-1, -1], [-1, -1]]
    cases = json.loads((folder / "model" / "parity.json").read_text())
    shape = (cases["people"], cases["width"])
    inputs = {name: np.array(values, np.float32).reshape(shape + ((4,) if name == "features" else ())) for name, values in cases["inputs"].items()}
    (logits,) = ReferenceEvaluator(onnx.load_from_string(graph)).run(None, inputs)
    np.testing.assert_allclose(logits.ravel(), cases["outputs"]["logits"], atol=1e-4)


@pytest.mark.parametrize("loss", ["lambdarank", "rank_xendcg"])
def test_trees_learn_what_the_hazard_does_not_know(tmp_path, loss):
    shop = groups.load(write(tmp_path / "set"))
    parts = [(shop, part) for part in shop.role("train")]
    given = options(tmp_path / "set", "--trees", "20", "--tree-loss", loss)
    grown = trees.fit([part for _, part in parts], HEADS, given, 1, lambda *_: None)
    assert list(grown) == ["step1"], "what nobody observed has no trees"
    valid, drawer = [(shop, shop.role("valid")[0])], groups.Drawer(shop, "hz")
    untrained = [judge.scores(Ranker(4, 3), drawer, *valid[0])]
    weight = trees.weights(untrained, grown, HEADS, valid, drawer)
    assert weight["step1"] > 0
    summed = trees.added(untrained, grown, HEADS, weight, valid, drawer)
    assert program.judged(summed, valid, HEADS)["tiny"]["step1"]["hr@1"] > 0.8


def test_trees_count_by_the_nats_they_save_even_where_no_rank_changes(tmp_path):
    shop = groups.load(write(tmp_path / "set"))
    grown = trees.fit(shop.role("train"), HEADS, options(tmp_path / "set", "--trees", "20"), 1, lambda *_: None)
    valid, drawer = [(shop, shop.role("valid")[0])], groups.Drawer(shop, "hz")
    apart = []
    for logits, targets in judge.scores(Ranker(4, 3), drawer, *valid[0]):
        ahead = torch.full(targets.shape, 100.0)
        ahead[::10] = -100.0
        apart.append((torch.zeros_like(logits).scatter(1, targets.clamp(min=0).unsqueeze(1), ahead.unsqueeze(1)), targets))
    assert trees.weights([apart], grown, HEADS, valid, drawer)["step1"] == max(trees.WEIGHTS)


def test_another_weight_than_that_of_the_fewest_nats_wants_ranks_that_are_better_by_more_than_chance():
    drawn = np.random.default_rng(3)
    few, many = (drawn.random(count) for count in (50, 20_000))
    unseen = np.full(9, np.nan)
    assert trees.surer([[many], [many + 0.01 + drawn.normal(0, 0.3, many.shape)]], 0) == 1
    assert trees.surer([[few], [few + 0.01 + drawn.normal(0, 0.3, few.shape)]], 0) == 0, "two standard errors of fifty are more"
    assert trees.surer([[many + 0.1], [many]], 1) == 0, "whichever comes first"
    assert trees.surer([[np.append(many, unseen)], [np.append(many + 0.1, unseen)]], 0) == 1, "what nobody observed says nothing"
    assert trees.surer([[many, unseen], [many + 0.1, unseen]], 0) == 1
    assert trees.surer([[unseen], [unseen]], 1) == 1, "nothing observed: it stays"
    assert trees.surer([[many, few], [many + 0.1, few - 0.3]], 0) == 0, "the mean over shops, not over moments"


def test_what_kept_trees_count_is_chosen_anew_where_there_are_moments_enough(tmp_path, monkeypatch):
    monkeypatch.setattr(trees, "FEWEST", 300)
    folder = write(tmp_path / "set")
    program.run(options(folder, "--epochs", "1", "--trees", "6", "--tree-weight", "0.01"), say=lambda *_: None)
    again = options(folder, "--start", str(folder / "model"), "--epochs", "0")
    again.out = tmp_path / "again"
    program.run(again, say=lambda *_: None)
    assert json.loads((tmp_path / "again" / "manifest.json").read_text())["data"]["treeWeights"]["step1"] > 0.01


def test_a_manifest_that_says_nothing_of_the_trees_beside_it_is_refused(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--epochs", "1", "--trees", "3"), say=lambda *_: None)
    manifest = folder / "model" / "manifest.json"
    told = json.loads(manifest.read_text())
    told["data"]["treeWeights"] = {}
    manifest.write_text(json.dumps(told))
    with pytest.raises(ValueError, match="trees of step1, its manifest.json weights of none"):
        program.run(options(folder, "--start", str(folder / "model"), "--epochs", "0"), say=lambda *_: None)


def test_fine_tuning_goes_on_from_a_trained_model_and_is_never_worse_on_validation(tmp_path):
    folder = write(tmp_path / "set")
    first = program.run(options(folder, "--trees", "6", "--pooled", "2"), say=lambda *_: None)["seed 1"]["tiny"]["step1"]
    said = []
    again = options(folder, "--start", str(folder / "model"), "--epochs", "2", "--rate", "0.001", "--hidden", "99")
    again.out = tmp_path / "tuned"
    figures = program.run(again, say=lambda *words: said.append(" ".join(map(str, words))))
    assert f"'ndcg@10': {first['ndcg@10']}" in said[0], "it starts where the other ended"
    assert figures["seed 1"]["tiny"]["step1"]["ndcg@10"] >= first["ndcg@10"]
    told = json.loads((tmp_path / "tuned" / "manifest.json").read_text())
    before = json.loads((folder / "model" / "manifest.json").read_text())["data"]["treeWeights"]
    assert told["data"]["treeWeights"] == before and set(before) == {"step1"}, "its trees stay and count what they did: 300 moments are too few to choose by"


def test_a_model_without_trees_gets_some_where_they_are_asked_for(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--epochs", "1", "--seeds", "1", "2"), say=lambda *_: None)
    again = options(folder, "--start", str(folder / "model"), "--epochs", "1", "--trees", "6", "--final", "--seeds", "5", "6")
    again.out = tmp_path / "tuned"
    program.run(again, say=lambda *_: None)
    told = json.loads((tmp_path / "tuned" / "manifest.json").read_text())
    assert told["data"]["treeWeights"]["step1"] > 0
    assert told["data"]["seeds"] == [5, 6], "another run is from other seeds, though from the same nets"
    assert (tmp_path / "tuned" / "trees.step1.txt").is_file()


def test_trees_are_grown_beside_nets_that_stay_as_they_are(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--epochs", "1", "--seeds", "1", "2"), say=lambda *_: None)
    before = np.load(folder / "model" / "weights.npz")
    again = options(folder, "--start", str(folder / "model"), "--epochs", "0", "--trees", "6", "--tree-steps", "step1", "--tree-weight", "0.75", "--final")
    again.out = tmp_path / "grown"
    program.run(again, say=lambda *_: None)
    after = np.load(tmp_path / "grown" / "weights.npz")
    assert set(before.files) == set(after.files)
    assert all((before[name] == after[name]).all() for name in before.files)
    assert json.loads((tmp_path / "grown" / "manifest.json").read_text())["data"]["treeWeights"] == {"step1": 0.75}


def test_trees_of_a_model_to_start_from_give_way_to_others_that_are_asked_for(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--epochs", "1", "--seeds", "1", "--trees", "3"), say=lambda *_: None)
    again = options(folder, "--start", str(folder / "model"), "--epochs", "0", "--trees", "9")
    again.out = tmp_path / "grown"
    program.run(again, say=lambda *_: None)
    grown = (tmp_path / "grown" / "trees.step1.txt").read_text()
    assert grown.count("Tree=") == 9


@pytest.mark.parametrize("more", [("--epochs", "0"), ("--tree-weight", "1"), ("--tree-weight", "0", "--trees", "3"), ("--tree-steps", "days1", "--trees", "3"), ("--tree-loss", "mse"), ("--tree-rate", "0"), ("--tree-leaves", "1")])
def test_trees_and_epochs_that_cannot_be_are_refused(tmp_path, more):
    with pytest.raises(SystemExit):
        options(tmp_path / "set", *more)


def wider(folder, schema):
    """The shop of :func:`write` with one more column, behind the others, that tells the truth whenever ``sign`` does not."""

    def change(arrays, about):
        rows = arrays["features"]
        told = np.zeros((len(rows), 1), np.float32)
        truth = np.arange(0, len(rows), WIDTH) + arrays["targets"][:, 0].clip(min=0)
        told[truth] = 1 - rows[truth, 1:2]
        arrays["features"] = np.concatenate([rows, told], 1)

    write(folder, change=change)
    header = json.loads((folder / "set.json").read_text())
    (folder / "set.json").write_text(json.dumps(header | {"featureSchema": schema, "features": [*COLUMNS, "more"]}))
    return folder


def of_columns(folder):
    """Names the schema of a set and of its model as the service does: by the hash of its columns."""
    schema = "tiny-1:" + hashlib.sha256(",".join(COLUMNS).encode()).hexdigest()[:16]
    for path in (folder / "set.json", folder / "model" / "manifest.json"):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"featureSchema": schema}))


def test_a_model_goes_on_with_more_columns_behind_its_own_and_learns_what_they_tell(tmp_path):
    folder = write(tmp_path / "set")
    first = program.run(options(folder, "--trees", "6", "--tree-weight", "0.5"), say=lambda *_: None)
    of_columns(folder)
    said = []
    again = options(wider(tmp_path / "wide", "tiny-3:0"), "--start", str(folder / "model"), "--final", "--epochs", "6")
    again.out = tmp_path / "tuned"
    figures = program.run(again, say=lambda *words: said.append(" ".join(map(str, words))))
    before = first["seed 1"]["tiny"]["step1"]["ndcg@10"]
    assert f"'ndcg@10': {before}" in said[0], "it starts where the other ended, whatever the new column says"
    assert figures["nets"]["tiny"]["step1"]["ndcg@10"] > before + 0.02
    told = json.loads((tmp_path / "tuned" / "manifest.json").read_text())
    assert told["featureSchema"] == "tiny-3:0" and told["inputs"][0]["shape"][2] == 5
    graph, cases = (tmp_path / "tuned" / "model.onnx").read_bytes(), json.loads((tmp_path / "tuned" / "parity.json").read_text())
    shape = (cases["people"], cases["width"])
    given = {name: np.array(values, np.float32).reshape(*shape, -1) if name == "features" else np.array(values, np.float32).reshape(shape) for name, values in cases["inputs"].items()}
    found = ReferenceEvaluator(onnx.load_from_string(graph)).run(None, given)[0]
    np.testing.assert_allclose(found.ravel(), np.array(cases["outputs"]["logits"]).ravel(), atol=1e-4)


def test_a_model_of_other_columns_than_the_first_is_no_start(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--epochs", "1"), say=lambda *_: None)
    of_columns(folder)
    wide = wider(tmp_path / "wide", "tiny-3:0")
    header = json.loads((wide / "set.json").read_text())
    (wide / "set.json").write_text(json.dumps(header | {"features": ["hz", "noise", "sign", "iscur", "more"]}))
    with pytest.raises(ValueError, match="tiny-3:0"):
        program.run(options(wide, "--start", str(folder / "model")), say=lambda *_: None)


def test_a_manifest_that_lies_of_its_columns_is_no_start(tmp_path):
    folder = write(tmp_path / "set")
    program.run(options(folder, "--epochs", "1"), say=lambda *_: None)
    manifest = folder / "model" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"featureSchema": "tiny-3:0"}))
    with pytest.raises(ValueError, match="of 4 features tiny-3:0 .* of 5 features tiny-3:0"):
        program.run(options(wider(tmp_path / "wide", "tiny-3:0"), "--start", str(folder / "model")), say=lambda *_: None)


def test_fine_tuning_is_refused_where_there_is_no_model_of_these_features(tmp_path):
    folder = write(tmp_path / "set")
    with pytest.raises(ValueError, match="weights.npz"):
        program.run(options(folder, "--start", str(tmp_path)), say=lambda *_: None)
    program.run(options(folder, "--epochs", "1"), say=lambda *_: None)
    manifest = folder / "model" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"featureSchema": "other:1"}))
    with pytest.raises(ValueError, match="other:1"):
        program.run(options(folder, "--start", str(folder / "model")), say=lambda *_: None)


def test_the_same_seed_gives_the_same_model(tmp_path):
    first, second = (write(tmp_path / name) for name in "ab")
    for folder in (first, second):
        program.run(options(folder), say=lambda *_: None)
    assert (first / "model" / "model.onnx").read_bytes() == (second / "model" / "model.onnx").read_bytes()


def test_the_current_category_is_never_the_next_one(tmp_path):
    shop = groups.load(write(tmp_path / "set"))
    part = shop.role("valid")[0]
    (logits, _), *_ = judge.scores(Ranker(4, 3), groups.Drawer(shop, "hz"), shop, part)
    assert (logits[:, -1, 0] < -1e8).all() and (logits[:, -1, 1:] > -1e8).all()


def none(arrays, about):
    arrays["features"][5, 2] = np.nan


def cut(arrays, about):
    arrays["features"] = arrays["features"][:-1]


def without_labels(arrays, about):
    arrays["targets"][:] = -1


def single(arrays, about):
    about["categories"] = 1


@pytest.mark.parametrize(
    "change, people, said",
    [(none, 300, "numbers that are none"), (cut, 300, "cut off"), (without_labels, 300, "no labels"), (single, 300, "one category only"), (None, 40, "at least 100")],
)
def test_what_cannot_be_trained_on_is_refused_by_name(tmp_path, change, people, said):
    with pytest.raises(ValueError, match=said):
        program.run(options(write(tmp_path / "set", people, change)), say=lambda *_: None)
    assert not (tmp_path / "set" / "model").exists()


def test_a_folder_without_a_set_is_refused(tmp_path):
    with pytest.raises(ValueError, match="set.json"):
        groups.load(tmp_path)


def test_sets_of_different_features_do_not_mix(tmp_path):
    first, second = (write(tmp_path / name) for name in "ab")
    told = json.loads((second / "set.json").read_text())
    (second / "set.json").write_text(json.dumps(told | {"featureSchema": "tiny:2"}))
    with pytest.raises(ValueError, match="featureSchema"):
        program.run(program.arguments(["--set", str(first), "--set", str(second), "--out", str(tmp_path / "m")]), say=lambda *_: None)


def test_ranks_count_ties_by_half_and_misses_as_far_away():
    logits = torch.tensor([[[1.0], [1.0], [0.0]], [[3.0], [2.0], [1.0]], [[3.0], [2.0], [1.0]]])
    told = judge.outcomes([(logits, torch.tensor([[0], [-1], [-2]]))])
    assert told["rank"][0, 0] == 1.5 and told["rank"][1, 0] == judge.GONE and np.isnan(told["rank"][2, 0])


def test_calibration_error_is_the_gap_between_said_and_true():
    said = np.array([0.9, 0.9, 0.9, 0.9])
    assert judge.calibration_error(said, np.array([1, 1, 1, 0])) == pytest.approx(0.15)


def test_the_robust_loss_lies_between_cross_entropy_and_the_share_of_wrong_guesses():
    logits = torch.tensor([[[2.0], [0.0], [-1.0]], [[-3.0], [1.0], [0.0]]])
    batch = groups.Batch(torch.zeros(2, 3, 1), torch.ones(2, 3), torch.zeros(2, 3, dtype=torch.bool), torch.zeros(2, 3), torch.tensor([[0], [0]]))
    chance = logits.softmax(1)[:, 0, 0]
    for robust, wanted in ((0.0, -chance.log().mean()), (1e-4, -chance.log().mean()), (1.0, (1 - chance).mean())):
        told, count = fit.losses(logits, batch, 0, robust)
        assert told[0].item() == pytest.approx(wanted.item(), abs=1e-3)
        assert count.tolist() == [2]


@pytest.mark.parametrize("more", [("--robust", "0.4"), ("--average", "0.9"), ("--weigh", "tiny=0.5"), ("--average", "0.9", "--final")])
def test_learns_by_another_loss_by_averaged_weights_and_weighed(tmp_path, more):
    folder = write(tmp_path / "set")
    figures = program.run(options(folder, *more), say=lambda *_: None)
    assert figures["mean"]["tiny"]["step1"]["hr@1"] > 0.85


def test_figures_of_a_shop_that_nothing_is_learned_from_stand_apart(tmp_path):
    def other(arrays, about):
        arrays["features"][:, 1] *= -1  # what speaks for a candidate here speaks against it there

    folder, elsewhere = write(tmp_path / "set"), write(tmp_path / "other", change=other)
    alone = program.run(options(folder), say=lambda *_: None)
    figures = program.run(options(folder, "--also", str(elsewhere)), say=lambda *_: None)
    assert figures["mean"] == alone["mean"]
    assert figures["nets elsewhere"]["tiny"]["step1"]["hr@1"] < 0.15


@pytest.mark.parametrize("more, said", [(("--weigh", "nobody=2"), "nobody"), (("--also", "/nowhere"), "set.json")])
def test_weights_and_other_shops_that_are_not_there_are_refused(tmp_path, more, said):
    with pytest.raises(ValueError, match=said):
        program.run(options(write(tmp_path / "set"), *more), say=lambda *_: None)
    assert not (tmp_path / "set" / "model").exists()
