"""A plan as a deployment: the resources that will be there after apply, as the sources would give them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reslint.errors import InputError
from reslint.frontends.terraform.load import MAX_RESOURCES
from reslint.frontends.terraform.plan.addresses import joined
from reslint.frontends.terraform.plan.merge import merged_attributes
from reslint.frontends.terraform.plan.providers import Providers, provider_name
from reslint.frontends.terraform.plan.references import References
from reslint.frontends.terraform.plan.sources import Sources, find_sources, read_sources
from reslint.frontends.terraform.plan.spans import PlanFile
from reslint.frontends.terraform.plan.tree import Planned, PlanTree, tree_of
from reslint.frontends.terraform.plan.values import attributes_of
from reslint.frontends.terraform.reader import Reader
from reslint.model.inventory import Loaded, Notification
from reslint.model.raw import Deployment, RawResource
from reslint.model.span import Span
from reslint.model.value import ListOf, Ref, Unknown, Value

if TYPE_CHECKING:
    from reslint.frontends.terraform.plan.document import Plan

MAX_NAMED = 3
"""Most addresses that a notification names."""
_LIFECYCLE = ("prevent_destroy", "create_before_destroy", "ignore_changes")


def load_plan(
    deployment: Deployment,
    reader: Reader,
    assume: Mapping[str, object] | None = None,
    source: Path | None = None,
) -> Loaded:
    """Everything that a plan leaves deployed; nothing if the file turns out to be no plan.

    `source` is the root module that the plan was made from; by default the plan's own directory,
    if it declares the same.
    """
    from reslint.frontends.terraform.plan.document import read_plan

    loaded = Loaded(deployment)
    file = deployment.root.path
    shown = deployment.root.shown
    try:
        plan = read_plan(file, shown)
    except InputError as error:
        loaded.notifications.append(Notification("error", "unreadable-plan", str(error), shown))
        return loaded
    if plan is not None:
        tree = tree_of(plan)
        directory = find_sources(file, source, tree, reader)
        sources = read_sources(directory, tree, deployment, reader, assume) if directory else None
        _Loading(loaded, tree, sources).run()
        loaded.notifications.extend(_remarks(plan, shown))
    return loaded


class _Loading:
    """One plan on its way to raw resources."""

    def __init__(self, loaded: Loaded, tree: PlanTree, sources: Sources | None) -> None:
        self._loaded = loaded
        self._tree = tree
        self._sources = sources
        self._references = References(tree)
        self._providers = Providers(tree, loaded.deployment)
        self._file = PlanFile(loaded.deployment.root.shown, "")
        self._spans: dict[str, Span] = {}
        self._undeclared: dict[str, None] = {}

    def run(self) -> None:
        """Fill in what was loaded."""
        loaded = self._loaded
        loaded.sources.append(self._file)
        if self._sources is not None:
            loaded.sources.extend(self._sources.loaded.sources)
            loaded.literals.extend(self._sources.loaded.literals)
            loaded.suppressions.extend(self._sources.loaded.suppressions)
            loaded.notifications.extend(self._sources.notifications)
        for planned in self._tree.planned.values():
            if len(loaded.resources) >= MAX_RESOURCES:
                message = f"more than {MAX_RESOURCES} resource instances: the rest is not read"
                self._say("warning", "too-many-resources", message)
                break
            loaded.resources.append(self._raw(planned))
        if self._undeclared:
            message = f"the sources do not declare {_named(list(self._undeclared))}, which the plan has"
            self._say("warning", "plan-not-of-sources", message)

    def _raw(self, planned: Planned) -> RawResource:
        span = self._spans.setdefault(planned.block, self._file.block(len(self._spans)))
        raw = RawResource(
            deployment=self._loaded.deployment,
            address=planned.address,
            block=planned.block,
            type=planned.resource.type,
            attributes=attributes_of(planned, self._tree, self._references, span),
            span=span,
            body=span,
            region=self._providers.region_of(planned, span),
            account=self._providers.account_of(planned, span),
            provider=provider_name(planned),
            is_data=planned.resource.mode == "data",
            meta=_meta(planned, span),
        )
        if self._sources is not None:
            self._place(raw, planned, self._sources)
        return raw

    def _place(self, raw: RawResource, planned: Planned, sources: Sources) -> None:
        """Put a resource where the sources declare it."""
        exact = sources.exact(raw.address)
        written = exact or sources.block(raw.block)
        if written is None:
            # The code of a called module need not be there: the plan has what it makes.
            raw.calls = sources.call(planned.module.address)
            if not raw.calls:
                self._undeclared.setdefault(raw.block)
            return
        is_exact = exact is not None
        raw.attributes = merged_attributes(raw.attributes, written.attributes, is_exact, written.span)
        raw.span, raw.body, raw.calls, raw.meta = written.span, written.body, written.calls, written.meta
        for name in ("region", "account"):
            value, other = getattr(raw, name), getattr(written, name)
            decided = other if value.unknown and is_exact else value.with_(span=other.span)
            setattr(raw, name, decided)

    def _say(self, level: str, code: str, message: str) -> None:
        shown = self._loaded.deployment.root.shown
        self._loaded.notifications.append(Notification(level, code, message, shown))  # type: ignore[arg-type]


def _meta(planned: Planned, span: Span) -> dict[str, Value]:
    """What the plan says of a block as a whole: `depends_on`. It does not tell its `lifecycle`."""
    reason = "a plan does not tell {}; name the sources with --source"
    meta = {name: Value(Unknown(reason.format(name), None, "no"), span) for name in _LIFECYCLE}
    names = planned.config.depends_on if planned.config else []
    if names:
        items = (Value(n, span, refs=(Ref(joined(planned.module.address, n)),)) for n in names)
        meta["depends_on"] = Value(ListOf(tuple(items)), span)
    return meta


def _remarks(plan: Plan, shown: str) -> list[Notification]:
    """What is to be said about a plan that is not whole."""
    deferred = [d.resource_change.address if d.resource_change else d.reason for d in plan.deferred_changes]
    if plan.errored:
        message = "the plan ended with an error: what Terraform had not planned by then is not checked"
        return [Notification("error", "errored-plan", message, shown)]
    if deferred:
        message = f"the plan puts off {_named(deferred)} to a later plan: not checked"
        return [Notification("warning", "incomplete-plan", message, shown)]
    if not plan.complete:
        message = "the plan is not complete (targeted, or with changes put off): the rest is not checked"
        return [Notification("warning", "incomplete-plan", message, shown)]
    return []


def _named(addresses: list[str]) -> str:
    """The first few of some addresses, and how many more there are."""
    text = ", ".join(addresses[:MAX_NAMED])
    return f"{text} and {len(addresses) - MAX_NAMED} more" if len(addresses) > MAX_NAMED else text
