"""Find sums of money in clauses: 最高1000万元, 每人补助3000元."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.grammar import MONEY
from assistant.select import Mention

_AMOUNT = re.compile(
    r"(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>千亿|百亿|亿|千万|百万|万|千)?元"
)
_SHARE = re.compile(r"(?P<figure>[0-9]+(?:\.[0-9]+)?)(?P<unit>)%")
_UNIT = {"千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "百亿": 1e10, "千亿": 1e11}
_PART = re.compile(r"[^,，;；。:：]+")


def furthest(
    mentions: Iterable[Mention], words: Iterable[str], *, least: bool, share: bool = False
) -> tuple[str, list[Mention]]:
    """The greatest (or least) sum that is given as one of ``words``, and the clauses that give it;
    with ``share`` the greatest percentage.

    A sum counts where its part of the sentence, or one before it, says the word: the threshold of
    a turnover is no award. ``""`` and no clause where there is no sum.
    """
    said = re.compile("|".join(words) or f"{MONEY}|给予|发放|最高|不超过")
    found: dict[float, list[tuple[str, Mention]]] = {}
    for mention in mentions:
        given = False
        for part in _PART.findall(mention.document.quote(mention.clause)):
            given = given or bool(said.search(part))
            for match in (_SHARE if share else _AMOUNT).finditer(part) if given else ():
                value = float(match["figure"].replace(",", "")) * _UNIT.get(match["unit"], 1)
                found.setdefault(value, []).append((match[0], mention))
    if not found:
        return "", []
    best = found[min(found) if least else max(found)]
    return best[0][0], [mention for _, mention in best]
