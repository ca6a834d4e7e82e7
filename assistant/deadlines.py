"""Until when items are to be finished, where their notes say so: （完成时限：2027年10月底）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.algebra import single_tasks
from assistant.draft import Draft, Line, Part, Proof
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


def compose_deadlines(headline: str, deadlines: Sequence[Deadline]) -> Draft:
    """Items with their deadlines, each with its proof."""
    lines = tuple(
        Line(
            (Part(f"完成时限:{due.when}", (Proof(due.document, due.clause),)),),
            f"{due.task.title or due.task.label}:",
        )
        for due in deadlines
    )
    return Draft(Part(headline), lines)
