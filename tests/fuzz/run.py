"""Compare reslint's evaluation of random expressions with the real terraform's.

`python tests/fuzz/run.py [--minutes 5] [--seed 1] [--batch 200]`: needs a `terraform` on the
PATH, no network and no provider; not run by pytest. Prints each expression of which we say
something else than terraform; with `--less`, also those of which we know less. What is found
and mended belongs into `tests/oracle/expressions/`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "oracle"))

from agreement import difference_of, evaluated, whole
from expressions import expression
from record import record

LONGEST = 240
"""Most characters of an expression: longer ones say little about what differs."""


def main() -> int:
    """Run until the time is over; 1 if anything differs."""
    options = _options()
    random = Random(options.seed)
    end = time.monotonic() + options.minutes * 60
    tried = refused = differing = 0
    while time.monotonic() < end:
        records = record(_batch(random, options.batch))
        found = [(r["expression"], said) for r in records if (said := _difference(r, options.less))]
        for text, said in sorted(found, key=lambda pair: len(pair[0])):
            print(f"{text}\n    {said[:400]}", flush=True)
        tried += len(records)
        refused += sum("error" in r for r in records)
        differing += len(found)
    print(f"{tried} expressions, {refused} refused by terraform; {differing} differ (seed {options.seed})")
    return 1 if differing else 0


def _difference(answer: dict[str, Any], less: bool) -> str | None:
    """What we say otherwise than terraform; with `less`, also what we leave open that it decides."""
    said = difference_of(answer)
    if said is None or less:
        return said
    if "error" in answer:
        # What is refused in part is refused as a whole: we may still know the other parts.
        return said if whole(evaluated(answer["expression"])) else None
    refused_later = "type" not in answer
    return None if refused_later or said.startswith("terraform knows more") else said


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--batch", type=int, default=200)
    parser.add_argument("--less", action="store_true", help="show also what we know less of than terraform")
    return parser.parse_args()


def _batch(random: Random, size: int) -> list[str]:
    batch: dict[str, None] = {}
    while len(batch) < size:
        text = expression(random)
        if len(text) <= LONGEST:
            batch[text] = None
    return list(batch)


if __name__ == "__main__":
    sys.exit(main())
