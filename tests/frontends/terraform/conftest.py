"""Root modules from texts: one file or several, in a folder that is a repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from reslint.config import Config
from reslint.engine.deployments import Inputs
from reslint.engine.run import Options, Run
from reslint.frontends.terraform.load import load
from reslint.frontends.terraform.reader import Reader
from reslint.model.inventory import Loaded
from reslint.model.raw import Deployment, Root

Load = Callable[..., Loaded]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder that is a repository."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    return tmp_path / "repo"


@pytest.fixture
def files(repository: Path) -> Callable[[dict[str, str]], Path]:
    """Writes files into the repository."""

    def write(texts: dict[str, str]) -> Path:
        for name, text in texts.items():
            path = repository / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text))
        return repository

    return write


@pytest.fixture
def loaded(files: Callable[[dict[str, str]], Path]) -> Load:
    """Loads a root module: a text for `main.tf`, or texts by file name. Keywords are those of `Deployment`."""

    def run(
        texts: str | dict[str, str], root: str = ".", assume: dict | None = None, **given: object
    ) -> Loaded:
        base = files({"main.tf": texts} if isinstance(texts, str) else texts)
        directory = (base / root).resolve()
        reader = Reader(base.resolve())
        deployment = Deployment("default", Root("terraform", directory, root), **given)
        found = load(deployment, reader, assume)
        found.notifications.extend(reader.notifications)
        return found

    return run


Scan = Callable[..., tuple[list[Loaded], list[str]]]


@pytest.fixture
def scanned(files: Callable[[dict[str, str]], Path]) -> Scan:
    """Scans a tree of texts: what is loaded of each deployment, and all that is said."""

    def run(
        texts: dict[str, str], *paths: str, inputs: Inputs | None = None
    ) -> tuple[list[Loaded], list[str]]:
        base = files(texts)
        asked = tuple(base / path for path in paths or (".",))
        scan = Run(Options(asked, Config(base), inputs or Inputs(), base=base, cache=False))
        found = [inventory.loaded for inventory in scan.inventories()]
        said = [n.message for loaded in found for n in loaded.notifications]
        return found, [*said, *(n.message for n in scan.notifications)]

    return run
