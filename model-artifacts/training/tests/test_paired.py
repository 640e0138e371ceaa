"""Two models on the same moves: the difference, and how sure it is."""

import numpy as np
import pytest

from meander_training import paired


def written(path, ranks):
    """``ranks`` by user, k and step."""
    lines = [f"{user},{k},{h},c,{'' if rank is None else rank}" for (user, k, h), rank in ranks.items()]
    path.write_text("\n".join(["user,k,h,truth,rank", *lines]) + "\n")
    return path


def test_differences_are_of_the_same_moves_whatever_the_order_of_the_lines(tmp_path):
    moves = {("a", 0, 1): 1, ("a", 1, 1): 3, ("b", 0, 1): 11, ("b", 0, 2): None}
    other = {("b", 0, 2): 1, ("b", 0, 1): 3, ("a", 1, 1): 3, ("a", 0, 1): 3}
    told = paired.compared(*(paired.gains(written(tmp_path / f"{i}.csv", each)) for i, each in enumerate((moves, other))))
    assert told[1]["n"] == 3 and told[2]["n"] == 1
    assert told[1]["first"] == pytest.approx((1 + 0.5 + 0) / 3) and told[1]["second"] == pytest.approx(0.5)
    assert told[1]["difference"] == pytest.approx(0)
    assert told[1]["byMoves"] == pytest.approx(np.std([0.5, 0, -0.5]) / 3**0.5)
    assert told[1]["byPeople"] == pytest.approx((0.5**2 + 0.5**2) ** 0.5 / 3)
    assert told[2]["difference"] == -1, "no candidate gains nothing"


def test_people_who_make_many_moves_alike_are_less_sure_than_their_moves():
    drawn = np.random.default_rng(5).normal(0, 0.1, 40)
    first = {(str(person), k, 1): drawn[person] for person in range(40) for k in range(25)}
    told = paired.compared(first, dict.fromkeys(first, 0.0))[1]
    assert told["byPeople"] == pytest.approx(5 * told["byMoves"])


def test_other_moves_and_other_files_are_refused(tmp_path):
    ranks = paired.gains(written(tmp_path / "a.csv", {("a", 0, 1): 1}))
    with pytest.raises(ValueError, match="not the same moves: 1 are in the first alone, 0 in the second"):
        paired.compared(ranks | {("b", 0, 1): 1.0}, ranks)
    (tmp_path / "b.csv").write_text("bonus,keep\n0,4\n")
    with pytest.raises(ValueError, match="holds no ranks"):
        paired.gains(tmp_path / "b.csv")
