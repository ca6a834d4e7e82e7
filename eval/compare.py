"""A run on disk (``results.json``), and two runs of the same cases compared."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.cases import as_row, read_text
from eval.gate import Verdict
from eval.score import Result
from eval.summary import Summary
from ingest.errors import YitiaoError

_KEPT = 10  # ids of the ranking that are written


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case of an earlier run: its question, whether it was right, and what was answered."""

    question: str
    right: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that is right in one run and wrong in the other."""

    result: Result
    before: Earlier


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the ``shared`` cases that both asked in the same words.

    ``gained`` are right now and were wrong, ``lost`` the reverse. ``p_value`` is McNemar's, exact.
    """

    shared: int
    before: float
    now: float
    gained: tuple[Flip, ...]
    lost: tuple[Flip, ...]
    p_value: float


def compare(results: Sequence[Result], earlier: Mapping[str, Earlier]) -> Comparison:
    """The results beside an earlier run. Cases that only one of them has are left out."""
    flips = [
        Flip(result, before)
        for result in results
        if (before := earlier.get(result.case.id)) and before.question == result.case.question
    ]
    gained = tuple(f for f in flips if f.result.right and not f.before.right)
    lost = tuple(f for f in flips if f.before.right and not f.result.right)
    count = max(1, len(flips))
    return Comparison(
        len(flips),
        sum(f.before.right for f in flips) / count,
        sum(f.result.right for f in flips) / count,
        gained,
        lost,
        mcnemar(len(gained), len(lost)),
    )


def mcnemar(gained: int, lost: int) -> float:
    """The two-sided p-value of McNemar's test (Psychometrika 1947), exact: how likely a split of
    the cases that flipped is to be at least as uneven, were each way as likely.
    """
    flipped = gained + lost
    tail = sum(math.comb(flipped, k) for k in range(min(gained, lost) + 1))
    return min(1.0, 2 * tail / (1 << flipped))


def write_results(
    path: Path,
    results: Sequence[Result],
    summaries: Mapping[str, Summary],
    verdicts: Sequence[Verdict],
    made: str,
) -> None:
    """Write ``results.json``: every figure, bar and result; ``made`` is when, as text."""
    record = {
        "made": made,
        "figures": {
            split: {name: asdict(figure) for name, figure in summary.figures.items()}
            for split, summary in summaries.items()
        },
        "bars": [
            {**asdict(v.bar), "measured": v.figure.value, "passed": v.passed} for v in verdicts
        ],
        "results": [_as_record(result) for result in results],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", errors="replace")


def _as_record(result: Result) -> dict[str, Any]:
    return {
        "id": result.case.id,
        "right": result.right,
        "faults": list(result.faults),
        "case": as_row(result.case),
        "answer": result.answer.as_json(),
        "statements": [asdict(statement) for statement in result.statements],
        "named": list(result.named),
        "invented": list(result.invented),
        "relevant": list(result.relevant),
        "ranked": list(result.ranked[:_KEPT]),
        "judgement": asdict(result.judgement) if result.judgement else None,
    }


def read_earlier(path: Path) -> dict[str, Earlier]:
    """The cases of a ``results.json`` by their ids. Raises ``YitiaoError`` for another file."""
    try:
        return {
            str(row["id"]): Earlier(
                str(row["answer"]["question"]), bool(row["right"]), str(row["answer"]["answer"])
            )
            for row in json.loads(read_text(path))["results"]
        }
    except (ValueError, LookupError, TypeError) as error:
        raise YitiaoError(f"“{path}”不是 yitiao eval --report 写出的 results.json。") from error
