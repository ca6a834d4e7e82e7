"""The responsibility table: every commitment of every document, one row per actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.document import Actor, Clause, Commitment, Document
from ingest.platforms import platform_type


@dataclass(frozen=True, slots=True)
class Row:
    """One actor's part in one commitment.

    ``document`` and ``title`` are the titles of the plan and of the task, ``section`` and ``task``
    the labels that citations print; ``task`` and ``title`` are ``None`` where the text is
    unnumbered or the item has no title. ``roles`` are the plan's own words, ``partners`` the
    commitment's other actors. ``quote`` is the document's text from ``start`` to ``end``.
    """

    document: str
    section: str
    task: str | None
    title: str | None
    actor: str
    kind: str
    roles: tuple[str, ...]
    partners: tuple[str, ...]
    action: str
    deliverable: str | None
    deliverable_type: str | None
    scope: str | None
    open_list: bool
    clause: str
    quote: str
    start: int
    end: int


def make_rows(documents: Iterable[Document]) -> list[Row]:
    """The table of the documents in their order, each in the order of its text."""
    return [row for document in documents for row in _rows_of(document)]


def _rows_of(document: Document) -> Iterator[Row]:
    clauses = {clause.id: clause for clause in document.clauses}
    for commitment in sorted(document.commitments, key=lambda c: clauses[c.clause].start):
        for actor in commitment.actors:
            if actor.roles:  # one merely named (向甲局举报) answers for nothing
                yield _make_row(document, clauses[commitment.clause], commitment, actor)


def _make_row(document: Document, clause: Clause, commitment: Commitment, actor: Actor) -> Row:
    tasks = [task for task in document.tasks if task.id == clause.unit]
    sections = [s.label for s in document.sections if s.start <= clause.start < s.end]
    others = (other.name for other in commitment.actors if other.name != actor.name)
    name = commitment.deliverable
    end = max(clause.end, commitment.reach[0][1])  # the item below the colon that says what
    return Row(
        document=document.title,
        section=sections[-1] if sections else clause.section,
        task=tasks[0].label if tasks else None,
        title=(tasks[0].title or None) if tasks else None,
        actor=actor.name,
        kind=actor.kind,
        roles=actor.roles,
        partners=tuple(dict.fromkeys(others)),
        action=commitment.action,
        deliverable=name,
        deliverable_type=platform_type(name) if name else None,
        scope=commitment.scope,
        open_list=commitment.open_list,
        clause=clause.id,
        quote=document.text[clause.start : end],
        start=clause.start,
        end=end,
    )
