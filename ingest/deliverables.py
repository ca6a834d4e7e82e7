"""What a sentence says is built, organised or founded: names that end in a type of platform."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.frames import DRIVERS
from ingest.lexicon import lexicon

_BUILD = re.compile(
    r"(?:联合)?(?:建设|组建|共建|建立|成立|创建|打造|设立|新建|筹建|建成|搭建|建好|举办|开发)(?:健全|完善|好|了|一批|若干)*"
)
_SEVERAL = re.compile(r"[^、]{0,6}?[两三四五六七八九十0-9]+[个大所家]")
_JOINT = re.compile(r"[、和与及]")


def find_deliverables(
    text: str, segments: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Spans of what is built, organised or founded in the segments: names that end in a platform.

    ``taken`` are spans of names (…共建国家重点实验室) whose verbs build nothing.
    """
    spans: list[tuple[int, int]] = []
    for start, end in segments:
        for build in _BUILD.finditer(text, start, end):
            position = build.end()
            if any(a <= build.start() < b for a, b in [*spans, *taken]):
                continue
            while position < end:
                item_end = _object_end(text, position, end)
                if item_end:
                    name = _name_start(text, position, item_end)
                    if name is None:
                        break
                    spans.append((name, item_end))
                joint = _JOINT.search(text, item_end or position, end)
                if not joint or (item_end and joint.start() != item_end):
                    break
                position = joint.end()
    return spans


def _name_start(text: str, start: int, end: int) -> int | None:
    """Where the name of what is built begins, behind its size: 面积1.2万平方米的丙基地.

    ``None`` where what is left names nothing: 成效突出的研究院, 甲县、乙县两个示范区.
    """
    begin = text.rfind("的", start, end) + 1 or start
    if begin > start and lexicon().platform.fullmatch(text, begin, end):
        return None
    sized = begin > start and re.search("[0-9]", text[start:begin])
    if begin == start and _SEVERAL.match(text, start, end):
        return None
    return begin if sized else start


def _object_end(text: str, start: int, end: int) -> int | None:
    """Where the built thing that begins at ``start`` ends, quotes included."""
    if start < end and text[start] == "“":
        closing = text.find("”", start, end)
        quoted = closing > 0 and lexicon().platform.search(text, start, closing)
        return closing + 1 if quoted else None
    stop = re.compile(r"[、，,；;。]|等|和(?=[\u4e00-\u9fff]{2,})").search(text, start, end)
    if not stop:
        return _platform_end(text, start, end)
    whole = _platform_end(text, start, stop.start())
    if not whole and re.search(r"等|的|于一体", text[stop.start() : end]):
        whole = _platform_end(text, start, end)  # 轨道交通、数控机床等协同创新平台
    return whole


def _platform_end(text: str, start: int, limit: int) -> int | None:
    ends = [match.end() for match in lexicon().platform.finditer(text, start, limit)]
    return ends[-1] if ends and not _continues(text, ends[-1], limit) else None


def _continues(text: str, position: int, limit: int) -> bool:
    return bool(re.match(r"[\u4e00-\u9fff]", text[position:limit])) and not re.match(
        r"建设|等|和|与|及|重组|作用|" + DRIVERS, text[position:limit]
    )
