"""Feedback on answers as cases to review: a thumb says what was good, not what is right.

A row of feedback is ``{question, history, answer, thumb, comment?}``: ``history`` the earlier
questions, ``answer`` the answer's JSON object (or its text alone), ``thumb`` ``up`` or ``down``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.cases import Case, as_row, make_case, read_lines

THUMBS = {"up": "赞", "down": "踩"}


@dataclass(frozen=True, slots=True)
class Drafts:
    """Cases drafted from feedback, all under ``review``; ``faults`` name the rows that are none."""

    cases: tuple[Case, ...]
    faults: tuple[str, ...]


def draft_cases(path: Path) -> Drafts:
    """A case to review for every row of feedback. Raises ``YitiaoError`` for no readable file.

    A thumb up drafts the gold from the answer, for a person to confirm; a thumb down leaves it
    empty, for a person to write, with the answer and the comment in ``note``.
    """
    cases, faults = [], []
    for number, row in read_lines(path):
        try:
            cases.append(_draft(row, f"{path.stem}-{number}"))
        except ValueError as error:
            faults.append(f"“{path.name}”第 {number} 行:{error}。")
    return Drafts(tuple(cases), tuple(faults))


def write_cases(cases: Iterable[Case]) -> Iterator[str]:
    """A JSON line for each case, as ``read_cases`` reads it."""
    for case in cases:
        yield json.dumps(as_row(case), ensure_ascii=False)


def _draft(row: object, identifier: str) -> Case:
    """The case of a row. Raises ``ValueError`` saying in Chinese what is wrong with it."""
    if not isinstance(row, dict):
        raise ValueError("不是 JSON 对象")
    if row.get("thumb") not in THUMBS:
        raise ValueError("thumb 应是 up 或 down")
    given = row.get("answer")
    answer: dict[str, Any] = given if isinstance(given, dict) else {"answer": given}
    text = answer.get("answer")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("没有答案(answer)")
    notes = [THUMBS[row["thumb"]], str(row.get("comment") or "").strip(), f"当时的答案:{text}"]
    case = {
        "question": row.get("question"),
        "history": row.get("history"),
        "category": "反馈",
        "review": True,
        "note": "\n".join(filter(None, notes)),
    }
    gold = _gold(answer) if row["thumb"] == "up" else {}
    return make_case({**case, **gold}, identifier)


def _gold(answer: dict[str, Any]) -> dict[str, Any]:
    """The gold of which an answer would be right, as far as it tells. Raises ``ValueError``."""
    if answer.get("abstained"):
        return {"answerable": False, "reason": answer.get("reason")}
    try:
        citations = list(answer.get("citations") or ())
        names = [str(one["name"]) for one in answer.get("institutions") or ()]
        documents = sorted({str(one["document"]) for one in citations})
        tasks = sorted({one["task"] for one in citations if one["task"] is not None})
        sections = sorted({str(one["section"]) for one in citations})
    except (LookupError, TypeError) as error:
        raise ValueError("answer 不是 yitiao ask --json 那样的答案") from error
    return {
        "tasks": tasks,
        "sections": sections,
        "institutions": names or None,
        "document": documents[0] if len(documents) == 1 else "",
    }
