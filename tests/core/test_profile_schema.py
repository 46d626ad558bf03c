"""What editors know of profiles, from `schemas/profile.schema.json`, is what docpipe itself accepts."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from docpipe.profile_file import BUILT_IN, load_profile
from docpipe.vocabulary import roles

ROOT = Path(__file__).resolve().parents[2]
PROFILES = [*sorted(BUILT_IN.glob("*.toml")), *sorted((ROOT / "raw").glob("*/*.toml"))]
TOML = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def editor() -> Draft202012Validator:
    schema = json.loads((ROOT / "schemas" / "profile.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def complaints(editor: Draft202012Validator, profile: dict[str, Any]) -> list[str]:
    return [f"{'.'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in editor.iter_errors(profile)]


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_editor_has_no_complaint_about_a_profile_that_loads(editor: Draft202012Validator, path: Path) -> None:
    load_profile(path)
    assert complaints(editor, tomllib.loads(path.read_text("utf-8"))) == []


def test_the_profiles_of_the_docs_load(editor: Draft202012Validator, tmp_path: Path) -> None:
    found = TOML.findall((ROOT / "docs" / "adding-a-collection.md").read_text("utf-8"))
    assert found
    for text in found:
        path = tmp_path / "collection.toml"
        path.write_text(text, "utf-8")
        load_profile(path)
        assert complaints(editor, tomllib.loads(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        'name = "x"\nexpekt = 1',
        'name = "x"\n[[rule]]\npattern = "a"\nrole = "titel"',
        'name = "x"\n[[rule]]\npattern = "a"',
        'name = "x"\n[[marker]]\ntext = ["a"]\nrole = "clutter"\nuntil = "never"',
        'name = "x"\n[expect.coverage]\ndoc_number = 90',
        'extends = "default"',
    ],
)
def test_an_editor_complains_about_what_is_wrong(editor: Draft202012Validator, text: str) -> None:
    assert complaints(editor, tomllib.loads(text)) != []


def test_an_editor_offers_every_role(editor: Draft202012Validator) -> None:
    assert isinstance(editor.schema, dict)
    offered = editor.schema["$defs"]["Rule"]["properties"]["role"]["enum"]
    assert set(offered) == roles()
