"""The cases that accuracy is measured on: a JSON line each, a question and its gold answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ingest.errors import YitiaoError

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A question and its gold answer.

    ``tasks`` are the printed numbers of every task that must be cited, ``sections`` numerals of
    sections that must be; ``institutions`` the exact set of a list, ``None`` where none is asked
    for; every one of ``must``, one of ``any`` and none of ``forbid`` stands in the answer.
    ``document`` names the plan, ``split`` is ``dev`` or ``held`` (looked at only to measure).
    """

    id: str
    category: str
    question: str
    history: tuple[str, ...]
    tasks: tuple[int, ...]
    sections: tuple[str, ...]
    institutions: tuple[str, ...] | None
    must: tuple[str, ...]
    any: tuple[str, ...]
    forbid: tuple[str, ...]
    answerable: bool
    reason: str | None
    document: str
    split: str


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file. Raises ``YitiaoError`` naming the line that is not one."""
    names = {field.name for field in fields(Case)}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise YitiaoError(f"“{path}”第 {number} 行不是 JSON。") from error
        if not isinstance(row, dict) or set(row) != names:
            wrong = "、".join(sorted(names ^ set(row))) if isinstance(row, dict) else "整行"
            raise YitiaoError(f"“{path}”第 {number} 行的字段不对:{wrong}。")
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        yield Case(**values)


def shipped_cases() -> Iterator[tuple[Path, list[Case]]]:
    """Each plan that cases are shipped for, with them."""
    packaged = Path(__file__).parents[1] / "ingest" / "plans"
    for path in sorted(FOLDER.glob("*.jsonl")):
        plan = path.with_suffix(".txt")
        yield (plan if plan.exists() else packaged / plan.name), list(read_cases(path))
