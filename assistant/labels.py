"""What the notes of items print under a label besides who: （适用范围：全市，完成时限：2027年）."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from assistant.algebra import single_tasks
from assistant.compose import compose_task_names, name_task
from assistant.draft import Draft, Line, Part, Proof
from assistant.grammar import WHICH_ITEMS
from ingest.document import Clause, Document, Task

_LABELLED = re.compile(
    r"[（(；;，,。](?P<label>[\u4e00-\u9fff]{2,6})[:：]"
    r"(?P<value>(?:(?![，,][\u4e00-\u9fff]{2,6}[:：])[^）)；;。\n])+)(?=[）)；;，,。])"
)
_WHO = re.compile("(?:单位|部门|院校|学校|高校|机构|企业|公司|医院|人|领导|电话)$")
_WITHIN = re.compile("(?:范围)?之?内$|范围$")
_LACKS = "(?:没有?|未|不)(?:写|标|注|规定|限定|设|给|说|列)"
_LACKED = f"(?:{_LACKS}(?:明|出|上|有|了)?(?:具体)?的?|没有?)"
_IS = (
    "(?:(?P<not>不是|并非|不为|不在|非|不限于|不只是?|除了)|是|为|在|限于|仅限于?|只限于?|只是|写的?是|写着|包括)"
    "(?P<value>[\\u4e00-\\u9fffA-Za-z0-9、]+?)(?:的|有哪|是哪|$|[?,。])"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What an item's note prints under a label, and the clause that has it."""

    document: Document
    task: Task
    clause: Clause
    label: str
    value: str

    @property
    def unit(self) -> str:
        """The item, as ``document/item``."""
        return f"{self.document.id}/{self.task.id}"


def find_labelled(
    documents: Sequence[Document], pattern: re.Pattern[str] = _LABELLED
) -> Iterator[Labelled]:
    """What the items of the documents print under labels, in order."""
    for document in documents:
        tasks = {task.id: task for task in single_tasks(document)}
        for clause in document.clauses:
            if clause.unit in tasks:
                for match in pattern.finditer(document.quote(clause)):
                    task, value = tasks[clause.unit], match["value"].strip(" ，,")
                    yield Labelled(document, task, clause, match["label"], value)


def decide_labelled(
    question: str,
    documents: Sequence[Document],
    where: str,
    within: Callable[[], Container[str]] | None = None,
) -> Draft | None:
    """The items whose note has, has not or lacks what a question says of a label.

    ``within`` gives the items that it is limited to, as ``document/item``; ``where`` is how the
    documents are called. ``None`` where nothing of that kind is asked for, or printed.
    """
    if not WHICH_ITEMS.search(question):
        return None
    every = [own for own in find_labelled(documents) if not _WHO.search(own.label)]
    label = next((own.label for own in every if own.label in question), "")
    printed = [own for own in every if own.label == label]
    if within:
        units = within()
        printed = [own for own in printed if own.unit in units]
    if not printed:
        return None
    if re.search(f"{_LACKED}{label}|{label}[都也]?{_LACKS}", question):
        return lacking(label, printed, documents)
    told = re.search(f"{label}{_IS}", question)
    if not told:
        return None
    value = _WITHIN.sub("", told["value"])
    same = [own for own in printed if _WITHIN.sub("", own.value) == value]
    same = same or [own for own in printed if value in own.value]
    found = [own for own in printed if own not in same] if told["not"] else same
    if not (found and same):
        return None
    is_not, count = "不" * bool(told["not"]), len({own.unit for own in found})
    return compose_labelled(f"{where}{label}{is_not}是{value}的任务共 {count} 项:", found)


def lacking(label: str, printed: Sequence[Labelled], documents: Sequence[Document]) -> Draft | None:
    """The items without a label that others print; ``None`` where none does, or all do."""
    have = {labelled.unit for labelled in printed}
    tasks = [(document, task) for document in documents for task in single_tasks(document)]
    others = [(d, task) for d, task in tasks if f"{d.id}/{task.id}" not in have]
    return compose_task_names(f"没有写{label}的", others) if printed and others else None


def compose_labelled(headline: str, items: Sequence[Labelled]) -> Draft:
    """Items with what they print under a label, each with its proof."""
    lines = []
    for own in items:
        named = name_task(own.document, own.task)
        proofs = (*named.proofs, Proof(own.document, own.clause))
        lines.append(Line((Part(f"{named.text}（{own.label}:{own.value}）", proofs),)))
    return Draft(Part(headline), tuple(lines))
