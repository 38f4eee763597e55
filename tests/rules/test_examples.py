"""Every rule on its own examples, and again with its evidence made unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from reslint.model.inventory import Inventory
from reslint.rules.check import judge
from reslint.rules.fix import mended
from reslint.rules.load import load_folder
from reslint.rules.rule import Rule
from reslint.rules.verdict import Outcome, Verdict

RULES = Path(__file__).parents[2] / "rules"
FILES = sorted(path.relative_to(RULES).as_posix() for path in RULES.rglob("*.yaml"))
CASES = ("bad", "good", "exempt", "unknown")
MARK = "# finding"

InventoryOf = Callable[..., list[Inventory]]

ALLOWED = {
    Outcome.FAIL: {Outcome.FAIL, Outcome.UNDECIDED},
    Outcome.PASS: {Outcome.PASS, Outcome.UNDECIDED},
    # `require` true is a pass whatever `when` is: not to know that a rule does not apply may show it
    Outcome.NOT_APPLICABLE: {Outcome.NOT_APPLICABLE, Outcome.UNDECIDED, Outcome.PASS},
    Outcome.UNDECIDED: {Outcome.UNDECIDED},
}
"""What each verdict may become when less is known."""


@cache
def rule_in(file: str) -> Rule:
    """The rule of one file, loaded alone, so that one broken file fails only its own tests."""
    from reslint.files.yamlfile import read
    from reslint.rules.checks import CHECKS
    from reslint.rules.convert import to_rule
    from reslint.rules.schema import validated
    from reslint.rules.vocabulary import model_vocabulary

    read_file = read(file, (RULES / file).read_text(encoding="utf-8"))
    return to_rule(read_file, validated(read_file), model_vocabulary(), CHECKS)


def judged(rule: Rule, inventories: Iterable[Inventory]) -> list[Verdict]:
    """The verdicts of one rule alone."""
    return [
        judge(rule, resource, inventory)
        for inventory in inventories
        for resource in inventory.of_kind(*rule.kinds)
    ]


def outcomes(verdicts: Iterable[Verdict]) -> list[str]:
    return [verdict.outcome.value for verdict in verdicts]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each rule, or for each example that is written."""
    if "example" in metafunc.fixturenames:
        metafunc.parametrize(("file", "case", "example"), list(_examples()))
    elif "file" in metafunc.fixturenames:
        metafunc.parametrize("file", FILES)


def _examples() -> Iterable[tuple[str, str, str]]:
    """File, case and language of each example; a file that cannot be read fails in its own test."""
    import yaml

    for file in FILES:
        try:
            data = yaml.safe_load((RULES / file).read_text(encoding="utf-8"))
            written = [(case, language) for case in CASES for language in data["examples"].get(case, ())]
        except (yaml.YAMLError, AttributeError, KeyError, TypeError):
            continue
        yield from ((file, case, language) for case, language in written)


def test_the_folder_loads_as_a_whole() -> None:
    assert len(load_folder(RULES)) == len(FILES) > 0


def test_a_rule_has_bad_and_good_examples_in_its_languages(file: str) -> None:
    rule = rule_in(file)
    assert Path(file) == Path(rule.failure[0]) / f"{rule.name}.yaml"
    for case in ("bad", "good"):
        assert set(rule.languages) <= set(rule.examples.get(case, {})), f"{case} is missing"


def test_an_example_has_the_verdict_it_stands_for(
    file: str, case: str, example: str, inventory_of: InventoryOf
) -> None:
    rule = rule_in(file)
    text = rule.examples[case][example]
    verdicts = judged(rule, inventory_of(example, text))
    found = outcomes(verdicts)
    if case == "bad":
        marked = [number for number, line in enumerate(text.splitlines(), 1) if MARK in line]
        assert len(marked) == 1, f"one line must be marked {MARK}"
        failing = [verdict.primary.line for verdict in verdicts if verdict.outcome is Outcome.FAIL]
        assert marked[0] in failing, found
    if case == "good":
        assert found, "the rule must look at something"
        assert set(found) == {"pass"}, [verdict.message for verdict in verdicts]
    if case == "exempt":
        assert set(found) <= {"not-applicable"}, [verdict.message for verdict in verdicts]
    if case == "unknown":
        assert "undecided" in found, found
        assert "fail" not in found, [verdict.message for verdict in verdicts]
        assert all(v.reasons for v in verdicts if v.outcome is Outcome.UNDECIDED)


def test_to_know_less_never_makes_a_failure(
    file: str, case: str, example: str, inventory_of: InventoryOf
) -> None:
    rule = rule_in(file)
    text = rule.examples[case][example]
    known = {v.resource.address: v for v in judged(rule, inventory_of(example, text))}
    paths = {value.path for verdict in known.values() for value in verdict.evidence if value.path is not None}
    for path in sorted(paths, key=repr):
        for verdict in judged(rule, inventory_of(example, text, forget=(path,))):
            before = known.get(verdict.resource.address)
            allowed = ALLOWED[before.outcome] if before else set(Outcome) - {Outcome.FAIL}
            assert verdict.outcome in allowed, f"{path} unknown: {verdict.outcome} {verdict.message}"


def test_the_fix_of_a_rule_mends_its_bad_example(file: str, inventory_of: InventoryOf) -> None:
    rule = rule_in(file)
    if not rule.fix.model:
        pytest.skip("no fix.model")
    for language, text in rule.examples["bad"].items():
        for inventory in inventory_of(language, text):
            for verdict in judged(rule, [inventory]):
                if verdict.outcome is Outcome.FAIL:
                    after = judge(rule, mended(verdict.resource, rule.fix.model), inventory)
                    assert after.outcome is Outcome.PASS, f"{language}: {after.outcome} {after.message}"
