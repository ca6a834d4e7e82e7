"""Recognise institutions by how Chinese names are formed: a head, often a place, and a suffix.

A suffix (大学, 集团, 人民医院 …) ends a name; it begins at a place name, or else after the last
word that governs it (推动, 依托, 与 …). What is said of institutions in general (高水平大学) and
what stands in quotes (“中俄国际工程学院”) is no institution. The words are data, kept in
``institutions.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.document import Institution
from ingest.regions import places as places_of_china

_RUN = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z0-9·]|[（(][\u4e00-\u9fff]{2,4}[）)](?=[\u4e00-\u9fff]{0,8}公司))+"
)
_CAMPUS = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]")
_LEVELS = re.compile(r"(?:壮族|回族|维吾尔)?自治[区州]|[省市县区州盟旗]|地区")
_ADJECTIVES = frozenset({"国际", "国家", "中央", "南方", "北方"})  # places, and said of others
_OWN_LEVEL = re.compile(r"[省市县区](?![场域级内外块直属际长民容])")
_ALIAS = re.compile(
    r"[（(](?:以下|下)?(?:统称|简称)[为:：]?[“\"]?(?P<short>[^”\"（）()]{2,12})[”\"]?[）)]"
)
_OF_A_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}[省市县区州](?!场|域|级|内|外)")
_IN_NAMES = re.compile(r"(?:发展|建设|服务|合作|推广)$")  # verbs that names of companies end in
_NOT_AFTER = r"(?!生(?![物态命])|城|业|化|性|法|制|长|派|路|间|堂|军|门|分(?!别)|者|教师|内部)"
_RANK_NOT_AFTER = {  # 办法, 部门, 委员 … are other words
    "办": "(?!法|理|事|学|公|好|成|得|案|展|刊)",
    "委": "(?!托|派|员|以)",
    "部": "(?!门|分|署|长|队|级|位|件|委|落|属)",
    "局": "(?!面|部|限|势|长)",
    "厅": "(?!级|长)",
    "署": "(?!名)",
}
_BRANCH = re.compile(
    r"(?:第?[一二三四五六七八九十]*附属[\u4e00-\u9fff]{0,8}?医院|附属第?[一二三四五六七八九十]*[\u4e00-\u9fff]{0,6}?(?:医院|中学|小学|学校)|"
    r"办公[室厅]|[\u4e00-\u9fff]{2,4}分[校院所]|[\u4e00-\u9fff]{2,4}校区|[\u4e00-\u9fff]{2,6}研究生院)"
)
_MAXIMUM_HEAD = 16  # characters; the longest heads in the Ministry of Education's list have 14


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of ``institutions.toml``, compiled."""

    suffix: re.Pattern[str]
    kind_of: dict[str, str]
    department: re.Pattern[str]
    place: re.Pattern[str]
    boundary: re.Pattern[str]
    strong: frozenset[str]
    unbroken: re.Pattern[str]
    generic: re.Pattern[str]
    common: re.Pattern[str]
    school: re.Pattern[str]
    platform: re.Pattern[str]
    levelled: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read the data file once."""
    with (Path(__file__).parent / "institutions.toml").open("rb") as file:
        data = tomllib.load(file)
    kind_of = {word: kind for kind, words in data["kinds"].items() for word in words.split()}
    words = {name: text.split() for name, text in data["words"].items()}
    places = [*places_of_china(), *" ".join(data["places"].values()).split()]
    department = data["departments"]
    return Lexicon(
        suffix=re.compile(f"(?<!中)({_any(list(kind_of))}){_NOT_AFTER}"),
        kind_of=kind_of,
        department=re.compile(
            f"(?:(?:{_any(places)})?(?:{_any(department['levels'].split())})?"
            f"(?:委)?)(?:{_any(department['businesses'].split())})"
            f"(?:{_ranks(department['ranks'].split())})"
        ),
        place=re.compile(f"(?:{_any(places)})"),
        boundary=re.compile(
            r"[0-9]+[年月日]|" + _any(words["governing"] + words["building"] + words["connectives"])
        ),
        strong=frozenset(w for w in words["governing"] if len(w) > 1) | set(words["connectives"]),
        unbroken=re.compile(_any(words["unbroken"])),
        generic=re.compile(f"(?:(?:驻.)?(?:{_any(words['generic'])})的?)+"),
        common=re.compile(f"(?:{_any(words['generic'] + words['common'])})+"),
        school=re.compile(
            f"(?:(?:{_any(places)})[\u4e00-\u9fff]{{0,4}}?|(?!{_any(words['disciplines'])})"
            "[\u4e00-\u9fff]{2})学院"
        ),
        platform=re.compile(_any(data["platforms"]["types"].split())),
        levelled=frozenset(words["levelled"]),
    )


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))


def _ranks(words: list[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(word + _RANK_NOT_AFTER.get(word[-1], "") for word in ordered)


def find_institutions(text: str, start: int = 0, end: int | None = None) -> list[Institution]:
    """The institutions named in ``text[start:end]``, in order, none inside another."""
    found: list[Institution] = []
    for run in _RUN.finditer(text, start, len(text) if end is None else end):
        quoted = text[run.start() - 1 : run.start()] in ("“", "《", "「")
        if quoted and text[run.end() : run.end() + 1] in ("”", "》", "」"):
            continue
        found.extend(_find_in_run(text, run.start(), run.end()))
    return found


def find_aliases(text: str) -> dict[str, Institution]:
    """Institutions by the short names that a text gives them: …医院（以下简称“市一院”）."""
    found: dict[str, Institution] = {}
    for match in _ALIAS.finditer(text):
        before = find_institutions(text, max(0, match.start() - 40), match.start())
        if before and before[-1].end == match.start():
            found[match["short"]] = before[-1]
    return found


def _find_in_run(text: str, start: int, end: int) -> list[Institution]:
    words = lexicon()
    found: list[Institution] = []
    departments = {match.start(): match for match in words.department.finditer(text, start, end)}
    floor = position = start
    while position < end:
        if (match := departments.get(position)) and position >= floor:
            found.append(Institution(match[0], "部门", match.start(), match.end()))
            floor = position = match.end()
            continue
        suffix = words.suffix.match(text, position, end)
        if suffix is None:
            position += 1
            continue
        own = bool(found) and floor == found[-1].end and found[-1].kind == "大学"
        if own and suffix[1] == "学院" and _is_school(text[floor:position], words):
            position = suffix.end()  # 甲大学生态与环境学院: a school of the university
            continue
        begin = _name_start(text[floor : suffix.end()], suffix[1], words)
        if begin is None:
            position = suffix.end() if suffix.end() - position > 1 else position + 1
            continue
        stop = _extend(text, suffix.end(), end, words)
        kind = _kind(text[floor + begin : stop], words, words.kind_of[suffix[1]])
        found.append(Institution(text[floor + begin : stop], kind, floor + begin, stop))
        floor = position = stop
    return found


def _is_school(name: str, words: Lexicon) -> bool:
    """Whether what follows a university is the field of one of its schools: 生态与环境."""
    joined = re.fullmatch("([\u4e00-\u9fff]{2,6})[与和]([\u4e00-\u9fff]{2,6})", name)
    return joined is not None and not any(
        words.boundary.search(part) or words.place.match(part) for part in joined.groups()
    )


def _extend(text: str, position: int, end: int, words: Lexicon) -> int:
    """Past a branch (附属第一医院, 秦皇岛分校, 城市学院) or a campus in brackets (（武汉）)."""
    for pattern in (_BRANCH, words.school):
        branch = pattern.match(text, position, end)
        if branch and not words.boundary.search(branch[0]):
            return branch.end()
    campus = _CAMPUS.match(text, position)
    return campus.end() if campus and words.place.match(campus[0][1:]) else position


def _kind(name: str, words: Lexicon, by_suffix: str) -> str:
    """The kind by the name's own ending, which a branch may have changed."""
    endings = [match for match in words.suffix.finditer(name) if match.end() == len(name)]
    return words.kind_of[endings[0][1]] if endings else by_suffix


def _name_start(segment: str, suffix: str, words: Lexicon) -> int | None:
    """Where in the segment the name that ends it begins; ``None`` if it names nobody."""
    body = segment.removesuffix(suffix)
    kept = [match.span() for match in words.unbroken.finditer(segment)]
    starts = [0] if body else []
    position = 0
    while match := words.boundary.search(body, position):
        last_character = match.span() == (1, 2) and len(body) == 2  # 华为集团
        if last_character or any(a <= match.start() and match.end() <= b for a, b in kept):
            position = match.start() + 1
            continue
        starts.append(match.end())
        position = match.end()
    if len(starts) > 1 and words.boundary.match(segment) and starts[0] == 0:
        starts = starts[1:] if not words.place.match(segment) else starts
    if suffix in words.levelled:  # the province's centre, not one that is being built
        ours = (b for b in starts if _OWN_LEVEL.match(body, b))
        return next((b for b in ours if _is_unbroken(body, b, words, kept)), None)
    for begin in starts:
        if words.place.match(body, begin) and _is_whole(body, begin, words, kept):
            return begin
    if words.kind_of[suffix] == "企业":  # 市城市建设投资集团
        for begin in starts:
            if _OWN_LEVEL.match(body, begin) and _is_unbroken(body, begin, words, kept):
                return begin
    begin = starts[-1] if starts else len(body)
    for place in words.place.finditer(body, begin + 1):  # a verb that the data does not list
        if (
            place[0] not in _ADJECTIVES
            and len(place[0]) > 1
            and _is_whole(body, place.start(), words, kept)
        ):
            return place.start()
    kind = words.kind_of[suffix]
    if begin == len(body) and kind == "企业" and len(starts) > 1 and _IN_NAMES.search(body):
        begin = starts[-2]  # 云岭发展集团
    head = body[begin:]
    if _LEVELS.fullmatch(head):
        return begin  # 市残联
    if not 2 <= len(head) <= _MAXIMUM_HEAD or words.place.match(head):
        return None
    if kind == "事业单位" and not (_LEVELS.match(head) or _OF_A_PLACE.match(head)):
        return None  # a library, not the city's
    said_of_many = any(m.start() == 0 or m.end() == len(head) for m in words.generic.finditer(head))
    return None if said_of_many or words.common.fullmatch(head) else begin


def _is_whole(body: str, begin: int, words: Lexicon, kept: list[tuple[int, int]]) -> bool:
    """Whether a name that begins with a place at ``begin`` runs unbroken to its suffix."""
    place = words.place.match(body, begin)
    assert place is not None
    rest = body[place.end() :]
    if level := _LEVELS.match(rest):
        rest = rest[level.end() :]
    generic = words.generic.match(rest)
    if (generic and generic.end() == len(rest)) or len(body) - begin > _MAXIMUM_HEAD:
        return False
    return _is_unbroken(body, place.end(), words, kept)


def _is_unbroken(body: str, begin: int, words: Lexicon, kept: list[tuple[int, int]]) -> bool:
    """Whether no word after ``begin`` ends what came before it."""
    for match in words.boundary.finditer(body, begin):
        after = body[match.end() :]
        if not after or any(a <= match.start() and match.end() <= b for a, b in kept):
            continue
        if words.place.match(after) or match[0] in words.strong or words.generic.match(after):
            return False
    return True
