"""The notebooks run from beginning to end on any warehouse, and obey no document."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from docpipe.engine.run import run
from tests.notebooks.gold import NOTEBOOKS, ROOT, executed

pytest.importorskip("nbclient", reason="docpipe[notebook] is not installed")
OBEYED = re.compile(r"<(?:script|img|iframe|object|base)\b|<[^>]*\bon[a-z]+=", re.IGNORECASE)
TITLE = "<script>alert(1)</script><img src=x onerror=alert(1)> $x_{ 关于开放河滨公园的通知\n"
BODY = "各社区居民委员会：\n现将有关事项通知如下，请认真贯彻执行。\n林溪市园林管理处\n2021年5月8日\n"


def shown(done: Any) -> list[str]:
    """What the cells of a notebook show, as a browser gets it."""
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error"] == []
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    data = [output.get("data", {}) for output in outputs]
    return [item.get("image/svg+xml") or item.get("text/html") or "" for item in data]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two hostile papers, without translations, links or anything else to draw."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "raw" / "<b onload=x>").mkdir(parents=True)
    for number in (1, 2):
        (folder / "raw" / "<b onload=x>" / f"{number}.txt").write_text(f"{number}{TITLE}{BODY}", "utf-8")
    run(folder / "raw", folder / "warehouse", jobs=0)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_on_the_samples(notebook: Path, project: Path) -> None:
    outputs = shown(executed(notebook, project / "raw", project / "warehouse"))
    assert len(outputs) >= 5
    assert sum("<svg" in output for output in outputs) >= (0 if notebook.stem == "original_and_translation" else 1)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_obeys_no_document_and_needs_none(notebook: Path, hostile: Path) -> None:
    outputs = shown(executed(notebook, hostile / "raw", hostile / "warehouse"))
    assert not any(OBEYED.search(output) for output in outputs)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_it_shows_is_kept_and_small(notebook: Path) -> None:
    text = notebook.read_text("utf-8")
    assert '"output_type"' in text, "python -m tests.notebooks.gold keeps what it shows"
    assert len(text) < 200_000
    assert str(ROOT) not in text and "/tmp/" not in text


@pytest.fixture
def plots(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The plots of the notebooks, on a machine without any Chinese font."""
    pytest.importorskip("matplotlib_inline")
    spec = importlib.util.spec_from_file_location("plots", ROOT / "notebooks" / "plots.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "chinese_family", lambda: None)
    return module


def test_chinese_is_drawn_by_the_browser_where_the_machine_has_no_font(plots: ModuleType, tmp_path: Path) -> None:
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.use("svg")
        plots.prepare()
        figure, axes = plots.plt.subplots()
        axes.set_title("通知 $x_{ <b>")
        figure.savefig(tmp_path / "plot.svg")
        plots.plt.close(figure)
    text = (tmp_path / "plot.svg").read_text("utf-8")
    assert "通知 $x_{ &lt;b&gt;</text>" in text and "PingFang SC" in text
