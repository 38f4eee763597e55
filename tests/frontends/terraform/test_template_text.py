"""Template text, held against what terraform 1.11 gave for the same text."""

from __future__ import annotations

from typing import Any

import pytest

from reslint.errors import InputError
from reslint.frontends.terraform.syntax.parse import parse, parse_template
from reslint.model.span import Source

VALUES: dict[str, Any] = {"x": "X", "t": True, "l": ["a", "b"], "i": 0, "v": ""}


def render(parts: list[Any], values: dict[str, Any]) -> str:
    """The text of parts whose expressions are plain names."""
    out = ""
    for part in parts:
        if part[0] == "text":
            out += part[3]
        elif part[0] == "expr":
            out += str(values[part[3][3]])
        elif part[0] == "if":
            out += render(part[4] if values[part[3][3]] else part[5], values)
        else:
            for key, item in enumerate(values[part[5][3]]):
                out += render(part[6], {**values, str(part[3]): key, part[4]: item})
    return out


def rendered(expression: str) -> str:
    """The value of a quoted string or heredoc."""
    tree = parse(Source("main.tf", f"a = {expression}\n"))
    assert tree["errors"] == []
    node = tree["body"][3][0][4]
    return node[3] if node[0] == "lit" else render(node[3], VALUES)


# The expected values were recorded from terraform 1.11.4, with local.x written as x and so on.
RECORDED = [
    ("<<EOT\n  a\n   b\nEOT", "  a\n   b\n"),
    ("<<-EOT\n  a\n   b\n\n  c\n  EOT", "a\n b\n\nc\n"),
    ("<<-EOT\n    a\n  \n   b\n   EOT", " a\n  \nb\n"),
    ("<<-EOT\n\ta\n\t b\n\tEOT", "a\n b\n"),
    ("<<-EOT\n    ${x}\n      b\n    EOT", "X\n  b\n"),
    ("<<-EOT\n${x}\n      b\n    EOT", "X\n      b\n"),
    (
        "<<-EOT\n    a ${x} c\n    %{ if t }\n      yes\n    %{ endif }\n    z\n    EOT",
        "a X c\n\n  yes\n\nz\n",
    ),
    (
        "<<-EOT\n    a ${x} c\n    %{~ if t ~}\n      yes\n    %{~ endif ~}\n    z\n    EOT",
        "    a X c\n      yes\n    z\n",
    ),
    ("<<EOT\na\n%{ if t ~}\n   yes\n%{ endif ~}\nz\nEOT", "a\n   yes\nz\n"),
    ("<<EOT\na\n   %{~ if t ~}\n   yes\n   %{~ endif ~}\nz\nEOT", "a\n   yes\nz\n"),
    ("<<EOT\na\n\n%{~ if t ~}\n\n\n   yes\n%{~ endif ~}\nz\nEOT", "a\n\n\n   yesz\n"),
    ("<<EOT\n%{ for i, v in l ~}\n - ${i}=${v}\n%{ endfor ~}\nEOT", " - 0=a\n - 1=b\n"),
    ("<<-EOT\n    a\n   %{~ if t ~}\n  b\n   %{~ endif ~}\n    EOT", "    a\n  b\n"),
    ("<<-EOT\n    %{ if t }\n  b\n   %{ endif }\n    EOT", "  \nb\n \n"),
    ("<<-EOT\n   %{~ if t }\n  b\n   %{ endif }\n    EOT", "\n  b\n   \n"),
    ("<<-EOT\n  $${a}\n    b\n  EOT", "${a}\n  b\n"),
    ("<<-EOT\n    x $${a}\n  $$ b\n  EOT", "  x ${a}\n$$ b\n"),
    ("<<-EOT\n \u00a0  a\n    b\n  EOT", "a\nb\n"),
    ("<<EOT\n${x ~}\nEOT", "X"),
    ("<<EOT\n${~ x ~}\nEOT", "X"),
    ("<<EOT\n${x}EOT\nb\nEOT", "XEOT\nb\n"),
    ("<<EOT\na EOT\nb\n EOT", "a EOT\nb\n"),
    ("<<EOT\na\n\tEOT \t", "a\n"),
    ("<<EOT\nEOT", ""),
    ("<<-EOT\n  EOT", ""),
    ('<<EOT\n\\n \\t \\" "q" \\\nEOT', '\\n \\t \\" "q" \\\n'),
    ("<<EOT\n\\${x}\nEOT", "\\X\n"),
    ("<<EOT\r\na\r\n  b\r\nEOT", "a\r\n  b\r\n"),
    ("<<-EOT\r\n  a\r\n\r\n   b\r\nEOT", "a\r\n\r\n b\r\n"),
    ("<<-EOT\r\n  a\r\n  ${x}\r\n   b\r\nEOT", "a\r\nX\r\n b\r\n"),
    ("<<a-b\nx\na-b", "x\n"),
    ('"$${x} %%{y} $$${x} $$$${x} $$x $ { 100% $"', "${x} %{y} $${x} $$${x} $$x $ { 100% $"),
    ('"$$$$${x}"', "$$$${x}"),
    ('"a  ${~ x ~}  b"', "aXb"),
    ('"a\\n ${~ x ~} \\n b"', "aXb"),
    ('"a $${b}   ${~ x}"', "a ${b}X"),
    ('"${x ~} $${b}  c"', "X${b}  c"),
    ('"%{ if t }yes%{ else }no%{ endif }"', "yes"),
    ('"%{if t}y%{else}n%{endif}"', "y"),
    ('"%{ if t ~}  yes  %{~ else ~} no %{~ endif }!"', "yes!"),
    ('"%{~if t~}y%{~endif~}"', "y"),
    ('"%{ if\n t }x%{\nendif }"', "x"),
    ('"%{ for v in l ~}  ${v}  %{ endfor ~}  z"', "a  b  z"),
    ('"%{ for i, v in l }${i}${v}%{ endfor }"', "0a1b"),
    ('"\\u00e9\\U0001F600\\t\\"\\\\\\n\\r"', 'é😀\t"\\\n\r'),
]


@pytest.mark.parametrize(("expression", "expected"), RECORDED)
def test_value_is_that_of_terraform(expression: str, expected: str) -> None:
    assert rendered(expression) == expected


FILES = [
    ("%{ for v in l ~}\n  - ${v}\n%{ endfor ~}\nend\n", "  - a\n  - b\nend\n"),
    ("a\n  %{~ if t ~}\n   yes\n\n %{~ endif ~}\n\n\n z", "a\n   yes\n\n\n\n z"),
    ('q "a" \\n $${x} ${x} "${x}" \\${x}', 'q "a" \\n ${x} X "X" \\X'),
    ("a\n   \n  ${~ x ~}  \n\n b", "a\n   \nX\n b"),
    ("  a\r\n ${~x}\r\n", "  a\r\nX\r\n"),
]


@pytest.mark.parametrize(("text", "expected"), FILES)
def test_template_file_is_that_of_terraform(text: str, expected: str) -> None:
    assert render(parse_template(Source("a.tpl", text), 0, len(text)), VALUES) == expected


def test_one_interpolation_stays_alone_so_that_its_type_can_be_kept() -> None:
    alone = parse(Source("main.tf", 'a = "${~ x ~}"\n'))["body"][3][0][4]
    padded = parse(Source("main.tf", 'a = " ${~ x ~}"\n'))["body"][3][0][4]
    assert [part[0] for part in alone[3]] == ["expr"]
    assert [part[0] for part in padded[3]] == ["text", "expr"]


def test_parts_of_a_range_have_offsets_of_the_source() -> None:
    text = "#!/bin/sh\necho ${upper(name)} %{ if on }é%{ endif }\n"
    parts = parse_template(Source("run.tpl", text), text.index("echo"), len(text))
    assert [text[p[1] : p[2]] for p in parts] == [
        "echo ",
        "${upper(name)}",
        " ",
        "%{ if on }é%{ endif }",
        "\n",
    ]
    assert text[parts[3][3][1] : parts[3][3][2]] == "on"


def test_spans_in_an_indented_heredoc() -> None:
    text = "a = <<-EOT\n    one ${var.x}\n    two\n    EOT\n"
    node = parse(Source("main.tf", text))["body"][3][0][4]
    assert [text[p[1] : p[2]] for p in node[3]] == ["    one ", "${var.x}", "\n    two\n"]
    assert text[node[1] : node[2]] == text[4:-1]


def test_broken_template_file_says_where() -> None:
    with pytest.raises(InputError, match=r"^run\.tpl:2:4: expected '}'"):
        parse_template(Source("run.tpl", "one\ntwo${ x\n"), 0, 12)
