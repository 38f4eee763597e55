"""The shops in `examples/`: the weak ones have the same findings in both languages, the mended ones none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reslint.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


def report(folder: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main(["check", str(EXAMPLES / folder), "--format", "json"])
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def rules(folder: str, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    return sorted((f["rule"], f["severity"]) for f in report(folder, capsys)["findings"])


def test_the_weak_shop_has_the_same_findings_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    terraform = rules("terraform/weak", capsys)
    assert terraform == rules("cloudformation/weak", capsys)
    assert len(terraform) >= 12


@pytest.mark.parametrize("folder", ["terraform/mended", "cloudformation/mended"])
def test_the_mended_shop_has_none(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(folder, capsys)
    assert found["findings"] == []
    assert found["notifications"] == []


def test_the_mended_template_is_deployed_to_two_regions(capsys: pytest.CaptureFixture[str]) -> None:
    assert report("cloudformation/mended", capsys)["summary"]["roots"] == 2
