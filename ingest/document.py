"""The values that reading a plan yields. Offsets count characters of ``Document.text``."""

from __future__ import annotations

from dataclasses import dataclass

PREAMBLE = "序"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the outline: 一、二、… or 第一章, or 序 for what stands before the first heading.

    ``numeral`` is the printed numeral without its punctuation, ``index`` its position (序 is 0).
    """

    numeral: str
    index: int
    title: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """How a citation names the section: ``五、组织实施``."""
        return self.numeral if not self.title else f"{self.numeral}、{self.title}"


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered item of the plan. ``id`` is unique in its document, ``number`` is as printed.

    ``start`` is where the printed number begins, ``end`` is after the item's last character.
    """

    id: str
    number: int
    section: str
    title: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """The unit of retrieval and citation: one sentence. Its words are ``document.quote(clause)``.

    ``id`` is ``document/section-task-sentence``; ``unit`` is the id of its task or, where the
    text is unnumbered, of its section.
    """

    id: str
    document: str
    section: str
    task: int | None
    unit: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Institution:
    """A named institution at one place of the text, with its kind (``大学``, ``企业`` …)."""

    name: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """An institution with the plan's own words for its part: 牵头, 联合, 依托, 推动 …"""

    name: str
    kind: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who does what, out of one clause.

    ``reach`` lists the ``(start, end)`` spans of the document's text that speak of these actors:
    their own item of an enumeration, and what the whole enumeration shares. ``open_list`` is
    true where the plan ends the list of actors with 等.
    """

    clause: str
    actors: tuple[Actor, ...]
    action: str
    deliverable: str | None
    scope: str | None
    open_list: bool
    reach: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One plan. ``text`` is the whole decoded file, page furniture included, newlines as ``\\n``.

    ``number`` is the plan's own document number and ``carries_out`` that of the document that
    it implements; ``date`` is an ISO date; ``source`` a web address; each ``None`` if not printed.
    """

    id: str
    title: str
    issuer: str | None
    number: str | None
    carries_out: str | None
    date: str | None
    source: str | None
    text: str
    sha256: str
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    clauses: tuple[Clause, ...]
    commitments: tuple[Commitment, ...]

    def quote(self, clause: Clause) -> str:
        """The clause's words: a slice of the text."""
        return self.text[clause.start : clause.end]
