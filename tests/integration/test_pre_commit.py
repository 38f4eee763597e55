"""The hooks in a real `pre-commit`, which installs reslint into an environment of its own.

Slow (it builds and installs a package), and it needs a package registry or a folder of wheels.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PUBLISHED = (
    "pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "reslint", "rules",
    "outages",
)  # fmt: skip
"""What a clone of the project needs to be installed."""

WEAK = """\
resource "aws_db_instance" "orders" {
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 50
  multi_az          = false
}
"""
CONFIG = """\
repos:
  - repo: {url}
    rev: {revision}
    hooks:
      - id: {hook}
        args: [--select, database-single-zone]
"""


class Repository:
    """A scratch git repository, apart from the user's configuration."""

    def __init__(self, folder: Path, home: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self._home = home
        self.run("git", "init", "--quiet")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the repository."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))
        }
        own = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "PRE_COMMIT_HOME": str(self._home),
            "RESLINT_CACHE_DIR": str(self._home / "reslint-cache"),
        }
        for role in ("AUTHOR", "COMMITTER"):
            own |= {f"GIT_{role}_NAME": "test", f"GIT_{role}_EMAIL": "test@example.org"}
        return subprocess.run(
            command, cwd=self.folder, env=kept | own, capture_output=True, text=True, check=False
        )

    def commit(self) -> str:
        """Commit everything; gives the hash."""
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", "all")
        return self.run("git", "rev-parse", "HEAD").stdout.strip()

    def hook(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run a hook on what is staged."""
        self.run("git", "add", "--all")
        return self.run(sys.executable, "-m", "pre_commit", "run", name, "--color=never")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, str, Path]:
    """This checkout as a repository that others can name, its commit, and pre-commit's folder."""
    pytest.importorskip("pre_commit")
    base = tmp_path_factory.mktemp("published")
    home = base / "home"
    repository = Repository(base / "reslint-hooks", home)
    for name in PUBLISHED:
        source, target = ROOT / name, repository.folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, target)
    return repository, repository.commit(), home


@pytest.fixture
def user(published: tuple[Repository, str, Path], tmp_path: Path, hook: str) -> Repository:
    """A repository that uses the hook."""
    repository, revision, home = published
    user = Repository(tmp_path / "user", home)
    config = CONFIG.format(url=repository.folder, revision=revision, hook=hook)
    (user.folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    return user


@pytest.mark.parametrize("hook", ["reslint", "reslint-all"])
def test_a_weak_database_fails_the_hook_and_a_mended_one_passes(user: Repository, hook: str) -> None:
    (user.folder / "main.tf").write_text(WEAK, encoding="utf-8")
    weak = user.hook(hook)
    assert weak.returncode == 1, weak.stdout + weak.stderr
    assert "database-single-zone" in weak.stdout
    assert "main.tf:5:" in weak.stdout

    (user.folder / "main.tf").write_text(WEAK.replace("false", "true"), encoding="utf-8")
    mended = user.hook(hook)
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "Passed" in mended.stdout


@pytest.mark.parametrize("hook", ["reslint"])
def test_only_changed_files_are_reported(user: Repository, hook: str) -> None:
    (user.folder / "old.tf").write_text(WEAK, encoding="utf-8")
    user.commit()
    (user.folder / "new.tf").write_text("locals {\n  a = 1\n}\n", encoding="utf-8")
    done = user.hook(hook)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("hook", ["reslint"])
def test_yaml_that_is_no_template_passes_silently(user: Repository, hook: str) -> None:
    (user.folder / "ci.yml").write_text("on: push\njobs: {}\n", encoding="utf-8")
    done = user.hook(hook)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
