"""The cases that accuracy is measured on: a question and its gold answer, a JSON line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ingest.decode import decode, read_bytes
from ingest.errors import YitiaoError

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and its gold answer. Only ``question`` is needed; what is empty is not checked.

    ``tasks`` are the printed numbers of every task that must be cited, ``sections`` numerals of
    sections that must be; ``institutions`` the exact set of a list, ``None`` where none is asked
    for; ``roles`` pairs of an institution and the plan's word for its part; every one of
    ``must``, one of ``any`` and none of ``forbid`` stands in the answer. ``document`` names the
    plan, ``split`` is ``dev`` or ``held`` (looked at only to measure). A case under ``review``
    is a draft: it is not asked. ``note`` is for the reader.
    """

    id: str
    question: str
    category: str = "未分类"
    history: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    institutions: tuple[str, ...] | None = None
    roles: tuple[tuple[str, str], ...] = ()
    must: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    answerable: bool = True
    reason: str | None = None
    document: str = ""
    split: str = "dev"
    review: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a file of cases holds: those to ask, how many wait for review, and its bad rows.

    ``faults`` are Chinese sentences that name the file, the line and what is wrong with it;
    ``ignored`` are the columns of a spreadsheet that are no field of a case.
    """

    path: Path
    cases: tuple[Case, ...]
    waiting: int = 0
    faults: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


Row = tuple[int, Any]
"""The number of a line and the value on it, ``None`` where it is not JSON."""

FIELDS = tuple(field.name for field in fields(Case))
_TEXTS = ("id", "question", "category", "document", "split", "note")
_LISTS = ("history", "sections", "must", "any", "forbid")


def read_cases(path: Path) -> CaseFile:
    """The cases of a ``.jsonl``, ``.csv`` or ``.xlsx`` file; a bad row is named, the rest stays.

    Raises ``YitiaoError`` (``IngestError``) for a file that cannot be read at all.
    """
    if path.suffix.lower() in (".csv", ".xlsx"):
        from eval.sheets import read_sheet

        rows, ignored = read_sheet(path)
    else:
        rows, ignored = list(read_lines(path)), ()
    cases: list[Case] = []
    faults: list[str] = []
    known: set[str] = set()
    waiting = 0
    for number, row in rows:
        try:
            case = make_case(row, f"{path.stem}-{number}")
        except ValueError as error:
            faults.append(f"“{path.name}”第 {number} 行:{error}。")
            continue
        if case.id in known:
            faults.append(f"“{path.name}”第 {number} 行:编号“{case.id}”前面已经用过。")
            continue
        known.add(case.id)
        waiting += case.review
        if not case.review:
            cases.append(case)
    return CaseFile(path, tuple(cases), waiting, tuple(faults), ignored)


def make_case(row: object, identifier: str) -> Case:
    """The case of a row; ``identifier`` where it has none.

    Raises ``ValueError`` saying in Chinese what is wrong with the row.
    """
    if not isinstance(row, dict):
        raise ValueError("不是 JSON 对象")
    if unknown := sorted(set(row) - set(FIELDS)):
        raise ValueError(f"有不认识的字段“{'、'.join(map(str, unknown))}”")
    given = {name: value for name, value in row.items() if value is not None}
    question = given.get("question")
    if not isinstance(question, str) or not question.strip():
        raise ValueError("没有问题(question)")
    values = {"id": identifier, **{name: _check(name, value) for name, value in given.items()}}
    return Case(**values)


def _check(name: str, value: Any) -> Any:  # noqa: ANN401 - a value out of JSON
    """The value as ``Case`` holds it. Raises ``ValueError``."""
    if name == "split" and value not in ("dev", "held"):
        raise ValueError("split 应是 dev 或 held")
    if name == "id" and isinstance(value, int):
        return str(value)
    if name in (*_TEXTS, "reason"):
        return _expect(isinstance(value, str), name, "文字", value)
    if name in ("answerable", "review"):
        return _expect(isinstance(value, bool), name, " true 或 false", value)
    if name == "tasks":
        whole = isinstance(value, list) and all(type(number) is int for number in value)
        return tuple(_expect(whole, name, "整数的列表", value))
    if name == "roles":
        paired = isinstance(value, dict) and _are_texts(value.values())
        return tuple(_expect(paired, name, "单位到角色的对应", value).items())
    listed = isinstance(value, list) and _are_texts(value)
    return tuple(_expect(listed, name, "文字的列表", value))


def _expect(right: bool, name: str, form: str, value: Any) -> Any:  # noqa: ANN401
    if not right:
        raise ValueError(f"{name} 应是{form}")
    return value


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) and value.strip() for value in values)


def as_row(case: Case) -> dict[str, Any]:
    """The case as the row that ``make_case`` reads, without what is as if not given."""
    row: dict[str, Any] = {}
    for field in fields(Case):
        value = getattr(case, field.name)
        if value != field.default:
            row[field.name] = _as_json(field.name, value)
    return row


def _as_json(name: str, value: Any) -> Any:  # noqa: ANN401 - a value for JSON
    if name == "roles":
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def shipped_cases() -> Iterator[tuple[Path, list[Case]]]:
    """Each plan that cases are shipped for, with them. Raises ``YitiaoError`` for a bad row."""
    packaged = Path(__file__).parents[1] / "ingest" / "plans"
    for path in sorted(FOLDER.glob("*.jsonl")):
        found = read_cases(path)
        if found.faults:
            raise YitiaoError(found.faults[0])
        plan = path.with_suffix(".txt")
        yield (plan if plan.exists() else packaged / plan.name), list(found.cases)


def read_text(path: Path) -> str:
    """The file's text, newlines as ``\\n``: UTF-8, also where it is escaped and holds no Chinese
    character, or what Chinese offices save else. Raises ``IngestError``.
    """
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return decode(data, path.name)


def read_lines(path: Path) -> Iterator[Row]:
    """The number and the value of each line that is not blank; ``None`` where it is not JSON."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, None
