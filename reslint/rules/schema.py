"""The form of a rule file, as a pydantic model: the only importer of `pydantic` in the rules.

Import it inside a function; start-up does without.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from reslint.errors import RuleError
from reslint.files.yamlfile import Location, YamlFile
from reslint.rules.lang.typing import did_you_mean
from reslint.rules.rule import Failure, Set, Severity

CONTROLS = (
    "well-architected", "aws-config", "security-hub", "trusted-advisor", "control-tower", "checkov", "trivy",
    "kics", "prowler", "cdk-nag", "guard", "cloudsploit", "psrule", "aprl", "terrascan", "cfn-lint", "tflint",
)  # fmt: skip
"""Catalogues and tools whose ids a rule may name; a key with `x-` before it is always allowed."""


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _short_clause(value: Any) -> Any:
    return [{"that": value}] if isinstance(value, str) else value


def _short_unless(value: Any) -> Any:
    items = [value] if isinstance(value, str) else value
    return [{"that": i} if isinstance(i, str) else i for i in items] if isinstance(items, list) else items


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Texts = Annotated[list[Text], BeforeValidator(_one_or_many, json_schema_input_type=str | list[str])]
Example = dict[Literal["terraform", "cloudformation"], Text]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class ClauseForm(_Form):
    """One thing that must hold."""

    that: Text = Field(description="Condition in the rule language.")
    severity: Severity | None = Field(
        default=None, description="Severity when it fails; left out, the file's."
    )
    say: Text | None = Field(default=None, description="What is wrong when it fails; left out, `message`.")


class UnlessForm(_Form):
    """When the rule does not apply, or matters less."""

    that: Text = Field(description="Condition in the rule language.")
    severity: Severity | None = Field(default=None, description="Lowered to this; left out, exempt.")


class FixForm(_Form):
    """How to mend it."""

    terraform: Text | None = None
    cloudformation: Text | None = None
    model: dict[str, Any] = Field(default={}, description="Attributes of the kind once it is mended.")
    note: Text | None = None


class ExamplesForm(_Form):
    """Cases that the rule is tested with."""

    bad: Example = Field(default={}, description="Fails; `# finding` marks the line that decides.")
    good: Example = Field(default={}, description="Passes.")
    exempt: Example = Field(default={}, description="The rule does not apply.")
    unknown: Example = Field(default={}, description="The code does not decide.")


class RuleForm(_Form):
    """A rule file of reslint."""

    name: Name = Field(description="Identifies the rule; the name of the file.")
    title: Text = Field(description="The defect, in one line.")
    failure: Annotated[
        list[Failure],
        Field(min_length=1),
        BeforeValidator(_one_or_many, json_schema_input_type=Failure | list[Failure]),
    ] = Field(description="The losses it is about; the first is the folder.")
    kind: Texts = Field(description="The kinds or traits it is about.")
    set: Set = Field(default="default", description="Runs always, or only when asked for.")
    parameters: dict[ParameterName, bool | int | float | str | list[str | int]] = {}
    when: Text | None = Field(default=None, description="Condition under which it applies.")
    require: (
        Annotated[
            list[ClauseForm],
            Field(min_length=1),
            BeforeValidator(_short_clause, json_schema_input_type=str | list[ClauseForm]),
        ]
        | None
    ) = Field(default=None, description="What must hold: a condition, or a list of clauses.")
    severity: Severity | None = None
    message: Text | None = None
    unless: Annotated[
        list[UnlessForm],
        BeforeValidator(_short_unless, json_schema_input_type=str | list[str | UnlessForm]),
    ] = []
    check: Text | None = Field(default=None, description="A Python check instead of `require`.")
    why: Text = Field(description="What happens, to whom, for how long.")
    fix: FixForm = FixForm()
    references: Texts = []
    controls: dict[str, Texts] = {}
    examples: ExamplesForm = ExamplesForm()
    languages: list[Literal["terraform", "cloudformation"]] = ["terraform", "cloudformation"]
    aliases: Annotated[list[Name], BeforeValidator(_one_or_many, json_schema_input_type=str | list[str])] = []


def validated(file: YamlFile) -> RuleForm:
    """The file's form. Raises `RuleError` naming every problem with its line."""
    if not isinstance(file.data, dict):
        raise RuleError(f"{file.path}:1: a rule file is a mapping that begins with `name:`")
    try:
        form = RuleForm.model_validate(file.data)
    except ValidationError as error:
        problems = dict.fromkeys(_explained(file, problem) for problem in error.errors())
        raise RuleError("\n".join(problems)) from None
    for name in form.controls:
        if name not in CONTROLS and not name.startswith("x-"):
            where = file.line(("controls", name))
            raise RuleError(f"{file.path}:{where}: unknown catalogue `{name}`{did_you_mean(name, CONTROLS)}")
    return form


def _explained(file: YamlFile, problem: Any) -> str:
    location = _in_file(file.data, problem["loc"])
    message = _extra(problem["loc"]) if problem["type"] == "extra_forbidden" else _plain(problem)
    if location[:1] == ("parameters",) and len(location) > 1:
        location, message = location[:2], "a parameter is a flag, number, text, or list of numbers or texts"
    place = ".".join(map(str, location))
    return f"{file.path}:{file.line(location)}: {f'{place}: ' if place else ''}{message}"


def _plain(problem: Any) -> str:
    return "this key is missing" if problem["type"] == "missing" else str(problem["msg"])


def _in_file(data: Any, loc: Location) -> Location:
    """The steps of an error that lead into the data; the others are pydantic's own."""
    steps: list[str | int] = []
    for step in loc:
        if step in (data if isinstance(data, dict) else range(len(data) if isinstance(data, list) else 0)):
            data = data[step]
        elif step == "[key]" or step != loc[-1]:
            continue
        steps.append(step)
    return tuple(steps)


def _extra(loc: Location) -> str:
    forms: dict[object, type[BaseModel]] = {
        "require": ClauseForm, "unless": UnlessForm, "fix": FixForm, "examples": ExamplesForm,
    }  # fmt: skip
    form = RuleForm if len(loc) == 1 else forms.get(loc[0], RuleForm)
    return f"there is no such key{did_you_mean(str(loc[-1]), form.model_fields)}"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of rule files, for editors."""
    schema = RuleForm.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "reslint rule"}
