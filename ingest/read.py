"""From a plan file to a ``Document``: decode, page, outline, clauses, commitments."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from ingest.clauses import split_clauses
from ingest.commitments import extract_commitments
from ingest.decode import decode, read_bytes
from ingest.document import Document
from ingest.errors import IngestError
from ingest.outline import read_outline
from ingest.page import read_page

PACKAGED_PLANS = Path(__file__).parent / "plans"


def read_plan(path: Path) -> Document:
    """Read a plan file. Raises ``IngestError`` where it is missing, empty, or has no sentence."""
    return parse_plan(read_bytes(path), path.name)


def parse_plan(data: bytes, name: str) -> Document:
    """Parse a plan file's bytes; ``name`` is its file name, from which the id is made."""
    text = decode(data, name)
    page = read_page(text, fallback_title=Path(name).stem)
    sections, tasks, blocks = read_outline(
        [(line.text, line.start, line.end) for line in page.body]
    )
    identifier = make_identifier(name)
    clauses = split_clauses(identifier, text, blocks)
    if not clauses:
        raise IngestError(f"文件“{name}”里没有可引用的正文,请确认它是方案的全文。")
    return Document(
        id=identifier,
        title=page.title,
        issuer=page.issuer,
        number=page.number,
        carries_out=page.carries_out,
        date=page.date,
        source=page.source,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        sections=sections,
        tasks=tasks,
        clauses=clauses,
        commitments=extract_commitments(text, clauses, tasks),
    )


def make_identifier(name: str) -> str:
    """A slug of the file name: lower case, words joined by ``-``, Chinese characters kept."""
    stem = unicodedata.normalize("NFKC", Path(name).stem).lower()
    return re.sub(r"[^\w]+", "-", stem).strip("-_") or "plan"
