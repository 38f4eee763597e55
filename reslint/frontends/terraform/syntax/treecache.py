"""Which cached tree belongs to a Terraform file."""

from __future__ import annotations

import re
from functools import cache

from reslint.files.treecache import TreeCache, content_key
from reslint.frontends.terraform.syntax.grammar import hcl2_folder

__all__ = ["TREE_VERSION", "TreeCache", "hcl2_version", "tree_key"]

TREE_VERSION = 1
"""Raised whenever the tree of some file changes."""


def tree_key(content: bytes, form: str) -> str:
    """The key of a file's tree: its bytes, its form (`hcl` or `json`) and all versions that matter."""
    return content_key(content, "terraform", TREE_VERSION, hcl2_version(), form)


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
