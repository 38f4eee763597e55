"""`reslint plan.json` as a user runs it: what is a plan, where findings stand, what is said of a broken one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reslint.cli import main

SHOP = Path(__file__).parents[2] / "fixtures" / "plans" / "shop"
TEXT = (SHOP / "plan.json").read_text()

Run = Callable[..., tuple[int, Any]]
Finding = tuple[str, tuple[str, ...]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def go(*words: str) -> tuple[int, Any]:
        code = main([*words, "--format", "json", "--thorough"])
        return code, json.loads(capsys.readouterr().out)

    return go


def found(report: Any) -> set[Finding]:
    return {(f["rule"], tuple(f["addresses"])) for f in report["findings"]}


def lines(report: Any) -> set[tuple[Finding, str, int]]:
    return {
        ((f["rule"], tuple(f["addresses"])), f["location"]["file"], f["location"]["line"])
        for f in report["findings"]
    }


def codes(report: Any) -> list[str]:
    return [n["code"] for n in report["notifications"]]


def changed(**keys: Any) -> str:
    return json.dumps({**json.loads(TEXT), **keys})


# -- findings and their places -----------------------------------------------------------------------------


def test_a_plan_alone_has_the_findings_of_its_sources_apart_from_texts(run: Run) -> None:
    shutil.copytree(SHOP, "shop")
    Path("plan.json").write_text(TEXT)
    _, of_sources = run("shop/main.tf")
    code, of_plan = run("plan.json")
    texts = {("hard-coded-zone", ("aws_subnet.a",))}
    assert code == 1
    assert found(of_plan) == found(of_sources) - texts
    assert len(found(of_plan)) == 4
    assert {(file, line) for _, file, line in lines(of_plan)} == {("plan.json", 1)}


def test_the_sources_beside_a_plan_give_the_lines(run: Run) -> None:
    shutil.copytree(SHOP, "shop")
    assert lines(run("shop/plan.json")[1]) == lines(run("shop/main.tf")[1])


def test_the_sources_can_be_named(run: Run) -> None:
    shutil.copytree(SHOP, "shop")
    Path("plans").mkdir()
    Path("plans/plan.json").write_text(TEXT)
    assert lines(run("plans/plan.json", "--source", "shop")[1]) == lines(run("shop/main.tf")[1])


def test_a_plan_in_the_scanned_folder_adds_nothing_to_its_sources(run: Run) -> None:
    shutil.copytree(SHOP, "shop")
    _, both = run("shop")
    assert both["summary"]["roots"] == 2
    assert lines(both) == lines(run("shop/main.tf")[1])


def test_sources_that_declare_something_else_are_not_taken(run: Run) -> None:
    Path("plan.json").write_text(TEXT)
    Path("main.tf").write_text('resource "aws_subnet" "a" {\n}\n')
    assert {file for _, file, _ in lines(run("plan.json")[1])} == {"plan.json"}
    _, named = run("plan.json", "--source", ".")
    assert codes(named) == ["plan-not-of-sources"]


def test_suppressions_of_the_sources_hold_for_the_plan(run: Run) -> None:
    shutil.copytree(SHOP, "shop")
    main_tf = Path("shop/main.tf")
    comment = "# reslint: ignore[database-single-zone] a trial\n"
    main_tf.write_text(main_tf.read_text().replace('resource "aws_db_instance" "orders"', comment + 'resource "aws_db_instance" "orders"'))  # fmt: skip
    _, report = run("shop/plan.json")
    assert "database-single-zone" not in {rule for rule, _ in found(report)}
    assert len(report["suppressed"]) == 1


def test_a_suppression_at_a_call_of_a_module_that_is_not_there_holds_for_the_plan(run: Run) -> None:
    shutil.copytree(SHOP, "shop")
    shutil.rmtree("shop/files")
    main_tf = Path("shop/main.tf")
    main_tf.write_text(main_tf.read_text().replace('"./files"', '"example/files/aws"'))
    _, report = run("shop/plan.json")
    assert codes(report) == []
    assert "bucket-versioning-off" in {rule for rule, _ in found(report)}
    comment = "# reslint: ignore[bucket-versioning-off] a trial\n"
    main_tf.write_text(main_tf.read_text().replace('module "files"', comment + 'module "files"'))
    assert "bucket-versioning-off" not in {rule for rule, _ in found(run("shop/plan.json")[1])}


def test_a_plan_is_never_printed_raw(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.json").write_text(TEXT)
    assert "hunter2" in TEXT
    for name in ("console", "sarif", "markdown", "json"):
        main(["plan.json", "--thorough", "--format", name, "--verbose"])
        out = capsys.readouterr().out
        assert "orders" in out
        assert "hunter2" not in out
        assert "planned_values" not in out


def test_a_source_that_is_no_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.json").write_text(TEXT)
    assert main([str(tmp_path / "plan.json"), "--source", str(tmp_path / "gone")]) == 2
    assert "no such folder of Terraform sources" in capsys.readouterr().err


# -- what is a plan ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan.json", "tfplan", "out.txt"])
def test_a_plan_is_known_by_its_content(run: Run, name: str) -> None:
    Path(name).write_text(TEXT)
    assert run(name)[1]["summary"]["resources"] == 9


def test_a_plan_is_found_in_a_folder(run: Run) -> None:
    Path("deep").mkdir()
    Path("deep/any.json").write_text(json.dumps(json.loads(TEXT), indent=2, sort_keys=True))
    assert run(".")[1]["summary"]["resources"] == 9


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_plan_written_by_powershell_is_read(run: Run, encoding: str) -> None:
    Path("plan.json").write_bytes(TEXT.encode(encoding))
    assert run("plan.json")[1]["summary"]["resources"] == 9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"format_version": "1.0", "values": {"root_module": {}}}',
        '{"plan": {"format_version": "1.2", "planned_values": {}}}',
        '"format_version planned_values"',
    ],
)
def test_anything_else_is_passed_over(run: Run, text: str) -> None:
    Path("plan.json").write_text(text)
    code, report = run("plan.json")
    assert (code, report["findings"], report["notifications"]) == (0, [], [])


def test_keys_and_minor_versions_that_are_not_known_are_passed_over(run: Run) -> None:
    Path("plan.json").write_text(changed(format_version="1.99", new={"a": 1}, prior_state=None))
    code, report = run("plan.json")
    assert (code, codes(report)) == (1, [])


# -- what cannot be read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT[:4000], "broken plan JSON"),
        ('{"format_version": "1.2", "planned_values": ' + "[" * 100_000, "broken plan JSON: recursion limit"),
        (changed(format_version="2.0"), "format version 2.0: only version 1 is understood"),
        (changed(format_version=["hunter2"]), "format version unknown"),
        (changed(planned_values={"root_module": {"resources": ["hunter2"]}}), "planned_values.root_module.resources.0"),
    ],
)  # fmt: skip
def test_a_broken_plan_is_said_in_one_line_and_ends_with_3(run: Run, text: str, said: str) -> None:
    Path("plan.json").write_text(text)
    code, report = run("plan.json")
    (notification,) = report["notifications"]
    assert (code, notification["file"]) == (3, "plan.json")
    assert said in notification["message"]
    assert "\n" not in notification["message"]
    assert "hunter2" not in notification["message"]


def test_a_plan_that_is_too_large_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from reslint.frontends.terraform.plan import detect, document

    monkeypatch.setattr(detect, "MAX_BYTES", 1000)
    monkeypatch.setattr(document, "MAX_BYTES", 1000)
    Path("plan.json").write_text(TEXT)
    code, report = run("plan.json")
    assert (code, codes(report)) == (3, ["unreadable-plan"])


def test_a_plan_that_ended_with_an_error_may_hide_findings(run: Run) -> None:
    Path("plan.json").write_text(changed(errored=True, complete=False))
    _, report = run("plan.json")
    assert [(n["code"], n["level"]) for n in report["notifications"]] == [("errored-plan", "error")]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"complete": False}, "not complete"),
        ({"complete": False, "deferred_changes": [{"resource_change": {"address": "aws_a.b"}}]}, "puts off aws_a.b"),
    ],
)  # fmt: skip
def test_a_plan_that_is_not_complete_is_said(run: Run, keys: Any, said: str) -> None:
    Path("plan.json").write_text(changed(**keys))
    _, report = run("plan.json")
    (notification,) = report["notifications"]
    assert (notification["code"], notification["level"]) == ("incomplete-plan", "warning")
    assert said in notification["message"]
