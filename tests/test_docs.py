"""What is generated is current, and the README's commands are the real ones."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_is_current(docs: ModuleType) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert docs.readme(text) == text, "run `make docs`"


def test_the_schema_of_the_configuration_is_current(docs: ModuleType) -> None:
    assert docs.CONFIG_SCHEMA.read_text("utf-8") == docs.config_schema(), "run `make docs`"


def test_the_configuration_that_the_readme_shows_is_valid(docs: ModuleType) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = text.split("```yaml\nselect:")[1].split("```")[0]
    jsonschema.validate(yaml.safe_load("select:" + shown), json.loads(docs.config_schema()))
