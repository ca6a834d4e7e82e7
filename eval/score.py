"""Score an answer against its case, and many of them together."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from eval.cases import Case


@dataclass(frozen=True, slots=True)
class Result:
    """An answer beside its case; ``faults`` say in Chinese what is wrong with it, none if right."""

    case: Case
    answer: Answer
    faults: tuple[str, ...]

    @property
    def cited(self) -> set[int]:
        """The tasks that the answer cites."""
        return {c.task for c in self.answer.citations if c.task is not None}


def score(case: Case, answer: Answer) -> Result:
    """What the answer lacks and what it should not have."""
    if answer.abstained or not case.answerable:
        right = answer.abstained is not case.answerable
        return Result(case, answer, () if right else ("拒答有误",))
    faults = []
    named = {institution.name for institution in answer.institutions}
    if case.institutions is not None and named != set(case.institutions):
        lacking, wrong = set(case.institutions) - named, named - set(case.institutions)
        faults.append(f"单位缺 {sorted(lacking)} 多 {sorted(wrong)}")
    sections = {c.section for c in answer.citations}
    tasks = {c.task for c in answer.citations if c.task is not None}
    faults += [f"未引用任务{task}" for task in case.tasks if task not in tasks]
    faults += [f"未引用部分{section}" for section in case.sections if section not in sections]
    text = _plain(answer.answer + " ".join(sorted(named)))
    faults += [f"缺“{words}”" for words in case.must if _plain(words) not in text]
    if case.any and not any(_plain(words) in text for words in case.any):
        faults.append(f"缺“{case.any[0]}”一类的话")
    faults += [f"不应有“{words}”" for words in case.forbid if _plain(words) in text]
    return Result(case, answer, tuple(faults))


@dataclass(frozen=True, slots=True)
class Summary:
    """Rates of a run, each between 0 and 1, and the median latency in milliseconds.

    ``citation_f1`` is the mean over answered, answerable cases with gold tasks of the harmonic
    mean of precision and recall of the cited tasks.
    """

    cases: int
    accuracy: float
    exact_lists: float
    citation_f1: float
    refused_unanswerable: float
    refused_answerable: float
    latency_ms: float


def summarise(results: Sequence[Result]) -> Summary:
    """The rates over results; a rate over no case is 1, or 0 for wrong refusals."""
    answerable = [r for r in results if r.case.answerable]
    others = [r for r in results if not r.case.answerable]
    lists = [r for r in answerable if r.case.institutions is not None]
    cited = [_f1(r) for r in answerable if r.case.tasks and not r.answer.abstained]
    return Summary(
        cases=len(results),
        accuracy=_rate(not r.faults for r in results),
        exact_lists=_rate(
            {i.name for i in r.answer.institutions} == set(r.case.institutions or ()) for r in lists
        ),
        citation_f1=statistics.fmean(cited) if cited else 1.0,
        refused_unanswerable=_rate(r.answer.abstained for r in others),
        refused_answerable=1 - _rate(not r.answer.abstained for r in answerable),
        latency_ms=statistics.median(r.answer.latency_ms for r in results) if results else 0.0,
    )


def _f1(result: Result) -> float:
    gold, cited = set(result.case.tasks), result.cited
    both = len(gold & cited)
    return 2 * both / (len(gold) + len(cited)) if both else 0.0


def _rate(right: Iterable[bool]) -> float:
    values = list(right)
    return sum(values) / len(values) if values else 1.0


def _plain(text: str) -> str:
    return re.sub(r"[\s*]", "", text).replace("，", ",")
