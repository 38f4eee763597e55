"""From a valid rule file to a `Rule`: short forms filled in, expressions parsed and typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reslint.errors import RuleError
from reslint.files.yamlfile import Location, YamlFile
from reslint.model.attribute import AttributeType
from reslint.rules.context import Check
from reslint.rules.lang.conditions import Checked, absent_warnings, check
from reslint.rules.lang.expression import Expression, ExpressionError
from reslint.rules.lang.parse import parse
from reslint.rules.lang.typing import Names, did_you_mean, type_of_parameter
from reslint.rules.message import placeholders
from reslint.rules.rule import Clause, Fix, Parameter, Rule, Severity, Unless, worst
from reslint.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from reslint.rules.schema import RuleForm


@dataclass(slots=True)
class _Work:
    """One file on its way to a rule, with all that is wrong with it."""

    file: YamlFile
    form: RuleForm
    names: Names
    tested: frozenset[str] = frozenset()
    """Attributes that `when` tests for None."""
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def note(self, location: Location, message: str) -> None:
        """Remembers a problem; loading goes on to find all."""
        self.problems.append(f"{self.file.path}:{self.file.line(location)}: {message}")


def to_rule(file: YamlFile, form: RuleForm, vocabulary: Vocabulary, checks: Mapping[str, Check]) -> Rule:
    """The rule. Raises `RuleError` naming every problem with its line."""
    kinds = _kinds(file, form, vocabulary)
    work = _Work(file, form, _names(file, form, vocabulary, kinds))
    when = _expression(work, ("when",), form.when) if form.when else None
    require, unless = _clauses(work), _unless(work)
    _check_judgement(work, checks)
    _check_fix(work)
    if work.problems:
        raise RuleError("\n".join(work.problems))
    severities: list[Severity] = [c.severity for c in require] or [form.severity or "info"]
    return Rule(
        name=form.name, title=form.title, failure=tuple(form.failure), kinds=kinds, set_=form.set,
        parameters={name: _plain(value) for name, value in form.parameters.items()},
        when=when, require=require, unless=unless, check=form.check, severity=worst(severities),
        message=(form.message or form.title) if form.check else "", why=form.why,
        fix=Fix(form.fix.terraform or "", form.fix.cloudformation or "", form.fix.model, form.fix.note or ""),
        references=tuple(form.references),
        controls={name: tuple(ids) for name, ids in form.controls.items()},
        examples={name: dict(texts) for name, texts in form.examples if texts},
        languages=tuple(form.languages), aliases=tuple(form.aliases), path=file.path,
        warnings=tuple(work.warnings),
    )  # fmt: skip


def _plain(value: bool | int | float | str | list[str | int]) -> Parameter:
    return tuple(value) if isinstance(value, list) else value


# -- names -----------------------------------------------------------------------------------------


def _kinds(file: YamlFile, form: RuleForm, vocabulary: Vocabulary) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in form.kind:
        resolved = vocabulary.resolve(name)
        if not resolved:
            hint = did_you_mean(name, vocabulary.names)
            raise RuleError(f"{file.path}:{file.line(('kind',))}: there is no kind or trait `{name}`{hint}")
        found.update(dict.fromkeys(resolved))
    if not found:
        raise RuleError(f"{file.path}:{file.line(('kind',))}: kind: at least one is needed")
    return tuple(found)


def _names(file: YamlFile, form: RuleForm, vocabulary: Vocabulary, kinds: tuple[str, ...]) -> Names:
    attributes = vocabulary.shared(kinds)
    for name in form.parameters:
        if name in attributes or name == "address":
            where = file.line(("parameters", name))
            raise RuleError(f"{file.path}:{where}: the parameter `{name}` has the name of an attribute")
    parameters = {name: type_of_parameter(value) for name, value in form.parameters.items()}
    return Names(attributes, parameters, " and ".join(form.kind))


# -- expressions -------------------------------------------------------------------------------------


def _expression(work: _Work, location: Location, source: str) -> Expression:
    """The expression; one that is not valid is noted and stands as False."""
    try:
        checked = check(parse(source), work.names)
    except ExpressionError as error:
        work.note(location, f"{_shown(location)}, column {error.column}: {error.message}")
        return Expression(source, ["const", 1, False])
    _warn(work, location, checked)
    return Expression(source, checked.form)


def _warn(work: _Work, location: Location, checked: Checked) -> None:
    if location == ("when",):
        work.tested = checked.tested
    where = f"{work.file.path}:{work.file.line(location)}: {_shown(location)}"
    work.warnings += [f"{where}, {warning}" for warning in absent_warnings(checked, work.tested)]


def _shown(location: Location) -> str:
    return ".".join(map(str, location))


def _clauses(work: _Work) -> tuple[Clause, ...]:
    """The clauses, each with the severity and message of the file where it has none."""
    clauses: list[Clause] = []
    for index, entry in enumerate(work.form.require or ()):
        location: Location = ("require", index)
        severity, say = entry.severity or work.form.severity, entry.say or work.form.message
        if severity is None:
            work.note(location, "a severity is missing, here or as `severity:` of the file")
        if say is None:
            work.note(location, "a message is missing: `say:` here or `message:` of the file")
        _check_placeholders(work, (*location, "say") if entry.say else ("message",), say or "")
        that = _expression(work, _that(work, location), entry.that)
        clauses.append(Clause(that, severity or "info", say or ""))
    return tuple(clauses)


def _unless(work: _Work) -> tuple[Unless, ...]:
    entries = enumerate(work.form.unless)
    return tuple(
        Unless(_expression(work, _that(work, ("unless", i)), u.that), u.severity) for i, u in entries
    )


def _that(work: _Work, location: Location) -> Location:
    """Where a condition stands: below `that:`, or right at its place in the short form."""
    location = location if location in work.file.lines else location[:1]
    return (*location, "that") if (*location, "that") in work.file.lines else location


# -- judgement, placeholders, fix --------------------------------------------------------------------


def _check_judgement(work: _Work, checks: Mapping[str, Check]) -> None:
    """Either `require` or `check`; and what goes with each."""
    form = work.form
    if (form.require is None) == (form.check is None):
        work.note((), "a rule has either `require:` or `check:`")
    if form.check is None:
        return
    if form.check not in checks:
        work.note(("check",), f"there is no check `{form.check}`{did_you_mean(form.check, checks)}")
    if form.severity is None:
        work.note(("check",), "`check:` needs the `severity:` of what it reports")
    _check_placeholders(work, ("message",), form.message or "")


def _check_placeholders(work: _Work, location: Location, text: str) -> None:
    try:
        names = placeholders(text)
    except ValueError as error:
        work.note(location, f"{_shown(location)}: {error}")
        return
    for name in names:
        problem = _placeholder_problem(name, work.names)
        if problem:
            work.note(location, f"{_shown(location)}: {problem}")


def _placeholder_problem(name: str, names: Names) -> str:
    known: Mapping[str, AttributeType | None] = {"address": None, **names.parameters, **names.attributes}
    first, *rest = name.split(".")
    if first not in known:
        return f"nothing is named `{{{first}}}`{did_you_mean(first, known)}"
    return _part_problem(known[first], rest)


def _part_problem(kind: AttributeType | None, steps: Iterable[str]) -> str:
    for step in steps:
        if kind is None or kind.name not in ("record", "map"):
            return f"there is no part `{step}`"
        if kind.name == "record" and step not in kind.fields:
            return f"there is no part `{step}`{did_you_mean(step, kind.fields)}"
        kind = kind.fields.get(step)
    return ""


def _check_fix(work: _Work) -> None:
    """`fix.model` names attributes of the kind, with plain data of their type."""
    for name, value in work.form.fix.model.items():
        location = ("fix", "model", name)
        kind = work.names.attributes.get(name)
        if kind is None:
            hint = did_you_mean(name, work.names.attributes)
            work.note(location, f"fix.model: {work.names.of} has no attribute `{name}`{hint}")
        elif not _fits(kind, value):
            work.note(location, f"fix.model: `{name}` is {kind.name}, which {value!r} is not")


def _fits(kind: AttributeType, value: object) -> bool:
    if value is None:
        return kind.name != "zones"
    if kind.name in ("zones", "number"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    wanted = {"flag": bool, "text": str, "list": list, "record": dict, "map": dict}[kind.name]
    return isinstance(value, wanted)
