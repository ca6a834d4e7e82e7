"""Read the outline: which line opens a section, which a task, and what each one spans.

Levels known, outermost first: 第一章 / 第一部分, 一、, （一）, 1. or 任务一：, 第X条. The outermost
level that a plan uses makes its sections, every deeper one its tasks; in a measure of articles
第X条 is the task and what is numbered inside an article is its text. （1） is a level where
nothing else stands below the sections. Where 一、 is the only level
and its lines are the text itself, they are the tasks of a document without sections.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.document import PREAMBLE, Section, Task

_NUMERAL = r"[零〇一二三四五六七八九十百]+"
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chapter", re.compile(rf"第\s*({_NUMERAL}|\d+)\s*(?:章|编|篇|部分)[、.．:：\s]*")),
    ("hanzi", re.compile(rf"({_NUMERAL})\s*[、．.]\s*")),
    ("paren", re.compile(rf"[（(]\s*({_NUMERAL})\s*[）)]\s*[、．.]?\s*")),
    ("arabic", re.compile(r"([0-9０-９]{1,3})\s*(?:[.．](?![0-9０-９])|、)\s*")),
    (
        "arabic",
        re.compile(
            rf"(?:任务|行动|工程|举措|措施|事项|项目)\s*({_NUMERAL}|\d{{1,3}})\s*[、.．:：]\s*"
        ),
    ),
    ("article", re.compile(rf"第\s*({_NUMERAL}|\d+)\s*条[、:：\s]*")),
    ("minor", re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[）)]\s*[、．.]?\s*")),
)
_ORDER = ("chapter", "hanzi", "paren", "arabic", "minor", "article")
_PLAIN = frozenset({"arabic", "minor"})
_TITLE = re.compile(r"[^。！？!?；;：:\n]{1,40}?(?=[。：:]|[ \u3000]{1,}(?=\S{8})|$)")
_NAMED = re.compile(r"(?:任务|项目|工程|事项|行动|措施)?名称\s*[:：]\s*")  # 任务名称：清水廊道工程
_ARTICLE_TITLE = re.compile(r"[^，,。；;：:、]{2,18}(?:。(?=\S)|[ \u3000]+(?=\S{8})|$)")
_BRACKETED_TITLE = re.compile(r"[【（(]([^】）)]{1,20})[】）)]")
_NOTED = re.compile(  # …（牵头单位：甲局）
    r"[（(【][^（）()]*(?:单位|部门|牵头|负责|配合)[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)】]。?$"
)
_DATE = re.compile(r"[（(]?(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年.{1,4}月.{1,4}日[）)]?$")
_CLOSING = re.compile(
    r"附\s*[件表]\s*\d*\s*(?:[:：]|$)|[（(]此件.{2,12}[）)]$|本[\u4e00-\u9fff]{1,6}自.{2,24}?(?:施行|实施|执行|生效)"
)
_ATTACHMENT = re.compile(r"附\s*[件表]\s*\d*\s*[:：]")
_APPENDED = re.compile(r"附\s*[件表录]\s*\d*\s*(?:[:：].*)?$")
_LISTED = re.compile(r"\s*[0-9０-９]{1,2}\s*[.．、][^。；;]{2,60}")  # 2．首批试点街道名单
_LONGEST_TITLE = 40  # characters
_FEWEST_ITEMS = 3  # of a document that has no parts
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}


def to_integer(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral, full width too: 十七 → 17, １２ → 12."""
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = (
                digit * 10 + _DIGITS[character]
                if digit and "十" not in numeral
                else _DIGITS[character]
            )
        else:
            unit = 100 if character == "百" else 10
            total += (digit or 1) * unit
            digit = 0
    return total + digit


@dataclass(frozen=True, slots=True)
class Heading:
    """A line's printed number: its level, numeral, and where the words after it begin."""

    level: str
    numeral: str
    marker: str


def match_heading(line: str) -> Heading | None:
    """The heading that a line opens with, if any."""
    for level, pattern in _LEVELS:
        if match := pattern.match(line):
            return Heading(level, match[1], match[0])
    return None


def is_heading(line: str) -> bool:
    """Whether a line opens with a section's or a task's number."""
    return match_heading(line) is not None


def find_title(words: str, level: str, titled: bool = False) -> str:
    """The title that a heading's words begin with, or ``""`` where they are plain text.

    An article's first sentence is its text, unless the plan's articles are ``titled``.
    """
    if match := _BRACKETED_TITLE.match(words):
        return match[1]
    if level == "article":
        match = _ARTICLE_TITLE.match(words) if titled else None
        return match[0].strip("。 \u3000") if match else ""
    named = _NAMED.match(words)
    match = _TITLE.match(words, named.end() if named else 0)
    return match[0].strip() if match else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines under one heading: the unit that clauses are counted in.

    ``unit`` is the id of the task, or of the section where ``task`` is ``None``. ``lines`` are
    ``(start, end)`` offsets, the printed number left out.
    """

    unit: str
    section: str
    task: int | None
    label: str
    lines: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Open:
    """A heading whose lines are still being collected; ``path`` leads to it below its section."""

    section: int
    path: tuple[tuple[str, int], ...]
    heading: Heading | None
    title: str
    start: int
    lines: list[tuple[int, int]]


def read_outline(
    lines: list[tuple[str, int, int]],
) -> tuple[tuple[Section, ...], tuple[Task, ...], tuple[Block, ...]]:
    """Sections, tasks and blocks of a body given as ``(text, start, end)`` lines, in order."""
    used = {heading.level for text, _, _ in lines if (heading := match_heading(text))}
    if used & {"paren", "arabic", "article"} or not used & {"chapter", "hanzi"}:
        used -= {"minor"}
    flat = used - {"minor"} == {"hanzi"} and _is_flat(lines)
    opened = _collect(lines, ("", "hanzi") if flat else _choose_levels(used))
    sections = _close_sections(opened, lines[-1][2] if lines else 0)
    tasks, blocks = _close_tasks(opened, sections)
    return sections, tasks, blocks


def _choose_levels(used: set[str]) -> tuple[str, ...]:
    """The levels that count in this plan, the section's first (``""`` where it has no sections)."""
    if "article" in used:  # parts of a measure are chapters, or lines such as 一、加大扶持力度
        parts = [level for level in ("chapter", "hanzi") if level in used]
        return (parts[0] if parts else "", "article")
    present = [level for level in _ORDER if level in used]
    if present and present[0] in ("chapter", "hanzi"):
        return tuple(present)
    return ("", *present)


def _collect(lines: list[tuple[str, int, int]], levels: tuple[str, ...]) -> list[_Open]:
    opened = [_Open(0, (), None, "", lines[0][1] if lines else 0, [])]
    section = 0
    path: tuple[tuple[str, int], ...] = ()
    attached = False
    appended = _find_appended(lines, levels)
    behind = _find_behind(lines, levels)
    titled = _has_titles(lines)
    for position, (text, start, end) in enumerate(lines):
        if position >= appended:  # rows of a list that is attached are no tasks
            if position == appended:
                opened.append(_Open(section, (), None, "", start, []))
            opened[-1].lines.append((start, end))
            continue
        heading = match_heading(text)
        attached = bool(_ATTACHMENT.match(text)) or (attached and bool(_LISTED.fullmatch(text)))
        if heading and heading.level in levels and not attached:
            depth = levels.index(heading.level)
            title = find_title(text[len(heading.marker) :], heading.level, titled)
            if depth == 0:
                section, path = section + 1, ()
            else:
                above = tuple(step for step in path if levels.index(step[0]) < depth)
                path = (*above, (heading.level, to_integer(heading.numeral)))
            opened.append(_Open(section, path, heading, title, start, []))
            start += len(heading.marker)
        elif path and (position == behind or _is_closing(lines, position)):
            path = ()
            opened.append(_Open(section, (), None, "", start, []))
        if start < end:
            opened[-1].lines.append((start, end))
    return opened if opened[0].lines or len(opened) == 1 else opened[1:]


def _is_flat(lines: list[tuple[str, int, int]]) -> bool:
    """Whether the items 一、 are what is assigned, no parts: most have their text in their line."""
    headings = [(text, match_heading(text)) for text, _, _ in lines]
    words = [
        text[len(heading.marker) :]
        for text, heading in headings
        if heading and heading.level == "hanzi"
    ]
    told = sum("。" in own.rstrip("。") or len(own) > _LONGEST_TITLE for own in words)
    return len(words) >= _FEWEST_ITEMS and 3 * told >= 2 * len(words)


def _has_titles(lines: list[tuple[str, int, int]]) -> bool:
    """Whether most articles open with a few words of their own: 第一条 引进人才。对引进的…"""
    headings = [(text, match_heading(text)) for text, _, _ in lines]
    articles = [text[len(h.marker) :] for text, h in headings if h and h.level == "article"]
    short = sum(bool(_ARTICLE_TITLE.match(words)) for words in articles)
    return len(articles) > 2 and 3 * short >= 2 * len(articles)


def _find_behind(lines: list[tuple[str, int, int]], levels: tuple[str, ...]) -> int:
    """The line behind the note that ends the last item, where notes end all others; -1 if none."""
    headed = [bool((h := match_heading(text)) and h.level in levels) for text, _, _ in lines]
    last = max((position for position, is_head in enumerate(headed) if is_head), default=-1)
    noted = [p + 1 for p, (text, _, _) in enumerate(lines[:-1]) if _NOTED.search(text)]
    before = [position for position in noted if position <= last]
    found = [p for p in noted if p > last and not _NOTED.fullmatch(lines[p][0])]
    return found[0] if found and len(before) > 1 and all(headed[p] for p in before) else -1


def _find_appended(lines: list[tuple[str, int, int]], levels: tuple[str, ...]) -> int:
    """The line at which what is attached behind the last section begins, else how many there are.

    An attachment with sections of its own (a notice's plan) is read like any text.
    """
    of_section = levels[0] or (levels[1] if len(levels) > 1 else "")
    headed = [
        position
        for position, (text, _, _) in enumerate(lines)
        if (heading := match_heading(text)) and heading.level == of_section
    ]
    last = max((p for p in headed if not _follows_attachment(lines, p, of_section)), default=-1)
    later = (p for p in range(last + 1, len(lines)) if _APPENDED.match(lines[p][0]))
    return next(later, len(lines)) if last >= 0 else len(lines)


def _follows_attachment(lines: list[tuple[str, int, int]], position: int, level: str) -> bool:
    """Whether a line is a row of an attachment that counts from one again at the tasks' level."""
    if level != "arabic":
        return False
    return any(
        _APPENDED.match(lines[p][0]) and any(match_heading(lines[before][0]) for before in range(p))
        for p in range(position)
    )


def _is_closing(lines: list[tuple[str, int, int]], position: int) -> bool:
    """Whether a line belongs to no item: an attachment, a signature, when it takes effect."""
    text = lines[position][0]
    following = lines[position + 1][0] if position + 1 < len(lines) else ""
    signed = len(text) <= 30 and text[-1] not in "。；：:;" and _DATE.match(following)
    return bool(_CLOSING.match(text) or _DATE.match(text) or signed)


def _close_sections(opened: list[_Open], end: int) -> tuple[Section, ...]:
    headings = [item for item in opened if item.heading and not item.path]
    stops = [*(item.start for item in headings), end]
    sections = []
    if opened[0].section == 0:
        sections.append(Section(PREAMBLE, 0, "", opened[0].start, stops[0]))
    for item, stop in zip(headings, stops[1:], strict=True):
        numeral = item.heading.numeral if item.heading else PREAMBLE
        sections.append(Section(numeral, item.section, item.title, item.start, stop))
    return tuple(sections)


def _close_tasks(
    opened: list[_Open], sections: tuple[Section, ...]
) -> tuple[tuple[Task, ...], tuple[Block, ...]]:
    by_index = {section.index: section for section in sections}
    plain = Counter(item.path[-1] for item in opened if item.path and item.path[-1][0] in _PLAIN)
    unique = all(count == 1 for count in plain.values())
    units: Counter[str] = Counter()
    inside: dict[tuple[int, tuple[tuple[str, int], ...]], str] = {}
    tasks, blocks = [], []
    for position, item in enumerate(opened):
        section = by_index[item.section]
        own = str(item.path[-1][1]) if item.path else "0"
        above = inside.get((item.section, item.path[:-1]))  # the last so numbered
        unit = f"{above}.{own}" if above else f"{section.index}-{own}"
        label, number = section.label, None
        if item.heading and item.path:
            units[unit] += 1
            unit += f"~{units[unit]}" if units[unit] > 1 else ""
            inside[item.section, item.path] = unit
            number = item.path[-1][1]
            label = _task_label(item, section, unique)
            end = _task_end(opened, position)
            tasks.append(Task(unit, number, section.numeral, item.title, label, item.start, end))
        if item.lines:
            blocks.append(Block(unit, section.numeral, number, label, tuple(item.lines)))
    return tuple(tasks), tuple(blocks)


def _task_label(item: _Open, section: Section, unique: bool) -> str:
    """任务2 where plain numbers run through the plan, else the way down to it: 二、（三）2."""
    level, number = item.path[-1]
    if level == "article" and item.heading:
        return f"第{item.heading.numeral}条"
    without_parts = section.numeral == PREAMBLE and len(item.path) == 1
    if (level in _PLAIN and (unique or without_parts)) or item.path == (("hanzi", number),):
        return f"任务{number}"
    printed = ""
    for step, position in item.path:
        printed += {
            "hanzi": f"{to_numeral(position)}、",
            "paren": f"（{to_numeral(position)}）",
        }.get(step, str(position))
    lead = "" if section.numeral == PREAMBLE else f"{section.numeral}、"
    return (lead + printed).removesuffix("、")


def _task_end(opened: list[_Open], position: int) -> int:
    """After the last line of the item and of the items numbered inside it."""
    item, end = opened[position], opened[position].start
    for other in opened[position:]:
        inside = other.section == item.section and other.path[: len(item.path)] == item.path
        if not inside or (other is not item and len(other.path) <= len(item.path)):
            break
        end = other.lines[-1][1] if other.lines else end
    return end


def to_numeral(number: int) -> str:
    """A number under 1,000 in Chinese numerals: 17 → 十七."""
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones or not number else "")
