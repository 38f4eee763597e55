"""Verdicts to findings: merged over instances and deployments, sorted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reslint.engine.finding import Finding, Undecided
from reslint.frontends.terraform.scope import FAILED
from reslint.model.span import Span
from reslint.model.value import AttributeOf, Concat, ElementOf, Named, Symbol, Unknown
from reslint.rules.evidence import in_words
from reslint.rules.rule import SEVERITIES, rank
from reslint.rules.verdict import CONFIDENCES, Outcome, Verdict

_KEYS = re.compile(r"\[[^\]]*\]")


@dataclass(slots=True)
class _Group:
    """The failing verdicts that become one finding."""

    verdicts: list[Verdict] = field(default_factory=list)


def findings_of(verdicts: Sequence[Verdict]) -> list[Finding]:
    """One finding for each rule and deciding place, the worst first."""
    groups: dict[tuple[object, ...], _Group] = {}
    judged: dict[tuple[object, ...], set[str]] = {}
    for verdict in verdicts:
        deployment = verdict.resource.raw.deployment.key
        judged.setdefault(_block_key(verdict), set()).add(deployment)
        if verdict.outcome is Outcome.FAIL:
            key = (verdict.rule.name, verdict.primary.key, verdict.resource.raw.span.key)
            groups.setdefault(key, _Group()).verdicts.append(verdict)
    found = [_finding(group.verdicts, judged) for group in groups.values()]
    return sorted(found, key=_order)


def _block_key(verdict: Verdict) -> tuple[object, ...]:
    return verdict.rule.name, verdict.resource.raw.span.key


def _order(finding: Finding) -> tuple[object, ...]:
    return -SEVERITIES.index(finding.severity), finding.primary.key, finding.rule.name


def _finding(verdicts: list[Verdict], judged: dict[tuple[object, ...], set[str]]) -> Finding:
    # A finding is as grave and as sure as its gravest and surest instance.
    first = max(verdicts, key=lambda v: (rank(v.severity), CONFIDENCES.index(v.confidence)))
    raw = first.resource.raw
    failing = {v.resource.raw.deployment.key: v.resource.raw.deployment.name for v in verdicts}
    everywhere = judged[_block_key(first)] == set(failing)
    return Finding(
        rule=first.rule,
        severity=first.severity,
        confidence=first.confidence,
        message=first.messages[0] if first.messages else first.rule.title,
        details=(*first.messages[1:], *first.assumptions),
        language=raw.language,
        type=raw.type,
        block=raw.block,
        addresses=tuple(dict.fromkeys(v.resource.address for v in verdicts)),
        primary=first.primary,
        header=raw.span,
        label=first.label,
        related=(*first.related, *_given_at(first)),
        calls=raw.calls,
        deployments=() if everywhere else tuple(failing.values()),
        root=raw.deployment.root.shown,
        files=frozenset(_files_of(verdicts)),
        fingerprint=_fingerprint(first),
    )


def _given_at(verdict: Verdict) -> Iterator[tuple[Span, str]]:
    """Where the value that decides was written, when that is somewhere else."""
    decisive = next((v for v in verdict.evidence if v.span and v.span.key == verdict.primary.key), None)
    if decisive is None or not decisive.because:
        return
    origin = decisive
    while origin.because:
        origin = origin.because[0]
    told = {verdict.primary.key, *(span.key for span, _ in verdict.related)}
    if origin.known and origin.span is not None and origin.span.key not in told:
        yield origin.span.first_line(), "the value is written here"


def _files_of(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """The files that the evidence stands in, back to where a value was first written."""
    values = [value for verdict in verdicts for value in verdict.evidence]
    while values:
        value = values.pop()
        if value.span is not None:
            yield value.span.file
        values.extend(value.because)


def _fingerprint(verdict: Verdict) -> str:
    """Stable over edits elsewhere in the file: rule, file, block and what decided."""
    raw = verdict.resource.raw
    decided = next((v.path for v in verdict.evidence if v.path), None)
    parts = (verdict.rule.name, raw.span.file, _KEYS.sub("", raw.block), str(decided[1]) if decided else "")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def undecided_of(verdicts: Iterable[Verdict]) -> list[Undecided]:
    """What the code does not decide, one for each rule and block, in order of place."""
    found: dict[tuple[object, ...], Undecided] = {}
    for verdict in verdicts:
        if verdict.outcome is not Outcome.UNDECIDED:
            continue
        found.setdefault(
            _block_key(verdict),
            Undecided(
                verdict.rule,
                verdict.resource.address,
                verdict.resource.raw.deployment.name,
                verdict.primary,
                tuple(dict.fromkeys(reason.reason for reason in verdict.reasons)),
                tuple(dict.fromkeys(_sources(verdict))),
            ),
        )
    return sorted(found.values(), key=lambda u: (u.primary.key, u.rule.name))


def _sources(verdict: Verdict) -> Iterator[str]:
    """The variables, parameters and look-ups at the root of what is not decided."""
    for value in verdict.evidence:
        if isinstance(value.data, Unknown):
            yield from _roots(value.data.symbol)
            yield from (ref.address for ref in value.refs if _is_look_up(ref.address))
    for reason in verdict.reasons:
        yield from _roots(reason.symbol)


def _roots(symbol: Symbol | None) -> Iterator[str]:
    if symbol == FAILED:
        return  # nothing that could be stated: its reason says what to mend
    if isinstance(symbol, Named):
        yield in_words(symbol)
    elif isinstance(symbol, AttributeOf):
        if _is_look_up(symbol.address):
            yield symbol.address
    elif isinstance(symbol, ElementOf):
        yield from _roots(symbol.base)
    elif isinstance(symbol, Concat):
        for part in symbol.parts:
            if not isinstance(part, str):
                yield from _roots(part)


def _is_look_up(address: str) -> bool:
    """Whether an address is a data source or a module call, and not a managed resource."""
    last = _KEYS.sub("", address).split(".")
    return "data" in last or (len(last) >= 2 and last[-2] == "module")


def touches(finding: Finding, files: set[str]) -> bool:
    """Whether a finding has to do with one of these files, or with the plan that is one of them."""
    places: tuple[Span, ...] = (finding.primary, finding.header, *finding.calls)
    related = {span.file for span, _ in finding.related}
    own = {finding.root, *finding.files, *related, *(place.file for place in places)}
    return not own.isdisjoint(files)
