"""One rule explained: the same sections as Markdown (SARIF help, docs) and for the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reslint.reporters import escape
from reslint.reporters.layout import wrap
from reslint.reporters.style import paint
from reslint.rules.rule import LANGUAGES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reslint.reporters.options import ReportOptions

_FENCES = {"terraform": "hcl", "cloudformation": "yaml"}
_EXAMPLE_TITLES = {
    "bad": "Example that fails",
    "good": "Example that passes",
    "exempt": "Example that it does not apply to",
    "unknown": "Example that the code does not decide",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short texts."""

    texts: tuple[str, ...]
    code: bool = False
    """Whether they are expressions or ids."""


@dataclass(frozen=True, slots=True)
class Code:
    """Source text in one of the languages."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it."""

    title: str
    parts: tuple[Paragraph | Points | Code, ...]


def write(rule: Rule, out: TextIO, options: ReportOptions) -> None:
    """Write the explanation for a person at a terminal."""
    out.writelines(escape.for_stream(line, out) + "\n" for line in _console(rule, options))


def explanation(rule: Rule) -> str:
    """The explanation as Markdown."""
    head = [f"# {rule.name}", "", rule.title + "."]
    body = (line for section in sections(rule) for line in _markdown(section))
    return "\n".join([*head, *body]) + "\n"


# -- what there is to say ----------------------------------------------------------------------


def sections(rule: Rule) -> list[Section]:
    """The sections of a rule, without empty ones."""
    found = (
        Section("What fails", (Paragraph(_failure(rule)),)),
        Section("Why", (Paragraph(rule.why),) if rule.why else ()),
        Section("How it is detected", tuple(_detection(rule))),
        Section("Not reported", tuple(_exempt(rule))),
        Section("Fix", tuple(_fix(rule))),
        *(_example(rule, name) for name in _EXAMPLE_TITLES),
        Section("Parameters", _points(f"{k} = {v!r}" for k, v in sorted(rule.parameters.items()))),
        Section(
            "The same elsewhere", _points(f"{k}: {', '.join(v)}" for k, v in sorted(rule.controls.items()))
        ),
        Section("References", _points(rule.references)),
        Section("Former names", _points(rule.aliases)),
    )
    return [section for section in found if section.parts]


def _failure(rule: Rule) -> str:
    return f"Loss considered: {', '.join(rule.failure)}. Severity: {rule.severity}. Set: {rule.set_}."


def _detection(rule: Rule) -> Iterator[Paragraph | Points]:
    yield Paragraph(f"Judges every {' and every '.join(rule.kinds)}.")
    if rule.when:
        yield Paragraph("It applies when:")
        yield Points((rule.when.source,), code=True)
    if rule.check:
        yield Paragraph(f"Judged by the function `{rule.check}`, which looks at several resources together.")
    if rule.require:
        yield Paragraph("All of this must hold:")
        yield Points(
            tuple(f"{clause.that.source}  (else {clause.severity})" for clause in rule.require), code=True
        )


def _exempt(rule: Rule) -> Iterator[Paragraph | Points]:
    exempt = tuple(unless.that.source for unless in rule.unless if not unless.severity)
    if exempt:
        yield Paragraph("It does not apply when:")
        yield Points(exempt, code=True)
    lowered = tuple(f"{unless.that.source}  ({unless.severity})" for unless in rule.unless if unless.severity)
    if lowered:
        yield Paragraph("It matters less when:")
        yield Points(lowered, code=True)


def _fix(rule: Rule) -> Iterator[Paragraph | Code]:
    if rule.fix.note:
        yield Paragraph(rule.fix.note)
    for language in LANGUAGES:
        text = getattr(rule.fix, language)
        if text:
            yield Code(language, text)


def _example(rule: Rule, name: str) -> Section:
    texts = rule.examples.get(name, {})
    return Section(_EXAMPLE_TITLES[name], tuple(Code(k, texts[k]) for k in LANGUAGES if texts.get(k)))


def _points(texts: Iterator[str] | tuple[str, ...]) -> tuple[Points, ...]:
    found = tuple(texts)
    return (Points(found),) if found else ()


# -- as Markdown -------------------------------------------------------------------------------


def _markdown(section: Section) -> Iterator[str]:
    yield from ("", f"## {section.title}")
    for part in section.parts:
        yield ""
        if isinstance(part, Paragraph):
            yield " ".join(part.text.split())
        elif isinstance(part, Points):
            yield from (f"- `{text}`" if part.code else f"- {text}" for text in part.texts)
        else:
            yield from _fenced(part)


def _fenced(code: Code) -> tuple[str, str, str]:
    """A fence longer than every run of backticks in the text."""
    fence = "```"
    while fence in code.text:
        fence += "`"
    return f"{fence}{_FENCES[code.language]}", code.text.strip("\n"), fence


# -- for the console ---------------------------------------------------------------------------


def _console(rule: Rule, options: ReportOptions) -> Iterator[str]:
    yield f"{paint(rule.name, 'strong', options)} {paint(f'({rule.severity})', rule.severity, options)}"
    yield from wrap(escape.plain(rule.title), options.width)
    for section in sections(rule):
        yield from ("", paint(section.title, "strong", options))
        for part in section.parts:
            yield from _console_part(part, options)


def _console_part(part: Paragraph | Points | Code, options: ReportOptions) -> Iterator[str]:
    if isinstance(part, Paragraph):
        yield from (f"  {escape.plain(line)}" for line in wrap(part.text, options.width - 2))
    elif isinstance(part, Points):
        yield from (f"    - {escape.plain(text)}" for text in part.texts)
    else:
        yield f"  {paint(part.language, 'quiet', options)}"
        yield from (f"    {line}".rstrip() for line in escape.lines(part.text))
