"""Limits of what reading a script may cost: steps, depth of calls, and the size of a value."""

from typing import NoReturn

from layerloom_schema.errors import ErrorCode, Refused

STEPS = 300_000
"""Expressions and statements that are read; one takes about five microseconds."""
DEPTH = 80
"""Functions of the script that call each other."""
ELEMENTS = 20_000
"""Characters of a text, elements of a list."""
BITS = 256
"""Of a whole number."""


class Budget:
    """Counts steps. Every method raises `Refused` beyond its limit."""

    def __init__(self, steps: int = STEPS) -> None:
        self._left = self._all = steps
        self._depth = 0

    @property
    def spent(self) -> int:
        """The steps so far."""
        return self._all - self._left

    def spend(self, steps: int = 1) -> None:
        """Count steps, such as one for each element that is visited."""
        self._left -= steps
        if self._left < 0:
            raise Refused(422, ErrorCode.code_too_long, variant="steps", params={"limit": STEPS}, limit=STEPS)

    def enter(self) -> None:
        """Count a call of a function of the script."""
        self._depth += 1
        if self._depth > DEPTH:
            too_deep("calls", DEPTH)

    def leave(self) -> None:
        """End the call that was entered last."""
        self._depth -= 1

    def size(self, elements: int) -> int:
        """Check the size of a value that is about to be made, and count it as steps."""
        if elements > ELEMENTS:
            raise Refused(
                422, ErrorCode.code_too_large, variant="value", params={"limit": ELEMENTS}, limit=ELEMENTS
            )
        self.spend(elements // 8)
        return elements

    def bits(self, bits: float) -> None:
        """Check the bits of a whole number that is about to be made."""
        if bits > BITS:
            raise Refused(422, ErrorCode.code_too_large, variant="number", params={"limit": BITS}, limit=BITS)


def too_deep(variant: str, limit: int) -> NoReturn:
    """Raise `Refused`: the code, or its calls, are nested deeper than `limit`."""
    raise Refused(422, ErrorCode.code_too_deep, variant=variant, params={"limit": limit}, limit=limit)
