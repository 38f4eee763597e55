"""Findings on text that a user could have written, and golden files."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reslint.engine.finding import Finding, Report
from reslint.model.span import Source, Span
from reslint.reporters import ReportOptions, writer
from reslint.rules.lang.expression import Expression
from reslint.rules.rule import Clause, Fix, Rule, Unless

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent


def _expression(source: str) -> Expression:
    return Expression(source, ["name", 1, source])


DATABASE = Rule(
    name="database-single-zone",
    title="Database keeps its only live copy in one Availability Zone",
    failure=("zone", "instance"),
    kinds=("Database",),
    set_="default",
    parameters={"min_zones": 2},
    when=_expression("not is_replica and not is_member"),
    require=(Clause(_expression("zones >= min_zones"), "high", "{address} has no standby"),),
    unless=(Unless(_expression('"scratch" in purpose')),),
    check=None,
    severity="high",
    message="",
    why="When its zone fails the database is down until somebody restores a backup in another zone. "
    "That takes hours, and everything written since the last backup is lost.\n"
    "Maintenance of the only instance takes it down as well, in the middle of the day if it must be.",
    fix=Fix("multi_az = true", "MultiAZ: true", {"multi_az": True}, "Doubles the instance cost."),
    references=("Multi-AZ: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",),
    controls={"well-architected": ("REL10-BP01",), "aws-config": ("rds-multi-az-support",)},
    examples={
        "bad": {"terraform": 'resource "aws_db_instance" "a" {  # finding\n}\n', "cloudformation": "A:\n"},
        "good": {"terraform": 'resource "aws_db_instance" "a" {\n  multi_az = true\n}\n'},
    },
    languages=("terraform", "cloudformation"),
    aliases=("db-single-az",),
    path="zone/database-single-zone.yaml",
)
BUCKET = replace(
    DATABASE,
    name="bucket-no-versions",
    title="Bucket keeps no former versions",
    failure=("data",),
    kinds=("Bucket",),
    require=(Clause(_expression("versioned"), "medium", "{address} keeps no versions"),),
    severity="medium",
    why="What is overwritten or deleted by mistake is gone.",
    fix=Fix(
        'resource "aws_s3_bucket_versioning" "x" {\n'
        '  versioning_configuration {\n    status = "Enabled"\n  }\n'
        "}"
    ),
    aliases=(),
    path="data/bucket-no-versions.yaml",
)


def span_of(source: Source, text: str) -> Span:
    """The first occurrence of a text in a source."""
    start = source.text.index(text)
    return Span(source, start, start + len(text))


def make_finding(source: Source, text: str, rule: Rule = DATABASE, **changes: object) -> Finding:
    """A finding whose deciding place is the first occurrence of a text."""
    finding = Finding(
        rule=rule,
        severity=rule.severity,
        confidence="high",
        message="aws_db_instance.main has no standby in a second zone",
        details=(),
        language="terraform",
        type="aws_db_instance",
        block="aws_db_instance.main",
        addresses=("aws_db_instance.main",),
        primary=span_of(source, text),
        header=span_of(source, text),
        label="",
        fingerprint="0123456789abcdef",
    )
    return replace(finding, **changes)  # type: ignore[arg-type]


@pytest.fixture
def database() -> Rule:
    """A rule with every field filled."""
    return DATABASE


@pytest.fixture
def bucket() -> Rule:
    """A second rule, milder, with a fix of several lines in Terraform only."""
    return BUCKET


@pytest.fixture
def at() -> Callable[..., Finding]:
    """Makes a finding: `at(source, "multi_az = false", label="…")`."""
    return make_finding


@pytest.fixture
def span() -> Callable[[Source, str], Span]:
    """Makes a span: the first occurrence of a text."""
    return span_of


@pytest.fixture
def written() -> Callable[..., str]:
    """Writes findings, or a whole report, in a format."""

    def write(report: Report | list[Finding], format_: str, **options: object) -> str:
        whole = (
            report if isinstance(report, Report) else Report(findings=report, files=1, resources=1, roots=1)
        )
        out = io.StringIO()
        writer(format_)(whole, out, ReportOptions(**options))  # type: ignore[arg-type]
        return out.getvalue()

    return write


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a golden file, or rewrites the file with `--update`."""

    def compare(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
