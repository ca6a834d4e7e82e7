"""The plan as pages: a list, the whole text of a document, and one part with its proof marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from ingest.document import Clause, Document, Section, Task
from ui import text

if TYPE_CHECKING:
    from jinja2 import Environment

    from index.library import Library

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A clause as printed: its words, and what stands between it and the next on its line."""

    fragment: str
    words: str
    after: str
    is_title: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with the sentences under it, line by line; ``marker`` is its printed number."""

    is_section: bool
    label: str
    section: str
    title: str
    marker: str
    lines: tuple[tuple[Sentence, ...], ...]

    @property
    def has_own_heading(self) -> bool:
        """Whether the first line holds the title and nothing else."""
        return bool(self.lines) and all(sentence.is_title for sentence in self.lines[0])

    def holds(self, fragment: str) -> bool:
        """Whether the clause with this fragment stands in this part."""
        return any(sentence.fragment == fragment for line in self.lines for sentence in line)


def lay_out(document: Document) -> tuple[Part, ...]:
    """The document as parts in order of the text. Every word is a slice of ``document.text``."""
    headings: list[Section | Task] = [*document.sections, *document.tasks]
    headings.sort(key=lambda heading: (heading.start, isinstance(heading, Task)))
    stops = [heading.start for heading in headings[1:]] + [len(document.text)]
    parts: list[Part] = []
    for heading, stop in zip(headings, stops, strict=True):
        inside = [clause for clause in document.clauses if heading.start <= clause.start < stop]
        own = [clause for clause in inside if clause.unit == inside[0].unit]
        parts.append(_make_part(document, heading, own, stop))
        rest = inside[len(own) :]
        if rest:  # an attachment after the last task belongs to no task
            section = _find_section(document, rest[0].start)
            parts.append(_make_part(document, section, rest, stop, marked=False))
    return tuple(part for part in parts if part.marker.strip() or part.lines)


def _make_part(
    document: Document,
    heading: Section | Task,
    clauses: list[Clause],
    stop: int,
    *,
    marked: bool = True,
) -> Part:
    first = clauses[0].start if clauses else stop
    section = _find_section(document, heading.start)
    return Part(
        is_section=isinstance(heading, Section),
        label=heading.label,
        section=section.label,
        title=heading.title,
        marker=document.text[heading.start : first].strip("\r\n") if marked else "",
        lines=_split_lines(document, clauses, heading.title if marked else ""),
    )


def _find_section(document: Document, offset: int) -> Section:
    return next(s for s in reversed(document.sections) if s.start <= offset)


def _split_lines(
    document: Document, clauses: list[Clause], title: str
) -> tuple[tuple[Sentence, ...], ...]:
    """Sentences of one paragraph stay together; a newline between two clauses parts them."""
    lines: list[list[Sentence]] = [[]]
    for position, clause in enumerate(clauses):
        following = clauses[position + 1].start if position + 1 < len(clauses) else clause.end
        gap = document.text[clause.end : following]
        words = document.quote(clause)
        lines[-1].append(
            Sentence(
                fragment=clause.id.removeprefix(f"{document.id}/"),
                words=words,
                after="" if "\n" in gap else gap,
                is_title=position == 0 and bool(title) and words.rstrip("。：:") == title,
            )
        )
        if "\n" in gap:
            lines.append([])
    return tuple(tuple(line) for line in lines if line)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> str:
    """A template of ``ui/templates`` filled in; every value is escaped."""
    return _environment().get_template(template).render(name=text.NAME, **values)


def make_address(document: str, fragment: str = "", *also: str) -> str:
    """``documents/ID?also=…#CLAUSE``, percent-encoded, relative to the root of the pages."""
    address = f"documents/{quote(document, safe='')}"
    others = ",".join(quote(item, safe="") for item in also)
    return (
        address
        + (f"?also={others}" if others else "")
        + (f"#{quote(fragment)}" if fragment else "")
    )


def _refuse(message: str, root: str) -> HTMLResponse:
    page = render("missing.html", message=message, root=root, words=text.CHINESE)
    return HTMLResponse(page, status_code=404)


def _is_web_address(address: str | None) -> bool:
    return bool(address) and str(address).startswith(("http://", "https://"))


def build_reader(library: Library) -> APIRouter:
    """The reader's routes: the list, a document, and ``/documents/ID/clauses/CLAUSE``."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    def find(identifier: str) -> Document | None:
        return next((one for one in library.documents if one.id == identifier), None)

    @router.get("/documents")
    def show_documents() -> HTMLResponse:
        rows = [(make_address(one.id), one) for one in library.documents]
        return HTMLResponse(render("documents.html", rows=rows, root="./", words=text.CHINESE))

    @router.get("/documents/{identifier}")
    def show_document(identifier: str, also: str = "") -> HTMLResponse:
        document = find(identifier)
        if document is None:
            return _refuse(text.NO_DOCUMENT, root="../")
        page = render(
            "document.html",
            document=document,
            source_opens=_is_web_address(document.source),
            parts=lay_out(document),
            marked=frozenset(also.split(",")),
            root="../",
            words=text.CHINESE,
        )
        return HTMLResponse(page)

    @router.get("/documents/{identifier}/clauses/{fragment}")
    def show_clause(
        identifier: str, fragment: str, also: str = "", language: str = ""
    ) -> HTMLResponse:
        document = find(identifier)
        if document is None:
            return _refuse(text.NO_DOCUMENT, root="../../../")
        marked = (fragment, *(item for item in also.split(",") if item))
        parts = [part for part in lay_out(document) if any(map(part.holds, marked))]
        if not any(part.holds(fragment) for part in parts):
            return _refuse(text.NO_CLAUSE, root="../../../")
        page = render(
            "clause.html",
            document=document,
            parts=parts,
            marked=frozenset(marked),
            address="../../../" + make_address(document.id, *marked),
            words=text.choose(language),
        )
        return HTMLResponse(page)

    return router
