"""The job summary is short, readable, and below GitHub's limit."""

from __future__ import annotations

from collections.abc import Callable

from reslint.engine.finding import Finding, Report
from reslint.model.inventory import Notification
from reslint.model.span import Source

MAIN = Source("main.tf", "a = 1\n")
Make = Callable[..., Finding]
Write = Callable[..., str]


def test_a_finding_is_a_row_and_its_rule_a_section(at: Make, written: Write) -> None:
    text = written([at(MAIN, "a"), at(MAIN, "1")], "markdown")
    assert text.startswith("### reslint: 2 findings (2 high)\n")
    assert text.count("| high | database-single-zone | main.tf&#58;1 | aws&#95;db&#95;instance.main has") == 2
    assert text.count("<details>") == 1
    assert "    multi_az = true\n" in text
    assert "MultiAZ" not in text


def test_no_findings_say_what_was_read(written: Write) -> None:
    text = written(Report(roots=3, resources=41, files=9), "markdown")
    assert text == "### reslint: 0 findings\n\nLooked in 3 roots, 41 resources, 9 files.\n"


def test_what_could_not_be_read_is_listed(written: Write) -> None:
    text = written(Report(notifications=[Notification("error", "x", "no brace", "a.tf")]), "markdown")
    assert "- error: no brace (a.tf)" in text


def test_a_huge_report_stays_below_one_mebibyte_and_says_what_is_missing(at: Make, written: Write) -> None:
    findings = [at(MAIN, "a", message="\u65e5" * 5_000) for _ in range(2_000)]
    text = written(findings, "markdown")
    assert len(text.encode()) < 1 << 20
    assert "1800 more findings are not shown here." in text


def test_the_rest_is_cut_when_notifications_and_rules_are_many(at: Make, written: Write) -> None:
    from dataclasses import replace

    rule = at(MAIN, "a").rule
    findings = [at(MAIN, "a", replace(rule, name=f"r-{n}", why="long " * 2_000)) for n in range(200)]
    text = written(findings, "markdown")
    assert len(text.encode()) < 1 << 20
    assert text.endswith("The rest is left out.\n")
