"""Frames a second while a person's hand moves: real input through the browser, frames as the page itself sees them."""

import itertools
import math
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page

SECONDS = 3.0
TURNS = 3
PIXELS = 500
"""Of the wheel, to halve the zoom."""
_BEGIN = """() => {
  const frames = [];
  const tick = (now) => {
    frames.push(now);
    if (window.benchFrames === frames) requestAnimationFrame(tick);
  };
  window.benchFrames = frames;
  requestAnimationFrame(tick);
}"""
_END = "() => { const frames = window.benchFrames; window.benchFrames = null; return frames; }"


@dataclass(frozen=True)
class Frames:
    """What one gesture came to: its rate, and its longest frame in milliseconds."""

    rate: float
    longest: float


def measured(page: Page, gesture: Callable[[float], None]) -> Frames:
    """The median rate and the longest frame of some turns of a gesture, which gets the seconds it is to last."""
    turns = [_once(page, gesture) for _ in range(TURNS)]
    return Frames(statistics.median(turn.rate for turn in turns), max(turn.longest for turn in turns))


def _once(page: Page, gesture: Callable[[float], None]) -> Frames:
    page.evaluate(_BEGIN)
    gesture(SECONDS)
    frames: list[float] = page.evaluate(_END)
    gaps = [after - before for before, after in itertools.pairwise(frames)]
    return Frames(1000 * len(gaps) / (frames[-1] - frames[0]), max(gaps))


@contextmanager
def held(page: Page, at: tuple[float, float], button: str) -> Iterator[None]:
    """A button of the mouse, pressed at a place."""
    page.mouse.move(*at)
    page.mouse.down(button="middle" if button == "middle" else "left")
    try:
        yield
    finally:
        page.mouse.up(button="middle" if button == "middle" else "left")


def circling(
    page: Page, at: tuple[float, float], radius: float, button: str = "middle"
) -> Callable[[float], None]:
    """Drags around in circles: `middle` pans, `left` drags what is there."""

    def gesture(seconds: float) -> None:
        with held(page, at, button):
            for share in _ticks(seconds):
                turn = 4 * math.pi * share
                page.mouse.move(at[0] + radius * math.sin(turn), at[1] + radius * (1 - math.cos(turn)))

    return gesture


def wheeling(page: Page, at: tuple[float, float], halvings: float, swings: int) -> Callable[[float], None]:
    """Zooms out by so many halvings (in, where they are negative) and back again, with Ctrl and the wheel."""

    def gesture(seconds: float) -> None:
        page.mouse.move(*at)
        page.keyboard.down("Control")
        away = 0.0
        for share in itertools.chain(_ticks(seconds), (1.0,)):
            wished = halvings * (1 - abs((2 * swings * share) % 2 - 1))
            pixels = round((wished - away) * PIXELS)
            # A wheel that does not turn is never answered.
            if pixels == 0:
                page.wait_for_timeout(1)
                continue
            page.mouse.wheel(0, pixels)
            away += pixels / PIXELS
        page.keyboard.up("Control")

    return gesture


def _ticks(seconds: float) -> Iterator[float]:
    """Shares of a time, as fast as the browser takes the input."""
    started = time.perf_counter()
    while (share := (time.perf_counter() - started) / seconds) < 1:
        yield share
