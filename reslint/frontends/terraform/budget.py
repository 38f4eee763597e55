"""How much looping one deployment may ask for: loops inside loops multiply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reslint.frontends.terraform.values.failures import Undecided

MAX_ROUNDS = 500_000
"""Most rounds of loops, calls of functions, items made by them and templates filled in, of one
deployment: some ten seconds."""


@dataclass(slots=True)
class Budget:
    """The rounds that are left to a deployment."""

    tell: Callable[[str], None] = field(default=lambda _message: None)
    """Is told, once, that there are none left."""
    left: int = field(default_factory=lambda: MAX_ROUNDS)

    def spend(self, rounds: int) -> None:
        """Take rounds. Raises `Undecided` when there are none left."""
        before, self.left = self.left, self.left - rounds
        if self.left >= 0:
            return
        message = f"the loops of this root go round more than {MAX_ROUNDS} times"
        if before >= 0:
            self.tell(f"{message}: what the rest of them makes is not worked out")
        raise Undecided(message)
