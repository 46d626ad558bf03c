"""Profiles as runs used them, kept in the warehouse, so that a later run can be pinned to an older one."""

import json
from collections.abc import Iterable
from pathlib import Path

from docpipe.engine.plan import Setting
from docpipe.profile import Profile
from docpipe.profile_file import ProfileError, built_in, load_profile
from docpipe.warehouse import Warehouse, disk

FOLDER = "profiles"


def keep_profiles(home: Warehouse, settings: Iterable[Setting]) -> None:
    """Every profile of the run stands in `profiles/<hash>.json`, whole, with all that it extends."""
    folder = home.layout.root / FOLDER
    for setting in settings:
        file = folder / f"{setting.profile_digest}.json"
        if not file.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            disk.write_json(file, json.loads(setting.profile_json))


def pinned_profile(home: Warehouse, wanted: str) -> Profile:
    """The profile of that file, built-in name, or hash (`sources.profile_hash`, its beginning). Raises ProfileError."""
    if wanted.endswith(".toml") or wanted in built_in():
        return load_profile(wanted)
    kept = sorted((home.layout.root / FOLDER).glob("*.json"))
    found = [path for path in kept if path.stem.startswith(wanted)]
    if len(found) != 1:
        there = ", ".join(path.stem for path in kept) or "none yet"
        many = "more than one profile" if found else "no profile"
        raise ProfileError(f"{many} {wanted!r}: name a TOML file, a built-in one, or a hash of {_at(home)}: {there}")
    return Profile.model_validate_json(found[0].read_bytes())


def _at(home: Warehouse) -> Path:
    return home.path / FOLDER
