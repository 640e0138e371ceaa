"""The notebook runs from its first cell to its last, and holds no outputs."""

import json
import pathlib
import shutil

import pytest

NOTEBOOK = pathlib.Path(__file__).parents[1] / "walk-through.ipynb"


@pytest.fixture
def cells():
    return [cell for cell in json.loads(NOTEBOOK.read_text())["cells"] if cell["cell_type"] == "code"]


def test_it_holds_no_outputs(cells):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


def test_it_runs_and_finds_figures(cells, monkeypatch):
    monkeypatch.chdir(NOTEBOOK.parent)
    names = {}
    try:
        for cell in cells:
            exec(compile("".join(cell["source"]), str(NOTEBOOK), "exec"), names)
        assert len(names["told"]["features"]) == names["features"].shape[1]
        assert 0 < names["formula"][1][0] < 1 and 0 < names["model"][1][0] < 1
    finally:
        if "work" in names:
            shutil.rmtree(names["work"])
