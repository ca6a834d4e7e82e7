"""Whether the clause that retrieval found nearest answers a topic that no clause holds in words.

Similarity alone does not tell: 机器人足球队 lies near a clause on robots. A logistic regression
over what the topic and the clause share does, fitted by ``python -m eval.calibrate``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from assistant.select import Mention, Selector

NAMES = ("lost", "lead", "length", "said", "stand")
"""The share of the topic's information in nouns which the clause does not hold, in words near in
meaning either; by how much the clause leads the next item's; how many characters the question has,
up to a bound and as a share of it: what is told at length is seldom in a plan's own words; how much
of the question's subject the clause says in any words; and by how much it is nearer to the question
than the document's other clauses."""
_WEIGHTS = (-1.32, 1.95, 4.85, 2.16, 2.43)
_BIAS = -3.65
_LENGTH, _DEVIATIONS = 40, 6.0


class Relevance(Protocol):
    """Tells whether the first of some clauses, best first, answers a topic of a question."""

    def __call__(
        self, selector: Selector, topic: str, question: str, nearest: Sequence[Mention]
    ) -> bool:
        """Whether it does."""


def is_relevant(selector: Selector, topic: str, question: str, nearest: Sequence[Mention]) -> bool:
    """Whether the first of the clauses, best first, more likely answers the topic than not."""
    best = nearest[0] if nearest else None
    if not best or selector.names_other(question, best) or selector.is_of_other(topic, best):
        return False
    values = measure(selector, topic, question, nearest)
    odds = _BIAS + sum(w * v for w, v in zip(_WEIGHTS, values, strict=True))
    return 1 / (1 + math.exp(-odds)) >= 0.5


def measure(
    selector: Selector, topic: str, question: str, nearest: Sequence[Mention]
) -> tuple[float, ...]:
    """The features of ``NAMES``, each between 0 and 1."""
    best = nearest[0]
    unit = (best.document.id, best.clause.unit)
    others = (m.score for m in nearest if (m.document.id, m.clause.unit) != unit)
    lead = best.score - next(others, 0.0)
    return (
        selector.share_lost(topic, best),
        min(max(lead, 0.0), 1.0),
        min(len(question), _LENGTH) / _LENGTH,
        selector.share_said(question, best),
        min(max(selector.stand_out(question, best), 0.0), _DEVIATIONS) / _DEVIATIONS,
    )
