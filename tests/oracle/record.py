"""Record what the real terraform makes of the expressions in `expressions/*.txt`.

Run by hand when expressions are added: `python tests/oracle/record.py`. It needs a `terraform`
on the PATH, no network and no provider. The answers go into `recorded.json`, which is
committed, so that the tests need no terraform.

Each expression becomes one output in its own file, so that every diagnostic names its
expression. Expressions that fail are taken out until the plan is clean. What they come to is
read from the outputs after apply, which keep the exact type; for those that use
`terraform_data.x`, whose `id` and `output` are unknown in the plan, also what the plan says.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
UNKNOWN_SOURCE = "terraform_data.x"
MAX_PASSES = 20
SUPPORT = 'resource "terraform_data" "x" {\n  input = "x"\n}\n'


def expressions() -> list[str]:
    """Every expression, one a line; blank lines and lines that start with `#` do not count."""
    lines = [
        line.strip()
        for path in sorted((HERE / "expressions").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def record(all_expressions: list[str]) -> list[dict[str, Any]]:
    """One record per expression: `error`, or `value` and `type` after apply, and of the plan
    `after` and `after_unknown` where something may be unknown."""
    names = {f"e{number:04}": text for number, text in enumerate(all_expressions)}
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        (work / "support.tf").write_text(SUPPORT, encoding="utf-8")
        for name, text in names.items():
            body = f'output "{name}" {{\n  value = {{\n    r = {text}\n  }}\n}}\n'
            (work / f"{name}.tf").write_text(body, encoding="utf-8")
        errors = _remove_failing(work)
        planned, applied = _planned(work), _applied(work)
    records = []
    for name, text in names.items():
        # What fails only once the id is known has no value.
        answer = {"error": errors[name]} if name in errors else applied.get(name, {})
        if UNKNOWN_SOURCE in text and name not in errors:
            answer = answer | planned[name]
        records.append({"expression": text, **answer})
    return records


def _run(work: Path, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "TF_CLI_CONFIG_FILE"}
    done = subprocess.run(
        ["terraform", *arguments], cwd=work, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout


def _remove_failing(work: Path) -> dict[str, str]:
    """Delete the files of failing expressions until the plan is clean; their messages by name."""
    _run(work, "init")
    errors: dict[str, str] = {}
    for _ in range(MAX_PASSES):
        found = _validate(work) or _plan(work)
        if not found:
            return errors
        errors |= found
        for name in found:
            (work / f"{name}.tf").unlink()
    raise SystemExit("terraform still reports errors; see the last messages: " + str(found))


def _validate(work: Path) -> dict[str, str]:
    return _by_name(json.loads(_run(work, "validate", "-json"))["diagnostics"])


def _plan(work: Path) -> dict[str, str]:
    lines = _run(work, "plan", "-json", "-lock=false", "-out=p.bin").splitlines()
    events = [json.loads(line) for line in lines if line.startswith("{")]
    return _by_name([event["diagnostic"] for event in events if "diagnostic" in event])


def _by_name(diagnostics: list[dict[str, Any]]) -> dict[str, str]:
    errors: dict[str, str] = {}
    for diagnostic in diagnostics:
        if diagnostic["severity"] == "error":
            if "range" not in diagnostic:
                raise SystemExit(f"an error without a place: {diagnostic}")
            name = Path(diagnostic["range"]["filename"]).stem
            errors.setdefault(name, f"{diagnostic['summary']}: {diagnostic.get('detail', '')}")
    return errors


def _planned(work: Path) -> dict[str, dict[str, Any]]:
    """What the plan says, by name, for expressions with unknown inputs."""
    changes = _decode(_run(work, "show", "-json", "p.bin"))["output_changes"]
    answers = {}
    for name, change in changes.items():
        unknown = change["after_unknown"]
        hidden = unknown is True or (isinstance(unknown, dict) and unknown.get("r") is True)
        after = None if hidden else (change.get("after") or {}).get("r")
        mask = True if hidden else (unknown or {}).get("r", False)
        answers[name] = {"after": after, "after_unknown": mask}
    return answers


def _applied(work: Path) -> dict[str, dict[str, Any]]:
    """What the outputs hold after apply, by name, with the exact type."""
    _run(work, "apply", "-auto-approve", "-lock=false", "p.bin")
    outputs = _decode(_run(work, "output", "-json"))
    answers = {}
    for name, output in outputs.items():
        answers[name] = {"value": output["value"]["r"], "type": output["type"][1]["r"]}
    return answers


def _decode(text: str) -> Any:
    """JSON with numbers kept as text, since they have more digits than a float."""
    return json.loads(text, parse_int=str, parse_float=str)


def main() -> None:
    """Record all expressions and write `recorded.json`, one record a line."""
    records = record(expressions())
    lines = ",\n".join(json.dumps(r, ensure_ascii=False, sort_keys=True) for r in records)
    (HERE / "recorded.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(records)} expressions recorded, {sum('error' in r for r in records)} of them errors")  # noqa: T201


if __name__ == "__main__":
    main()
