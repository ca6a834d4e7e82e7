"""Recognise institutions by how Chinese names are formed: a head, often a place, and a suffix.

A suffix (大学, 集团, 人民医院 …) ends a name; it begins at a place name, or else after the last
word that governs it (推动, 依托, 与 …). What is said of institutions in general (高水平大学) and
what stands in quotes (“中俄国际工程学院”) is no institution. A name that directly follows the one
that it belongs to is a part of it: 自然资源部第三海洋研究所.
"""

from __future__ import annotations

import re

from ingest.document import Institution
from ingest.lexicon import Lexicon, lexicon

__all__ = ["find_aliases", "find_institutions", "is_broken", "kind_of_name", "lexicon"]

_RUN = re.compile(
    r"(?:[\u4e00-\u9fff〇A-Za-z0-9·]|[（(][\u4e00-\u9fff]{2,4}[）)](?=[\u4e00-\u9fff]{0,8}公司))+"
)
_CAMPUS = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]")
_LEVELS = re.compile(r"(?:壮族|回族|维吾尔)?自治[区州]|[省市县区州盟旗]|地区")
_ADJECTIVES = frozenset({"国际", "国家", "中央", "南方", "北方"})  # places, and said of others
_OWN_LEVEL = re.compile(r"[省市县区](?![场域级内外块直属际长民容])")
_ALIAS = re.compile(
    r"[（(](?:以下|下)?(?:统称|简称)[为:：]?[“\"]?(?P<short>[^”\"（）()]{2,12})[”\"]?[）)]"
)
_OF_A_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:[省市县州]|(?<![发新范护验能聚济态贸税景游业易宅民心点作务动社校园城片灾库])区)"
    r"(?!场|域|级|内|外|区)"
)
_WORK = re.compile(
    r"(?:分别|联合|共同|各自|积极|加快|全面)*(?:[0-9]|建设(?!工程|投资|集团)|共建|组建|打造|建立|创建|设立|新建|布局|开展|实施|推进|推动|完善|健全|举办)"
)
_LEVELLED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4})?[省市县区州盟旗](?![场域级内外块直属际长民容])[\u4e00-\u9fff]{0,8}"
)
_IN_NAMES = re.compile(r"(?:发展|建设|服务|合作|推广)$")  # verbs that names of companies end in
_BRANCH = re.compile(
    r"(?:第?[一二三四五六七八九十]*附属[\u4e00-\u9fff]{0,8}?医院|附属第?[一二三四五六七八九十]*[\u4e00-\u9fff]{0,6}?(?:医院|中学|小学|学校)|"
    r"办公[室厅]|[\u4e00-\u9fff]{2,4}分[校院所]|[\u4e00-\u9fff]{2,4}校区|[\u4e00-\u9fff]{2,6}研究生院|第[一二三四五六七八九十]+医学中心|[\u4e00-\u9fff]{1,4}院区)"
)
_LEGAL = re.compile(r"(?:控股)?(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司")
_LONGER = re.compile(rf"{_LEGAL.pattern}|学院|大学")
_PARTS = {  # what an institution of a kind has parts of: 空军军医大学西京医院
    "大学": {"医院"},
    "学院": {"医院"},
    "企业": {"企业"},
    "政府": {"部门"},
    "部门": {"部门", "科研院所", "事业单位", "医院", "学校"},
    "科研院所": {"部门", "科研院所", "医院"},
}
_MANY = re.compile(r"公立|民营|乡镇|街镇")
_MAXIMUM_HEAD = 16  # characters; the longest heads in the Ministry of Education's list have 14


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


def kind_of_name(name: str, otherwise: str) -> str:
    """The kind of an institution by its name's ending, the longest that the data has."""
    for match in lexicon().suffix.finditer(name):
        if match.end() == len(name):
            return lexicon().kind_of[match[1]]
    return otherwise


def is_broken(name: str) -> bool:
    """Whether a word stands in a name that no name holds: 支持, 在, but not 发展 or 数据."""
    words = lexicon()
    kept = [match.span() for match in words.unbroken.finditer(name)]
    return any(
        (len(match[0]) == 1 or match[0] in words.strong)
        and not any(a <= match.start() and match.end() <= b for a, b in kept)
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
            span = begin, _extend(text, match.end(), end, words)
        elif suffix := words.suffix.match(text, position, end):
            last = found[-1] if found and floor == found[-1].end else None
            if words.kind_of[suffix[1]] != "企业" and _LONGER.match(text, suffix.end(), end):
                position += 1  # 西安局集团有限公司, 上海海关学院
                continue
            school = last is not None and last.kind == "大学" and suffix[1] == "学院"
            if school and _is_school(text[floor:position], words):
                position = suffix.end()  # 甲大学生态与环境学院: a school of the university
                continue
            head = _name_start(text[floor : suffix.end()], suffix[1], words)
            if head is None and last and _is_own_centre(text, last, suffix, words):
                head = 0
            if head is None:
                position = suffix.end() if suffix.end() - position > 1 else position + 1
                continue
            span = floor + head, _extend(text, suffix.end(), end, words)
            kind = kind_of_name(text[slice(*span)], words.kind_of[suffix[1]])
        if span is None:
            position += 1
            continue
        name = Institution(text[slice(*span)], kind, *span)
        _append(found, name)
        floor = position = span[1]
    return found


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
    if not 2 <= len(head) <= 10 or words.verb.match(head):
        return False
    kept = [match.span() for match in words.unbroken.finditer(head)]
    if not _is_unbroken(head, 0, words, kept):
        return False
    academy = last.name.endswith("科学院") and suffix[1].startswith("研究")
    return academy or (last.kind == "部门" and suffix[1] in words.levelled)


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
    if text[position - 2 : position] in ("银行", "集团", "公司", "务所") and (
        legal := _LEGAL.match(text, position, end)
    ):
        return legal.end()  # 云岭银行股份有限公司
    campus = _CAMPUS.match(text, position)
    return campus.end() if campus and words.place.match(campus[0][1:]) else position


def _starts(segment: str, body: str, words: Lexicon, kept: list[tuple[int, int]]) -> list[int]:
    """Where in the segment a name may begin: at its head and behind every word that parts names."""
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
    return [_after_verbs(body, begin, words) for begin in starts]


def _name_start(segment: str, suffix: str, words: Lexicon) -> int | None:
    """Where in the segment the name that ends it begins; ``None`` if it names nobody."""
    body = segment.removesuffix(suffix)
    kept = [match.span() for match in words.unbroken.finditer(segment)]
    starts = _starts(segment, body, words, kept)
    if suffix in words.levelled:  # the province's centre, not one that is being built
        ours = (b for b in starts if _has_level(body, b, suffix, words))
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
    return None if _is_anybodys(head, suffix, words) else begin


def _is_anybodys(head: str, suffix: str, words: Lexicon) -> bool:
    """Whether what stands before a suffix is said of many: 公立医院, 高水平大学, 服务公司."""
    if words.kind_of[suffix] == "事业单位" and not (_LEVELS.match(head) or _OF_A_PLACE.match(head)):
        return True  # a library, not the city's
    if _OF_A_PLACE.match(head) and head.endswith("社区"):
        return False  # a district's 社区卫生服务中心
    if suffix not in ("银行", "大学") and words.verb.fullmatch(head):
        return True
    for match in words.generic.finditer(head):
        at_end = match.end() == len(head) and "有限" not in suffix  # 云岭海洋世界有限公司 is one
        if match.start() == 0 or at_end:
            return True
    return bool(_MANY.search(head) or words.common.fullmatch(head))


def _after_verbs(body: str, begin: int, words: Lexicon) -> int:
    """Past the verbs that stand before a name: 完成, 改造, 原 …"""
    before = words.before_names.match(body, begin)
    return before.end() if before else begin


def _has_level(body: str, begin: int, suffix: str, words: Lexicon) -> bool:
    """Whether a name that may be anybody's (…中心, …局) says of which level or place it is."""
    if suffix == "中心" and len(body) - begin < 3:
        return False
    if "的" in body[begin:]:
        return False
    place = words.place.match(body, begin)
    placed = words.kind_of[suffix] == "部门" and place and place[0] not in _ADJECTIVES
    placed = placed or (place is not None and place[0] == "中国")
    level = _OWN_LEVEL.match(body, begin) or _OF_A_PLACE.match(body, begin)
    if level and _WORK.match(body, level.end()):
        return False  # 云岭县建设物流中心
    return bool(placed) or (level is not None and not words.generic.match(body, begin))


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
