"""The data contract in schemas/ and the data package of a snapshot, by the schemas of their standards."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from docpipe.sql import connect
from docpipe.tables import TABLES
from docpipe.tables.generate import generated
from docpipe.warehouse import arrow_schema


@pytest.fixture(scope="module")
def contract(root: Path) -> Any:
    return json.loads((root / "schemas/docpipe.odcs.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def package(samples: Path) -> Any:
    return json.loads((samples / "current/datapackage.json").read_text("utf-8"))


def test_the_contract_is_valid_by_the_schema_of_the_standard(contract: Any) -> None:
    pytest.importorskip("open_data_contract_standard")
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((files("open_data_contract_standard") / "schema.json").read_text("utf-8"))
    found = jsonschema.Draft201909Validator(schema).iter_errors(contract)
    assert [f"{fault.json_path}: {fault.message[:200]}" for fault in found] == []


def test_the_contract_is_among_what_is_checked_for_staleness(contract: Any) -> None:
    assert json.loads(generated()["docpipe.odcs.json"]) == contract


def test_the_contract_tells_every_column_its_type_and_key(contract: Any) -> None:
    for table in contract["schema"]:
        fields = {field.name: field for field in arrow_schema(table["name"])}
        assert [column["name"] for column in table["properties"]] == list(fields)
        for column in table["properties"]:
            assert column["required"] is not fields[column["name"]].nullable
        keys = sorted(
            (item["primaryKeyPosition"], item["name"]) for item in table["properties"] if "primaryKey" in item
        )
        assert tuple(name for _, name in keys) == TABLES[table["name"]].key


def test_the_checks_of_the_contract_run_and_pass_on_the_samples(contract: Any, samples: Path) -> None:
    checks = [check for table in contract["schema"] for check in table.get("quality", ())]
    assert len(checks) == len(list((Path(__file__).parents[2] / "schemas/laws").glob("*.sql")))
    with connect(samples) as connection:
        for check in checks:
            assert connection.sql(check["query"]).fetchall() == [(check["mustBe"],)], check["name"]


def test_the_references_of_the_contract_hold_on_the_samples(contract: Any, samples: Path) -> None:
    with connect(samples) as connection:
        for table in contract["schema"]:
            for column in table["properties"]:
                for reference in column.get("relationships", ()):
                    other, key = reference["to"].split(".")
                    here, name = table["name"], column["name"]
                    missing = f"SELECT {name} FROM {here} WHERE {name} IS NOT NULL AND {name} NOT IN (SELECT {key} FROM {other})"
                    assert connection.sql(missing).fetchall() == [], f"{here}.{name}"


def test_the_data_package_is_valid_by_its_profile(package: Any) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package.validate_descriptor(package)
    assert [error.note for task in report.tasks for error in task.errors] + [
        error.note for error in report.errors
    ] == []
    assert report.valid


def test_a_broken_data_package_is_not(package: Any) -> None:
    frictionless = pytest.importorskip("frictionless")
    assert not frictionless.Package.validate_descriptor(package | {"resources": [{"name": "x"}]}).valid


def test_the_data_package_tells_files_rows_and_hashes_of_the_snapshot(package: Any, samples: Path) -> None:
    assert {resource["name"] for resource in package["resources"]} == TABLES.keys()
    with connect(samples) as connection:
        for resource in package["resources"]:
            assert connection.sql(f"SELECT count(*) FROM {resource['name']}").fetchall() == [(resource["rows"],)]
            for file in resource["files"]:
                content = (samples / "current" / file["path"]).read_bytes()
                assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (file["bytes"], file["hash"])
