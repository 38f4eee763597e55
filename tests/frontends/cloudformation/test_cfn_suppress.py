from __future__ import annotations

from collections.abc import Callable

from reslint.model.inventory import Loaded

Load = Callable[..., Loaded]


def scopes(found: Loaded) -> list[tuple[tuple[str, ...], str, int, int]]:
    return [(s.rules, s.reason, s.scope.line, s.scope.end_line) for s in found.suppressions]


def test_comments_cover_a_line_the_next_entry_or_a_resource(loaded: Load) -> None:
    found = loaded(
        """\
        Resources:
          # reslint: ignore[whole-resource] staging
          A:
            Type: AWS::X::Y
            Properties:
              P: 1 # reslint: ignore[one-line, other-rule]  why not
              # reslint: ignore[next-entry] because
              # of this

              Q:
                - a
                - b
              R:
                # reslint: ignore[item] x
                - Key: a
                  Value: b
              S: 2
        """
    )
    assert found.notifications == []
    assert scopes(found) == [
        (("whole-resource",), "staging", 3, 17),
        (("one-line", "other-rule"), "why not", 6, 6),
        (("next-entry",), "because", 10, 12),
        (("item",), "x", 15, 16),
    ]


def test_a_file_is_covered_from_its_first_comment_block_only(loaded: Load) -> None:
    head = "# Copyright\n# reslint: ignore-file[a-rule] generated\n"
    body = "Resources:\n  A: {Type: AWS::X::Y}\n"
    assert scopes(loaded(head + body)) == [(("a-rule",), "generated", 1, 5)]
    late = loaded(body + "# reslint: ignore-file[a-rule] too late\n")
    assert (late.suppressions, [n.code for n in late.notifications]) == ([], ["bad-suppression"])


def test_a_hash_inside_a_string_or_block_scalar_is_no_comment(loaded: Load) -> None:
    found = loaded(
        """
        Resources:
          A:
            Type: AWS::X::Y
            Properties:
              P: "x # reslint: ignore[a] b"
              Q: 'x # reslint: ignore[a] b'
              R: x#y
              S: |
                # reslint: ignore[a] b
              T: >-
                text
                # reslint: ignore[a] b
        """
    )
    assert (found.suppressions, found.notifications) == ([], [])


def test_a_comment_after_a_block_scalars_header_or_below_it_is_one(loaded: Load) -> None:
    found = loaded(
        """\
        Resources:
          A:
            Type: AWS::X::Y
            Properties:
              S: !Sub | # reslint: ignore[head] b
                text
              # reslint: ignore[below] b
              T: 1
        """
    )
    assert scopes(found) == [(("head",), "b", 5, 5), (("below",), "b", 8, 8)]


def test_a_directive_that_cannot_be_read_is_told(loaded: Load) -> None:
    for text in ("ignore", "ignore[]", "ignore[Bad Name]", "ignore a-rule", "disable[a]"):
        found = loaded(f"Resources:\n  A: {{Type: AWS::X::Y}} # reslint: {text}\n")
        assert found.suppressions == []
        assert [(n.level, n.code, n.span and n.span.line) for n in found.notifications] == [
            ("warning", "bad-suppression", 2)
        ]


def test_metadata_covers_its_resource_or_the_template(loaded: Load) -> None:
    found = loaded(
        """\
        {"Metadata": {"reslint": {"ignore": [{"rule": "everywhere", "reason": "r1"}]}},
         "Resources": {
          "A": {"Type": "AWS::X::Y",
            "Metadata": {"reslint": {"ignore": [{"rule": "here", "reason": "r2"}, {"reason": "no rule"}]}}},
          "B": {"Type": "AWS::X::Y", "Metadata": {"reslint": {"ignore": "all"}}}
        }}
        """
    )
    assert scopes(found) == [(("everywhere",), "r1", 1, 7), (("here",), "r2", 3, 4)]
    assert [(n.code, n.span and n.span.line) for n in found.notifications] == [
        ("bad-suppression", 4),
        ("bad-suppression", 5),
    ]


def test_metadata_inside_a_loop_covers_what_it_makes(loaded: Load) -> None:
    found = loaded(
        """\
        Resources:
          Fn::ForEach::Q:
            - N
            - [a, b]
            - 'Q${N}':
                Type: AWS::SQS::Queue
                Metadata: {reslint: {ignore: [{rule: a-rule, reason: x}]}}
        """
    )
    assert scopes(found) == [(("a-rule",), "x", 5, 7)]
