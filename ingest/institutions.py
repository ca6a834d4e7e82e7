"""Recognise institutions by how Chinese names are formed: a head, often a place, and a suffix.

A suffix (大学, 集团, 人民医院 …) ends a name; it begins at a place name, or else after the last
word that governs it (推动, 依托, 与 …). What is said of institutions in general (高水平大学) and
what stands in quotes (“中俄国际工程学院”) is no institution. A name that directly follows the one
that it belongs to is a part of it: 自然资源部第三海洋研究所.
"""

from __future__ import annotations

import re

from ingest.document import Institution
from ingest.heads import LEGAL, covers, is_unbroken, name_start
from ingest.lexicon import Lexicon, lexicon

__all__ = ["find_aliases", "find_institutions", "is_broken", "kind_of_name", "lexicon"]

_RUN = re.compile(
    r"(?:[\u4e00-\u9fff〇A-Za-z0-9·]|[（(][\u4e00-\u9fff]{2,4}[）)](?=[\u4e00-\u9fff]{0,8}公司))+"
)
_CAMPUS = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]")
SECOND_NAME = re.compile(  # 县教育局（县体育局）: one house of two names
    r"[（(](?:[省市县区州盟旗])?[\u4e00-\u9fff]{2,8}(?:局|委|办|厅|中心|办公室)[）)]"
)
_LEVELS = "省市县区州盟旗"
_ALIAS = re.compile(
    r"[（(](?:以下|下)?(?:统称|简称)[为:：]?[“\"]?(?P<short>[^”\"（）()]{2,12})[”\"]?[）)]"
)
_LEVELLED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4})?[省市县区州盟旗](?![场域级内外块直属际长民容])[\u4e00-\u9fff]{0,8}"
)
_BRANCH = re.compile(
    r"(?:第?[一二三四五六七八九十]*附属[\u4e00-\u9fff]{0,8}?医院|附属第?[一二三四五六七八九十]*[\u4e00-\u9fff]{0,6}?(?:医院|中学|小学|学校)|"
    r"办公[室厅]|[\u4e00-\u9fff]{2,4}分[校院所]|[\u4e00-\u9fff]{2,4}校区|[\u4e00-\u9fff]{2,6}研究生院|第[一二三四五六七八九十]+医学中心|[\u4e00-\u9fff]{1,4}院区)"
)
_LONGER = re.compile(rf"{LEGAL.pattern}|学院|大学")
_WHOLE = re.compile(r"医院|学校|研究院|研究所|中心")  # 红十字会医院 is one name
_PARTS = {  # what an institution of a kind has parts of: 空军军医大学西京医院
    "大学": {"医院"},
    "学院": {"医院"},
    "企业": {"企业"},
    "政府": {"部门"},
    "部门": {"部门", "科研院所", "事业单位", "医院", "学校"},
    "科研院所": {"部门", "科研院所", "医院", "事业单位"},
}


def find_institutions(text: str, start: int = 0, end: int | None = None) -> list[Institution]:
    """The institutions named in ``text[start:end]``, in order, none inside another."""
    found: list[Institution] = []
    for run in _RUN.finditer(text, start, len(text) if end is None else end):
        quoted = text[run.start() - 1 : run.start()] in ("“", "《", "「")
        if quoted and text[run.end() : run.end() + 1] in ("”", "》", "」"):
            continue
        start = max([run.start(), *(_end_with_names(text, name) for name in found[-1:])])
        found.extend(_find_in_run(text, start, run.end()))
    return found


def _end_with_names(text: str, name: Institution) -> int:
    """Where an institution's name ends, with a second name of a department in brackets."""
    second = SECOND_NAME.match(text, name.end) if name.kind == "部门" else None
    return second.end() if second else name.end


def find_aliases(text: str) -> dict[str, Institution]:
    """Institutions by the short or second names that a text gives them: …医院（以下简称“市一院”）,
    县教育局（县体育局）."""
    found: dict[str, Institution] = {}
    for match in _ALIAS.finditer(text):
        before = find_institutions(text, max(0, match.start() - 40), match.start())
        if before and before[-1].end == match.start():
            found[match["short"]] = before[-1]
    for match in SECOND_NAME.finditer(text):
        before = find_institutions(text, max(0, match.start() - 40), match.end())
        if before and before[-1].kind == "部门" and before[-1].end in match.span():
            house, second = before[-1], match[0][1:-1]
            if second[0] not in _LEVELS and house.name[0] in _LEVELS:
                found.setdefault(house.name[0] + second, house)
            found.setdefault(second, house)
    return found


def kind_of_name(name: str, otherwise: str) -> str:
    """The kind of an institution by its name's ending, the longest that the data has."""
    if name.endswith("人民银行"):
        return "部门"
    for match in lexicon().suffix.finditer(name):
        if match.end() == len(name):
            return lexicon().kind_of[match[1]]
    return otherwise


def is_broken(name: str) -> bool:
    """Whether a word stands in a name that no name holds: 支持, 在, but not 发展 or 数据."""
    words = lexicon()
    kept = [match.span() for match in words.unbroken.finditer(name)]
    return any(
        (len(match[0]) == 1 or match[0] in words.strong) and not covers(kept, match)
        for match in words.boundary.finditer(name)
    )


def _find_in_run(text: str, start: int, end: int) -> list[Institution]:
    words = lexicon()
    found: list[Institution] = []
    departments = {match.start(): match for match in words.department.finditer(text, start, end)}
    floor = position = start
    while position < end:
        span = None
        if (match := departments.get(position)) and position >= floor:
            kind = "政府" if match[0].endswith("政府") else "部门"
            begin = _department_start(text, floor, match.start(), words)
            span = begin, _extend(text, begin, match.end(), end, words)
        elif suffix := words.suffix.match(text, position, end):
            last = found[-1] if found and floor == found[-1].end else None
            kind = words.kind_of[suffix[1]]
            if _goes_on(text, suffix, kind, end):
                position += 1
                continue
            school = last is not None and last.kind == "大学" and suffix[1] == "学院"
            if school and _is_school(text[floor:position], words):
                position = suffix.end()  # 甲大学生态与环境学院: a school of the university
                continue
            head = name_start(text[floor : suffix.end()], suffix[1], words)
            if head is None and last and _is_own_centre(text, last, suffix, words):
                head = 0
            if head is None:
                position = suffix.end() if suffix.end() - position > 1 else position + 1
                continue
            span = floor + head, _extend(text, floor + head, suffix.end(), end, words)
            kind = kind_of_name(text[slice(*span)], words.kind_of[suffix[1]])
        if span is None:
            position += 1
            continue
        name = Institution(text[slice(*span)], kind, *span)
        _append(found, name)
        floor = position = span[1]
    return found


def _goes_on(text: str, suffix: re.Match[str], kind: str, end: int) -> bool:
    """Whether a suffix only is a part of a longer one: 局集团有限公司, 红十字会医院, 侨联合会."""
    if kind != "企业" and _LONGER.match(text, suffix.end(), end):
        return True
    if kind != "社会组织":
        return False
    inside = range(suffix.start() + 1, suffix.end())
    across = (lexicon().suffix.match(text, position, end) for position in inside)
    return bool(_WHOLE.match(text, suffix.end(), end)) or any(
        other and other.end() > suffix.end() for other in across
    )


def _append(found: list[Institution], name: Institution) -> None:
    """Add a name to those found, or to the name whose part it is."""
    whole = found[-1] if found and found[-1].end == name.start else None
    if whole and name.kind in _PARTS.get(whole.kind, ()):
        found[-1] = Institution(whole.name + name.name, name.kind, whole.start, name.end)
    else:
        found.append(name)


def _department_start(text: str, floor: int, start: int, words: Lexicon) -> int:
    """Where a department's name begins: at a place that no data has (云岭市税务局)."""
    piece = text[floor:start]
    cut = 0
    for pattern in (words.boundary, words.verb, words.adverb):
        cut = max([cut, *(match.end() for match in pattern.finditer(piece))])
    if before := words.before_names.match(piece, cut):
        cut = before.end()
    piece = piece[cut:]
    if words.generic.match(piece):
        return start
    levelled = text[start] in "省市县区州盟旗"
    place = levelled and 2 <= len(piece) <= 4
    return start - len(piece) if place or _LEVELLED.fullmatch(piece) else start


def _is_own_centre(text: str, last: Institution, suffix: re.Match[str], words: Lexicon) -> bool:
    """Whether a centre directly follows the department that it is of: …局考古研究中心."""
    head = text[last.end : suffix.start()]
    if not 2 <= len(head) <= 10 or words.verb.match(head) or head[0] in "的等":
        return False
    kept = [match.span() for match in words.unbroken.finditer(head)]
    if not is_unbroken(head, 0, words, kept, joined=True):
        return False
    academy = last.name.endswith("科学院") and "研究" in head[-2:] + suffix[1]
    return academy or (last.kind == "部门" and suffix[1] in words.levelled)


def _is_school(name: str, words: Lexicon) -> bool:
    """Whether what follows a university is the field of one of its schools: 生态与环境."""
    joined = re.fullmatch("([\u4e00-\u9fff]{2,6})[与和]([\u4e00-\u9fff]{2,6})", name)
    return joined is not None and not any(
        words.boundary.search(part) or words.place.match(part) for part in joined.groups()
    )


def _extend(text: str, start: int, position: int, end: int, words: Lexicon) -> int:
    """Past a branch (附属第一医院, 秦皇岛分校, 城市学院), or in brackets a campus (（武汉）) or a
    second name that always stands there (县教育局（县体育局）)."""
    for pattern in (_BRANCH, words.school):
        branch = pattern.match(text, position, end)
        if branch and not words.boundary.search(branch[0]):
            return branch.end()
    if text[position - 2 : position] in ("银行", "集团", "公司", "务所") and (
        legal := LEGAL.match(text, position, end)
    ):
        return legal.end()  # 云岭银行股份有限公司
    name, second = text[start:position], SECOND_NAME.match(text, position)
    if second and text.count(name) == text.count(name + second[0]):
        return second.end()
    campus = _CAMPUS.match(text, position)
    return campus.end() if campus and words.place.match(campus[0][1:]) else position
