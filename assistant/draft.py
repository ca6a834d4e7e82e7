"""A composed answer before it is verified: lines of parts, each part with its proof."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Clause, Document


@dataclass(frozen=True, slots=True)
class Proof:
    """A clause of a document that a part of an answer rests on."""

    document: Document
    clause: Clause


@dataclass(frozen=True, slots=True)
class Involved:
    """An institution that a part names, with its roles there."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of an answer and the clauses that prove them."""

    text: str
    proofs: tuple[Proof, ...] = ()
    involved: tuple[Involved, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer. ``subject`` stands before the parts; it falls when all of them do.

    Without a ``bullet`` it is the headline of the lines that follow.
    """

    parts: tuple[Part, ...]
    subject: str = ""
    bullet: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """Headline, lines and caveats. ``{count}`` in a headline is the number of institutions in the
    lines below it, up to the next headline."""

    headline: Part
    lines: tuple[Line, ...]
    caveats: tuple[Part, ...] = ()
    open_list: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question declined: the reason's code and the Chinese sentence that says it."""

    reason: str
    text: str


Decision = Draft | Refusal | None
"""An answer, why there is none, or ``None`` where it takes retrieved clauses to tell."""
