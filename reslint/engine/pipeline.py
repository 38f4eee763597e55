"""The whole way: paths to deployments to resources to verdicts to a report."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reslint.engine.finding import Report
from reslint.engine.run import Options, Progress, Run
from reslint.model.inventory import Notification

if TYPE_CHECKING:
    from reslint.engine.select import Selection
    from reslint.model.inventory import Suppression
    from reslint.rules.verdict import Verdict


def check(options: Options, progress: Progress = lambda _: None) -> Report:
    """Check the rules on everything that the paths lead to."""
    from reslint.engine.select import select
    from reslint.engine.suppress import unknown_rules
    from reslint.rules.load import load_builtin

    begun = time.perf_counter()
    rules = load_builtin()
    selection = select(rules, options.config, options.select, options.ignore, options.thorough)
    run = Run(options, progress)
    report = Report(rules=selection.rules)
    verdicts, suppressions = _judge(run, selection, report, progress)
    _settle(report, verdicts, suppressions, run.wanted)
    names = [name for rule in rules for name in (rule.name, *rule.aliases)]
    said = (*report.notifications, *unknown_rules(suppressions, names), *run.unknown_inputs())
    report.notifications = _once(said)
    report.seconds = time.perf_counter() - begun
    return report


def _judge(
    run: Run, selection: Selection, report: Report, progress: Progress
) -> tuple[list[Verdict], list[Suppression]]:
    """The verdicts on all deployments; counts and notifications go into the report."""
    from reslint.engine.check import check as check_inventory
    from reslint.rules.verdict import RuleCrash

    verdicts: list[Verdict] = []
    suppressions: list[Suppression] = []
    files: set[str] = set()
    for inventory in run.inventories():
        loaded = inventory.loaded
        if not run.is_touched(loaded):
            continue
        report.roots += 1
        report.resources += sum(not r.is_data for r in loaded.resources)
        suppressions.extend(loaded.suppressions)
        files.update(source.path for source in loaded.sources)
        progress(f"checking {inventory.deployment.root.shown}")
        for verdict in check_inventory(inventory, selection):
            if isinstance(verdict, RuleCrash):
                report.notifications.append(Notification("error", "rule-crash", verdict.message))
            else:
                verdicts.append(verdict)
        # Attributes are worked out when rules ask for them: only now is everything noticed.
        report.notifications.extend(loaded.notifications)
    report.notifications.extend(n for n in run.notifications if run.concerns(n))
    report.files = len(files)
    return verdicts, suppressions


def _settle(
    report: Report, verdicts: list[Verdict], suppressions: list[Suppression], wanted: set[str] | None
) -> None:
    """Verdicts to findings: merged, limited to the wanted files, suppressed."""
    from reslint.engine.report import findings_of, touches, undecided_of
    from reslint.engine.suppress import apply

    found = findings_of(verdicts)
    if wanted is not None:
        found = [finding for finding in found if touches(finding, wanted)]
    report.findings, report.suppressed = apply(found, suppressions)
    report.undecided = undecided_of(verdicts)


def _once(notifications: Iterable[Notification]) -> list[Notification]:
    """Each notification once: several deployments may read one file."""
    seen: dict[tuple[object, ...], Notification] = {}
    for n in notifications:
        seen.setdefault((n.code, n.message, n.file, n.span.key if n.span else None), n)
    return list(seen.values())
