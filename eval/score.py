"""Score an answer against its case: what is wrong with it, and all that the metrics count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation
from eval.cases import Case
from eval.citations import Statement, check_statements
from ingest.document import Document
from ingest.institutions import find_institutions
from ingest.read import make_identifier

if TYPE_CHECKING:
    from eval.judge import Judgement
    from index.search import Passage

_USERS_WORDS = re.compile(r"\[[^\[\]]+\]|(?:所问|未写)“[^”]*”")


@dataclass(frozen=True, slots=True)
class Result:
    """An answer beside its case; ``faults`` say in Chinese what is wrong with it, none if right.

    ``invented`` are the institutions that the answer names and the documents do not.
    ``relevant`` are the ids of the items that retrieval should find, empty where the gold does
    not tell them one by one, and ``ranked`` those that it found, best first.
    """

    case: Case
    answer: Answer
    faults: tuple[str, ...]
    statements: tuple[Statement, ...] = ()
    named: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    relevant: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()
    judgement: Judgement | None = None

    @property
    def right(self) -> bool:
        """Whether the answer has no fault."""
        return not self.faults

    @property
    def cited(self) -> set[int]:
        """The tasks that the answer cites."""
        return {c.task for c in _of_document(self.case, self.answer) if c.task is not None}


def score(
    case: Case,
    answer: Answer,
    documents: Sequence[Document] = (),
    passages: Sequence[Passage] = (),
) -> Result:
    """The answer judged by its case's gold, and by the documents that it was made from.

    ``passages`` are what retrieval found for the question, best first.
    """
    named = _named(answer)
    texts = [document.text for document in documents]
    return Result(
        case,
        answer,
        tuple(_find_faults(case, answer)),
        check_statements(answer, documents),
        tuple(named),
        tuple(name for name in named if texts and not any(name in text for text in texts)),
        tuple(sorted(_relevant(case, documents))),
        tuple(dict.fromkeys(_items(case, passages))),
    )


def _find_faults(case: Case, answer: Answer) -> Iterator[str]:
    """What the answer lacks and what it should not have."""
    if answer.abstained or not case.answerable:
        if answer.abstained is case.answerable:
            yield "不该拒答" if answer.abstained else "应当拒答"
        return
    named = {institution.name for institution in answer.institutions}
    if case.institutions is not None:
        yield from (f"缺单位“{name}”" for name in case.institutions if name not in named)
        yield from (f"多单位“{name}”" for name in sorted(named - set(case.institutions)))
    citations = _of_document(case, answer)
    sections, tasks = {c.section for c in citations}, {c.task for c in citations}
    yield from (f"未引用任务{task}" for task in case.tasks if task not in tasks)
    yield from (f"未引用部分{section}" for section in case.sections if section not in sections)
    text = _plain(answer.answer + " ".join(sorted(named)))
    yield from (f"缺“{words}”" for words in case.must if _plain(words) not in text)
    if case.any and not any(_plain(words) in text for words in case.any):
        yield f"缺“{case.any[0]}”一类的话"
    yield from (f"不应有“{words}”" for words in case.forbid if _plain(words) in text)


def _of_document(case: Case, answer: Answer) -> list[Citation]:
    """The citations of the plan that the case is about; all where it names none."""
    wanted = make_identifier(f"{case.document}.txt") if case.document else ""
    return [c for c in answer.citations if not wanted or c.document == wanted]


def _named(answer: Answer) -> list[str]:
    """The institutions that an answer names, in its list or anywhere in its text."""
    if answer.abstained:
        return []
    text = _USERS_WORDS.sub(" ", answer.answer).replace("**", " ")
    names = [institution.name for institution in answer.institutions]
    return list(dict.fromkeys([*names, *(found.name for found in find_institutions(text))]))


def _relevant(case: Case, documents: Sequence[Document]) -> Collection[str]:
    """The items that must be found; none where the gold's numbers do not tell them apart.

    Where the numbering starts again in every section, several tasks and several sections say not
    which of them belong together.
    """
    if not case.answerable or case.history or (len(case.tasks) > 1 and len(case.sections) > 1):
        return ()
    if not case.tasks:
        return set(case.sections)
    return {
        f"{clause.section}/{clause.task}"
        for document in documents
        for clause in document.clauses
        if clause.task in case.tasks
        and (not case.sections or clause.section in case.sections)
        and (not case.document or clause.document == make_identifier(f"{case.document}.txt"))
    }


def _items(case: Case, passages: Sequence[Passage]) -> Iterator[str]:
    """The items of the passages found, as fine as the gold has them."""
    for passage in passages:
        clause = passage.clause
        yield f"{clause.section}/{clause.task}" if case.tasks else clause.section


def _plain(text: str) -> str:
    return re.sub(r"[\s*]", "", text).replace("，", ",")
