"""Until when items are to be finished, where their notes say so: （完成时限：2027年10月底）."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from assistant.draft import Draft
from assistant.grammar import DUE_FURTHEST, DUE_IN, NOT_DUE, WHICH_ITEMS
from assistant.labels import Labelled, compose_labelled, find_labelled, lacking
from ingest.document import Document

_DUE = re.compile(r"(?P<label>(?:完成)?(?:时限|期限|时间))\s*[:：]\s*(?P<value>[^）)；;。\n]+)")
_DATE = re.compile(
    r"(?P<year>20[0-9]{2})年(?:(?P<month>[0-9]{1,2})月(?P<part>上旬|中旬|下旬|初|底|末)?)?"
)
_PARTS = {"初": 1, "上旬": 1, "中旬": 2}
_WHOLE_YEAR = 12


def _order(due: Labelled) -> tuple[int, int, int] | None:
    """Year, month and third of the month of a deadline; ``None`` where it names no year."""
    date = _DATE.search(due.value)
    if not date:
        return None
    month = int(date["month"]) if date["month"] else _WHOLE_YEAR
    return int(date["year"]), month, _PARTS.get(date["part"] or "", 3)


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
    every = list(find_labelled(documents, _DUE))
    if within:
        units = within()
        every = [due for due in every if due.unit in units]
    if never:
        return lacking("完成时限", every, documents)
    dated = [(order, due) for due in every if (order := _order(due))]
    if furthest and dated:
        first = furthest["first"] or furthest["soon"]
        best = (min if first else max)(order for order, _ in dated)
        headline = f"{where}完成时限最{'早' if first else '晚'}的任务:"
        return compose_labelled(headline, [due for order, due in dated if order == best])
    asked = (int(inside["year"] or inside["due"]), int(inside["month"] or 0)) if inside else (0, 0)
    found = [due for order, due in dated if _is_in(order, *asked)]
    headline = f"{where}写明完成时限在 {asked[0]}年 的任务:"
    return compose_labelled(headline, found) if found else None


def _is_in(order: tuple[int, int, int], year: int, month: int) -> bool:
    return order[0] == year and month in (0, order[1])
