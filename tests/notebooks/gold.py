"""`python -m tests.notebooks.gold` (part of `make gold`) runs the notebooks on the samples and keeps what they show."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from docpipe.engine.run import run

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def executed(notebook: Path, raw: Path, warehouse: Path) -> Any:
    """The notebook as it is after a run over that warehouse."""
    import nbclient
    import nbformat

    cells = nbformat.read(notebook, as_version=4)
    folder = {"metadata": {"path": str(notebook.parent)}}
    places = {"DOCPIPE_RAW": str(raw), "DOCPIPE_WAREHOUSE": str(warehouse), "PYTHONPATH": os.pathsep.join(_own_path())}
    client = nbclient.NotebookClient(cells, timeout=300, kernel_name="python3", resources=folder)
    return client.execute(env=os.environ | places)


def _own_path() -> list[str]:
    given = os.environ.get("PYTHONPATH")
    return [str(ROOT / "src"), str(ROOT), *([given] if given else [])]


def main() -> None:
    """All notebooks hold what they show on the samples, and nothing of when and where they ran."""
    import nbformat

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "raw", folder / "raw")
        run(folder / "raw", folder / "warehouse", jobs=0)
        for notebook in NOTEBOOKS:
            done = executed(notebook, folder / "raw", folder / "warehouse")
            for cell in done.cells:
                cell.metadata = {}
            done.metadata = {"kernelspec": done.metadata["kernelspec"]}
            nbformat.write(done, notebook)
            print(f"wrote {notebook.relative_to(ROOT)}, {notebook.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
