"""What all tests share: inventories from text that a user could have written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reslint.cli import main
from reslint.config import Config
from reslint.engine.deployments import Inputs
from reslint.engine.finding import Report
from reslint.engine.pipeline import check
from reslint.engine.run import Options, Run
from reslint.model.inventory import Inventory
from reslint.model.raw import RawResource

FILE_NAMES = {"terraform": "main.tf", "cloudformation": "template.yaml"}

Forget = Sequence[tuple[str, tuple[str | int, ...]]]
"""Attributes to make unknown: address and raw path."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite golden files")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests neither use nor fill the user's cache of parsed files."""
    import os

    os.environ["RESLINT_DEBUG"] = "1"
    if "RESLINT_CACHE_DIR" not in os.environ:
        os.environ["RESLINT_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def inventory_of(tmp_path: Path) -> Callable[..., list[Inventory]]:
    """The inventories of a text in `terraform` or `cloudformation`."""
    count = 0

    def make(language: str, text: str, forget: Forget = (), region: str | None = None) -> list[Inventory]:
        nonlocal count
        count += 1
        folder = tmp_path / str(count)
        folder.mkdir()
        (folder / FILE_NAMES[language]).write_text(text)
        options = Options((folder,), Config(folder), Inputs(region=region), base=folder)
        return list(Run(options).inventories(_forgetting(forget)))

    return make


@pytest.fixture
def report_of(tmp_path: Path) -> Callable[..., Report]:
    """The report on a text in `terraform` or `cloudformation`, by the rules named or by all."""

    def make(language: str, text: str, *rules: str) -> Report:
        (tmp_path / FILE_NAMES[language]).write_text(text)
        return check(Options((tmp_path,), Config(tmp_path), Inputs(), select=rules, base=tmp_path))

    return make


def _forgetting(forget: Forget) -> Callable[[RawResource], None]:
    def change(resource: RawResource) -> None:
        for address, path in forget:
            if address == resource.address:
                resource.make_unknown(path)

    return change


@pytest.fixture
def tf(inventory_of: Callable[..., list[Inventory]]) -> Callable[..., Inventory]:
    """The inventory of one Terraform file."""
    return lambda text, **more: inventory_of("terraform", text, **more)[0]


@pytest.fixture
def cfn(inventory_of: Callable[..., list[Inventory]]) -> Callable[..., Inventory]:
    """The inventory of one template."""
    return lambda text, **more: inventory_of("cloudformation", text, **more)[0]


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """The command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def go(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as stop:
            code = int(str(stop.code))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return go
