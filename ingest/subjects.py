"""Who a sentence speaks of: the institutions of a list, and what each item has of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.document import Institution
from ingest.institutions import find_institutions, is_broken, kind_of_name
from ingest.lexicon import lexicon

ALIAS = re.compile(
    r"[（(](?:(?:以下)?(?:统称|简称)[^（）()]*|(?:牵头|主责|配合|责任)(?:单位|部门)?|"
    r"(?:[省市县区州盟旗])?[\u4e00-\u9fff]{2,8}(?:局|委|办|厅|中心))[）)]"
)
JOINT = re.compile(
    r"(?:、|和|与|及|以及|或者?)(?:和|与|及)?"
    r"(?:(?:省外|外省|国外|境外)(?:的|高校|院校|企业)?|(?:(?![与和及])[\u4e00-\u9fff]){2,3}省的)?"
)
OPEN = re.compile(
    r"等(?P<count>\d+|[一二三四五六七八九十]+)?(?P<noun>[所家个名]?"
    r"(?:(?!创建|建设|组建|共建|建立|成立|设立|开展|联合|面向|牵头|参与|申报)[\u4e00-\u9fff]{0,8}?"
    r"(?:高校|院校|大学|单位|企业|部门|机构|学校|学院|医院|公司|地区?|市(?!场)|主体|力量|资源|团队)"
    r"(?!(?:(?!建设|组建|打造|建立|开展)[\u4e00-\u9fff])*(?:平台|中心)))?)"
)
ADVERB = (
    "(?:积极|大力|重点|充分|进一步|着力|全力|继续|率先|先行|试点|加快|共同|切实|主动|统筹|分别|"
    "深入|深化|具体|全面|优先|稳步|加强|配套|同步|三方|双方|多方|联合(?=[建组共开研培])|可以|应当|负责(?=[\u4e00-\u9fff]{2})|要|应|将|可|各(?=[建派出设]))*"
)
_LEAD_IN = re.compile(  # what stands before a verb: 在…, 对…, 为…, 每年, 2026年6月底前
    r"首批|第一批|先期|为(?!主)|对|向|在|从|自(?!己|身|然)|于|按|以|把|将|与|同|和|会(?!议|展|员)|要(?!求|素)|应(?!用|急)|须|"
    r"可(?!持续)|不|已|每|拟|定|共同|联合|分别|结合|根据|依法|指定|另行|至少|及时|先行|率先|统一|具体|免费|全面|"
    r"[0-9一二三四五六七八九十]+(?:年|月|个)"
)
_EVERY = re.compile(  # 各县（区）人民政府, 县（市、区）人民政府, 各设区的市人民政府
    r"(?:各(?:级|设区的?市|[省市县区州盟旗乡镇街道（）()、及和]{1,10}|开发区|园区|高新区|功能区)(?:地方)?"
    r"|(?<![各设])[县市区乡镇]{1,2}[（(][省市县区州旗街道、]{1,6}[）)])"
    r"(?:人民政府|党委政府|管理委员会|管委会|政府|残联|妇联|科协|工商联|总工会)"
)
_OF_A_LEVEL = re.compile(  # 县级以上地方各级人民政府, 国务院有关部门, 省级政府
    r"(?:(?:[省市县乡]级(?:以上|及以上)?)?(?:地方)?各级(?:人民)?政府|[省市县乡]级(?:以上)?(?:地方)?(?:各级)?(?:人民)?政府"
    r"|地方(?:人民)?政府|国务院(?:各|有关|相关)?(?:部委|部门)|各省、自治区、直辖市(?:人民政府)?)"
    r"(?!所属|门户|网站|性|办公)"
)
_SECTOR_ENDS = re.compile(
    "(?:行政主管|行政|主管|监督管理|监管|管理|执法)?(?:部门|机关)(?!的|职责|规章|间|之间|负责人)"
)
_SECTOR_LEVEL = re.compile(
    "(?:各级|[省市县区]级(?:以上)?(?:地方)?(?:各级)?(?:人民政府)?|地方(?:各级)?|当地|所在地)$"
)
_BEFORE_SECTOR = re.compile("(?:由|联合|会同|商|协同|配合|与|和|及|、)$")
_SECTORS_END = re.compile("等?[\u4e00-\u9fff]{0,8}?部门(?!的|职责|规章|间|之间|负责人)")
_EVERY_TOWN = re.compile(  # …、各乡镇配合
    r"各(?:乡镇|镇街|镇乡|街镇|县区|区县|县市区|市县区?|乡|镇|村|街道|社区|园区|开发区|部门)"
    r"(?:[（(][省市县区州旗乡镇街道社区、]{1,6}[）)])?(?=(?:、[\u4e00-\u9fff（）]{2,14})*"
    r"(?:共同|分别|具体|要|应)*(?:负责|牵头|配合|参与|落实|组织|协助|实施|制定|承办|抓好|做好))"
)
_LOCAL = re.compile(  # bodies of every town, where they do something
    r"(?:(?<![\u4e00-\u9fff])|(?<=由)|(?<=所在地))(?:乡镇人民政府(?:[（(]街道办事处[）)])?|街道办事处|乡镇[（(]街道[）)]|"
    r"村[（(]居[）)]民?委员会|村[（(]社区[）)])"
)
_OF_EVERY = re.compile(r"(?:各)?[市县区州旗乡镇]{1,2}[（(][市县区州旗街道、]{1,6}[）)]$")
_JOINED_WITH = re.compile("联合|会同|携手|协同(?!创新|发展|推进)|委托|聘请|邀请")
_HEADS = re.compile(r"(?:分管|主要)(?:领导|负责)")
_OUR_GOVERNMENT = re.compile(r"[省市县区州](?:委、[省市县区州]政府|政府|委)(?![员托派会书])")
_TOWN = re.compile(  # 石桥镇, 青阳县石桥镇
    r"(?!各|所有|全|每|还|并|为|向|对|给|城市|城镇|农村|行政|自然|建制|中心|[在设的与和等由向])(?:[\u4e00-\u9fff]{2,4}[县市区])?(?:(?![在着])[\u4e00-\u9fff]){2,3}"
    r"(?:(?<!城)镇|(?<!城)乡|街道|社区(?!服务|养老|管理|治理|卫生|教育|文化|建设|医疗)|(?<![乡农山渔])村)(?![级办域企民干])"
)
_COUNTY = re.compile(
    r"(?![全各该本我每多两城都地校园省市县区])(?:(?![在设的与和等由向])[\u4e00-\u9fff]){2,5}?"
    r"(?:(?<!城)[县市州旗]|"
    r"(?<!示范|保护|先行|开发|高新|试验|实验|都市|功能|聚集|集聚|经济|生态|自贸|保税|风景|旅游|工业|"
    r"贸易|住宅|居民|产业|核心|重点|合作|服务|活动|行政|自治|棚户|进出)"
    r"(?<![山牧林农矿库灾校社景城片街新老辖地县市厂湾商小特专园产元灌军禁])区)"
)
_LISTED = re.compile(  # the last of a list, whatever its verb: 甲市、乙市连片打造…
    r"(?:(?![在设的与和等由向])[\u4e00-\u9fff]){1,5}?(?<!城)[省市县区州旗]"
    r"(?=[、和\u4e00-\u9fff])(?![级域长委办内外辖]|[县城]城)"
)
_UNDERTAKES = re.compile(  # what a place does, and an unknown institute: not 市场, 区域
    r"[、和]|人民政府|要(?!求)|应(?!用|急)|负责|牵头|承担|配合|共建|率先|先行|试点|发展(?!和?改革)|分别|各|共同|联合|每"
)
_STRENGTH = re.compile(  # 发挥甲研究院技术优势, 整合乙研究所等科研力量
    r"等|的?(?:技术|人才|学科|科研|平台|专业|资源|智力|创新|综合|和|与|及)*(?:优势|作用|专长|特长|特色)"
)
_INSTITUTE = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:研究院|科学院|实验室|中心|联席会议|领导小组|协会|学会|商会|联合会|"
    r"促进会|基金会|联盟|监测站|推广站|服务站|检验所|监督所|养老院|敬老院|福利院|研究会|理事会|[村居]民委员会|村委会|"
    r"居委会|工作室|志愿服务队|合作社|党支部|党委|党组)"
)
_NOT_ACTING = re.compile(
    r"各|每|全|所有|有关|相关|该|本(?=[省市县区院校级地部单行办方意])|国家级|省级|市级|县级|区级|重点|一批|[若几多]|其|以上|上述|依托|平台"
)
_ANYBODYS = re.compile(
    r"农民(?:专业)?合作社|国家[\u4e00-\u9fff]{2,6}中心|[\u4e00-\u9fff]{2}(?:中心|委员会)"
)
_DIGIT = re.compile("[0-9A-Za-z]")
_UNLISTED = frozenset({"事业单位", "科研院所", "社会组织", "部门"})
IS_BUILT = re.compile(r"(?:建设|组建|创建|改造|升级|扩建|发展|项目|运行)+(?:[、，,；;。].*)?")
_AND = re.compile("、|和|及|以及")
_MEMBER = re.compile(  # 某卫校, 某公证处; not 南部, 全局, 冬奥会
    r"[\u4e00-\u9fff]{2,11}?(?:[校院所处站队社馆厅司厂团办]|(?<![南北东西中内外上下全干])部|"
    r"(?<![全好大格布结开])局|(?<!常)委|(?:协|学|商|员|合|工|基金|业委|居委)会|银行)"
)
_MAKES = re.compile("开发(?!区)|研发|运营|(?:规划|投资|发起|申请|筹划)(?:建设|设立|成立|组建|打造)")
_BUILDS = re.compile("争创|创建|升级|建设|组建|打造|开展|建立|培养|承担|牵头|设立|举办|成立|实施")
_SERVES = re.compile("作为|成为|担任|充当")
_QUOTED = re.compile(r"“([^”]+)”(?=[、，；。]|和|$)")
_ITEM = 20  # characters of the longest item of an enumeration


@dataclass(frozen=True, slots=True)
class Subject:
    """An institution that a frame is about, and its own item of the list where it has one."""

    institution: Institution
    item: tuple[int, int] | None = None


def business_of(name: str) -> str:
    """What the departments of a field are for: 财政 of 财政部门, and of 教育、财政等部门; empty for
    a department of its own name."""
    business = lexicon().business.match(name)
    rest = name[business.end() :] if business else name
    return business[0] if business and (not rest or _SECTOR_ENDS.fullmatch(rest)) else ""


def begins_predicate(text: str, position: int, end: int) -> bool:
    """Whether a verb, or what leads to one (在…, 每年 …), stands at ``position``."""
    words = lexicon()
    adverb = re.compile(ADVERB).match(text, position, end)
    for start in {position, adverb.end() if adverb else position}:
        for pattern in (words.verb, words.adverb, _LEAD_IN, words.boundary):
            if (match := pattern.match(text, start, end)) and match[0] not in ("的", "等"):
                return True
    return bool(adverb and adverb.end() > position and adverb.end() < end)


def find_named(
    text: str, start: int, end: int, named: Mapping[str, Institution]
) -> list[Institution]:
    """The institutions in a piece of text, with short names and 各县人民政府."""
    found = find_institutions(text, start, end)
    found = [_of_every(text, start, institution) for institution in found]
    for body in _of_levels(text, start, end):
        found = [i for i in found if i.end <= body.start or body.end <= i.start]
        found.append(body)
    for position in {start, *(m.end() for m in re.compile("由").finditer(text, start, end))}:
        ours = _OUR_GOVERNMENT.match(text, position, end)
        if not ours or any(i.start < ours.end() and position < i.end for i in found):
            continue
        if begins_predicate(text, ours.end(), end) or _HEADS.match(text, ours.end()):
            found.append(Institution(ours[0], "政府", *ours.span()))
    found += [
        Institution(match[0], "政府", *match.span())
        for match in _LOCAL.finditer(text, start, end)
        if _acts(text, match.end(), end)
        and all(match.end() <= i.start or i.end <= match.start() for i in found)
    ]
    for joined in _JOINED_WITH.finditer(text, start, end):
        position = joined.end()
        while position < end:  # 联合甲研究院、乙创新中心
            known = [i for i in found if i.start == position]
            more = known or _institutes(text, position, end, listed=True)
            if not known:
                found += more
            joint = JOINT.match(text, more[0].end, end) if more else None
            position = joint.end() if joint else end
    for short, full in named.items():
        position = text.find(short, start, end)
        stop = position + len(short)
        defined = "称" in text[max(0, position - 3) : position]
        if (
            position >= 0
            and not defined
            and all(stop <= i.start or i.end <= position for i in found)
        ):
            found.append(Institution(full.name, full.kind, position, stop))
    return sorted(found, key=lambda institution: institution.start)


def _of_levels(text: str, start: int, end: int) -> Iterator[Institution]:
    """Bodies of every place of a level, where they do something: 各县人民政府, 国务院有关部门."""
    for match in _EVERY.finditer(text, start, end):
        if match[0][0] == "各" or _acts(text, match.end(), end) or match.start() == start:
            yield Institution(match[0], kind_of_name(match[0], "政府"), *match.span())
    for match in _OF_A_LEVEL.finditer(text, start, end):  # not 移交所在地县级人民政府
        listed = JOINT.match(text, match.end(), end) or text[match.start() - 1] in "、和与及"
        if listed or begins_predicate(text, match.end(), end):
            yield Institution(match[0], "部门" if "部" in match[0] else "政府", *match.span())
    yield from _sectors(text, start, end)
    for match in _EVERY_TOWN.finditer(text, start, end):
        if text[match.start() - 1] in "、和及与" or text[match.end()] == "、":
            yield Institution(match[0], "政府", *match.span())


def _sectors(text: str, start: int, end: int) -> Iterator[Institution]:
    """The departments of a field, wherever they are: 市场监管部门, 教育、公安等部门."""
    position = start
    while first := lexicon().business.search(text, position, end):
        position = first.end()
        members = [first]
        while joint := _AND.match(text, members[-1].end(), end):
            further = lexicon().business.match(text, joint.end(), end)
            if not further:
                break
            members.append(further)
        ends = _SECTOR_ENDS.match(text, members[-1].end(), end)
        if not ends and len(members) > 1:
            ends = _SECTORS_END.match(text, members[-1].end(), end)
        if not ends:
            continue
        position = ends.end()
        level = _SECTOR_LEVEL.search(text, start, first.start())
        begin = level.start() if level else first.start()
        joined = _BEFORE_SECTOR.search(text, start, begin)
        if not (_acts(text, position, end) or (joined and position == end)):
            continue
        listed = text[members[-1].end()] == "等"
        for member in members:
            last = member is members[-1] and not listed
            span = begin if member is first else member.start(), position if last else member.end()
            yield Institution(text[span[0] : span[1]], "部门", *span)


def _acts(text: str, position: int, end: int) -> bool:
    """Whether a list goes on at ``position``, or a predicate begins."""
    return text[position : position + 1] == "、" or begins_predicate(text, position, end)


def _of_every(text: str, start: int, institution: Institution) -> Institution:
    """An office with the levels in brackets before it: 县（区）民政局."""
    level = _OF_EVERY.search(text[max(start, institution.start - 12) : institution.start])
    if not level:
        return institution
    name = level[0] + institution.name
    return Institution(name, institution.kind, institution.start - len(level[0]), institution.end)


def find_unlisted(text: str, position: int, end: int) -> list[Institution]:
    """Who acts at ``position`` without a name that tells: an institute, or counties and cities."""
    found = _institutes(text, position, end) or _places(text, position, end)
    if found:
        return found
    members = _members(text, position, end)
    named = {i.start for m in members for i in find_institutions(text, m.end, end)}
    return [m for m in members if m.end + 1 in named]  # a list that goes on with a known kind


def _institutes(text: str, position: int, end: int, listed: bool = False) -> list[Institution]:
    """The institute that acts at ``position``: 云岭农业研究院负责…, not one that is built.

    The last of a list (``listed``) may end the segment: 联合甲公司、乙研究院，组建….
    """
    words = lexicon()
    if _begins_work(text, position, end) or _NOT_ACTING.match(text, position, end):
        return []
    if words.generic.match(text, position, end) and not words.place.match(text, position, end):
        return []  # 社区卫生服务中心
    for stop in range(position + 4, min(end + listed, position + 20)):
        name = text[position:stop]
        kind = kind_of_name(name, "社会组织")
        if name.endswith(("中心", "站", "所", "馆", "院")) and kind == "社会组织":
            kind = "事业单位"
        elif name.endswith("实验室"):
            kind = "科研院所"
        named = _INSTITUTE.fullmatch(name) or (kind in _UNLISTED and kind_of_name(name, ""))
        if (
            not named
            or _ANYBODYS.fullmatch(name)
            or not name.isalpha()
            or _DIGIT.search(name)
            or is_broken(name[:-2])
        ):
            continue
        if stop == end:
            return [Institution(name, kind, position, stop)]
        acts = text[stop] != "的" and (
            begins_predicate(text, stop, end) or bool(_STRENGTH.match(text, stop, end))
        )
        if text[stop] == "、" or (acts and not IS_BUILT.fullmatch(text, stop, end)):
            return [Institution(name, kind, position, stop)]
    return []


def _members(text: str, position: int, end: int) -> list[Institution]:
    """A further member of a list, by the last character of its name: 甲医院、乙卫校参与."""
    if _begins_work(text, position, end) or _NOT_ACTING.match(text, position, end):
        return []
    for stop in range(position + 3, min(end, position + 13)):
        name = text[position:stop]
        acts = text[stop] in "、和与" or begins_predicate(text, stop, end)
        if acts and _MEMBER.fullmatch(name) and not IS_BUILT.fullmatch(text, stop, end):
            known = not is_broken(name)
            return [Institution(name, kind_of_name(name, "部门"), position, stop)] if known else []
    return []


def _places(text: str, position: int, end: int) -> list[Institution]:
    """The counties and cities of a list that begins at ``position``: 云岭县、石渡县建设…"""
    places: list[Institution] = []
    while match := _place(text, position, end, listed=bool(places)):
        places.append(Institution(match[0], "政府", *match.span()))
        joint = JOINT.match(text, match.end(), end)
        position = joint.end() if joint else end
    return places


def _place(text: str, position: int, end: int, listed: bool) -> re.Match[str] | None:
    """The town, county or city that acts at ``position``, or that a list of them goes on with."""
    verb = lexicon().verb
    for pattern in (_TOWN, _LISTED if listed else _COUNTY):
        match = pattern.match(text, position, end)
        if not match or verb.search(text, position, match.end()):
            continue
        after = match.end()
        if listed or _UNDERTAKES.match(text, after, end) or verb.match(text, after, end):
            return match
    return None


def read_list(
    text: str, position: int, end: int, mentions: list[Institution]
) -> tuple[list[Subject], int, bool]:
    """The list of institutions that begins at ``position``: subjects, its end, and whether open."""
    by_start = {mention.start: mention for mention in mentions}
    for stop in JOINT.finditer(text, position, end):
        if stop.end() not in by_start:
            listed = _institutes(text, stop.end(), end, listed=True) or _members(
                text, stop.end(), end
            )
            by_start.update({i.start: i for i in listed})
    subjects: list[Subject] = []
    while mention := by_start.get(position):
        own = mention.end + (text[mention.end : mention.end + 1] == "的")  # 甲大学的乙中心
        item_end = read_item(text, own, end) or _listed_item(text, own, by_start)
        if not item_end and subjects and subjects[-1].item:
            item_end = _last_item(text, own, end)
        if item_end and own > mention.end and _BUILDS.search(text, own, item_end):
            item_end = None  # 甲大学的附属医院建设乙中心
        subjects.append(Subject(mention, (own, item_end) if item_end else None))
        position = item_end or mention.end
        if alias := ALIAS.match(text, position, end):
            position = alias.end()  # 甲医院（以下简称“甲院”）
        while (joint := JOINT.match(text, position, end)) and joint.end() not in by_start:
            more = read_item(text, joint.end(), end) if item_end else None
            if not more:  # a further item of the same institution, or the end of the list
                break
            subjects[-1] = Subject(mention, (own, more))
            position = more
        if joint and joint.end() in by_start:
            position = joint.end()
    opened = OPEN.match(text, position, end)
    if not opened:
        return subjects, position, False
    further = _AND.match(text, opened.end(), end)
    if further and further.end() in by_start:  # …等2所高校和丙农科院
        others, position, _ = read_list(text, further.end(), end, mentions)
        return [*subjects, *others], position, opened["count"] is None
    is_open = opened["count"] is None or _count(opened["count"]) != len(subjects)
    itemised = any(subject.item for subject in subjects)
    return subjects, position + 1 if itemised else opened.end(), is_open


def read_item(text: str, start: int, end: int) -> int | None:
    """Where the name of a platform that begins at ``start`` ends; ``None`` if none begins."""
    words = lexicon()
    quoted = _QUOTED.match(text, start, end)
    if quoted and words.platform.search(quoted[1]):
        return quoted.end()
    stop = re.compile(r"[、，,；;。“]|等").search(text, start, end)
    limit = stop.start() if stop else end
    makes = _MAKES.match(text, start, limit)
    if makes and not words.platform.fullmatch(text, makes.end(), limit):
        return None  # 开发监测平台, not 研发中心
    if limit - start < 3 or text[start] in "、和与及" or _begins_work(text, start, limit):
        return None
    does = words.predicate.match(text, start, limit)
    does = words.predicate.match(text, does.end(), limit) if does else None
    if does and not words.platform.match(text, does.end(), limit):
        return None  # 研究建立联动机制, not 研究开发中心
    for match in reversed(list(words.platform.finditer(text, start, limit))):
        if match.start() == start and len(match[0]) < 4:
            continue
        after = text[match.end() : limit]
        if not after or words.boundary.match(after) or re.match(r"作用|组建|平台", after):
            return match.end()
    return None


def _begins_work(text: str, start: int, end: int) -> bool:
    """Whether a verb and no name begins at ``start``; 研发中心, 服务平台 are names."""
    words = lexicon()
    if words.boundary.match(text, start, end) or words.before_names.match(text, start, end):
        return True
    if _SERVES.match(text, start, end):  # 甲医院、乙医院作为教学基地
        return True
    if words.adverb.match(text, start, end) or _LEAD_IN.match(text, start, end):
        return True
    adverb = re.compile(ADVERB).match(text, start, end)
    after = adverb.end() if adverb else start
    return after > start and bool(words.verb.match(text, after, end))


def _listed_item(text: str, start: int, by_start: Mapping[int, Institution]) -> int | None:
    """Where something of the institution's own ends: another institution is next in the list."""
    stop = text.find("、", start, start + _ITEM)
    if stop - start < 3 or stop + 1 not in by_start or _begins_work(text, start, stop):
        return None
    return None if lexicon().boundary.search(text, start, stop) else stop


def _last_item(text: str, start: int, end: int) -> int | None:
    """Where the item of the last institution ends, whatever verb follows: …材料基因平台纳入目录.

    All that is left of the segment is its item where that is a noun: …丙学院邮轮模拟舱，建设….
    """
    found = lexicon().platform.search(text, start + 1, min(end, start + _ITEM))
    named = found and not lexicon().boundary.search(text, start, found.start())
    if found and named:
        return found.end()
    stop = end - 2 if text.startswith("建设", end - 2) else end
    noun = 2 < stop - start <= _ITEM and not lexicon().boundary.search(text, start, stop)
    return stop if noun and text[start] not in "等、和与及" else None


def _count(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else "零一二三四五六七八九十".find(numeral)
