"""What a responsibility note speaks of: its sentence, its item, or an item and all below it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Clause
from ingest.notes import FIRST_LEADS, Note, find_notes, with_leader


def _first_of_all(text: str) -> str | None:
    """The role of those first named in every note, where the text says so for all of them."""
    for said in FIRST_LEADS.finditer(text):
        line = text.rfind("\n", 0, said.start()) + 1
        in_note = text.rfind("（", line, said.start()) > text.rfind("）", line, said.start())
        if "下同" in said[0] or not in_note:
            return said["role"]
    return None


class NotedItems:
    """The notes of a document's clauses, and the clauses that each of them speaks of."""

    def __init__(self, text: str, clauses: Sequence[Clause]) -> None:
        self._text = text
        self._units: dict[str, list[Clause]] = {}
        for clause in clauses:
            self._units.setdefault(clause.unit, []).append(clause)
        self.notes = {c.id: find_notes(text, c.start, c.end) for c in clauses}
        if leads := _first_of_all(text):
            self.notes = {
                name: [with_leader(note, leads) if len(note.actors) > 1 else note for note in notes]
                for name, notes in self.notes.items()
            }
        self._at_end = self._notes_end_items()

    def unit(self, clause: Clause) -> list[Clause]:
        """The clauses of its task, or of its section where the text is unnumbered."""
        return self._units[clause.unit]

    def spoken_of(self, clause: Clause, note: Note) -> list[Clause]:
        """The clauses that a note in ``clause`` speaks of, in the order of the text."""
        unit = self._units[clause.unit]
        alone = self._is_alone(clause)
        if clause.task is None and alone:  # a row of an attachment, a line of plain text
            return self._on_line(clause, unit) or self._above(clause, unit)
        last = all(self._is_alone(other) for other in unit if other.start > clause.start)
        if not last and not alone:
            return [clause]
        below = self._below(clause.unit) if last else []
        parent = clause.unit.rpartition(".")[0] or clause.unit.rpartition("-")[0]
        above = []
        if last and self._at_end and self._children(parent)[-1:] == [clause.unit]:
            above = [c for name in [parent, *self._children(parent)[:-1]] for c in self._get(name)]
        return [*above, *self._above(clause, unit), *below]

    def _get(self, unit: str) -> list[Clause]:
        return self._units.get(unit, [])

    def _children(self, parent: str) -> list[str]:
        """The units directly inside a unit; a section is the parent of none."""
        depth = parent.count(".") + 1
        inside = [u for u in self._units if u.startswith(f"{parent}.") and u.count(".") == depth]
        return inside if "-" in parent else []

    def _below(self, unit: str) -> list[Clause]:
        """The clauses of the items inside that have no note of their own."""
        inside = [name for name in self._units if name.startswith(f"{unit}.")]
        plain = [name for name in inside if not any(self.notes[c.id] for c in self._units[name])]
        return [clause for name in plain for clause in self._units[name]]

    def _notes_end_items(self) -> bool:
        """Whether notes stand only at the last of several items inside: then it is for them all."""
        parents = {unit.rpartition(".")[0] for unit in self._units if "." in unit}
        lasts = {self._children(parent)[-1] for parent in parents if self._children(parent)}
        noted = {c.unit for cs in self._units.values() for c in cs if self.notes[c.id]}
        inner = {unit for unit in noted if "." in unit}
        alone = {unit for unit in lasts if len(self._children(unit.rpartition(".")[0])) < 2}
        return bool(inner) and inner <= lasts - alone

    def _is_alone(self, clause: Clause) -> bool:
        """Whether the clause is nothing but a note: 责任单位：…"""
        notes = self.notes[clause.id]
        return bool(notes) and not self._text[clause.start : notes[0].start].strip("（( ")

    def _above(self, clause: Clause, unit: Sequence[Clause]) -> list[Clause]:
        """From behind the note before (牵头单位：甲。配合单位：乙。 is one) to the clause."""
        upto = [other for other in unit if other.start <= clause.start]
        while len(upto) > 1 and self._is_alone(upto[-1]) and self._is_alone(upto[-2]):
            del upto[-2]
        earlier = [other.start for other in upto[:-1] if self.notes[other.id]]
        return [other for other in upto if not earlier or other.start > earlier[-1]]

    def _on_line(self, clause: Clause, unit: Sequence[Clause]) -> list[Clause]:
        line = self._text.rfind("\n", 0, clause.start) + 1
        found = [other for other in unit if line <= other.start <= clause.start]
        return found if len(found) > 1 else []
