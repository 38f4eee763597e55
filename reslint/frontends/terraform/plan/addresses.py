"""Addresses and references as plan JSON writes them, taken apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reslint.frontends.terraform.repetition import quoted

Key = int | str | None
"""Instance key: a number under `count`, a string under `for_each`, None for a single block."""

_STEP = re.compile(r'\.?(?P<name>[^.\[\]"]+)|\[(?P<number>-?\d+)\]|\[(?P<text>"(?:[^"\\]|\\.)*")\]')


@dataclass(frozen=True, slots=True)
class Step:
    """A name or an instance key of an address."""

    name: str = ""
    key: Key = None


def steps_of(text: str) -> tuple[Step, ...]:
    """The steps of a reference; none when it cannot be read."""
    found: list[Step] = []
    position = 0
    while position < len(text):
        match = _STEP.match(text, position)
        if match is None:
            return ()
        found.append(_step(match))
        position = match.end()
    return tuple(found)


def _step(match: re.Match[str]) -> Step:
    if match["name"] is not None:
        return Step(match["name"])
    return Step(key=int(match["number"]) if match["number"] is not None else _text(match["text"]))


def _text(written: str) -> str:
    """The text of a quoted key. `$${` is how an address writes `${`."""
    try:
        text = str(json.loads(written))
    except ValueError:
        text = written[1:-1]
    return text.replace("$${", "${").replace("%%{", "%{")


def suffix(key: Key) -> str:
    """An instance key as addresses show it."""
    if key is None:
        return ""
    return f"[{key}]" if isinstance(key, int) else f"[{quoted(key)}]"


def joined(module: str, local: str) -> str:
    """The address of something in a module as seen from the root."""
    return f"{module}.{local}" if module else local


def module_steps(address: str) -> tuple[tuple[str, Key], ...]:
    """The calls that a module address is made of, outermost first: name and instance key."""
    calls: list[tuple[str, Key]] = []
    steps = list(steps_of(address))
    while len(steps) >= 2 and steps[0].name == "module":
        key = steps[2].key if len(steps) > 2 and not steps[2].name else None
        calls.append((steps[1].name, key))
        steps = steps[2:] if key is None else steps[3:]
    return tuple(calls)


def without_keys(address: str) -> str:
    """An address as the author wrote it once: without any instance key."""
    return ".".join(step.name for step in steps_of(address) if step.name)


def most_specific(references: Iterable[str]) -> list[str]:
    """References without the shorter forms that Terraform lists behind each of them."""
    heads: list[str] = []
    for text in references:
        if heads and heads[-1].startswith((f"{text}.", f"{text}[")):
            continue
        heads.append(text)
    return heads
