"""The hash of a line is the one that GitHub's upload action works out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reslint.reporters.linehash import line_hashes

MAIN = 'resource "aws_db_instance" "a" {\n  multi_az = false\n}\n'


def _slow(text: str) -> list[int]:
    """The definition, window by window, for texts without carriage returns."""
    lines = text.split("\n")
    hashes = []
    for number in range(len(lines)):
        rest = "\n".join(lines[number:]) if number < len(lines) else ""
        units = [ord(c) for c in rest if c not in " \t"] + [65535] + [0] * 100
        value = 0
        for unit in units[:100]:
            value = (value * 37 + unit) % 2**64
        hashes.append(value)
    return hashes


@given(st.text(alphabet='ab =\t\n{}"', max_size=400))
def test_rolling_hash_is_the_hash_of_each_window(text: str) -> None:
    found = [int(value.split(":")[0], 16) for value in line_hashes(text).values()]
    assert found == _slow(text)


def test_the_empty_file_has_the_value_of_the_upload_action() -> None:
    assert line_hashes("") == {1: "c129715d7a2bc9a3:1"}


def test_values_recorded_from_the_upload_action() -> None:
    assert line_hashes(" a\nb\n  \tc\n d") == {
        1: "271789c17abda88f:1",
        2: "54703d4cd895b18:1",
        3: "180aee12dab6264:1",
        4: "a23a3dc5e078b07b:1",
    }


def test_line_ends_and_blanks_do_not_matter() -> None:
    assert line_hashes(MAIN.replace("\n", "\r\n")) == line_hashes(MAIN)
    assert line_hashes(MAIN.replace("  ", "\t\t")) == line_hashes(MAIN)


def test_equal_lines_far_from_the_end_are_numbered() -> None:
    hashes = line_hashes("same = 1\n" * 60)
    assert hashes[1].endswith(":1")
    assert hashes[2] == hashes[1].replace(":1", ":2")


def test_characters_beyond_the_basic_plane_count_as_two() -> None:
    assert line_hashes("\U0001f600")[1] != line_hashes("\U0001f601")[1]
