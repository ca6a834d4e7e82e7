"""Citation recall and precision as ALCE defines them, with a clause check in place of its NLI.

ALCE: Gao, Yen, Yu and Chen, "Enabling Large Language Models to Generate Text with Citations",
EMNLP 2023, section 3. An answer is cut into statements, each with the citations at its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer import Answer
from assistant.verify import find_unsupported
from ingest.document import Document

_MARKER = re.compile(r"\[([^\[\]]+)\](?!\()")
_PART = re.compile(r"[^;；]*?\](?:[;；]|(?=[^\[;；]*$))|[^;；]+$")
_ASKED = re.compile(r"(?:所问|未写)“[^”]*”")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_BULLET = re.compile(r"^(?:- |注[:：])")
_SUBJECT = re.compile(r"(?:\*\*[^*]+\*\*、?)+[:：]")
_OUTLINE = re.compile(r"[一二三四五六七八九十]+、|第.+[章条]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FRAME = re.compile(r"(?<=牵头|配合|负责|责任)单位|未编号|属于第.{1,3}部分")
"""What answers say about a clause in words of their own."""

_COVERED = 0.7
"""The share of a statement's pairs of characters that its clauses must hold: it leaves room for
what joins the plan's words (依托其, 联合). Over the shipped cases nearly every statement reaches
0.8 with its own clauses, and 1 in 50 is held by a clause of the same plan drawn at random.
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of an answer with the labels that it cites.

    ``supported`` is whether the cited clauses together hold it (ALCE's citation recall of the
    statement); ``precise`` whether each citation is needed for that, in the order of ``labels``.
    """

    text: str
    labels: tuple[str, ...]
    supported: bool
    precise: tuple[bool, ...]


def check_statements(answer: Answer, documents: Sequence[Document]) -> tuple[Statement, ...]:
    """Each statement of an answer against the passages that it cites; none for a refusal."""
    if answer.abstained:
        return ()
    passages: dict[str, str] = {}
    for citation in answer.citations:
        heading = _headings(citation.document, citation.start, documents)
        passage = f"{citation.title} {citation.section} {citation.label} {heading} {citation.quote}"
        passages[citation.label] = f"{passages.get(citation.label, '')}\n{passage}"
    return tuple(_check(text, passages) for text in split_statements(answer.answer))


def split_statements(text: str) -> list[str]:
    """The statements of an answer's markdown, each with its markers.

    A line is one statement, or one for every part that ends in markers and a semicolon. As ALCE
    joins an item of a list with its question, a part is joined with the subject of its line, and
    a line without one with the only name that the line above the list emphasises. A line that
    only introduces a list (…:) states nothing by itself.
    """
    statements, lead = [], ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if not _MARKER.search(line) and line.endswith((":", "：")):
            names = _BOLD.findall(line)
            lead = f"**{names[0]}** " if len(names) == 1 else ""
            continue
        item = _BULLET.sub("", line)
        match = _SUBJECT.match(item)
        subject = match[0] if match else ""
        own = "" if _BOLD.search(item) or not line.startswith("- ") else lead
        parts = (part.strip(" ;；。") for part in _PART.findall(item[len(subject) :]))
        note = "注:" if line.startswith("注") else ""
        statements += [f"{note}{own}{subject}{part}" for part in parts if part]
    return statements


def citation_recall(statements: Sequence[Statement]) -> float:
    """ALCE's citation recall of one answer: the share of its statements that are supported."""
    return sum(s.supported for s in statements) / len(statements) if statements else 0.0


def citation_precision(statements: Sequence[Statement]) -> float:
    """ALCE's citation precision of one answer: the share of its citations that are precise."""
    precise = [good for statement in statements for good in statement.precise]
    return sum(precise) / len(precise) if precise else 0.0


def _check(text: str, passages: Mapping[str, str]) -> Statement:
    """A citation is imprecise if it does not hold the statement and the others hold it without."""
    labels = tuple(dict.fromkeys(_MARKER.findall(text)))
    cited = [passages.get(label, "") for label in labels]
    supported = bool(cited) and entails(cited, text)
    precise = []
    for place, passage in enumerate(cited):
        others = [*cited[:place], *cited[place + 1 :]]
        needed = entails([passage], text) or not (others and entails(others, text))
        precise.append(supported and needed)
    return Statement(text, labels, supported, tuple(precise))


def entails(passages: Sequence[str], statement: str) -> bool:
    """The clause check: whether the passages hold the statement, by its words alone.

    Every institution, number and quoted term stands literally in one of them, and so do seven in
    ten of the statement's pairs of adjacent Chinese characters, names and the user's own words
    left aside. A note (注:) speaks of the plan's wording: what it quotes decides alone.
    """
    names = [name for name in _BOLD.findall(statement) if not _OUTLINE.match(name)]
    if find_unsupported(statement, passages, names):
        return False
    if statement.startswith("注:"):
        return True
    own = statement
    for words in (_MARKER, _ASKED, _BOLD, _FRAME):
        own = words.sub(" ", own)
    pairs = _pairs(own)
    held = set().union(*map(_pairs, passages))
    return len(pairs & held) >= _COVERED * len(pairs)


def _pairs(text: str) -> set[str]:
    text = text.replace("**", "")
    return {a + b for a, b in pairwise(text) if _HAN.match(a) and _HAN.match(b)}


def _headings(identifier: str, start: int, documents: Sequence[Document]) -> str:
    """The titles of the section and the tasks that an offset lies in."""
    titles = []
    for document in documents:
        if document.id == identifier:
            titles += [p.title for p in document.sections if p.start <= start < p.end]
            titles += [p.title for p in document.tasks if p.start <= start < p.end]
    return " ".join(titles)
