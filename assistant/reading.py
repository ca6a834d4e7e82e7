"""Read a question by what was learned from thousands: which characters name its subject, and what
it asks for.

The wording around a subject has no end (到底押注, 摊上, 沾边), so it is learned and not listed: a
bidirectional LSTM over the characters, each with the packaged vector of the word it is part of,
tags every character (Huang et al., "Bidirectional LSTM-CRF models for sequence tagging", 2015),
and a linear classifier tells what is asked for from the n-grams of the wording that is left.
``train.py`` makes both from ``questions.tsv``; here they are run with numpy alone.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embedder import packaged_embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TAGS = "OTA"
"""Wording, subject, and the attribute that is asked about it."""
ASKS = (
    "institutions platforms tasks count text check place summary title scope source issued chat"
).split()
SIZE = 1 << 16
"""Rows of the table that the features of the wording are hashed into."""
MODEL = Path(__file__).with_name("reading.npz")
NAME = "\0"
"""Stands for the name of an institution, whatever its length."""
PLACES = 4
"""Where in its word a character stands: first, within, last, alone."""
VECTOR_SCALE = 35.0
"""What the rows of the packaged embedder are divided by: about the length of one."""
_LONGEST_GRAM = 4
_REMEMBERED = 256  # readings: the parts of a question are read more than once


@dataclass(frozen=True, slots=True)
class Reading:
    """A question read. ``tags`` has a tag and ``wording`` a number for each of its characters.

    The number is the log-odds of the character being wording; ``margin`` is by how much ``asks``
    leads what comes second.
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


@lru_cache(maxsize=_REMEMBERED)
def read(text: str) -> Reading:
    """The reading of a question in which each institution's name is a run of ``NAME``."""
    import numpy as np

    model = _model()
    short, places = shorten(text)
    if not short:
        return Reading("", "", (), "chat", 0.0)
    tags, wording = decode(model.emit(short), model.moves)
    totals = model.asks[hashed(wording_features(short, tags))].sum(axis=0)
    second, first = np.argsort(totals)[-2:]
    return Reading(
        text,
        "".join(TAGS[tags[place]] for place in places),
        tuple(float(wording[place]) for place in places),
        ASKS[int(first)],
        float(totals[first] - totals[second]),
    )


@dataclass(frozen=True, slots=True)
class Layer:
    """An LSTM layer's two directions: weights of what comes in, of shape ``(in, 8 * hidden)``, of
    the state, ``(2, hidden, 4 * hidden)``, and the bias, ``(8 * hidden,)``; gates in the order
    input, forget, cell, output."""

    incoming: NDArray[np.float32]
    state: NDArray[np.float32]
    bias: NDArray[np.float32]

    def run(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """States of shape ``(characters, 2 * hidden)`` for rows ``(characters, in)``."""
        import numpy as np

        length, size = len(rows), self.state.shape[1]
        gates = (rows @ self.incoming + self.bias).reshape(length, 2, 1, 4 * size)
        gates[:, 1] = gates[::-1, 1]
        hidden: NDArray[Any] = np.zeros((2, 1, size), dtype=np.float32)
        cell: NDArray[Any] = hidden
        states = np.empty((length, 2, size), dtype=np.float32)
        for step, own in enumerate(gates):
            summed = own + hidden @ self.state
            opened = 1 / (1 + np.exp(-summed))
            cell = opened[..., size : 2 * size] * cell + opened[..., :size] * np.tanh(
                summed[..., 2 * size : 3 * size]
            )
            hidden = opened[..., 3 * size :] * np.tanh(cell)
            states[step] = hidden[:, 0]
        states[:, 1] = states[::-1, 1]
        return states.reshape(length, 2 * size)


@dataclass(frozen=True, slots=True)
class Model:
    """What ``train.py`` learned: the known characters and a row for each, the last for any other,
    rows for ``PLACES``, the projection of the words' vectors, the layers, what gives scores of the
    tags, their transitions, ``(tags, tags)``, and rows of the classifier, ``(SIZE, len(ASKS))``."""

    known: dict[str, int]
    characters: NDArray[np.float32]
    places: NDArray[np.float32]
    words: tuple[NDArray[np.float32], NDArray[np.float32]]
    layers: tuple[Layer, ...]
    output: tuple[NDArray[np.float32], NDArray[np.float32]]
    moves: NDArray[np.float32]
    asks: NDArray[np.float32]

    def emit(self, text: str) -> NDArray[np.float32]:
        """Scores of shape ``(characters, tags)``."""
        import numpy as np

        places, vectors = find_words(text)
        ids = [self.known.get(character, len(self.known)) for character in text]
        words = np.tanh(vectors @ self.words[0] + self.words[1])
        rows = np.concatenate([self.characters[ids], self.places[places], words], axis=1)
        for layer in self.layers:
            rows = layer.run(rows)
        return rows @ self.output[0] + self.output[1]


@cache
def _model() -> Model:
    return load(MODEL)


def load(path: Path) -> Model:
    """The model that ``train.py`` saved."""
    import numpy as np

    with np.load(path) as arrays:
        held = {
            name: arrays[name].astype(np.float32)
            for name in arrays.files
            if name not in ("known", "embedder")
        }
        known = {chr(code): at for at, code in enumerate(arrays["known"])}
    layers: list[Layer] = []
    while f"state{len(layers)}" in held:
        names = (f"{part}{len(layers)}" for part in ("incoming", "state", "bias"))
        layers.append(Layer(*(held[name] for name in names)))
    return Model(
        known,
        held["characters"],
        held["places"],
        (held["words"], held["words_bias"]),
        tuple(layers),
        (held["output"], held["output_bias"]),
        held["moves"],
        held["asks"],
    )


def shorten(text: str) -> tuple[str, list[int]]:
    """The text normalised, each name one character, and where each character of it went."""
    short, places = "", []
    for position, character in enumerate(text):
        if not (character == NAME and position and text[position - 1] == NAME):
            short += unicodedata.normalize("NFKC", character)[:1].lower() or character
        places.append(len(short) - 1)
    return short, places


def find_words(text: str) -> tuple[list[int], NDArray[np.float32]]:
    """Each character's place in its word, and that word's vector, zeros where none is known."""
    import numpy as np

    embedder = packaged_embedder()
    places = [PLACES - 1] * len(text)
    vectors = np.zeros((len(text), embedder.dimension), dtype=np.float32)
    spans, rows = embedder.embed_tokens(text.replace(NAME, " "))
    for (start, end), row in zip(spans, rows, strict=True):
        while start < end and not text[start].strip(f" {NAME}"):
            start += 1
        vectors[start:end] = row / VECTOR_SCALE
        if end - start > 1:
            places[start:end] = [0, *[1] * (end - start - 2), 2]
    return places, vectors


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


def decode(
    scores: NDArray[np.float32], moves: NDArray[np.float32]
) -> tuple[list[int], NDArray[np.float32]]:
    """The best sequence of tags (Viterbi), and each character's log-odds of being wording (the
    forward-backward marginals) for scores of shape ``(characters, tags)``."""
    import numpy as np

    best, back = scores[0], []
    forward = [scores[0]]
    for row in scores[1:]:
        through = best[:, None] + moves
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
        forward.append(np.logaddexp.reduce(forward[-1][:, None] + moves, axis=0) + row)
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    backward = [np.zeros_like(best)]
    for row in scores[:0:-1]:
        backward.append(np.logaddexp.reduce(moves + (row + backward[-1])[None, :], axis=1))
    both = np.array(forward) + np.array(backward[::-1])
    return tags[::-1], both[:, 0] - np.logaddexp.reduce(both[:, 1:], axis=1)
