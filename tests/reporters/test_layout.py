"""Source lines come out readable and underlined at the right columns, whatever is in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reslint.reporters.layout import excerpt, width, wrap


def _underlined(line: str, start: int, end: int, room: int = 80) -> str:
    shown = excerpt(line, start, end, room)
    return shown.text[shown.offset : shown.offset + shown.length]


def test_tabs_become_four_columns() -> None:
    assert excerpt("\tmulti_az = false", 1, 9, 80).offset == 4
    assert _underlined("\tmulti_az = false", 1, 9) == "multi_az"


def test_wide_characters_take_two_columns() -> None:
    shown = excerpt('name = "日本" # x', 8, 10, 80)
    assert (shown.offset, shown.length) == (8, 4)


def test_combining_marks_take_no_column() -> None:
    assert width("e\u0301") == 1


def test_control_characters_and_overrides_are_spelled_out() -> None:
    shown = excerpt('a = "\x1b[31m\u202e"', 0, 1, 80)
    assert shown.text == 'a = "\\x1b[31m\\u202e"'


def test_a_long_line_is_cut_round_the_deciding_part() -> None:
    line = "x" * 5_000 + "DECIDES" + "y" * 5_000
    shown = excerpt(line, 5_000, 5_007, 60)
    assert width(shown.text) <= 62
    assert shown.text[shown.offset : shown.offset + shown.length] == "DECIDES"
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")


def test_an_empty_span_at_the_end_of_a_line_still_gets_a_mark() -> None:
    assert excerpt("abc", 3, 3, 80).length == 1


@given(st.text(max_size=300), st.integers(0, 320), st.integers(0, 320), st.integers(20, 120))
def test_any_line_fits_its_room(line: str, start: int, end: int, room: int) -> None:
    shown = excerpt(line, start, end, room)
    assert width(shown.text) <= room + 12  # two marks and at most one escape
    assert shown.offset >= 0
    assert shown.length >= 1
    assert shown.text.replace("\u3000", " ").isprintable()


def test_wrapping_cuts_after_the_wanted_lines() -> None:
    assert wrap("word " * 100, 40, 2)[-1].endswith("…")
    assert len(wrap("word " * 100, 40, 2)) == 2
