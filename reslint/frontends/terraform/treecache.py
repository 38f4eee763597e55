"""The cache of parsed files: a tree is read back instead of parsed when nothing has changed."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from reslint.files.cachedir import usable, write_atomically
from reslint.frontends.terraform.grammar import hcl2_folder

TREE_VERSION = 1
"""Raised whenever the tree of some file changes."""
MAX_TREE = 400_000_000
"""Bytes of a decompressed entry; a larger one is damaged or not ours."""

Tree = dict[str, Any]


class TreeCache:
    """Trees on disk, one file per key; every failure counts as a miss."""

    def __init__(self, directory: Path) -> None:
        """Entries are kept below `directory`; without a safe, writable one nothing is kept."""
        self._directory = usable(directory)

    def get(self, key: str) -> Tree | None:
        """The tree that was put under this key, or None."""
        if self._directory is None:
            return None
        try:
            packed = (self._directory / f"{key}.tree").read_bytes()
            opener = zlib.decompressobj()
            tree = json.loads(opener.decompress(packed, MAX_TREE))
        except (OSError, ValueError, zlib.error, RecursionError):
            return None
        return tree if _is_tree(tree) else None

    def put(self, key: str, tree: Tree) -> None:
        """Keep a tree under a key."""
        if self._directory is not None:
            text = json.dumps(tree, separators=(",", ":")).encode()
            write_atomically(self._directory / f"{key}.tree", zlib.compress(text, 1))


def tree_key(content: bytes, form: str) -> str:
    """The key of a file's tree: its bytes, its form (`hcl` or `json`) and all versions that matter."""
    head = f"{TREE_VERSION}\n{hcl2_version()}\n{form}\n".encode()
    return hashlib.sha256(head + content).hexdigest()


@cache
def hcl2_version() -> str:
    """The version of python-hcl2, read from its file: `importlib.metadata` takes 50 ms, this one."""
    try:
        text = (hcl2_folder() / "version.py").read_text(encoding="utf-8")
        found = re.search(r"""^(?:__version__ = )?version = ["']([^"']+)""", text, re.MULTILINE)
        if found:
            return found[1]
    except (OSError, ValueError):
        pass
    from importlib.metadata import version

    return version("python-hcl2")


def _is_tree(tree: object) -> bool:
    return isinstance(tree, dict) and tree.keys() == {"body", "comments", "errors"}
