"""Train the reading of questions: ``python -m assistant.train``, a minute on a processor.

``questions.tsv`` holds a question a line: what it asks for, a tab, and the question with its
subject in 【】, the attribute that is asked about in 〔〕 and names of institutions in {}. An
averaged structured perceptron (Collins, "Discriminative training methods for hidden Markov
models", EMNLP 2002) learns the tags, an averaged perceptron what is asked for. The same seed
gives the same model.
"""

from __future__ import annotations

import argparse
import logging
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.reading import (
    ASKS,
    MODEL,
    NAME,
    SIZE,
    TAGS,
    decode,
    features,
    hashed,
    shorten,
    wording_features,
)

logger = logging.getLogger(__name__)
QUESTIONS = Path(__file__).with_name("questions.tsv")
EPOCHS = 10
RUNS = 5  # each in another order; the model is their mean, which a few more questions sway less
_MARKS = {"【": 1, "〔": 2, "】": 0, "〕": 0}


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the position in ``TAGS`` of each character's tag, and of what it asks for."""

    text: str
    tags: tuple[int, ...]
    asks: int


def read_examples(path: Path) -> list[Example]:
    """The examples of a file. Raises ``ValueError`` naming the first line that is none."""
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        asks, _, question = line.partition("\t")
        if asks not in ASKS or not question:
            raise ValueError(f"{path}:{number} is no tagged question")
        text, tags, tag = "", [], 0
        for character in re.sub(r"\{[^{}]*\}", NAME, question.strip()):
            if character in _MARKS:
                tag = _MARKS[character]
            else:
                text += character
                tags.append(tag)
        short, places = shorten(text)
        kept = dict(zip(places, tags, strict=True))
        examples.append(Example(short, tuple(kept.values()), ASKS.index(asks)))
    return examples


class _Averaged:
    """Weights of a perceptron and their mean over all its steps."""

    def __init__(self, rows: int, columns: int) -> None:
        self.weights = np.zeros((rows, columns), dtype=np.float32)
        self._weighted = np.zeros((rows, columns), dtype=np.float64)
        self.step = 1

    def change(self, row: int, column: int, by: int) -> None:
        self.weights[row, column] += by
        self._weighted[row, column] += by * self.step

    def correct(self, rows: Sequence[int], right: int, wrong: int) -> None:
        for row in rows:
            self.change(row, right, 1)
            self.change(row, wrong, -1)

    def mean(self) -> NDArray[np.float32]:
        return (self.weights - self._weighted / self.step).astype(np.float32)


def train_tags(examples: Sequence[Example], seed: int) -> tuple[NDArray[np.float32], ...]:
    """The tagger's rows and transitions."""
    shuffle = random.Random(seed).shuffle
    emissions, moves = _Averaged(SIZE, len(TAGS)), _Averaged(len(TAGS) + 1, len(TAGS))
    rows = [([hashed(names) for names in features(e.text)], e.tags) for e in examples if e.text]
    for _ in range(EPOCHS):
        shuffle(rows)
        for hashes, gold in rows:
            scores = np.array([emissions.weights[row].sum(axis=0) for row in hashes])
            before = told = len(TAGS)
            for own, right, wrong in zip(hashes, gold, decode(scores, moves.weights), strict=True):
                if right != wrong:
                    emissions.correct(own, right, wrong)
                moves.change(before, right, 1)
                moves.change(told, wrong, -1)
                before, told = right, wrong
            emissions.step += 1
            moves.step += 1
    return emissions.mean(), moves.mean()


def train_asks(examples: Sequence[Example], seed: int) -> NDArray[np.float32]:
    """The classifier's rows. A lead that is small for the features counts as an error."""
    shuffle = random.Random(seed).shuffle
    model = _Averaged(SIZE, len(ASKS))
    rows = [(hashed(wording_features(e.text, e.tags)), e.asks) for e in examples]
    for _ in range(EPOCHS):
        shuffle(rows)
        for own, right in rows:
            totals = model.weights[own].sum(axis=0)
            totals[right] -= len(own) ** 0.5 / 10
            if (wrong := int(totals.argmax())) != right:
                model.correct(own, right, wrong)
            model.step += 1
    return model.mean()


def main() -> None:
    """Reads the questions, trains and saves."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--output", type=Path, default=MODEL)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    examples = read_examples(options.questions)
    seeds = range(options.seed, options.seed + RUNS)
    tagged = [train_tags(examples, seed) for seed in seeds]
    tags, moves = (np.mean(rows, axis=0) for rows in zip(*tagged, strict=True))
    asks = np.mean([train_asks(examples, seed) for seed in seeds], axis=0)
    np.savez_compressed(
        options.output,
        tags=tags.astype(np.float16),
        moves=moves.astype(np.float16),
        asks=asks.astype(np.float16),
    )
    logger.info("%d questions, %d bytes", len(examples), options.output.stat().st_size)


if __name__ == "__main__":
    main()
