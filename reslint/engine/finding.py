"""What a run found: the data that every reporter writes from."""

from __future__ import annotations

from dataclasses import dataclass, field

from reslint.model.inventory import Notification
from reslint.model.raw import Language
from reslint.model.span import Span
from reslint.rules.rule import Rule, Severity
from reslint.rules.verdict import Confidence


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A rule that fails at one block, for all its instances and deployments together."""

    rule: Rule
    severity: Severity
    """critical, high, medium, low or info."""
    confidence: Confidence
    """high, medium or low."""
    message: str
    """What is wrong, in a sentence that stands alone."""
    details: tuple[str, ...]
    """The other clauses that fail, one sentence each."""
    language: Language
    type: str
    """Raw type of the resource."""
    block: str
    """Address of the block, without instance key."""
    addresses: tuple[str, ...]
    """Addresses of all instances that fail, in order."""
    primary: Span
    """What to underline: the deciding value, or the block's header."""
    header: Span
    """The header of the block."""
    label: str = ""
    """What to say at the underlined place: `not set; the default is false`; may be empty."""
    related: tuple[tuple[Span, str], ...] = ()
    """Other places that explain it, with a short text each."""
    calls: tuple[Span, ...] = ()
    """Module calls that lead to the block, outermost first."""
    deployments: tuple[str, ...] = ()
    """Names of the deployments it holds in; empty when it holds in all that have the block."""
    root: str = ""
    """Path of the root module or template."""
    files: frozenset[str] = frozenset()
    """The files that what decided comes from: those of variables and locals, too."""
    fingerprint: str = ""
    """Stable over unrelated edits: rule, file, block and what decided; hex."""


@dataclass(frozen=True, slots=True, eq=False)
class Suppressed:
    """A finding that a comment, Metadata entry or the configuration takes back."""

    finding: Finding
    reason: str
    where: Span | None
    """The suppression; None for the configuration."""


@dataclass(frozen=True, slots=True, eq=False)
class Undecided:
    """A rule that the code does not decide at a resource."""

    rule: Rule
    address: str
    deployment: str
    primary: Span
    reasons: tuple[str, ...]
    """What would have to be known."""
    sources: tuple[str, ...]
    """The look-ups, variables or parameters at the root of it: `data.aws_subnets.private`."""


@dataclass(slots=True)
class Report:
    """Everything a run has to say."""

    findings: list[Finding] = field(default_factory=list)
    """Sorted by severity, then file and line."""
    suppressed: list[Suppressed] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)
    rules: tuple[Rule, ...] = ()
    """The rules that were checked."""
    files: int = 0
    resources: int = 0
    """Managed resources that were read, of any type."""
    roots: int = 0
    seconds: float = 0.0
