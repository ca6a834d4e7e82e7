"""Everyday words and the words of plans for the same thing (``thesaurus.txt``).

A line of the file is a group: each of its words may stand for each other. Groups do not chain:
a word in two groups joins neither to the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path


def synonyms(word: str) -> tuple[str, ...]:
    """The other words of every group that the word is in."""
    return _others().get(word, ())


def find_terms(text: str) -> list[tuple[int, int]]:
    """Where words of the thesaurus stand in the text, the longest first where they overlap."""
    known, longest = _others(), _longest()
    spans: list[tuple[int, int]] = []
    position = 0
    while position < len(text):
        for length in range(min(longest, len(text) - position), 1, -1):
            if text[position : position + length] in known:
                spans.append((position, position + length))
                position += length - 1
                break
        position += 1
    return spans


def groups() -> Iterator[list[str]]:
    """The words of each line."""
    with (Path(__file__).parent / "thesaurus.txt").open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#") and (words := line.split()):
                yield words


@cache
def _longest() -> int:
    return max(map(len, _others()))


@cache
def _others() -> dict[str, tuple[str, ...]]:
    others: dict[str, dict[str, None]] = {}
    for words in groups():
        for word in words:
            others.setdefault(word, {}).update((other, None) for other in words)
    return {word: tuple(w for w in same if w != word) for word, same in others.items()}
