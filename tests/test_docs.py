"""The docs name what there is: every code that a source or a problem can have, every command, every table."""

import re
from pathlib import Path

from docpipe.cli.app import COMMANDS
from docpipe.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
# Codes are written where they are given: as the first word of a refusal, fault or problem, or as a constant beside it.
GIVEN = re.compile(
    r"""(?:Problem|Fault|Unreadable)\(\s*"([a-z0-9_]{4,30})"|Refusal\([^"()]*,\s*"([a-z0-9_]{4,30})"|Entry\([^"()]*(?:\([^()]*\)[^"()]*)*"([a-z_]{4,30})","""
)


def codes() -> set[str]:
    """Codes that the source gives by their name."""
    found = set()
    for path in (ROOT / "src" / "docpipe").rglob("*.py"):
        for match in GIVEN.finditer(path.read_text("utf-8")):
            found |= {word for word in match.groups() if word}
    return found


def test_every_code_is_explained() -> None:
    text = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8")
    found = codes()
    assert len(found) > 30
    assert sorted(code for code in found if f"`{code}`" not in text) == []


def test_every_table_and_column_is_explained() -> None:
    text = (ROOT / "docs" / "tables.md").read_text("utf-8")
    for name, table in TABLES.items():
        section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert "```sql" in section, f"{name} has no example query"
        missing = [column for column in table.columns if f"| `{column}` | " not in section]
        assert missing == [], f"{name} lacks {missing}"


def test_every_command_is_mentioned() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    assert [name for name in COMMANDS if f"docpipe {name}" not in text] == []
