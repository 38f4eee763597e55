"""A rule is explained from its own fields, for the console and as Markdown."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import pytest

from reslint.cli.explain import named
from reslint.errors import UsageError
from reslint.reporters import ReportOptions, explain
from reslint.reporters.rule_table import write_json, write_table
from reslint.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable


def _text(rule: Rule, **options: object) -> str:
    out = io.StringIO()
    explain.write(rule, out, ReportOptions(**options))  # type: ignore[arg-type]
    return out.getvalue()


def test_the_whole_rule_as_golden_text(database: Rule, golden: Callable[[str, str], None]) -> None:
    golden("explain.txt", _text(database))
    golden("explain.md", explain.explanation(database))


@pytest.mark.parametrize(
    "fact",
    ["zone, instance", "high", "zones >= min_zones", '"scratch" in purpose', "multi_az = true",
     "MultiAZ: true", "Doubles the instance cost", "REL10-BP01", "docs.aws.amazon.com", "db-single-az",
     "# finding"],
)  # fmt: skip
def test_every_fact_is_there(database: Rule, fact: str) -> None:
    assert fact in _text(database)
    assert fact in explain.explanation(database)


def test_plain_on_a_pipe_and_coloured_on_demand(database: Rule) -> None:
    assert "\x1b" not in _text(database)
    assert "\x1b[1m" in _text(database, colour=True)


def test_a_fence_is_longer_than_any_in_the_text(database: Rule) -> None:
    rule = replace(database, fix=replace(database.fix, terraform="a = 1\n```\n# out\n"))
    assert "````hcl\na = 1\n```\n# out\n````" in explain.explanation(rule)


def test_former_names_find_the_rule(database: Rule) -> None:
    assert named("db-single-az", [database]) is database


def test_an_unknown_name_suggests_the_nearest(database: Rule, bucket: Rule) -> None:
    with pytest.raises(UsageError, match=r"did you mean database-single-zone\?"):
        named("database-single-zones", [database, bucket])
    with pytest.raises(UsageError, match="reslint rules"):
        named("xyz", [database, bucket])


def test_the_table_has_a_line_for_each_rule(database: Rule, bucket: Rule) -> None:
    out = io.StringIO()
    write_table([bucket, database], out, ReportOptions())
    lines = out.getvalue().splitlines()
    assert lines[0].split() == ["RULE", "SEVERITY", "SET", "FAILURE", "TITLE"]
    assert lines[2].split()[:4] == ["database-single-zone", "high", "default", "zone,instance"]


def test_json_has_every_field(database: Rule) -> None:
    out = io.StringIO()
    write_json([database], out)
    (entry,) = json.loads(out.getvalue())
    jsonschema.validate(entry["require"][0], {"required": ["that", "severity", "say"]})
    assert entry["controls"]["well-architected"] == ["REL10-BP01"]
    own = {name.rstrip("_") for name in Rule.__slots__} - {"warnings"}
    assert own <= set(entry)
