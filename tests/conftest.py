"""What all tests share."""

import os
import shutil
from pathlib import Path

import pytest

# No test takes from, or leaves, what was recognised in pictures.
os.environ["DOCPIPE_CACHE"] = ""
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development material beside the project; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("DOCPIPE_SHARED", ROOT.parent / "shared"))
    if not (folder / "seed").is_dir():
        pytest.skip(f"no development material at {folder} (set DOCPIPE_SHARED)")
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples in raw/ and the warehouse made of them, shared by all: only to be read."""
    from docpipe.engine.run import run

    folder = tmp_path_factory.mktemp("samples")
    shutil.copytree(ROOT / "raw", folder / "raw")
    run(folder / "raw", folder / "warehouse", jobs=0)
    return folder


@pytest.fixture(scope="session")
def samples(project: Path) -> Path:
    """The warehouse of the samples in raw/; to be read only."""
    return project / "warehouse"
