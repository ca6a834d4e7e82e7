"""Fit the weights of ``assistant/relevance.py``: ``python -m eval.calibrate [CASES.jsonl ...]``.

Each case that comes to the question whether the nearest clause answers is asked twice, once as if
it did and once as if it did not; where just one of the answers is right, the case tells what the
likelihood should have been. A logistic regression learns it, and is tried on plans that it did not
see. With no file, the shipped cases are asked.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Question
from assistant.chain import build_chain
from assistant.relevance import NAMES, measure
from eval.cases import Case, read_cases, shipped_cases
from eval.run import split_plans
from eval.score import score
from index.embedder import open_embedder
from index.library import Library

if TYPE_CHECKING:
    from assistant.select import Mention, Selector

_RIDGE = 0.5
_STEPS = 100
_LIKELIHOODS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(slots=True)
class _Recorder:
    """Answers what it is told to, and keeps what it was asked with."""

    says: bool = True
    asked: tuple[float, ...] = field(default=())

    def __call__(
        self, selector: Selector, topic: str, question: str, nearest: Sequence[Mention]
    ) -> bool:
        if not nearest:
            return False
        self.asked = measure(selector, topic, question, nearest)
        return self.says


@dataclass(frozen=True, slots=True)
class Example:
    """What was measured for a case, and whether it should have been answered."""

    plan: str
    features: tuple[float, ...]
    answers: bool


def collect(plan: Path, cases: Sequence[Case]) -> list[Example]:
    """The examples that a plan's cases give."""
    recorder, examples = _Recorder(), []
    with tempfile.TemporaryDirectory(prefix="yitiao-", ignore_cleanup_errors=True) as folder:
        library = Library(Path(folder), open_embedder(), packaged=False)
        library.add([plan])
        chain = build_chain(library, recorder)
        for case in cases:
            right = {}
            for recorder.says in (True, False):
                recorder.asked = ()
                answer = chain.invoke(Question(case.question, case.history))
                right[recorder.says] = score(case, answer, library.documents).right
            if recorder.asked and right[True] != right[False]:
                examples.append(Example(plan.stem, recorder.asked, right[True]))
        library.close()
    return examples


def fit(rows: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights and the bias of a ridge logistic regression, by Newton's method.

    ``rows`` has the shape ``(examples, features)``; the bias comes last.
    """
    design = np.c_[rows, np.ones(len(rows))]
    weights = np.zeros(design.shape[1])
    ridge = _RIDGE * np.eye(len(weights))
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (likely - wanted) + ridge @ np.r_[weights[:-1], 0]
        curve = (design * (likely * (1 - likely))[:, None]).T @ design + ridge
        weights -= np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Collects, fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cases", nargs="*", type=Path)
    files = parser.parse_args().cases
    plans = split_plans(map(read_cases, files))[0].items() if files else shipped_cases()
    examples = [example for plan, cases in plans for example in collect(plan, cases)]
    rows = np.array([example.features for example in examples])
    wanted = np.array([example.answers for example in examples], dtype=float)
    likely = np.zeros(len(rows))
    for plan in {example.plan for example in examples}:
        held = np.array([example.plan == plan for example in examples])
        weights = fit(rows[~held], wanted[~held])
        likely[held] = 1 / (1 + np.exp(-np.c_[rows[held], np.ones(held.sum())] @ weights))
    print(len(rows), "examples,", int(wanted.sum()), "to be answered")  # noqa: T201
    for name, weight in zip((*NAMES, "bias"), fit(rows, wanted), strict=True):
        print(f"{name:10} {weight:6.2f}")  # noqa: T201
    for bar in _LIKELIHOODS:
        gained = int((likely[wanted == 1] >= bar).sum())
        lost = int((likely[wanted == 0] >= bar).sum())
        print(f"from {bar:.1f} on: {gained} right answers gained, {lost} refusals lost")  # noqa: T201


if __name__ == "__main__":
    main()
