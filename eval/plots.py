"""The report's plots: inline SVG out of data, every word escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

_WIDTH, _LEFT, _RIGHT, _ROW = 720, 150, 150, 26  # pixels
_HEIGHT, _FOOT = 190, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled rate between 0 and 1, its interval and what is written beside it."""

    label: str
    value: float
    low: float
    high: float
    text: str


def plot_rates(title: str, bars: Sequence[Bar]) -> Markup:
    """Horizontal bars with whiskers for their intervals, on an axis from 0 to 100 %."""
    width = _WIDTH - _LEFT - _RIGHT
    height = _ROW * len(bars) + _FOOT
    parts = []
    for share in (0, 25, 50, 75, 100):
        x = _LEFT + width * share / 100
        parts.append(_line(x, 4, x, height - _FOOT + 4, "grid"))
        parts.append(_text(x, height - 8, f"{share}%", "tick", "middle"))
    for place, bar in enumerate(bars):
        top, middle = place * _ROW + 4, place * _ROW + 4 + _ROW / 2
        low, high = _LEFT + width * bar.low, _LEFT + width * bar.high
        parts += [
            _text(_LEFT - 8, middle + 4, bar.label, "label", "end"),
            _rectangle(_LEFT, top + 5, width * bar.value, _ROW - 10, "bar"),
            _line(low, middle, high, middle, "whisker"),
            _line(low, middle - 4, low, middle + 4, "whisker"),
            _line(high, middle - 4, high, middle + 4, "whisker"),
            _text(_WIDTH - _RIGHT + 10, middle + 4, bar.text, "value", "start"),
        ]
    return _svg(title, height, parts)


def plot_histogram(title: str, edges: Sequence[float], counts: Sequence[int]) -> Markup:
    """Bars of counts between edges, of which there is one more."""
    left, width, height = 40, _WIDTH - 60, _HEIGHT - _FOOT
    step, tallest = width / len(counts), max(counts) or 1
    parts = [_line(left, height, left + width, height, "grid")]
    for place, count in enumerate(counts):
        tall = (height - 24) * count / tallest
        x = left + place * step
        parts.append(_rectangle(x + 1, height - tall, step - 2, tall, "bar"))
        if count:
            parts.append(_text(x + step / 2, height - tall - 5, str(count), "tick", "middle"))
    for place, edge in enumerate(edges):
        parts.append(_text(left + place * step, height + 18, f"{edge:g}", "tick", "middle"))
    return _svg(title, _HEIGHT, parts)


def _svg(title: str, height: float, parts: Sequence[Markup]) -> Markup:
    from markupsafe import Markup

    frame = Markup(
        '<svg viewBox="0 0 {} {:.0f}" role="img" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg">{}</svg>'
    )
    return frame.format(_WIDTH, height, title, Markup("").join(parts))


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> Markup:
    from markupsafe import Markup

    line = Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>')
    return line.format(x1, y1, x2, y2, style)


def _rectangle(x: float, y: float, width: float, height: float, style: str) -> Markup:
    from markupsafe import Markup

    shape = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>')
    return shape.format(x, y, max(0.0, width), max(0.0, height), style)


def _text(x: float, y: float, words: str, style: str, anchor: str) -> Markup:
    from markupsafe import Markup

    text = Markup('<text x="{:.1f}" y="{:.1f}" class="{}" text-anchor="{}">{}</text>')
    return text.format(x, y, style, anchor, words)
