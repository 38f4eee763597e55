"""Random expressions of Terraform's language, mostly of fitting types, for the differential fuzzer."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

Kind = str
"""`string`, `number`, `bool`, `list` (of strings), `numbers`, `map` (of strings), `object` or `mixed`."""

UNKNOWN = "terraform_data.x.id"

LITERALS: Mapping[Kind, tuple[str, ...]] = {
    "string": (
        '""',
        '"a"',
        '"b"',
        '"1"',
        '"true"',
        '"a-b"',
        '"Äé"',
        '"x,y"',
        '"10.0.0.0/16"',
        '" s "',
        "null",
    ),
    "number": ("0", "1", "2", "-1", "3", "1.5", "10", "0.1", '"2"', "null"),
    "bool": ("true", "false", '"true"'),
    "list": (
        "[]",
        '["a"]',
        '["a", "b"]',
        '["b", "a", "a"]',
        '["c", ""]',
        'toset(["b", "a"])',
        'tolist(["a", "c"])',
    ),
    "numbers": ("[]", "[1]", "[3, 1, 2]", "[1.5, 2]", "range(4)", "toset([2, 1])", "tolist([1, 1])"),
    "map": ("{}", '{ a = "x" }', '{ a = "1", b = "2" }', 'tomap({ b = "y" })', '{ "k-1" = "v", a = "" }'),
    "object": ("{}", '{ a = 1, b = "x" }', "{ a = [1, 2] }", "{ a = { b = true } }", "{ a = null }"),
    "mixed": ("[]", '[1, "a"]', '[true, "b", null]', '[[1], ["a"]]', "[{ a = 1 }, { a = 2 }]", "null"),
}

SHAPES: Mapping[Kind, tuple[str, ...]] = {
    "string": (
        "upper({string})", "lower({string})", "trimspace({string})", 'join(",", {list})', 'join("-", {numbers})',
        '"${{{string}}}-${{{number}}}"', '"x%{{ if {bool} }}y%{{ else }}${{{string}}}%{{ endif }}"',
        '"%{{ for v in {list} }}${{v}};%{{ endfor }}"', "replace({string}, {string}, {string})",
        "substr({string}, {number}, {number})", "coalesce({string}, {string})", "tostring({number})", "tostring({bool})",
        'format("%s/%v", {string}, {mixed})', 'format("%d", {number})', "element({list}, {number})",
        "lookup({map}, {string}, {string})", "jsonencode({object})", "jsonencode({mixed})", "yamlencode({object})",
        "trimprefix({string}, {string})", "{list}[{number}]", "{map}[{string}]", "try({map}[{string}], {string})",
        "one({list})", "title({string})", "strrev({string})", "md5({string})", "base64encode({string})",
        "cidrhost(\"10.0.0.0/8\", {number})", "{map}.a", "nonsensitive(sensitive({string}))", "sort({list})[0]",
    ),
    "number": (
        "{number} + {number}", "{number} * {number}", "{number} - {number}", "{number} / 4",
        "{number} % {number}", "-{number}", "length({list})", "length({map})", "length({string})", "length({object})",
        "max({number}, {number})", "min({numbers}...)", "sum({numbers})", "abs({number})", "floor({number})",
        "ceil({number})", "index({list}, {string})", "tonumber({string})", "parseint({string}, 10)", "{numbers}[0]",
        "try({object}.a, {number})", "signum({number})", "pow({number}, 2)", "length(setproduct({list}, {list}))",
    ),
    "bool": (
        "{number} == {number}", "{string} == {string}", "{list} == {list}", "{map} != {map}", "{object} == {object}",
        "{number} < {number}", "{number} >= {number}", "!{bool}", "{bool} && {bool}", "{bool} || {bool}",
        "contains({list}, {string})", "contains({numbers}, {number})", "alltrue([{bool}, {bool}])",
        "anytrue([{bool}, {bool}])", "can({list}[{number}])", "can({object}.a)", "startswith({string}, {string})",
        "endswith({string}, {string})", "strcontains({string}, {string})", "{string} == null", "{mixed} == null",
        "can(regex({string}, {string}))", "tobool({string})", "{list} == []", "{map} == {{}}", "{mixed} == {mixed}",
    ),
    "list": (
        "concat({list}, {list})", "distinct({list})", "compact({list})", "reverse({list})", "sort({list})",
        "slice({list}, {number}, {number})", "[for v in {list} : upper(v)]", "[for v in {list} : v if v != {string}]",
        "[for k, v in {map} : k]", "[for i, v in {list} : \"${{i}}${{v}}\"]", "keys({map})", "values({map})",
        "toset({list})", "tolist({list})", "setunion({list}, {list})", "setsubtract({list}, {list})",
        "setintersection({list}, {list})", 'split(",", {string})', "flatten([{list}, [{list}]])", "[{string}, {string}]",
        "coalescelist({list}, {list})", "matchkeys({list}, {list}, {list})", "formatlist(\"%s!\", {list})",
        "{list}[*]", "{string}[*]", "chunklist({list}, 2)[0]", "try({list}, [])", "keys({object})",
        "[for p in setproduct({list}, {list}) : join(\"/\", p)]", "tolist(setunion({list}, {list}))",
    ),
    "numbers": (
        "[for v in {list} : length(v)]", "[for v in {numbers} : v * {number}]", "range({number})",
        "range({number}, {number})", "[{number}, {number}]", "sort({numbers})", "[for n in {numbers} : n if n > 1]",
        "concat({numbers}, {numbers})", "distinct({numbers})", "{mixed}[*].a", "reverse({numbers})", "toset({numbers})",
    ),
    "map": (
        "merge({map}, {map})", "{{ for k, v in {map} : v => k }}", "{{ for v in {list} : v => upper(v) }}",
        "zipmap({list}, {list})", "tomap({map})", "{{ a = {string}, (\"b\") = {string} }}", "tomap({object})",
        "{{ for k, v in {map} : k => v if v != {string} }}", "merge({map}, null)", "try({map}, {{}})",
        "{{ for k, v in merge({map}, {map}) : upper(k) => \"${{v}}!\" }}", "{{ for i, v in {list} : \"k${{i}}\" => v }}",
    ),
    "object": (
        "merge({object}, {map})", "{{ a = {mixed}, b = {number} }}", "{{ for v in {list} : v => v... }}",
        "jsondecode(jsonencode({object}))", "{{ for k, v in {object} : k => [v] }}", "merge({object}, {object})",
        "yamldecode(yamlencode({object}))", "{{ x = {list}, y = {map} }}", "transpose({{ a = {list} }})",
        "{{ for k, v in {object} : k => try(v.b, {number}) }}", "try({object}, {map})",
    ),
    "mixed": (
        "[{string}, {number}]", "[{list}, {numbers}]", "concat({mixed}, {list})", "flatten({mixed})", "[{object}]",
        "setproduct({list}, {numbers})", "chunklist({list}, {number})", "[for v in {mixed} : try(v.a, v)]",
        "[for o in [{object}, {object}] : o if can(o.a)]", "values({object})", "{mixed}[*]", "{list}", "{object}",
        "jsondecode(jsonencode({mixed}))", "tolist({mixed})", "toset({mixed})", "distinct({mixed})", "reverse({mixed})",
        "{mixed}[{number}]", "{object}.a", "{object}[\"b\"]", "[for k, v in {object} : {{ k = k, v = v }}]",
        "coalesce({mixed}, {mixed})", "element({mixed}, {number})", "lookup({object}, \"a\", {string})",
    ),
}  # fmt: skip


def expression(random: Random, kind: Kind | None = None, depth: int = 3) -> str:
    """One expression, of a kind where that is asked for."""
    kind = kind or random.choice(list(SHAPES))
    if random.random() < 0.02:
        # Now and then something that does not fit.
        kind = random.choice(list(SHAPES))
    if depth <= 0 or random.random() < 0.15:
        return _leaf(random, kind)
    if random.random() < 0.12:
        parts = (expression(random, k, depth - 1) for k in ("bool", kind, kind))
        return "({} ? {} : {})".format(*parts)
    return _filled(random, random.choice(SHAPES[kind]), depth)


def _leaf(random: Random, kind: Kind) -> str:
    if kind == "string" and random.random() < 0.12:
        return random.choice((UNKNOWN, f'"app-${{{UNKNOWN}}}"'))
    literal = random.choice(LITERALS[kind])
    return f"({literal})" if literal.startswith("-") else literal


def _filled(random: Random, shape: str, depth: int) -> str:
    """A shape with an expression in each of its places."""
    places = {kind: _Places(random, kind, depth - 1) for kind in SHAPES}
    text = shape.format(**places)
    return (
        f"({text})" if any(f" {op} " in shape for op in ("+", "*", "-", "/", "%", "==", "&&", "||")) else text
    )


class _Places:
    """Formats as a new expression each time."""

    def __init__(self, random: Random, kind: Kind, depth: int) -> None:
        self._random, self._kind, self._depth = random, kind, depth

    def __format__(self, specification: str) -> str:
        return _operand(expression(self._random, self._kind, self._depth))


def _operand(text: str) -> str:
    """The text as something that an index, an attribute or an operator can follow."""
    plain = text.replace(".", "").replace("_", "").isalnum()
    return text if plain or text[0] in '("[{' else f"({text})"
