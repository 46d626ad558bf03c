"""The words that blocks, fields and links are described with, from `schemas/vocabulary.toml`."""

import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any


def schemas_dir() -> Path:
    """The folder `schemas/`: the project's own in a checkout, the packaged copy in an installation."""
    checkout = Path(__file__).resolve().parents[2] / "schemas"
    if (checkout / "vocabulary.toml").is_file():
        return checkout
    return Path(str(resources.files("docpipe"))) / "_schemas"


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    """The vocabulary as written: tables `role`, `field`, `link`, each name with meaning and mappings."""
    return tomllib.loads((schemas_dir() / "vocabulary.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def roles() -> frozenset[str]:
    """Names of all roles that a block can have."""
    return frozenset(vocabulary()["role"])


@lru_cache(maxsize=1)
def body_roles() -> frozenset[str]:
    """Roles of running text: what `documents.body` and `documents.translation` are made of."""
    return frozenset(name for name, entry in vocabulary()["role"].items() if entry.get("body"))


@lru_cache(maxsize=1)
def link_kinds() -> frozenset[str]:
    """Names of all kinds of link."""
    return frozenset(vocabulary()["link"])
