"""Files, the cache of their trees, and the tables of the grammar."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from reslint.errors import InputError
from reslint.files import cachedir
from reslint.frontends.terraform.syntax import grammar, treecache
from reslint.frontends.terraform.syntax.parse import read_tree
from reslint.frontends.terraform.syntax.treecache import TreeCache, tree_key

TEXT = 'resource "aws_sqs_queue" "jobs" {\n  name = "${var.app}-jobs"\n}\n'


def write(folder: Path, content: bytes | str, name: str = "main.tf") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_is_parsed_by_its_suffix(tmp_path: Path) -> None:
    native = read_tree(write(tmp_path, TEXT), "main.tf", None)[1]
    json_form = read_tree(write(tmp_path, '{"variable": {"a": {}}}', "a.tf.json"), "a.tf.json", None)[1]
    assert native["body"][4][0][3] == "resource"
    assert json_form["body"][4][0][3] == "variable"


def test_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    source, tree = read_tree(write(tmp_path, b"\xef\xbb\xbfa = 1\r\nb = 2\r\n"), "main.tf", None)
    assert source.text == "a = 1\r\nb = 2\r\n"
    assert tree["body"][3][1][1] == 7


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\0GITCRYPT\0\x12\x34", r"main\.tf: encrypted by git-crypt"),
        (b"MZ\0\0\0", r"main\.tf: binary, not text"),
        (b"a = \xff\n", r"main\.tf: not UTF-8 text \(byte 4\)"),
        (b"#" * 10_000_001, r"main\.tf: larger than 10 MB"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_tree(write(tmp_path, content), "main.tf", None)


def test_missing_files_and_folders_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.tf: not a file"):
        read_tree(tmp_path / "gone.tf", "gone.tf", None)
    with pytest.raises(InputError, match="not a file"):
        read_tree(tmp_path, "folder", None)


def test_a_hit_gives_the_same_tree(tmp_path: Path) -> None:
    path, cache = write(tmp_path, TEXT), TreeCache(tmp_path / "cache")
    first = read_tree(path, "main.tf", cache)[1]
    again = read_tree(path, "main.tf", cache)[1]
    assert again == first
    assert cache.get(tree_key(TEXT.encode(), "hcl")) == first


def test_a_hit_imports_neither_lark_nor_hcl2(tmp_path: Path) -> None:
    path, folder = write(tmp_path, TEXT), tmp_path / "cache"
    code = (
        "import sys; from pathlib import Path\n"
        "from reslint.frontends.terraform.syntax.parse import read_tree\n"
        "from reslint.frontends.terraform.syntax.treecache import TreeCache\n"
        f"read_tree(Path({str(path)!r}), 'main.tf', TreeCache(Path({str(folder)!r})))\n"
        "print([m for m in ('lark', 'hcl2', 'importlib.metadata') if m in sys.modules])"
    )
    run = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in "12"
    ]
    assert "lark" in run[0].stdout
    assert run[1].stdout.strip() == "[]"


def test_key_depends_on_content_form_and_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {tree_key(b"a", "hcl"), tree_key(b"b", "hcl"), tree_key(b"a", "json")}
    monkeypatch.setattr(treecache, "hcl2_version", lambda: "0")
    keys.add(tree_key(b"a", "hcl"))
    monkeypatch.setattr(treecache, "TREE_VERSION", -1)
    keys.add(tree_key(b"a", "hcl"))
    assert len(keys) == 5


def test_version_of_python_hcl2_is_the_installed_one() -> None:
    from importlib.metadata import version

    assert treecache.hcl2_version() == version("python-hcl2")


@pytest.mark.parametrize(
    "damage", [b"", b"rubbish", zlib.compress(b"[1]"), zlib.compress(b'{"body":'), zlib.compress(b"{}")]
)
def test_a_damaged_entry_is_a_miss(tmp_path: Path, damage: bytes) -> None:
    path, cache = write(tmp_path, TEXT), TreeCache(tmp_path / "cache")
    first = read_tree(path, "main.tf", cache)[1]
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(damage)
    assert read_tree(path, "main.tf", cache)[1] == first
    assert cache.get(entry.stem) == first


def test_only_the_owner_can_read_the_cache(tmp_path: Path) -> None:
    TreeCache(tmp_path / "cache").put("k", {"body": [], "comments": [], "errors": []})
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "cache" / "k.tree").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["k.tree"]


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    cache = TreeCache(tmp_path / "open")
    cache.put("k", {"body": [], "comments": [], "errors": []})
    assert list((tmp_path / "open").iterdir()) == []


def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: -1)
    assert cachedir.usable(tmp_path / "theirs") is None


def test_a_path_that_cannot_be_a_folder_means_no_cache(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT)
    assert read_tree(path, "main.tf", TreeCache(path / "cache"))[1]["errors"] == []


def test_where_the_cache_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("RESLINT_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cachedir.cache_directory() == tmp_path / "home" / ".cache" / "reslint"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cachedir.cache_directory() == tmp_path / "xdg" / "reslint"
    monkeypatch.setenv("RESLINT_CACHE_DIR", str(tmp_path / "own"))
    assert cachedir.cache_directory() == tmp_path / "own"


TABLES: dict[str, Any] = {"rules": [], "states": []}


def test_tables_are_made_once_and_then_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(grammar, "PACKAGED", tmp_path / "absent.json")
    made = []

    def make() -> dict[str, Any]:
        made.append(1)
        return TABLES

    assert [grammar.find_tables("k", make) for _ in "12"] == [TABLES, TABLES]
    assert len(made) == 1
    grammar.find_tables("other grammar", make)
    assert len(made) == 2


def test_tables_of_the_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(
        grammar, "PACKAGED", write(tmp_path, grammar.dump_tables("k", TABLES), "packaged.json")
    )
    assert grammar.find_tables("k", lambda: {"made": True}) == TABLES
    assert not (tmp_path / "cache").exists()
    assert grammar.find_tables("another key", lambda: {"made": True}) == {"made": True}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"key": "k"}', b'{"key": "k", "tables": 1}'])
def test_damaged_tables_are_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("RESLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(grammar, "PACKAGED", tmp_path / "absent.json")
    write(tmp_path, content, grammar.TABLES_NAME)
    assert grammar.find_tables("k", lambda: TABLES) == TABLES
    assert json.loads((tmp_path / grammar.TABLES_NAME).read_bytes())["tables"] == TABLES
