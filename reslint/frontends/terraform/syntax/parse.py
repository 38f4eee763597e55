"""Terraform text to the tree. The only file that knows python-hcl2 and lark.

python-hcl2's grammar and post-lexer are run by lark's LALR parser, with `nodes.Builder` as its
inline transformer and our own tokens (`lexer`). The tree is nested lists `[op, start, end, …]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from reslint.errors import InputError
from reslint.files.reading import decode, read_content
from reslint.frontends.terraform.syntax import grammar, template
from reslint.frontends.terraform.syntax.checks import check_body, check_depth
from reslint.frontends.terraform.syntax.expected import unexpected
from reslint.frontends.terraform.syntax.lexer import Feed, Lexer, Reading
from reslint.frontends.terraform.syntax.nodes import Builder, Many
from reslint.frontends.terraform.syntax.recover import Part, bounded, recover
from reslint.frontends.terraform.syntax.tokens import MAX_TEMPLATES, Broken, Token
from reslint.model.span import Source

if TYPE_CHECKING:
    from reslint.files.treecache import TreeCache

Node = list[Any]
Tree = dict[str, Any]


def parse(source: Source) -> Tree:
    """The tree of `.tf` text; what is broken is in its `errors`, and the rest is read."""
    text = source.text
    start = 1 if text.startswith("\ufeff") else 0
    try:
        part = _read_range(text, start, len(text))
    except Broken as broken:
        return recover(text, broken, lambda first, last: _read_range(text, first, last))
    part.body[2] = len(text)
    part.comments.sort(key=lambda comment: comment[0])
    return {"body": part.body, "comments": part.comments, "errors": bounded(part.problems)}


def parse_template(source: Source, start: int, end: int) -> list[Node]:
    """The parts of template text without quotes: a template file, or a string of `.tf.json`.

    Raises `InputError` with file, line and column for text that is not a template.
    """
    try:
        return read_template(TreeReading(source.text), start, end)
    except Broken as broken:
        line, column = source.position(min(broken.start, len(source.text)))
        raise InputError(f"{source.path}:{line}:{column}: {broken.message}") from None


def read_template(reading: TreeReading, start: int, end: int) -> list[Node]:
    """As `parse_template`, but raises `Broken`."""
    parts = template.parts(reading, start, end)
    check_depth(["tmpl", start, end, parts], "this template")
    return parts


def read_tree(path: Path, shown: str, cache: TreeCache | None) -> tuple[Source, Tree]:
    """A file and its tree, from the cache when nothing has changed; `shown` is its path in reports.

    Raises `InputError` for a file that is encrypted, binary, too large or cannot be read.
    """
    from reslint.frontends.terraform.syntax.treecache import tree_key

    content = read_content(path, shown)
    source = Source(shown, decode(content, shown))
    form = "json" if path.suffix == ".json" else "hcl"
    key = tree_key(content, form) if cache else ""
    tree = cache.get(key) if cache else None
    if tree is None:
        tree = _parse_form(source, form)
        if cache:
            cache.put(key, tree)
    return source, tree


def _parse_form(source: Source, form: str) -> Tree:
    if form == "hcl":
        return parse(source)
    from reslint.frontends.terraform.syntax.jsonform import parse_json

    return parse_json(source)


class TreeReading(Reading):
    """A text that is being read, with its expressions."""

    def expression(self, start: int, end: int) -> Node:
        """The expression that fills the range. Raises `Broken`."""
        if self.depth >= MAX_TEMPLATES:
            raise Broken(start, end, f"templates are nested more than {MAX_TEMPLATES} deep")
        self.depth += 1
        try:
            body = _run(self, _as_argument(Lexer(self, start, end, newlines=False), start, end))
        finally:
            self.depth -= 1
        node: Node = body[3][0][4][3]
        return node


def _as_argument(lexer: Lexer, start: int, end: int) -> Iterator[Token]:
    """The grammar begins with a body: the expression becomes an argument, in parentheses."""
    yield Token("NAME", start, start, "")
    yield Token("EQ", start, start, "=")
    yield Token("LPAR", start, start, "(")
    yield from lexer.tokens()
    yield Token("RPAR", end, end, ")")


def _read_range(text: str, start: int, end: int) -> Part:
    """The items of a range. Raises `Broken`."""
    reading = TreeReading(text)
    body = _run(reading, Lexer(reading, start, end, newlines=True).tokens())
    check_body(text, body, reading.problems)
    return Part(body, reading.comments, reading.problems)


def _run(reading: Reading, stream: Iterator[Token]) -> Node:
    from lark import UnexpectedToken

    machine = _machine()
    feed: Any = Feed(machine.post_lexer.process(stream), machine.states, reading)
    try:
        body: Node = machine.parser.parse(feed, "start")
    except UnexpectedToken as error:
        raise unexpected(reading.text, error.token, error.expected) from None
    return body


@cache
def _machine() -> SimpleNamespace:
    """lark's parser with python-hcl2's tables and post-lexer, and our callbacks."""
    import lark
    from hcl2.postlexer import PostLexer
    from lark.grammar import Rule
    from lark.parse_tree_builder import ParseTreeBuilder
    from lark.parsers.lalr_analysis import IntParseTable, Reduce, Shift
    from lark.parsers.lalr_parser import _Parser

    key = grammar.tables_key(grammar.grammar_text(), lark.__version__)
    tables = grammar.find_tables(key, make_tables)
    rules = [Rule.deserialize(rule, {}) for rule in tables["rules"]]
    states = grammar.unpack_states(tables, rules, Shift, Reduce)
    callbacks = ParseTreeBuilder(rules, Many).create_callback(Builder)
    table = IntParseTable(states, tables["start"], tables["end"])
    return SimpleNamespace(parser=_Parser(table, callbacks), states=states, post_lexer=PostLexer())


def make_tables() -> grammar.Tables:
    """The LALR tables of python-hcl2's grammar as data; takes seconds."""
    from lark import Lark
    from lark.parsers.lalr_analysis import Reduce

    made: Any = Lark(grammar.grammar_text(), parser="lalr")
    return grammar.pack_tables(made.rules, made.parser.parser._parse_table, Reduce)
