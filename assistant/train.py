"""Train the reading of questions: ``python -m assistant.train``, minutes on a processor.

``questions.tsv`` holds a question a line: what it asks for, a tab, and the question with its
subject in 【】, the attribute that is asked about in 〔〕 and names of institutions in {}. The tags
are learned by a bidirectional LSTM with a conditional random field over it (Huang et al., 2015),
what is asked for by an averaged perceptron. The subjects of half of the questions are exchanged for
others while they are learned, so that the wording is, and not the subject. The same seed and
library versions give the same model.
"""

from __future__ import annotations

import argparse
import logging
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from assistant.reading import (
    ASKS,
    MODEL,
    NAME,
    PLACES,
    SIZE,
    TAGS,
    decode,
    find_words,
    hashed,
    shorten,
    wording_features,
)
from index.embedder import packaged_embedder
from index.thesaurus import groups

logger = logging.getLogger(__name__)
QUESTIONS = Path(__file__).with_name("questions.tsv")
EPOCHS = 12
BATCH = 32
RATE = 0.004
CHARACTER, PLACE, WORD, HIDDEN = 48, 4, 48, 96  # lengths of what goes in, and of a state
DROP = 0.4
UNKNOWN_SHARE = 0.15  # of characters, learned as if never seen
EXCHANGED_SHARE = 0.35  # of subjects, while they are learned
TERM_SHARE = 0.4  # of those: a term of the thesaurus instead of another question's subject
LONGEST_TERM = 8
KEPT = 0.995  # of the mean of the weights, at each step of the second half
ASKS_EPOCHS = 10
ASKS_RUNS = 5  # each in another order; the classifier is their mean
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


def subjects(example: Example) -> list[tuple[int, int]]:
    """Where the subjects of a question start and end."""
    marks = "".join(map(str, example.tags))
    return [match.span() for match in re.finditer("1+", marks)]


class Exchange:
    """Questions with other subjects in place of some of their own."""

    def __init__(self, examples: Sequence[Example], seed: int) -> None:
        """``examples`` give the subjects."""
        self._random = random.Random(seed)
        self._subjects = [e.text[start:end] for e in examples for start, end in subjects(e)]
        terms = {term for group in groups() for term in group}
        self._terms = sorted(term for term in terms if 1 < len(term) <= LONGEST_TERM)

    def apply(self, example: Example) -> Example:
        """The question, each of its subjects exchanged or not, as chance has it."""
        text, tags = example.text, list(example.tags)
        for start, end in reversed(subjects(example)):
            if self._random.random() < EXCHANGED_SHARE:
                held = self._terms if self._random.random() < TERM_SHARE else self._subjects
                other = self._random.choice(held)
                text = text[:start] + other + text[end:]
                tags[start:end] = [1] * len(other)
        return Example(text, tuple(tags), example.asks)


class Tagger(nn.Module):
    """The network that ``reading.py`` runs: scores of the tags, and their transitions."""

    def __init__(self, known: Sequence[str], dimension: int) -> None:
        """``known`` are the characters that have a row, ``dimension`` that of a word's vector."""
        super().__init__()
        self.known = {character: at for at, character in enumerate(known)}
        self.characters = nn.Embedding(len(known) + 1, CHARACTER)
        self.places = nn.Embedding(PLACES, PLACE)
        self.words = nn.Linear(dimension, WORD)
        self.layers = nn.LSTM(
            CHARACTER + PLACE + WORD,
            HIDDEN,
            num_layers=2,
            bidirectional=True,
            batch_first=True,
            dropout=DROP,
        )
        self.output = nn.Linear(2 * HIDDEN, len(TAGS))
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.drop = nn.Dropout(DROP)

    def forward(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Scores of shape ``(texts, characters, tags)``, and how long each text is."""
        found = [find_words(text) for text in texts]
        ids = [torch.tensor([self.known.get(c, len(self.known)) for c in text]) for text in texts]
        characters = pad_sequence(ids, batch_first=True)
        if self.training:
            hidden = torch.rand(characters.shape) < UNKNOWN_SHARE
            characters = characters.masked_fill(hidden, len(self.known))
        places = pad_sequence([torch.tensor(p) for p, _ in found], batch_first=True)
        vectors = pad_sequence([torch.from_numpy(v) for _, v in found], batch_first=True)
        words = torch.tanh(self.words(vectors))
        rows = self.drop(torch.cat([self.characters(characters), self.places(places), words], -1))
        lengths = torch.tensor([len(text) for text in texts])
        packed = pack_padded_sequence(rows, lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.layers(packed)[0], batch_first=True)
        return self.output(self.drop(states)), lengths

    def loss(self, examples: Sequence[Example]) -> Tensor:
        """The mean of -log p(tags) of the questions."""
        scores, lengths = self([e.text for e in examples])
        tags = pad_sequence([torch.tensor(e.tags) for e in examples], batch_first=True)
        held = torch.arange(scores.shape[1])[None] < lengths[:, None]
        own = (scores.gather(2, tags[..., None])[..., 0] * held).sum(1)
        own = own + (self.moves[tags[:, :-1], tags[:, 1:]] * held[:, 1:]).sum(1)
        every = scores[:, 0]
        for step in range(1, scores.shape[1]):
            after = torch.logsumexp(every[:, :, None] + self.moves, 1) + scores[:, step]
            every = torch.where(held[:, step, None], after, every)
        loss: Tensor = (torch.logsumexp(every, 1) - own).mean()
        return loss

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """The weights by the names that ``reading.py`` reads."""
        state = {name: tensor.detach().numpy() for name, tensor in self.state_dict().items()}
        held = {
            "characters": state["characters.weight"],
            "places": state["places.weight"],
            "words": state["words.weight"].T,
            "words_bias": state["words.bias"],
            "output": state["output.weight"].T,
            "output_bias": state["output.bias"],
            "moves": state["moves"],
        }
        for layer in range(2):
            both = [f"l{layer}", f"l{layer}_reverse"]
            incoming = [state[f"layers.weight_ih_{name}"].T for name in both]
            bias = [state[f"layers.bias_{kind}_{name}"] for name in both for kind in ("ih", "hh")]
            held[f"incoming{layer}"] = np.concatenate(incoming, axis=1)
            held[f"state{layer}"] = np.stack([state[f"layers.weight_hh_{name}"].T for name in both])
            held[f"bias{layer}"] = np.concatenate([bias[0] + bias[1], bias[2] + bias[3]])
        return held


def train_tags(examples: Sequence[Example], seed: int, epochs: int = EPOCHS) -> Tagger:
    """The tagger, its weights the mean over the second half of training."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    held = [example for example in examples if example.text]
    exchange = Exchange(held, seed)
    known = dict.fromkeys(character for example in held for character in example.text)
    dimension = find_words("")[1].shape[1]
    tagger = Tagger(list(known), dimension)
    steps = epochs * -(-len(held) // BATCH)
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    averages: Any = torch.optim.swa_utils
    mean = averages.AveragedModel(tagger, multi_avg_fn=averages.get_ema_multi_avg_fn(KEPT))
    for epoch in range(epochs):
        tagger.train()
        for batch in _batches(held, order):
            loss: Any = tagger.loss([exchange.apply(example) for example in batch])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            if epoch >= epochs // 2:
                mean.update_parameters(tagger)
        logger.info("epoch %d of %d: loss %.3f", epoch + 1, epochs, loss.item())
    averaged: Tagger = mean.module
    return averaged.eval()


def _batches(examples: Sequence[Example], order: random.Random) -> Iterator[list[Example]]:
    shuffled = order.sample(examples, len(examples))
    for start in range(0, len(shuffled), BATCH):
        yield shuffled[start : start + BATCH]


class _Averaged:
    """Weights of a perceptron and their mean over all its steps."""

    def __init__(self, rows: int, columns: int) -> None:
        self.weights = np.zeros((rows, columns), dtype=np.float32)
        self._weighted = np.zeros((rows, columns), dtype=np.float64)
        self.step = 1

    def correct(self, rows: Sequence[int], right: int, wrong: int) -> None:
        for row in rows:
            for column, by in ((right, 1), (wrong, -1)):
                self.weights[row, column] += by
                self._weighted[row, column] += by * self.step

    def mean(self) -> NDArray[np.float32]:
        return (self.weights - self._weighted / self.step).astype(np.float32)


def train_asks(examples: Sequence[Example], seed: int) -> NDArray[np.float32]:
    """The classifier's rows. A lead that is small for the features counts as an error."""
    shuffle = random.Random(seed).shuffle
    model = _Averaged(SIZE, len(ASKS))
    rows = [(hashed(wording_features(e.text, e.tags)), e.asks) for e in examples]
    for _ in range(ASKS_EPOCHS):
        shuffle(rows)
        for own, right in rows:
            totals = model.weights[own].sum(axis=0)
            totals[right] -= len(own) ** 0.5 / 10
            if (wrong := int(totals.argmax())) != right:
                model.correct(own, right, wrong)
            model.step += 1
    return model.mean()


def tag(tagger: Tagger, text: str) -> list[int]:
    """The best tags of a text by a tagger that was not saved."""
    with torch.no_grad():
        scores = tagger([text])[0][0].numpy()
    return decode(scores, tagger.moves.detach().numpy())[0]


def save(path: Path, tagger: Tagger, asks: NDArray[np.float32]) -> None:
    """Write the model in half precision."""
    arrays: dict[str, NDArray[Any]] = {**tagger.arrays(), "asks": asks}
    arrays = {name: array.astype(np.float16) for name, array in arrays.items()}
    arrays["embedder"] = np.array(packaged_embedder().fingerprint)  # whose vectors it reads
    arrays["known"] = np.array([ord(character) for character in tagger.known], dtype=np.uint32)
    saved: Any = np.savez_compressed
    saved(path, **arrays)


def main() -> None:
    """Reads the questions, trains and saves."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--output", type=Path, default=MODEL)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)  # the order of sums, and so the last bits, depend on the threads
    examples = read_examples(options.questions)
    tagger = train_tags(examples, options.seed)
    seeds = range(options.seed, options.seed + ASKS_RUNS)
    asks = np.mean([train_asks(examples, seed) for seed in seeds], axis=0)
    save(options.output, tagger, asks)
    logger.info("%d questions, %d bytes", len(examples), options.output.stat().st_size)


if __name__ == "__main__":
    main()
