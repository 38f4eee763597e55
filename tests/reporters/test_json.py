"""The JSON report is valid against its published schema, which is current."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from reslint import __version__
from reslint.engine.finding import Finding, Report, Suppressed, Undecided
from reslint.model.inventory import Notification
from reslint.model.span import Source
from reslint.reporters.schema import schema_text

if TYPE_CHECKING:
    from reslint.rules.rule import Rule

PUBLISHED = Path(__file__).parents[2] / "docs" / "schemas" / "report.schema.json"
MAIN = Source("a/main.tf", 'x = "ü"\ny = 2\n')

Make = Callable[..., Finding]
Write = Callable[..., str]


@pytest.fixture
def full(at: Make, database: Rule) -> Report:
    """A report with one of everything."""
    finding = at(MAIN, "y = 2", label="here", details=("more",), deployments=("live",))
    here = finding.primary
    return Report(
        findings=[Finding(**{**_fields(finding), "related": ((here, "text"),), "calls": (here,)})],
        suppressed=[Suppressed(finding, "agreed", here), Suppressed(finding, "agreed", None)],
        undecided=[Undecided(database, "x", "live", here, ("r",), ("var.x",))],
        notifications=[
            Notification("error", "syntax-error", "m", "b.tf", here),
            Notification("note", "n", "m"),
        ],
        rules=(database,),
        files=1,
        resources=2,
        roots=1,
        seconds=0.1234,
    )


def _fields(finding: Finding) -> dict[str, object]:
    return {name: getattr(finding, name) for name in Finding.__slots__}


def test_the_published_schema_is_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update", default=False):
        PUBLISHED.write_text(schema_text(), encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("empty", [True, False])
def test_reports_are_valid(full: Report, written: Write, empty: bool) -> None:
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    document = json.loads(written(Report() if empty else full, "json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)


def test_everything_as_golden_text(full: Report, written: Write, golden: Callable[[str, str], None]) -> None:
    golden("report.json", written(full, "json").replace(f'"{__version__}"', '"0"'))


def test_keys_have_one_order(full: Report, written: Write) -> None:
    document = json.loads(written(full, "json"))
    assert list(document) == [
        "version", "tool", "summary", "findings", "undecided", "suppressed", "notifications",
    ]  # fmt: skip
    assert document["version"] == 1


def test_a_source_line_is_not_in_the_report(full: Report, written: Write) -> None:
    assert "y = 2" not in written(full, "json")
