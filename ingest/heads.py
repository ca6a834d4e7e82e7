"""Where a name that ends in a suffix begins: its head, and the words that no name holds."""

from __future__ import annotations

import re

from ingest.lexicon import Lexicon

_LEVELS = re.compile(r"(?:壮族|回族|维吾尔)?自治[区州]|[省市县区州盟旗]|地区")
_ADJECTIVES = frozenset({"国际", "国家", "中央", "南方", "北方"})  # places, and said of others
_OWN_LEVEL = re.compile(r"[省市县区](?![场域级内外块直属际长民容])")
_OF_A_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:[省市县州]|(?<![发新范护验能聚济态贸税景游业易宅民心点作务动社校园城片灾库])区)"
    r"(?!场|域|级|内|外|区)"
)
_WORK = re.compile(
    r"(?:高新区|经开区|开发区|新区|保税区|自贸区|园区|科创园|产业园)?"
    r"(?:分别|联合|共同|各自|积极|加快|全面)*(?:[0-9]|建设(?!工程|投资|集团)|共建|组建|打造|建立|创建|设立|新建|布局|开展|实施|推进|推动|完善|健全|举办)"
)
_IN_NAMES = re.compile(r"(?:发展|建设|服务|合作|推广)$")  # verbs that names of companies end in
LEGAL = re.compile(r"(?:控股)?(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司")
_COMPANY = re.compile(f"{LEGAL.pattern}|合作社|集团")
_JOINED = frozenset({"科研院所", "事业单位", "社会组织", "部门"})  # …质量和标准化研究院
_ANYBODY = re.compile(
    r"(?:院校|高校|学校|学院|大学|医院|企业|公司|部门|单位|机构|协会|中心|[厅局委院所会])$"
)
_APPOSED = re.compile(  # 省外高校甲大学, 龙头企业乙集团
    r"(?:(?:省内外?|省外|外省|国内外?|国外|境外|市外|本地|知名|龙头|骨干|重点|优势|链主)+(?:高校|院校|企业|科研院所|机构)?"
    r"|高校|院校|企业)的?(?=[\u4e00-\u9fff]{2})"
)
_BODY = re.compile(  # whom 和 joins to a company
    rf"(?:{_ANYBODY.pattern}|政府|农户|[社户者人园镇县市区村店厂行站馆校方团队会])$"
)
_AND = re.compile("[与和及跟]")
_SOMEWHERE = re.compile(
    rf"{_OWN_LEVEL.pattern}|{_OF_A_PLACE.pattern}|[\u4e00-\u9fff]{{2,3}}(?:(?<![城乡])镇|乡(?![镇村])|村)"
)
_PARTICLES = frozenset("由到从是对向给被让使将把在于以为等的或及与和跟")
_BEFORE_PLACE = 3  # characters of a company's name before a place in it: 中船广西海工装备
_MANY = re.compile(r"公立|民营|乡镇|街镇")
_MAXIMUM_HEAD = 16  # characters; the longest heads in the Ministry of Education's list have 14


def name_start(segment: str, suffix: str, words: Lexicon) -> int | None:
    """Where in the segment the name that ends it begins; ``None`` if it names nobody."""
    body = segment.removesuffix(suffix)
    kept = [match.span() for match in words.unbroken.finditer(segment)]
    starts = _starts(segment, body, words, kept)
    joined = words.kind_of[suffix] in _JOINED
    if suffix in words.levelled:  # the province's centre, not one that is being built
        ours = (b for b in starts if _has_level(body, b, suffix, words))
        return next((b for b in ours if is_unbroken(body, b, words, kept, joined)), None)
    if _COMPANY.fullmatch(suffix) and (whole := _company_start(body, words, kept)) is not None:
        return whole
    for begin in starts:
        if words.place.match(body, begin) and _is_whole(body, begin, words, kept, joined):
            return begin
    if joined or words.kind_of[suffix] == "企业":  # 市城市建设投资集团, 省交通与物流协会
        for begin in starts:
            if _OWN_LEVEL.match(body, begin) and is_unbroken(body, begin, words, kept, joined):
                return begin
    begin = starts[-1] if starts else len(body)
    for place in words.place.finditer(body, begin + 1):  # a verb that the data does not list
        if (
            place[0] not in _ADJECTIVES
            and len(place[0]) > 1
            and place.start() != begin + 1  # 东榆林业大学: 榆林 is none there
            and _is_whole(body, place.start(), words, kept, joined)
        ):
            return place.start()
    kind = words.kind_of[suffix]
    if begin == len(body) and kind == "企业" and len(starts) > 1 and _IN_NAMES.search(body):
        begin = starts[-2]  # 云岭发展集团
    if apposed := _APPOSED.match(body, begin):
        begin = apposed.end()
    head = body[begin:]
    if _LEVELS.fullmatch(head):
        return begin  # 市残联
    if not 2 <= len(head) <= _MAXIMUM_HEAD or words.place.match(head):
        return None
    return None if _is_anybodys(head, suffix, words) else begin


def _starts(segment: str, body: str, words: Lexicon, kept: list[tuple[int, int]]) -> list[int]:
    """Where in the segment a name may begin: at its head and behind every word that parts names."""
    starts = [0] if body else []
    position = 0
    while match := words.boundary.search(body, position):
        last_character = match.span() == (1, 2) and len(body) == 2  # 华为集团
        if last_character or covers(kept, match):
            position = match.start() + 1
            continue
        starts.append(match.end())
        position = match.end()
    if len(starts) > 1 and words.boundary.match(segment) and starts[0] == 0:
        starts = starts[1:] if not words.place.match(segment) else starts
    return [_after_verbs(body, begin, words) for begin in starts]


def _company_start(body: str, words: Lexicon, kept: list[tuple[int, int]]) -> int | None:
    """Where a company's name begins that opens a segment: its characters govern nothing.

    影像 holds 像, 万家寨 holds 家: in a name that a list or a comma sets off no single character
    parts one; only whole words do, and particles (由, 对 …) behind its second character.
    """
    joints = [m for m in _AND.finditer(body, 2) if not covers(kept, m)]
    lead = 1 if _AND.match(body) and not any(a == 0 for a, _ in kept) else 0
    lead = max(lead, body.rfind("由") + 1)  # 丙联盟由甲集团承建
    for joint in joints:
        if joint[0] == "和" and not _BODY.search(body, lead, joint.start()):
            continue  # 澄江济和堂药业有限公司
        if not (
            _SOMEWHERE.match(body, lead)
            and _is_noun(body[lead : joint.start()], body[joint.end() :], words)
        ):
            lead = joint.end()
    while (before := words.lead.match(body, lead)) and not covers(kept, before):
        if len(before[0]) == 1 and before[0] not in _PARTICLES:
            break  # 有岚材料有限公司
        longer = words.boundary.match(body, lead)  # 对接, not 对
        lead = max(before.end(), longer.end() if longer else 0)
    if apposed := _APPOSED.match(body, lead):
        lead = apposed.end()
    head = body[lead:]
    if not 2 <= len(head) <= _MAXIMUM_HEAD or words.verb.match(head) or words.place.match(head):
        return None
    level = _SOMEWHERE.match(body, lead)
    placed = level is not None and not _WORK.match(body, level.end())
    for match in words.boundary.finditer(body, lead):
        if placed and match[0] not in words.strong:
            continue  # 云岭市城市建设与交通投资集团有限公司
        alone = (len(match[0]) == 1 and match[0] not in _PARTICLES) or match[0] in "与和"
        if not alone and match.span() != (lead + 1, lead + 2) and not covers(kept, match):
            return None
    places = (p for p in words.place.finditer(head) if head[p.start() - 1] not in "（(")
    place = next((p for p in places if p[0] not in _ADJECTIVES), None)
    far = place is not None and place.start() > _BEFORE_PLACE
    return None if far or _is_anybodys(head, "有限公司", words) else lead


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


def _is_whole(
    body: str, begin: int, words: Lexicon, kept: list[tuple[int, int]], joined: bool = False
) -> bool:
    """Whether a name that begins with a place at ``begin`` runs unbroken to its suffix."""
    place = words.place.match(body, begin)
    assert place is not None
    rest = body[place.end() :]
    if level := _LEVELS.match(rest):
        rest = rest[level.end() :]
    generic = words.generic.match(rest)
    if (generic and generic.end() == len(rest)) or len(body) - begin > _MAXIMUM_HEAD:
        return False
    return is_unbroken(body, place.end(), words, kept, joined)


def is_unbroken(
    body: str, begin: int, words: Lexicon, kept: list[tuple[int, int]], joined: bool = False
) -> bool:
    """Whether no word after ``begin`` ends what came before it.

    In a ``joined`` name 和 and 与 part nothing where a plain noun stands before them: 质量和标准化.
    """
    for match in words.boundary.finditer(body, begin):
        after = body[match.end() :]
        if not after or covers(kept, match):
            continue
        if joined and match[0] in "和与" and _is_noun(body[begin : match.start()], after, words):
            continue
        if (
            match[0] == "由"
            or words.place.match(after)
            or match[0] in words.strong
            or words.generic.match(after)
        ):
            return False
    return True


def _is_noun(before: str, after: str, words: Lexicon) -> bool:
    """Whether what 和 joins are two fields, neither of which names or counts anybody."""
    place = words.place.match(before)
    field = (before[place.end() :] if place else before).lstrip("省市县区")
    if len(field) < 2 or len(after) < 2 or words.generic.search(field) or _ANYBODY.search(field):
        return False
    named = _OWN_LEVEL.match(after) or words.place.match(after) or words.generic.fullmatch(after)
    return not (named or words.verb.match(field))


def covers(kept: list[tuple[int, int]], match: re.Match[str]) -> bool:
    """Whether a longer word holds the match, so that it parts nothing."""
    return any(a <= match.start() and match.end() <= b for a, b in kept)
