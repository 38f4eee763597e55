"""Text from the scanned tree cannot steer a terminal, a browser or a runner."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

from reslint.engine.finding import Finding, Report, Undecided
from reslint.model.inventory import Notification
from reslint.model.span import Source
from reslint.reporters import REPORTERS, ReportOptions, escape, writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOSTILE = (
    "::set-output name=x::y",
    "  ::error::boo",
    "##[add-mask]x",
    "\x1b[2J\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "<script>alert(1)</script>",
    "</details><img src=x onerror=alert(1)>",
    "[click](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "`code` | cell | *bold* @everyone https://evil.example www.evil.example",
    "abc\u202egpj.exe\u2066\u200b",
    "one\n::warning::two\r\nthree",
    "\ud800 lone",
    "nul\x00\x7f\x9b31m",
)


def _report(text: str, at: Callable[..., Finding]) -> Report:
    source = Source(f"{text}.tf".replace("\x00", ""), f'a = "{text}"\nb = 1\n')
    finding = at(
        source,
        "a",
        message=text,
        details=(text,),
        label=text,
        addresses=(text, text + "2"),
        block=text,
        deployments=(text,),
        root=text,
    )
    return Report(
        findings=[finding],
        undecided=[Undecided(finding.rule, text, text, finding.primary, (text,), (text,))],
        notifications=[Notification("error", "syntax-error", text, text.replace("\x00", ""))],
        files=1,
        resources=1,
        roots=1,
    )


def _written(name: str, report: Report) -> str:
    out = io.StringIO()
    writer(name)(report, out, ReportOptions(verbose=True))
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(REPORTERS))
@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_or_reordering_character_is_written(
    name: str, text: str, at: Callable[..., Finding]
) -> None:
    written = _written(name, _report(text, at))
    assert all(line.isprintable() for line in written.split("\n"))
    written.encode("utf-8")


@pytest.mark.parametrize("name", ["json", "sarif"])
@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_no_lone_surrogate(name: str, text: str, at: Callable[..., Finding]) -> None:
    document = json.loads(_written(name, _report(text, at)))
    json.dumps(document, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_runner_sees_no_command_in_the_console_report(text: str, at: Callable[..., Finding]) -> None:
    for line in _written("console", _report(text, at)).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


@pytest.mark.parametrize("line", ["::error::x", "  ::error::x", "\x1b[1m::error::x", "a ##[error]x"])
def test_a_finished_line_is_defused(line: str) -> None:
    safe = escape.workflow(line)
    assert not re.sub(r"\x1b\[[0-9;]*m", "", safe).lstrip().startswith("::")
    assert "##[" not in safe


def test_a_harmless_line_stays_as_it_is() -> None:
    assert escape.workflow("AWS::RDS::DBInstance") == "AWS::RDS::DBInstance"


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_renders_to_text_only(text: str, at: Callable[..., Finding]) -> None:
    renderer = MarkdownIt("commonmark", {"html": True}).enable("table")
    html = renderer.render(_written("markdown", _report(text, at)))
    for forbidden in ("<script", "<img", "<a ", "onerror=alert(1)>", "<em>", "</details><"):
        assert forbidden not in html
    assert html.count("<details>") == html.count("</details>") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_sarif_message_holds_no_link_of_the_tree(text: str, at: Callable[..., Finding]) -> None:
    log = json.loads(_written("sarif", _report(text, at)))
    for message in _messages(log):
        assert not re.search(r"(?<!\\)\]\((?!\d)", message)


def _messages(node: Any) -> Iterator[str]:
    """The text of every SARIF message inside a node."""
    if isinstance(node, list):
        for item in node:
            yield from _messages(item)
    elif isinstance(node, dict):
        if "message" in node:
            yield node["message"]["text"]
        for item in node.values():
            yield from _messages(item)
