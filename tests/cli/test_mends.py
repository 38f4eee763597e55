"""What a user saw go wrong once, and must not see again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

WEAK = 'resource "aws_db_instance" "orders" {\n  engine   = "postgres"\n  multi_az = false\n}\n'
BROKEN = 'resource "aws_s3_bucket" "b" {\n  bucket = \n}\n'
SELECT = ("--select", "database-single-zone")

Run = Callable[..., tuple[int, str, str]]


def databases(number: int, name: str = "orders") -> str:
    """A template of single-zone databases, all on one line."""
    properties = {"Engine": "mysql", "DBName": name, "MultiAZ": False}
    database = {"Type": "AWS::RDS::DBInstance", "Properties": properties}
    return json.dumps({"Resources": {f"Db{i}": database for i in range(number)}})


# -- templates of one line -------------------------------------------------------------------------


def test_the_console_reads_only_what_it_shows_of_a_long_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reslint.reporters import snippet

    lengths: list[int] = []
    mask = snippet.without_passwords
    monkeypatch.setattr(snippet, "without_passwords", lambda text: lengths.append(len(text)) or mask(text))
    Path("t.json").write_text(databases(100))
    assert '"MultiAZ": false' in run("t.json", *SELECT)[1]
    assert len(lengths) == 100
    assert max(lengths) < len(databases(100)) / 2


@pytest.mark.parametrize("length", [7, 70, 700])
def test_a_password_of_which_only_the_end_is_shown_is_starred_out(run: Run, length: int) -> None:
    Path("t.json").write_text(databases(20, "https://bot:" + "z" * length + "@host/"))
    _, out, _ = run("t.json", *SELECT)
    assert "*@host" in out
    assert "zz" not in out


def test_a_line_of_windows_is_shown_without_its_end(run: Run) -> None:
    Path("main.tf").write_bytes(WEAK.replace("\n", "\r\n").encode())
    _, out, _ = run("main.tf", *SELECT, "--color", "never")
    assert "3 |   multi_az = false\n" in out


def test_findings_of_one_rule_on_one_line_are_told_apart_in_sarif(run: Run) -> None:
    Path("t.json").write_text(databases(3))
    first, second = (run("t.json", *SELECT, "--format", "sarif")[1] for _ in range(2))
    results = json.loads(first)["runs"][0]["results"]
    hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]
    line = hashes[0].partition(":")[0]
    assert hashes == [f"{line}:1", f"{line}:2", f"{line}:3"]
    assert first == second


# -- inspect ---------------------------------------------------------------------------------------


def test_the_table_of_inspect_says_where_something_is_unread(run: Run) -> None:
    Path("main.tf").write_text(BROKEN)
    code, out, _ = run("inspect", "main.tf")
    assert code == 3
    assert "main.tf:2:12: error: " in out


def test_the_table_of_inspect_names_a_file_that_cannot_be_read(run: Run) -> None:
    Path("main.tf").write_bytes(b"\0GITCRYPT\0abc")
    assert "\nmain.tf: error: " in run("inspect", ".")[1]


def test_inspect_stars_out_passwords_in_urls(run: Run) -> None:
    Path("main.tf").write_text('resource "aws_thing" "a" {\n  url = "https://bot:hunter2@host/x"\n}\n')
    (thing,) = json.loads(run("inspect", "main.tf", "--format", "json")[1])["resources"]
    assert thing["attributes"]["url"] == "https://bot:*******@host/x"


# -- what cannot be done is said in one line -------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [("rules",), ("main.tf",), ("inspect", "main.tf")])
def test_a_full_disk_is_one_line_and_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (tmp_path / "main.tf").write_text(WEAK)
    command = [sys.executable, "-m", "reslint", *words]
    monkeypatch.delenv("RESLINT_DEBUG", raising=False)
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"reslint: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- select\n- zone\n", ":1: the configuration must be a mapping of settings"),
        ("[]\n", ":1: the configuration must be a mapping of settings"),
        ("select: []\ndeployments:\n  - prod\n", ":3: `deployments.0` must be a mapping of settings"),
    ],
)
def test_a_configuration_that_is_no_mapping_is_said_in_words(run: Run, text: str, said: str) -> None:
    Path(".reslint.yaml").write_text(text)
    Path("main.tf").write_text(WEAK)
    code, _, err = run("main.tf")
    assert code == 2
    assert err.endswith(said + "\n")


def test_an_empty_configuration_changes_nothing(run: Run) -> None:
    Path(".reslint.yaml").write_text("# nothing yet\n")
    Path("main.tf").write_text(WEAK)
    assert run("main.tf", *SELECT)[0] == 1


@pytest.mark.parametrize(
    ("words", "name"),
    [(("",), "PATH"), (("main.tf", ""), "PATH"), (("inspect", ""), "PATH"),
     (("main.tf", "--output", ""), "--output"), (("main.tf", "--config="), "--config")],
)  # fmt: skip
def test_an_empty_path_is_refused(run: Run, words: tuple[str, ...], name: str) -> None:
    Path("main.tf").write_text(WEAK)
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert f"argument {name}: the path is empty; is a variable not set?" in err


# -- what is not known is named --------------------------------------------------------------------

ONE_ZONE = """\
locals {
  subnets = [aws_subnet.a[0].id, aws_subnet.b.id]
}
resource "aws_subnet" "a" {
  count             = 1
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  availability_zone = "eu-west-1a"
}
resource "aws_lb" "shop" {
  load_balancer_type = "network"
  subnets            = local.subnets
}
"""


def test_what_exists_only_after_apply_is_named_by_its_address(run: Run) -> None:
    Path("main.tf").write_text(ONE_ZONE)
    _, out, _ = run("main.tf", "--select", "load-balancer-single-zone")
    assert "^^^^^^^^^^^^^ this is aws_subnet.a[0].id, aws_subnet.b.id\n" in out


@pytest.mark.parametrize(
    ("value", "reason"),
    [("local.a", "local.a refers to itself"), ('tobool("x")', "tobool(): ")],
)
def test_an_expression_that_fails_is_named_by_its_reason(run: Run, value: str, reason: str) -> None:
    Path("main.tf").write_text("locals {\n  a = local.b\n  b = local.a\n}\n" + WEAK.replace("false", value))
    _, out, _ = run("main.tf", *SELECT)
    assert f"1 undecided: 1 because {reason}" in out
    assert "assume" not in out


# -- the command line ------------------------------------------------------------------------------


def test_options_may_stand_between_paths(run: Run) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "main.tf").write_text(WEAK)
    as_json = ("--format", "json")
    for words in (
        ("a", *SELECT, *as_json, "b"),
        ("check", "a", *as_json, "b", *SELECT),
        ("a", *SELECT, *as_json, "--", "b"),
    ):
        code, out, _ = run(*words)
        assert code == 1
        assert [f["root"] for f in json.loads(out)["findings"]] == ["a", "b"]
    assert "a/main.tf" in run("inspect", "a", "--format", "table", "b")[1]
