"""What a question asks besides: 建设高校是哪一所?人才方面有什么安排?

Of a question of several sentences each is answered, as a conversation would be. What asks for a
fact is answered from the items that the answer so far rests on, where one of their clauses says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.compose import NEAR, has_figure, state
from assistant.describe import SEGMENT
from assistant.draft import Draft, Line, Part, Proof
from assistant.grammar import ASKS_SOME, FULL_NAME, HOW, ROLES, contrasts
from assistant.query import Query
from assistant.select import Mention, Selector, normalise

_PARTS = re.compile(r"[,，;；?？。]+")
_SENTENCES = re.compile(r"(?<=[?？;；。!！])")
_ASKS = re.compile(rf"{ASKS_SOME.pattern}|{HOW.pattern}|多[久长大高远]|何时|几[天月年号点次成]")
_BARE = re.compile(
    "(?:如有|如果有|有的话|若有)?[,，]?(?:那么?|都|分别|各|又|具体)*(?:是|有|叫)?"
    "(?:哪[些所家个几位]+|谁|什么|几[所家个])(?:名字|学校|高校|院校|单位|企业|公司|部门|机构|医院|任务)?"
    "(?:[,，]?(?:都|又|分别|各)*(?:出现|写|列|排|落)?在哪[几些]?[项条个]?(?:任务|条款)?[里中]?)?[?？。]?"
)
_JOINED = re.compile(
    "既|又|同时|除|都(?!有哪)|其中|不算|不含|分别|各自|更|还是|只|但|而|如果|哪[^,，]*哪[^,，]*哪"
)
_CLAUSES = re.compile(rf"[,，]|、(?=(?:{ROLES})(?:的是|了)?哪)")  # 依托哪些高校、联合哪些医院
_GOES_ON = re.compile("呢[?？。]*$")  # 国家级奖多少,省级呢
_MOST = 5  # sentences of one question that are answered one by one
_SAID = 0.6  # of a part's subject that its clause says, in any words


def split_further(text: str) -> list[str]:
    """The parts of a question that ask, where several do."""
    asking = [part.strip() for part in _PARTS.split(text) if _ASKS.search(part) and _says(part)]
    if len(asking) < 2:
        return []
    return [text[: text.find(asking[0])] + asking[0], *asking[1:]]


def split_sentences(text: str) -> list[str]:
    """The sentences of a question that ask, each with what is said before it, where several do."""
    pieces = [piece.strip() for piece in _SENTENCES.split(text) if piece.strip()]
    return _gather(pieces, lambda piece: piece.endswith(("?", "？")))


def split_clauses(text: str) -> list[str]:
    """The same of what commas part, where nothing joins or bounds what is asked."""
    text = text.replace("的又是", "的是")
    return [] if _JOINED.search(text) else _gather(_CLAUSES.split(text), _GOES_ON.search)


def _gather(pieces: Sequence[str], asks: Callable[[str], object]) -> list[str]:
    gathered: list[str] = []
    before = ""
    for piece in filter(_says, pieces):
        if gathered and not before and _BARE.fullmatch(piece):
            gathered[-1] += piece  # 有高校参加吗?是哪所
            continue
        before = f"{before},{piece}" if before else piece
        if asks(piece) or _ASKS.search(piece):
            gathered.append(before)
            before = ""
    return gathered if 1 < len(gathered) <= _MOST else []


def append(draft: Draft, other: Draft) -> Draft:
    """Two drafts one under the other, each below its own headline."""
    heading = Line((Part("", other.headline.proofs),), other.headline.text, bullet=False)
    return Draft(
        draft.headline,
        (*draft.lines, heading, *other.lines),
        tuple(dict.fromkeys((*draft.caveats, *other.caveats))),
        draft.open_list or other.open_list,
    )


def _says(piece: str) -> bool:
    """Whether a piece is more than marks."""
    return any(character.isalnum() for character in piece)


def says_all(draft: Draft, other: Draft) -> bool:
    """Whether one draft has every line of the other."""
    said = {(line.subject, part.text) for line in draft.lines for part in line.parts}
    return said >= {(line.subject, part.text) for line in other.lines for part in line.parts}


def is_near(draft: Draft) -> bool:
    """Whether the draft rests on meaning alone."""
    return any(caveat.text == NEAR for caveat in draft.caveats)


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
    inside = [m for m in inside if not selector.is_heading(m) and _is_told(part, m)]
    shares = [selector.share_said(part.text, mention) for mention in inside]
    if shares and max(shares) >= _SAID:
        best = inside[shares.index(max(shares))]
    elif len({proof.clause.id for proof in proofs}) == 1:  # the rest of the one sentence
        best = Mention(proofs[0].document, proofs[0].clause, 1.0)
    else:
        return None
    words = state(part, best.document.quote(best.clause))
    figures = [part for part in SEGMENT.findall(words) if any(map(str.isdigit, part))]
    if normalise(words) in said or (
        part.quantity and figures and all(normalise(figure) in said for figure in figures)
    ):
        return None
    return Line((Part(words, (Proof(best.document, best.clause),)),))


def _is_told(part: Query, mention: Mention) -> bool:
    """Whether a clause has a figure where one is asked for, and is of no other rank."""
    quote = mention.document.quote(mention.clause)
    told = has_figure(part.text, quote) if part.quantity else True
    return told and not contrasts(part.text, quote)
