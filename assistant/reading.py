"""Read a question by what was learned from thousands: which characters name its subject, and what
it asks for.

The wording around a subject has no end (到底押注, 摊上, 沾边), so it is learned and not listed: a
structured perceptron over character n-grams tags every character, and a linear one tells what is
asked for from the n-grams of the wording that is left. ``train.py`` makes both from
``questions.tsv``; here they are looked up.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TAGS = "OTA"
"""Wording, subject, and the attribute that is asked about it."""
ASKS = (
    "institutions platforms tasks count text check place summary title scope source issued chat"
).split()
SIZE = 1 << 16
"""Rows of the table that the features are hashed into."""
MODEL = Path(__file__).with_name("reading.npz")
NAME = "\0"
"""Stands for the name of an institution, whatever its length."""
_LONGEST_GRAM = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A question read. ``tags`` has a tag and ``wording`` a score for each of its characters.

    The higher the score, the surer that the character is wording; ``margin`` is by how much
    ``asks`` leads what comes second.
    """

    text: str
    tags: str
    wording: tuple[float, ...]
    asks: str
    margin: float

    def is_subject(self, start: int, end: int) -> bool:
        """Whether any of the characters is tagged as subject or attribute."""
        return any(tag != "O" for tag in self.tags[start:end])

    def is_quoted(self, at: int) -> bool:
        """Whether the character stands alone in quotes."""
        return self.text[max(0, at - 1) : at] in ("“", '"', "「")

    def count_subject(self, start: int, end: int) -> int:
        """How many of the characters are tagged as subject."""
        return self.tags.count("T", start, end)

    def score(self, start: int, end: int) -> float:
        """How surely the characters are wording, their mean."""
        return sum(self.wording[start:end]) / max(1, end - start)


def read(text: str) -> Reading:
    """The reading of a question in which each institution's name is a run of ``NAME``."""
    import numpy as np

    model = _model()
    short, places = shorten(text)
    if not short:
        return Reading("", "", (), "chat", 0.0)
    scores = np.array([model.tags[list(rows)].sum(axis=0) for rows in map(hashed, features(short))])
    tags = decode(scores, model.transitions)
    totals = model.asks[hashed(wording_features(short, tags))].sum(axis=0)
    second, first = np.argsort(totals)[-2:]
    sure = scores[:, 0] - scores[:, 1:].max(axis=1)
    return Reading(
        text,
        "".join(TAGS[tags[place]] for place in places),
        tuple(float(sure[place]) for place in places),
        ASKS[int(first)],
        float(totals[first] - totals[second]),
    )


@dataclass(frozen=True, slots=True)
class _Model:
    """Rows of the tagger, shape ``(SIZE, 3)``, its transitions, ``(4, 3)`` with the start last,
    and rows of the classifier, ``(SIZE, len(ASKS))``."""

    tags: NDArray[np.float32]
    transitions: NDArray[np.float32]
    asks: NDArray[np.float32]


@cache
def _model() -> _Model:
    import numpy as np

    with np.load(MODEL) as arrays:
        return _Model(*(arrays[name].astype(np.float32) for name in ("tags", "moves", "asks")))


def shorten(text: str) -> tuple[str, list[int]]:
    """The text normalised, each name one character, and where each character of it went."""
    short, places = "", []
    for position, character in enumerate(text):
        if not (character == NAME and position and text[position - 1] == NAME):
            short += unicodedata.normalize("NFKC", character)[:1].lower() or character
        places.append(len(short) - 1)
    return short, places


def features(text: str) -> Iterator[list[str]]:
    """Each character's features: the n-grams that it is in or next to."""
    padded = f"^^^{text}$$$"
    for at in range(3, len(padded) - 3):
        spans = (
            (0, 1), (-1, 1), (0, 2), (-2, 1), (0, 3), (-1, 2), (-1, 0), (1, 2), (-2, 0), (1, 3),
            (-3, 0), (1, 4), (-2, 2), (-1, 3),
        )  # fmt: skip
        yield [f"{a}{b}{padded[at + a : at + b]}" for a, b in spans] + ["bias"]


def wording_features(text: str, tags: Sequence[int]) -> list[str]:
    """The n-grams of a question whose subject and attribute are one sign each."""
    signs = ""
    for character, tag in zip(text, tags, strict=True):
        sign = character if tag == 0 else "#@"[tag - 1]
        signs += "" if tag and signs.endswith(sign) else sign
    signs = f"^{signs}$"
    grams = {
        signs[start : start + length]
        for length in range(1, _LONGEST_GRAM + 1)
        for start in range(len(signs) - length + 1)
    }
    held = [f"has{sign}{sign in signs}" for sign in (NAME, "#")]
    return [*sorted(grams), f"first{signs[:4]}", f"last{signs[-4:]}", "bias", *held]


def hashed(names: Sequence[str]) -> list[int]:
    """The rows of the features."""
    return [zlib.crc32(name.encode()) % SIZE for name in names]


def decode(scores: NDArray[np.float32], transitions: NDArray[np.float32]) -> list[int]:
    """The best sequence of tags (Viterbi) for scores of shape ``(characters, tags)``."""
    best = scores[0] + transitions[-1]
    back = []
    for row in scores[1:]:
        through = best[:, None] + transitions[:-1]
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]
