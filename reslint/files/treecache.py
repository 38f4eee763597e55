"""The cache of parsed files: a tree is read back instead of parsed when nothing has changed."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

from reslint.files.cachedir import usable, write_atomically

MAX_TREE = 400_000_000
"""Bytes of a decompressed entry; a larger one is damaged or not ours."""

Tree = dict[str, Any]
"""A parsed file as plain data: JSON."""


class TreeCache:
    """Trees on disk, one file per key; every failure counts as a miss."""

    def __init__(self, directory: Path) -> None:
        """Entries are kept below `directory`; without a safe, writable one nothing is kept."""
        self._directory = usable(directory)

    def has(self, key: str) -> bool:
        """Whether a tree was put under this key."""
        return self._directory is not None and (self._directory / f"{key}.tree").exists()

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
        return tree if isinstance(tree, dict) and "body" in tree else None

    def put(self, key: str, tree: Tree) -> None:
        """Keep a tree under a key."""
        if self._directory is not None:
            text = json.dumps(tree, separators=(",", ":")).encode()
            write_atomically(self._directory / f"{key}.tree", zlib.compress(text, 1))


def content_key(content: bytes, *versions: object) -> str:
    """The key of a file's tree: its bytes, and all versions that its form depends on."""
    head = "\n".join(map(str, versions)).encode()
    return hashlib.sha256(head + b"\n\n" + content).hexdigest()
