"""Parsing many files in several processes, where that saves time.

The processes fill the cache of parsed files, and the run then reads from it: nothing else has
to cross the border between them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reslint.errors import InputError
from reslint.files.reading import read_content
from reslint.files.treecache import TreeCache
from reslint.frontends.terraform.syntax.treecache import tree_key

WORTH_FORKING = 100_000
"""Bytes of unparsed text from which forked processes save time."""
WORTH_SPAWNING = 1_000_000
"""The same where processes have to be started afresh (outside Linux)."""


def parse_ahead(paths: Sequence[Path], cache: TreeCache) -> None:
    """Parse the files that are not in the cache, if they are many, with all processors."""
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if processes < 2:
        return
    missing = [(path, size) for path in paths if (size := _unparsed(path, cache))]
    forks = sys.platform == "linux"
    if sum(size for _, size in missing) < (WORTH_FORKING if forks else WORTH_SPAWNING):
        return
    _in_processes(_shares(missing, processes), cache, forks)


def _unparsed(path: Path, cache: TreeCache) -> int:
    """The size of a file that is not in the cache; 0 for any other."""
    try:
        content = read_content(path, str(path))
    except InputError:
        return 0
    form = "json" if path.suffix == ".json" else "hcl"
    return 0 if cache.has(tree_key(content, form)) else len(content)


def _shares(files: Sequence[tuple[Path, int]], number: int) -> list[list[Path]]:
    """The files in shares of about the same size, the largest files first."""
    shares: list[list[Path]] = [[] for _ in range(number)]
    sizes = [0] * number
    for path, size in sorted(files, key=lambda entry: -entry[1]):
        smallest = sizes.index(min(sizes))
        shares[smallest].append(path)
        sizes[smallest] += size
    return [share for share in shares if share]


def _in_processes(shares: Sequence[list[Path]], cache: TreeCache, forks: bool) -> None:
    """Parse the first share here and every other in a process of its own."""
    import multiprocessing

    from reslint.frontends.terraform.syntax.parse import parse
    from reslint.model.span import Source

    parse(Source("", "a = 1\n"))  # the grammar is loaded once, before the processes part
    context = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
    processes = [context.Process(target=_parse_all, args=(share, cache)) for share in shares[1:]]
    for process in processes:
        process.start()
    _parse_all(shares[0], cache)
    for process in processes:
        process.join()


def _parse_all(paths: Sequence[Path], cache: TreeCache) -> None:
    from reslint.frontends.terraform.syntax.parse import read_tree

    for path in paths:
        try:
            read_tree(path, str(path), cache)
        except InputError:
            continue  # told when the run itself reads the file
