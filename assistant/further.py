"""What a question asks besides: 建设高校是哪一所?人才方面有什么安排?

The first part is answered as the whole; each further one that asks for a fact is answered from the
items that the answer so far rests on, by the clause that says most of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose import state
from assistant.draft import Draft, Line, Part, Proof
from assistant.grammar import ASKS_SOME, FULL_NAME, HOW
from assistant.query import Query
from assistant.select import Mention, Selector, normalise

_MARKS = re.compile(r"[,，;；?？。]+")
_SAID = 0.6  # of a part's subject that its clause says, in any words


def split_further(text: str) -> list[str]:
    """The parts of a question that ask, where several do."""
    parts = [part.strip() for part in _MARKS.split(text)]
    asking = [part for part in parts if ASKS_SOME.search(part) or HOW.search(part)]
    return asking if len(asking) > 1 else []


def add_further(draft: Draft, parts: Sequence[Query], selector: Selector) -> Draft:
    """The draft with a line for each of the parts that its items answer and it does not say yet."""
    lines = list(draft.lines)
    for part in parts:
        if line := _answer(replace(draft, lines=tuple(lines)), part, selector):
            lines.append(line)
    return replace(draft, lines=tuple(lines))


def _answer(draft: Draft, part: Query, selector: Selector) -> Line | None:
    proofs = [proof for line in draft.lines for p in line.parts for proof in p.proofs]
    units = {(proof.document.id, proof.clause.unit) for proof in proofs}
    said = normalise("".join(p.text for line in draft.lines for p in line.parts))
    inside = [
        Mention(proof.document, clause, 1.0)
        for proof in {proof.document.id: proof for proof in proofs}.values()
        for clause in proof.document.clauses
        if (proof.document.id, clause.unit) in units
    ]
    if FULL_NAME.search(part.text) and len(units) == 1 and not part.topic:
        title = selector.title_of(inside[0]) if inside else ""
        first = Proof(inside[0].document, inside[0].clause)
        return Line((Part(title, (first,)),), "标题:") if title else None
    inside = [mention for mention in inside if not selector.is_heading(mention)]
    shares = [selector.share_said(part.text, mention) for mention in inside]
    if shares and max(shares) >= _SAID:
        best = inside[shares.index(max(shares))]
    elif len({proof.clause.id for proof in proofs}) == 1:  # the rest of the one sentence
        best = Mention(proofs[0].document, proofs[0].clause, 1.0)
    else:
        return None
    words = state(part, best.document.quote(best.clause))
    if normalise(words) in said:
        return None
    return Line((Part(words, (Proof(best.document, best.clause),)),))
