"""Colours and links follow the environment."""

from __future__ import annotations

import pytest

from reslint.reporters import ReportOptions
from reslint.reporters.style import link, paint, wants_colour, wants_links


@pytest.mark.parametrize(
    ("terminal", "environment", "wanted"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (True, {"CLICOLOR": "0"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "0"}, False),
        (False, {"CLICOLOR_FORCE": "1"}, True),
        (False, {"CLICOLOR_FORCE": "0"}, False),
        (False, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(terminal: bool, environment: dict[str, str], wanted: bool) -> None:
    assert wants_colour(terminal, environment) is wanted


def test_the_option_beats_the_environment() -> None:
    assert wants_colour(False, {"NO_COLOR": "1"}, "always")
    assert not wants_colour(True, {"FORCE_COLOR": "1"}, "never")


def test_links_only_on_a_terminal() -> None:
    assert wants_links(True, {})
    assert not wants_links(False, {"FORCE_COLOR": "1"})
    assert not wants_links(True, {"TERM": "dumb"})


def test_plain_options_write_no_escape_sequences() -> None:
    assert paint("x", "high", ReportOptions()) == "x"
    assert link("x", "https://example.org", ReportOptions()) == "x"
    assert "https://example.org" in link("x", "https://example.org", ReportOptions(links=True))
