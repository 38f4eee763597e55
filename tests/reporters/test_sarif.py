"""The SARIF log is valid, and holds what GitHub code scanning needs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from reslint import __version__
from reslint.engine.finding import Finding, Report, Suppressed, Undecided
from reslint.model.inventory import Notification
from reslint.model.span import Source, Span
from reslint.reporters import sarif

if TYPE_CHECKING:
    from reslint.rules.rule import Rule

FIXTURES = Path(__file__).parents[1] / "fixtures"
MAIN = Source("shop/main.tf", (FIXTURES / "golden" / "shop" / "main.tf").read_text(encoding="utf-8"))

Make = Callable[..., Finding]
Write = Callable[..., str]


def _run(text: str) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(text)["runs"][0]
    return run


def _result(written: Write, *findings: Finding) -> dict[str, Any]:
    result: dict[str, Any] = _run(written(list(findings), "sarif"))["results"][0]
    return result


@pytest.fixture
def full(at: Make, span: Callable[[Source, str], Span], database: Rule, bucket: Rule) -> Report:
    """A report with everything a result can have."""
    finding = at(
        MAIN,
        "multi_az            = false",
        related=((span(MAIN, 'region = "eu-west-1"'), "the [only] Region"),),
        calls=(span(MAIN, 'provider "aws" {'),),
        deployments=("live",),
        addresses=('module.shop.aws_db_instance.a["x"]', 'module.shop.aws_db_instance.a["y"]'),
    )
    here = finding.primary
    return Report(
        findings=[finding],
        suppressed=[Suppressed(at(MAIN, "postgres"), "agreed", None)],
        undecided=[Undecided(database, "x", "default", here, ("r",), ("var.x",))],
        notifications=[
            Notification("error", "syntax-error", "no closing brace", "a.tf", here),
            Notification("note", "opaque-module", "not installed", "b dir/ü#.tf"),
        ],
        rules=(bucket, database, replace(bucket)),
        files=2,
        resources=3,
        roots=1,
    )


def test_valid_against_the_published_schema(full: Report, written: Write) -> None:
    schema = json.loads((FIXTURES / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(json.loads(written(full, "sarif")))
    jsonschema.Draft4Validator(schema).validate(json.loads(written(Report(), "sarif")))


def test_everything_as_golden_text(full: Report, written: Write, golden: Callable[[str, str], None]) -> None:
    text = written(full, "sarif", base=Path.cwd())
    text = text.replace(Path.cwd().as_uri(), "file:///repository")
    golden("report.sarif", text.replace(f'"{__version__}"', '"0"'))


def test_descriptors_are_complete_sorted_and_unique(full: Report, written: Write) -> None:
    rules = _run(written(full, "sarif"))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["bucket-no-versions", "database-single-zone"]
    for rule in rules:
        texts = (rule["shortDescription"], rule["fullDescription"], rule["help"])
        assert all(text["text"].strip() for text in texts)
        assert rule["help"]["markdown"].strip()
        assert len(rule["fullDescription"]["text"]) <= 1024
        tags = rule["properties"]["tags"]
        assert len(set(tags)) == len(tags) <= 10
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")


def test_rule_index_points_to_the_descriptor(full: Report, written: Write) -> None:
    run = _run(written(full, "sarif"))
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize(
    ("severity", "level"),
    [("critical", "error"), ("high", "error"), ("medium", "warning"), ("low", "note"), ("info", "note")],
)
def test_levels(at: Make, written: Write, severity: str, level: str) -> None:
    assert _result(written, at(MAIN, "false", severity=severity))["level"] == level


def _region(written: Write, finding: Finding) -> tuple[int, int, int, int]:
    region = _result(written, finding)["locations"][0]["physicalLocation"]["region"]
    return region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]


def test_a_region_is_one_line(at: Make, written: Write) -> None:
    block = MAIN.text[MAIN.text.index("resource") :]
    assert _region(written, at(MAIN, block)) == (5, 1, 5, 38)


def test_columns_are_utf16_code_units(at: Make, written: Write) -> None:
    source = Source("a.tf", 'a = "\U0001f600"  # b\n')
    assert _region(written, at(source, "b"))[1] == 13


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r\nb", "\n\n"])
def test_regions_lie_inside_the_file_and_count_from_one(at: Make, written: Write, text: str) -> None:
    source = Source("a.tf", text)
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            span = Span(source, start, end)
            line, column, end_line, end_column = _region(written, at(source, "", primary=span, header=span))
            assert 1 <= line == end_line <= text.count("\n") + 1
            assert 1 <= column <= end_column


def test_the_line_hash_is_that_of_the_line(at: Make, written: Write) -> None:
    from reslint.reporters.linehash import line_hashes

    prints = _result(written, at(MAIN, "multi_az"))["partialFingerprints"]
    assert prints == {
        "primaryLocationLineHash": line_hashes(MAIN.text)[9],
        "reslint/v1": "0123456789abcdef",
    }


def test_suppressed_findings_are_left_out(full: Report, written: Write) -> None:
    run = _run(written(full, "sarif"))
    assert len(run["results"]) == 1
    assert "suppressions" not in json.dumps(run)


def test_related_places_are_linked_from_the_message(full: Report, written: Write) -> None:
    result = _run(written(full, "sarif"))["results"][0]
    assert "[the \\[only\\] Region](1)" in result["message"]["text"]
    assert result["relatedLocations"][0]["id"] == 1


def test_the_first_sentence_stands_alone(full: Report, written: Write) -> None:
    text = _run(written(full, "sarif"))["results"][0]["message"]["text"]
    assert text.startswith("aws_db_instance.main has no standby in a second zone. ")


def test_module_calls_are_a_code_flow_that_ends_at_the_finding(full: Report, written: Write) -> None:
    flow = _run(written(full, "sarif"))["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"]
    lines = [step["location"]["physicalLocation"]["region"]["startLine"] for step in flow]
    assert lines == [1, 9]


def test_what_could_not_be_read_is_a_notification_and_no_success(full: Report, written: Write) -> None:
    run = _run(written(full, "sarif"))
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"] is False
    found = [(n["descriptor"]["id"], n["level"]) for n in invocation["toolExecutionNotifications"]]
    assert found == [("syntax-error", "error"), ("opaque-module", "note"), ("undecided", "note")]
    known = {entry["id"] for entry in run["tool"]["driver"]["notifications"]}
    assert known == {code for code, _ in found}


def test_a_clean_run_is_successful(written: Write) -> None:
    assert _run(written(Report(roots=1), "sarif"))["invocations"][0]["executionSuccessful"] is True


def test_uris_are_relative_and_encoded(full: Report, written: Write, tmp_path: Path) -> None:
    run = _run(written(full, "sarif"))
    notification = run["invocations"][0]["toolExecutionNotifications"][1]
    artifact = notification["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "b%20dir/%C3%BC%23.tf", "uriBaseId": "SRCROOT"}
    assert run["originalUriBaseIds"]["SRCROOT"]["uri"].endswith("/")


def test_symbolic_links_are_followed(
    at: Make, written: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "main.tf").write_text("a = 1\n", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path)
    text = written([at(Source("link/main.tf", "a = 1\n"), "a")], "sarif", base=tmp_path)
    assert (
        _run(text)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        == "real/main.tf"
    )


def test_too_many_results_are_cut_by_severity_and_that_is_said(
    at: Make, written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    severities = ("low", "high", "info", "critical")
    run = _run(written([at(MAIN, "false", severity=s) for s in severities], "sarif"))
    assert [result["properties"]["severity"] for result in run["results"]] == ["critical", "high"]
    notification = run["invocations"][0]["toolExecutionNotifications"][0]
    assert notification["descriptor"]["id"] == "results-cut"
    assert "2 findings" in notification["message"]["text"]


def test_the_category_is_the_automation_id(written: Write) -> None:
    run = _run(written(Report(), "sarif", category="reslint/shop/"))
    assert run["automationDetails"]["id"] == "reslint/shop/"
