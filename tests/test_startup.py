"""What a run imports: nothing slow before a file is opened, no parser when the cache knows the files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SLOW = ("pydantic", "lark", "hcl2", "cfnlint", "rich", "yaml", "jsonschema")
PRINT_SLOW = (
    f"import json, sys; print(json.dumps([m for m in {SLOW!r} if m in sys.modules]), file=sys.stderr)"
)


def slow_modules(code: str, folder: Path) -> list[str]:
    """The slow modules that are imported when a fresh interpreter has run the code."""
    environment = {**os.environ, "RESLINT_CACHE_DIR": str(folder / "cache")}
    script = f"{code}\n{PRINT_SLOW}"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stderr.splitlines()[-1])
    return found


def check(path: str) -> str:
    return f"from reslint.cli import main; assert main([{path!r}]) in (0, 1)"


def test_nothing_slow_is_imported_before_a_file_is_opened(tmp_path: Path) -> None:
    code = "from reslint.cli import main; import reslint.cli.check, reslint.engine.pipeline, reslint.config"
    assert slow_modules(code, tmp_path) == []


def test_a_warm_run_imports_no_parser(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "a" {\n  bucket = "b-${1 + 1}"\n}\n')
    (tmp_path / "t.yaml").write_text("Resources:\n  A:\n    Type: AWS::SQS::Queue\n")
    assert slow_modules(check("."), tmp_path) != []
    assert slow_modules(check("."), tmp_path) == []
