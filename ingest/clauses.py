"""Split a block's lines into sentences, the clauses that are retrieved and cited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.document import Clause
from ingest.outline import Block

_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "「": "」", "【": "】", "[": "]"}
_ENDINGS = "。！？!?"
_NOTE = re.compile(r"[（(【\[][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)】\]][。；;]?$")


def split_clauses(document: str, text: str, blocks: Iterable[Block]) -> tuple[Clause, ...]:
    """Every sentence of the blocks, in order. Ids count sentences within the task or section."""
    clauses: list[Clause] = []
    counts: Counter[str] = Counter()
    for block in blocks:
        for start, end in (span for line in block.lines for span in split_sentences(text, *line)):
            counts[block.unit] += 1
            clauses.append(
                Clause(
                    id=f"{document}/{block.unit}-{counts[block.unit]}",
                    document=document,
                    section=block.section,
                    task=block.task,
                    unit=block.unit,
                    label=block.label,
                    start=start,
                    end=end,
                )
            )
    return tuple(clauses)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``text[start:end]``, blanks between them left out.

    A full stop inside quotes or brackets ends nothing; a bracketed note that follows a sentence
    (（牵头单位：…）) belongs to it.
    """
    spans: list[tuple[int, int]] = []
    begin = position = start
    while position < end:
        character = text[position]
        closing = text.find(_PAIRS[character], position, end) if character in _PAIRS else -1
        if closing > 0:
            position = closing
        elif _ends_sentence(text, position, end):
            while position + 1 < end and text[position + 1] in _ENDINGS + "”’）)》」】":
                position += 1
            _append(spans, text, begin, position + 1)
            begin = position + 1
        position += 1
    _append(spans, text, begin, end)
    return spans


def _ends_sentence(text: str, position: int, end: int) -> bool:
    if text[position] in _ENDINGS:
        return True
    if text[position] != ".":  # a half-width full stop, but not a decimal point or an address
        return False
    before = text[position - 1] if position else ""
    after = text[position + 1] if position + 1 < end else ""
    return bool(re.match(r"[\u4e00-\u9fff”’）)》]", before)) and not re.match(
        r"[A-Za-z0-9.]", after
    )


def _append(spans: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin == end:
        return
    if spans and _NOTE.match(text[begin:end]):
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((begin, end))
