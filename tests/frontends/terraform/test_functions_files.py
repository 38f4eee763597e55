"""File functions: what is read, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reslint.frontends.terraform.reader import ConfinedFiles
from reslint.frontends.terraform.values.failures import EvaluationError
from reslint.frontends.terraform.values.functions import call
from reslint.model.value import Value


@pytest.fixture
def files(tmp_path: Path) -> ConfinedFiles:
    """A repository with a few files."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "a.json").write_text("{}\n", encoding="utf-8")
    (tmp_path / "policies" / "b.json").write_text("[]\n", encoding="utf-8")
    (tmp_path / "image.bin").write_bytes(b"\xff\xfe\x00")
    return ConfinedFiles(tmp_path, tmp_path)


def test_file_is_read(files: ConfinedFiles) -> None:
    assert call("file", [Value("policies/a.json")], None, files).data == "{}\n"
    assert call("filebase64", [Value("policies/a.json")], None, files).data == "e30K"
    assert call("filemd5", [Value("policies/a.json")], None, files).data == "8a80554c91d9fca8acb82f023de02f11"


def test_missing_file_is_an_error(files: ConfinedFiles) -> None:
    assert call("fileexists", [Value("none")], None, files).data is False
    with pytest.raises(EvaluationError, match="none"):
        call("file", [Value("none")], None, files)


def test_file_set_is_a_set_of_names(files: ConfinedFiles) -> None:
    found = call("fileset", [Value("policies"), Value("*.json")], None, files)
    assert [i.data for i in found.items] == ["a.json", "b.json"]
    assert not call("fileset", [Value("policies"), Value("{a,b}.json")], None, files).known


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "image.bin"])
def test_what_may_not_or_cannot_be_read_is_unknown(files: ConfinedFiles, path: str) -> None:
    assert not call("file", [Value(path)], None, files).known


def test_without_access_nothing_is_read() -> None:
    assert not call("file", [Value("a")], None, None).known
    assert not call("fileexists", [Value("a")], None, None).known


def test_paths_of_the_machine_are_unknown(files: ConfinedFiles) -> None:
    unknown = call("abspath", [Value("a")], None, files).unknown
    assert unknown is not None
    assert unknown.prefix == "/"
    assert not call("pathexpand", [Value("~/a")], None, files).known
