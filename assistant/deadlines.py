"""Until when items are to be finished, where their notes say so: （完成时限：2027年10月底）."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from assistant.algebra import single_tasks
from assistant.compose import compose_task_names
from assistant.draft import Draft, Line, Part, Proof
from assistant.grammar import DUE_FURTHEST, DUE_IN, NOT_DUE, WHICH_ITEMS
from ingest.document import Clause, Document, Task

_DUE = re.compile(r"(?:完成)?(?:时限|期限|时间)\s*[:：]\s*(?P<when>[^）)；;。\n]+)")
_DATE = re.compile(
    r"(?P<year>20[0-9]{2})年(?:(?P<month>[0-9]{1,2})月(?P<part>上旬|中旬|下旬|初|底|末)?)?"
)
_PARTS = {"初": 1, "上旬": 1, "中旬": 2}
_WHOLE_YEAR = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """An item's deadline in the document's words, and the clause that has it."""

    document: Document
    task: Task
    clause: Clause
    when: str

    @property
    def order(self) -> tuple[int, int, int] | None:
        """Year, month and third of the month; ``None`` where it names no year."""
        date = _DATE.search(self.when)
        if not date:
            return None
        month = int(date["month"]) if date["month"] else _WHOLE_YEAR
        return int(date["year"]), month, _PARTS.get(date["part"] or "", 3)


def find_deadlines(documents: Sequence[Document]) -> Iterator[Deadline]:
    """The deadlines of the documents' items, in order."""
    for document in documents:
        tasks = {task.id: task for task in single_tasks(document)}
        for clause in document.clauses:
            due = _DUE.search(document.quote(clause)) if clause.unit in tasks else None
            if due:
                yield Deadline(document, tasks[clause.unit], clause, due["when"].strip())


def decide_due(
    question: str,
    documents: Sequence[Document],
    where: str,
    within: Callable[[], Container[str]] | None = None,
) -> Draft | None:
    """The items that are due first or last, in a year, or never, if a question asks for those.

    ``within`` gives the items that it is limited to, as ``document/item``; ``where`` is how the
    documents are called. ``None`` where nothing of that kind is asked for, or printed.
    """
    furthest, never = DUE_FURTHEST.search(question), NOT_DUE.search(question)
    inside = DUE_IN.search(question) if WHICH_ITEMS.search(question) else None
    if not (furthest or never or inside):
        return None
    every = list(find_deadlines(documents))
    if within:
        units = within()
        every = [due for due in every if _unit(due) in units]
    dated = [due for due in every if due.order]
    if never:
        have = {_unit(due) for due in every}
        tasks = [(document, task) for document in documents for task in single_tasks(document)]
        others = [(d, task) for d, task in tasks if f"{d.id}/{task.id}" not in have]
        return compose_task_names("没有写完成时限的", others) if every and others else None
    if furthest and dated:
        first = furthest["first"] or furthest["soon"]
        best = (min if first else max)(due.order or () for due in dated)
        headline = f"{where}完成时限最{'早' if first else '晚'}的任务:"
        return _compose(headline, [due for due in dated if due.order == best])
    asked = (int(inside["year"] or inside["due"]), int(inside["month"] or 0)) if inside else (0, 0)
    found = [due for due in dated if due.order and _is_in(due.order, *asked)]
    return _compose(f"{where}写明完成时限在 {asked[0]}年 的任务:", found) if found else None


def _unit(due: Deadline) -> str:
    return f"{due.document.id}/{due.task.id}"


def _is_in(order: tuple[int, int, int], year: int, month: int) -> bool:
    return order[0] == year and month in (0, order[1])


def _compose(headline: str, deadlines: Sequence[Deadline]) -> Draft:
    """Items with their deadlines, each with its proof."""
    lines = tuple(
        Line(
            (Part(f"完成时限:{due.when}", (Proof(due.document, due.clause),)),),
            f"{due.task.title or due.task.label}:",
        )
        for due in deadlines
    )
    return Draft(Part(headline), lines)
