"""The verifier: what an answer names, counts or quotes stands literally in a clause that it cites.

One check for every answer, composed or generated. It knows nothing of how the answer was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.algebra import single_tasks
from assistant.answer import Answer, Citation
from ingest.document import Document
from ingest.institutions import find_institutions

_MARKER = re.compile(r"\[([^\[\]]+)\](?!\()")
_QUOTED = re.compile(r"“([^“”]+)”")
_ASKED = re.compile(r"(?:所问|未写)“[^”]*”")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_COUNTED = re.compile(r"\d+ [所家个项处份](?![\u4e00-\u9fff]*[”])")
_LABEL = re.compile(r"任务\d+|第\d+[项条]|[一二三四五六七八九十]+(?:$|、(?:（[^）]+）)?\d*)")


def find_unsupported(text: str, quotes: Sequence[str], names: Iterable[str] = ()) -> list[str]:
    """Institutions, numbers and quoted terms of ``text`` that no quote holds, in order.

    ``names`` are institutions that the text is known to name. Counts made by the program
    (共 3 所), labels of clauses and the user's own words (所问“…”, 未写“…”) are no claims of the
    plan.
    """
    claims = _ASKED.sub("", _MARKER.sub("", text))
    terms = list(names)
    terms += [match.name for match in find_institutions(claims.replace("**", " "))]
    terms += _QUOTED.findall(claims)
    terms += _NUMBER.findall(_LABEL.sub("", _COUNTED.sub("", claims)))
    return [term for term in dict.fromkeys(terms) if not any(term in q for q in quotes)]


def find_faults(answer: Answer, documents: Sequence[Document]) -> list[str]:
    """What is wrong with a whole answer; empty for one that may be shown.

    Every quote is a slice of its document, every marker has a citation and every citation a
    marker, every line is held by the clauses that it cites, and a refusal cites nothing.
    """
    if answer.abstained:
        return ["a refusal with citations"] if answer.citations or answer.institutions else []
    faults = [c.clause for c in answer.citations if not _is_slice(c, documents)]
    markers = set(_MARKER.findall(answer.answer))
    labels = {citation.label for citation in answer.citations}
    faults += sorted(markers ^ labels)
    faults += _miscounted(answer, documents)
    titles = _titles(answer, documents)
    everything = [citation.quote for citation in answer.citations]
    for line in answer.answer.splitlines():
        cited = set(_MARKER.findall(line))
        quotes = [c.quote for c in answer.citations if c.label in cited] or everything
        emphasised = [words for words in _BOLD.findall(line) if not _LABEL.match(words)]
        faults += find_unsupported(_without_titles(line, titles), quotes, emphasised)
    return faults


def _titles(answer: Answer, documents: Sequence[Document]) -> list[str]:
    """The titles of the documents, tasks and sections that are cited, the longest first."""
    titles = set()
    for document in documents:
        parts = [(task.title, task.start, task.end) for task in document.tasks]
        parts += [(section.title, section.start, section.end) for section in document.sections]
        cited = [c.start for c in answer.citations if c.document == document.id]
        titles |= {document.title} if cited else set()
        titles |= {title for title, a, b in parts if any(a <= start < b for start in cited)}
    return sorted(titles - {""}, key=len, reverse=True)


def _without_titles(line: str, titles: Sequence[str]) -> str:
    for title in titles:
        line = line.replace(title, "")
    return line


def _miscounted(answer: Answer, documents: Sequence[Document]) -> list[str]:
    """Counts of a headline (共 3 所) that are the number of nothing that was counted below it."""
    sections = [s for document in documents for s in document.sections if s.index]
    tasks = sum(len(single_tasks(document)) for document in documents)
    faults: list[str] = []
    for first, rest in _blocks(answer.answer):
        said = {label for line in rest for label in _MARKER.findall(line)}
        cited = [c for c in answer.citations if c.label in said]
        first_cited = {found[1] for line in rest if (found := _MARKER.search(line))}
        counted = {
            len({name for line in rest for name in _BOLD.findall(line)}),
            len(rest),
            len(sections),
            tasks,
            len({c.clause.rpartition("-")[0] for c in cited}),
            len({c.clause.rpartition("-")[0] for c in cited if c.task is not None}),
            len(first_cited),
        }
        numbers = re.findall(r"(?:共|涉及) (\d+) [所家个项]", first)
        faults += [f"共 {n}" for n in numbers if int(n) not in counted]
    return faults


def _blocks(text: str) -> list[tuple[str, list[str]]]:
    """Each headline of an answer with the lines of the list below it."""
    blocks: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if not line.startswith("- "):
            blocks.append((line, []))
        elif blocks:
            blocks[-1][1].append(line)
    return blocks


def _is_slice(citation: Citation, documents: Sequence[Document]) -> bool:
    return any(
        document.id == citation.document
        and document.text[citation.start : citation.end] == citation.quote
        for document in documents
    )
