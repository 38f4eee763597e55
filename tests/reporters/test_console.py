"""The console report says what, where, why and how to mend, briefly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reslint.engine.finding import Finding, Report, Suppressed, Undecided
from reslint.model.inventory import Notification
from reslint.model.span import Source, Span

if TYPE_CHECKING:
    from reslint.rules.rule import Rule

GOLDEN = Path(__file__).parents[1] / "fixtures" / "golden"
MAIN = Source("shop/main.tf", (GOLDEN / "shop" / "main.tf").read_text(encoding="utf-8"))
TEMPLATE = Source("stack/template.yaml", (GOLDEN / "stack" / "template.yaml").read_text(encoding="utf-8"))
HEADER = 'resource "aws_db_instance" "carts" {'

Make = Callable[..., Finding]
Write = Callable[..., str]


@pytest.fixture
def shop(at: Make, span: Callable[[Source, str], Span], database: Rule, bucket: Rule) -> Report:
    """A report with one of everything."""
    carts = at(
        MAIN,
        HEADER,
        label="multi_az not set; the default is false",
        message="aws_db_instance.carts has no standby in a second zone",
        details=("aws_db_instance.carts keeps no backups",),
        addresses=('aws_db_instance.carts["at"]', 'aws_db_instance.carts["de"]'),
        related=((span(MAIN, 'region = "eu-west-1"'), "the Region"),),
        calls=(span(MAIN, 'provider "aws" {'),),
        deployments=("live", "test"),
        confidence="medium",
    )
    template = at(
        TEMPLATE,
        "false",
        message="Orders has no standby in a second zone",
        addresses=("Orders",),
        language="cloudformation",
    )
    orders = at(
        MAIN,
        "false",
        message="aws_db_instance.orders has no standby in a second zone",
        header=span(MAIN, 'resource "aws_db_instance" "orders" {'),
    )
    unread = Notification("error", "syntax-error", "expected a value", "broken.tf", span(MAIN, "engine"))
    opaque = Notification("warning", "opaque-module", 'module "vpc" is not installed', "shop/main.tf")
    stock = Undecided(
        database,
        "aws_db_instance.stock",
        "default",
        span(MAIN, "var.stock_multi_az"),
        ('variable "stock_multi_az" has no value',),
        ("var.stock_multi_az",),
    )
    return Report(
        findings=[
            orders,
            carts,
            template,
            at(MAIN, "postgres", bucket, severity="medium", message="No versions"),
        ],
        suppressed=[Suppressed(orders, "agreed with the shop team", None)],
        undecided=[stock],
        notifications=[unread, opaque],
        rules=(database, bucket),
        files=3,
        resources=5,
        roots=2,
        seconds=0.42,
    )


def test_everything_as_golden_text(shop: Report, written: Write, golden: Callable[[str, str], None]) -> None:
    golden("console.txt", written(shop, "console", width=100))


def test_everything_in_colour_as_golden_text(
    shop: Report, written: Write, golden: Callable[[str, str], None]
) -> None:
    golden("console-colour.txt", written(shop, "console", width=80, colour=True, links=True, verbose=True))


def test_why_and_fix_are_printed_once_for_a_rule(shop: Report, written: Write) -> None:
    text = written(shop, "console")
    assert text.count("why: When its zone fails") == 1
    assert text.count("reslint explain database-single-zone") == 1


def test_the_fix_is_in_the_language_of_the_file(at: Make, written: Write) -> None:
    finding = at(TEMPLATE, "false", language="cloudformation")
    assert "fix: MultiAZ: true" in written([finding], "console")


def test_a_rule_without_a_fix_in_the_language_says_its_note(at: Make, written: Write, bucket: Rule) -> None:
    finding = at(TEMPLATE, "false", bucket, language="cloudformation")
    assert "fix:" not in written([finding], "console")


def test_sources_that_cost_most_verdicts_are_named_with_advice(
    shop: Report, written: Write, database: Rule
) -> None:
    here = shop.undecided[0].primary
    sources = ["data.aws_subnets.private"] * 3 + ["var.a"] * 2 + ["var.b"]
    shop.undecided = [Undecided(database, "x", "default", here, ("r",), (source,)) for source in sources]
    text = written(shop, "console")
    assert "6 undecided: 3 because of data.aws_subnets.private and 2 because of var.a;" in text
    assert "var.b" not in text
    assert "assume:" in text
    assert "--var" in text


def test_undecided_are_listed_only_when_asked_for(shop: Report, written: Write) -> None:
    assert 'variable "stock_multi_az" has no value' not in written(shop, "console")
    assert 'variable "stock_multi_az" has no value' in written(shop, "console", verbose=True)


def test_what_could_not_be_read_is_listed_without_findings(written: Write) -> None:
    report = Report(notifications=[Notification("error", "syntax-error", "no closing brace", "a.tf")])
    report.roots, report.resources, report.files = 1, 4, 1
    text = written(report, "console")
    assert "error[syntax-error]: no closing brace\n --> a.tf\n" in text
    assert "findings may be hidden" in text


def test_nothing_found_says_what_was_read(written: Write) -> None:
    text = written(Report(roots=3, resources=41, files=12), "console")
    assert text == "0 findings in 3 roots, 41 resources, 12 files; 0.0 s\n"


def test_nothing_recognised_is_said(written: Write) -> None:
    assert "no Terraform root module or CloudFormation template" in written(Report(), "console")


def test_a_root_without_resources_is_said(written: Write) -> None:
    assert "no resources were found in 1 root" in written(Report(roots=1, files=1), "console")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_do_not_show(at: Make, written: Write, ending: str) -> None:
    source = Source("a.tf", MAIN.text.replace("\n", ending))
    text = written([at(source, "multi_az            = false")], "console")
    assert "\r" not in text
    assert "9 |   multi_az            = false\n" in text


def test_a_span_of_several_lines_is_underlined_on_its_first(at: Make, written: Write) -> None:
    source = Source("a.tf", 'tags = {\n  a = "b"\n}\n')
    assert "| ^^^^^^^^\n" in written([at(source, source.text)], "console")


def test_the_password_of_an_address_in_a_source_line_is_starred_out(at: Make, written: Write) -> None:
    source = Source("a.tf", 'url = "postgres://shop:hunter2@db.us-east-1.example.org/x"\n')
    text = written([at(source, "us-east-1")], "console")
    assert "hunter2" not in text
    assert "shop:*******@db" in text


def test_an_encoding_without_the_characters_does_not_break_the_report(at: Make, tmp_path: Path) -> None:
    from reslint.reporters import ReportOptions, writer

    source = Source("日本.tf", 'name = "日本…"\n')
    with (tmp_path / "out").open("w", encoding="ascii") as out:
        writer("console")(Report(findings=[at(source, "name")]), out, ReportOptions())
    assert "\\u65e5" in (tmp_path / "out").read_text(encoding="ascii")
