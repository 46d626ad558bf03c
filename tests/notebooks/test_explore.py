"""The notebooks run from beginning to end on the samples."""

import shutil
from pathlib import Path

import pytest

from docpipe.run import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_runs(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient")
    import nbformat

    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    run(tmp_path / "raw", tmp_path / "warehouse", jobs=0)
    monkeypatch.setenv("DOCPIPE_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("DOCPIPE_WAREHOUSE", str(tmp_path / "warehouse"))
    cells = nbformat.read(notebook, as_version=4)
    done = nbclient.NotebookClient(cells, timeout=120, kernel_name="python3").execute()
    printed = [
        output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs if output.output_type != "error"
    ]
    assert len(printed) >= 5
