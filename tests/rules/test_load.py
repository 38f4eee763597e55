"""Rule files: short forms, errors that say where and what, the index, the cache, plugins."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from reslint.errors import RuleError
from reslint.model.resource import Resource
from reslint.rules import load, plugins
from reslint.rules.context import Context
from reslint.rules.load import build_index, combine, load_folder, load_index
from reslint.rules.rule import Rule
from reslint.rules.schema import json_schema
from reslint.rules.verdict import Verdict
from reslint.rules.vocabulary import Vocabulary

RuleOf = Callable[..., Rule]

FULL = """\
name: store-weak
title: Store is weak
failure: [zone, instance]
kind: Stateful
set: thorough
parameters: {least: 2, ratio: 0.5, known: [a, b]}
when: encrypted
require:
  - {that: zones >= least and copies is not None, severity: high, say: "{zones}"}
  - {that: copies > ratio, severity: low, say: few}
unless:
  - engine in known
  - {that: '"log" in purpose', severity: info}
why: >
  It is lost
  for hours.
fix: {terraform: a = 1, cloudformation: "A: 1", model: {zones: 2, subnets: [a]}, note: Costs more.}
references: https://example.com/a
controls: {checkov: CKV_1, aws-config: [a, b], x-ours: "7"}
examples:
  bad: {terraform: "a # finding", cloudformation: b}
languages: [terraform]
aliases: [store-feeble]
"""


def put(folder: Path, text: str, name: str = "store-weak.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_file_becomes_a_rule(tmp_path: Path, words: Vocabulary) -> None:
    (rule,) = load_folder(put(tmp_path, FULL, "zone/store-weak.yaml"), vocabulary=words)
    assert (rule.name, rule.kinds, rule.set_, rule.severity) == ("store-weak", ("Store",), "thorough", "high")
    assert rule.parameters == {"least": 2, "ratio": 0.5, "known": ("a", "b")}
    assert [u.severity for u in rule.unless] == [None, "info"]
    assert rule.why == "It is lost for hours."
    assert rule.controls == {"checkov": ("CKV_1",), "aws-config": ("a", "b"), "x-ours": ("7",)}
    assert rule.examples == {"bad": {"terraform": "a # finding", "cloudformation": "b"}}
    assert rule.path == "zone/store-weak.yaml"
    assert rule.answers_to("store-feeble")


def test_an_index_is_json_and_gives_back_the_same_rules(tmp_path: Path, words: Vocabulary) -> None:
    put(tmp_path, FULL)
    index = json.loads(json.dumps(build_index(tmp_path, vocabulary=words)))
    assert load_index(index) == load_folder(tmp_path, vocabulary=words)


@pytest.mark.parametrize(
    "damage", [{}, {"version": 0, "rules": []}, {"version": 1}, {"version": 1, "rules": [{}]}]
)
def test_a_damaged_index_is_an_error_of_ours(damage: dict[str, object]) -> None:
    with pytest.raises(RuleError, match="index"):
        load_index(damage)


def test_the_short_form_is_one_clause(rule_of: RuleOf) -> None:
    rule = rule_of("require: encrypted\nseverity: high\nmessage: open\n")
    assert [(c.that.source, c.severity, c.say) for c in rule.require] == [("encrypted", "high", "open")]


def test_a_clause_takes_severity_and_message_of_the_file(rule_of: RuleOf) -> None:
    rule = rule_of(
        "require:\n  - {that: encrypted}\n  - {that: zones > 1, severity: low}\nseverity: high\nmessage: m\n"
    )
    assert [(c.severity, c.say) for c in rule.require] == [("high", "m"), ("low", "m")]


GOOD = "require: encrypted\nseverity: low\nmessage: open\n"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("require: encrypted\nmessage: m\n", ":6: a severity is missing"),
        ("require: encrypted\nseverity: low\n", ":6: a message is missing"),
        (
            "require:\n  - {that: encrypted, severity: hihg, say: x}\n",
            ":7: require.0.severity: Input should be",
        ),
        (
            "require:\n  - that: encrypted\n    sya: x\n",
            ":8: require.0.sya: there is no such key; did you mean `say`",
        ),
        (GOOD + "wehn: encrypted\n", ":9: wehn: there is no such key; did you mean `when`?"),
        (
            GOOD + "when: encryptd\n",
            ":9: when, column 1: Store has no attribute or parameter `encryptd`; did you",
        ),
        (GOOD + "when:\n", None),
        (GOOD + "when: true\n", ":9: when: Input should be a valid string"),
        (GOOD + "check: x\n", ":1: a rule has either `require:` or `check:`"),
        ("", ":1: a rule has either `require:` or `check:`"),
        ("check: nowhere\nseverity: low\n", ":6: there is no check `nowhere`"),
        (GOOD + "parameters: {copies: 2}\n", ":9: the parameter `copies` has the name of an attribute"),
        (GOOD + "parameters: {least: {}}\n", ":9: parameters.least: a parameter is a flag, number, text"),
        (GOOD + "controls: {chekov: X}\n", ":9: unknown catalogue `chekov`; did you mean `checkov`?"),
        (
            GOOD + "fix: {model: {zons: 2}}\n",
            ":9: fix.model: Store has no attribute `zons`; did you mean `zones`?",
        ),
        (GOOD + "fix: {model: {zones: two}}\n", ":9: fix.model: `zones` is zones, which 'two' is not"),
        (
            GOOD.replace("open", "'{engin}'"),
            ":8: message: nothing is named `{engin}`; did you mean `engine`?",
        ),
        (GOOD.replace("open", "'{backup.dys}'"), ":8: message: there is no part `dys`; did you mean `days`?"),
        (GOOD.replace("open", "'{engine!r}'"), ":8: message: a placeholder is a plain name"),
        (GOOD.replace("open", "'{engine'"), ":8: message: "),
        (GOOD + "parameters: {least: .nan}\n", ":9: parameters.least: a parameter is a flag, number, text"),
        (GOOD + "name: twice\n", ":9: `name` stands here twice"),
        (GOOD + "fix: &a {note: x}\nunless: *a\n", ":10: no YAML aliases"),
        (GOOD + "unless: " + "[" * 30 + "]" * 30 + "\n", ":9: nested more than 20 levels"),
        (GOOD + "unless: [\n", "not valid YAML"),
        (GOOD + "unless: !!python/object:os.system x\n", ":9: not valid YAML"),
        (GOOD + "examples: {bad: {hcl: x}}\n", ":9: examples.bad.hcl: Input should be 'terraform'"),
    ],
)
def test_errors_say_line_and_cause(rule_of: RuleOf, body: str, message: str | None) -> None:
    if message is None:
        assert rule_of(body).when is None
        return
    with pytest.raises(RuleError) as caught:
        rule_of(body)
    assert str(caught.value).startswith("store-weak.yaml:")
    assert message in str(caught.value)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path, words: Vocabulary) -> None:
    put(tmp_path, FULL.replace("when: encrypted", "when: encryptd").replace("few", "'{fwe}'"))
    put(tmp_path, "- a\n", "other.yaml")
    with pytest.raises(RuleError) as caught:
        load_folder(tmp_path, vocabulary=words)
    assert [line.split(":")[:2] for line in str(caught.value).splitlines()] == [
        ["other.yaml", "1"], ["store-weak.yaml", "7"], ["store-weak.yaml", "10"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("weak.yaml", "must be named store-weak.yaml"),
        ("region/store-weak.yaml", "named after the first failure, `zone`"),
        ("zones/store-weak.yaml", "(`zones` is none)"),
    ],
)
def test_the_file_has_the_name_of_the_rule_and_the_folder_that_of_the_failure(
    tmp_path: Path, words: Vocabulary, name: str, message: str
) -> None:
    with pytest.raises(RuleError) as caught:
        load_folder(put(tmp_path, FULL, name), vocabulary=words)
    assert message in str(caught.value)


def test_a_kind_that_does_not_exist_is_refused(tmp_path: Path, words: Vocabulary) -> None:
    put(tmp_path, FULL.replace("kind: Stateful", "kind: Statefull"))
    with pytest.raises(RuleError, match=":4: there is no kind or trait `Statefull`; did you mean `Stateful`"):
        load_folder(tmp_path, vocabulary=words)


def test_two_rules_cannot_have_one_name_not_even_a_former_one(tmp_path: Path, words: Vocabulary) -> None:
    put(tmp_path, FULL)
    put(tmp_path, FULL.replace("name: store-weak", "name: store-feeble"), "store-feeble.yaml")
    with pytest.raises(RuleError, match="is taken by"):
        load_folder(tmp_path, vocabulary=words)


def test_a_folder_or_file_that_cannot_be_read_is_an_error_of_ours(tmp_path: Path, words: Vocabulary) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        load_folder(tmp_path / "nowhere", vocabulary=words)
    (tmp_path / "store-weak.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(RuleError, match="cannot be read"):
        load_folder(tmp_path, vocabulary=words)


# -- the built-in rules ----------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Vocabulary) -> Path:
    """A checkout whose only rule is ours, with a cache of its own."""
    put(tmp_path / "rules", FULL, "zone/store-weak.yaml")
    monkeypatch.setattr(load, "_CHECKOUT", tmp_path / "rules")
    monkeypatch.setattr(load, "_SHIPPED", tmp_path / "rules-index.json")
    monkeypatch.setattr(load, "model_vocabulary", lambda: words)
    monkeypatch.setenv("RESLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def test_a_checkout_keeps_its_index_until_a_rule_changes(checkout: Path) -> None:
    (first,) = load.load_builtin()
    (kept,) = (checkout / "cache").iterdir()
    kept.write_text(kept.read_text().replace("Store is weak", "from the cache"))
    assert load.load_builtin()[0].title == "from the cache"
    put(checkout / "rules", FULL.replace("Store is weak", "changed"), "zone/store-weak.yaml")
    assert load.load_builtin()[0].title == "changed"
    assert kept.stat().st_mode & 0o077 == 0
    assert first.title == "Store is weak"


def test_a_damaged_cache_is_built_again(checkout: Path) -> None:
    rules = load.load_builtin()
    for kept in (checkout / "cache").iterdir():
        kept.write_text('{"version": 1, "rules": [7]}')
    assert load.load_builtin() == rules


def test_without_a_writable_place_there_is_no_cache(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "file").write_text("")
    monkeypatch.setenv("RESLINT_CACHE_DIR", str(checkout / "file" / "below"))
    assert len(load.load_builtin()) == 1


def test_the_index_of_a_wheel_comes_first(checkout: Path, words: Vocabulary) -> None:
    index = build_index(checkout / "rules", vocabulary=words)
    index["rules"][0]["title"] = "from the wheel"
    (checkout / "rules-index.json").write_text(json.dumps(index))
    assert load.load_builtin()[0].title == "from the wheel"


def test_an_installation_without_rules_says_so(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "_CHECKOUT", checkout / "nowhere")
    with pytest.raises(RuleError, match="not complete"):
        load.load_builtin()


def test_loading_an_index_imports_neither_yaml_nor_pydantic(tmp_path: Path, words: Vocabulary) -> None:
    put(tmp_path, FULL)
    path = tmp_path / "index.json"
    path.write_text(json.dumps(build_index(tmp_path, vocabulary=words)))
    program = (
        "import json, sys; from reslint.rules.load import load_index; import reslint.rules.check;"
        f"load_index(json.load(open({str(path)!r})));"
        "print(sorted({'yaml', 'pydantic', 'importlib.metadata', 'reslint.model.kinds'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_combine_sorts_by_name(rule_of: RuleOf) -> None:
    rule = rule_of(GOOD)
    assert combine([rule]) == (rule,)
    with pytest.raises(RuleError, match="taken"):
        combine([rule], [rule_of(GOOD.replace("open", "other"))])


# -- schema and plugins ----------------------------------------------------------------------------


def test_the_schema_accepts_short_forms_and_forbids_other_keys() -> None:
    from jsonschema import Draft202012Validator

    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    short = {
        "name": "a-b",
        "title": "t",
        "failure": "zone",
        "kind": "Store",
        "why": "w",
        "require": "encrypted",
    }
    assert not list(validator.iter_errors(short))
    assert list(validator.iter_errors({**short, "reqire": "x"}))


def plugin(monkeypatch: pytest.MonkeyPatch, *brought: object) -> None:
    entries = [
        SimpleNamespace(name=f"p{i}", load=lambda thing=thing: thing) for i, thing in enumerate(brought)
    ]
    monkeypatch.setattr(plugins, "entry_points", lambda **_: entries)


def test_a_plugin_brings_rules_and_checks(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ours(resource: Resource, context: Context) -> Verdict:
        return context.passed()

    body = FULL.replace("require:\n", "check: ours\nseverity: low\n").replace(
        '  - {that: zones >= least and copies is not None, severity: high, say: "{zones}"}\n'
        "  - {that: copies > ratio, severity: low, say: few}\n", ""
    )  # fmt: skip
    folder = put(checkout / "plugin", body)
    plugin(monkeypatch, SimpleNamespace(rules_folder=folder, checks={"ours": ours}))
    (found,) = plugins.load_plugins()
    assert [rule.check for rule in found.rules] == ["ours"]
    assert plugins.all_checks((found,))["ours"] is ours


def test_a_plugin_that_cannot_be_loaded_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin(monkeypatch, SimpleNamespace())
    with pytest.raises(RuleError, match="plugin p0 cannot be loaded"):
        plugins.load_plugins()


def test_two_plugins_cannot_bring_one_check(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (checkout / name).mkdir()
    things = [
        SimpleNamespace(rules_folder=checkout / name, checks={"ours": print}) for name in ("one", "two")
    ]
    plugin(monkeypatch, *things)
    with pytest.raises(RuleError, match="already a check `ours`"):
        plugins.load_plugins()


def test_the_rule_in_the_documentation_can_be_loaded(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "rule-language.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (rule,) = load_folder(put(tmp_path, text, "zone/database-single-zone.yaml"))
    assert rule.languages == ("terraform",)
    assert set(rule.examples) == {"bad", "good"}
