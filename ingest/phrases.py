"""The grammar of a sentence that assigns work: who is governed by which word, and how far.

A sentence is cut at its commas into segments. A segment that opens with institutions, alone or
after a driver (推动, 依托, 由 …), begins a frame: they are its subjects and every following
segment is theirs, until a segment brings new subjects. Institutions after 联合, 会同, 与 are
partners. Where every item of the list begins with an institution and goes on with something of
its own (沈阳药科大学智能药学工程创新中心、…), each institution is bound to its own item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.document import Institution
from ingest.institutions import find_institutions, lexicon

_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」"}
_ADVERB = (
    "(?:积极|大力|重点|充分|进一步|着力|全力|继续|率先|先行|试点|加快|共同|切实|主动|统筹|分别|"
    "深入|具体|全面|优先|稳步|加强|要|应|应当|将|可)*"
)
DRIVERS = (
    "推动|推进|支持|将|把|依托|鼓励|引导|组织|指导|充分发挥|发挥|委托|遴选|协调|促进|安排|选择|由|"
    "以"
)
_DRIVER = re.compile(rf"(?:{_ADVERB})(?P<driver>{DRIVERS})(?:和|并)?(?:支持|引导|推动)?")
PARTNER = "联合|会同|携手|协同|偕同|与|同|和"
_PARTNER = re.compile(rf"(?:{_ADVERB})(?P<partner>{PARTNER})")
ALIAS = re.compile(r"[（(](?:以下)?(?:统称|简称)[^（）()]*[）)]")
_JOINT = re.compile(r"(?:、|和|与|及|以及|或)(?:和|与|及)?")
_OPEN = re.compile(
    r"等(?P<count>\d+|[一二三四五六七八九十]+)?(?P<noun>[所家个名]?(?:[\u4e00-\u9fff]{0,8}?"
    r"(?:高校|院校|大学|单位|企业|部门|机构|学校|学院|医院|公司|地区?|市|主体)"
    r"(?!(?:(?!建设|组建|打造|建立|开展)[\u4e00-\u9fff])*(?:平台|中心)))?)"
)
_PLACE_PARTNER = re.compile(
    rf"(?:{PARTNER})(?P<name>[\u4e00-\u9fff]{{2,5}}?[省市县区旗州])"
    r"(?=共建|合作|联合|共同|签|开展|建设|推进|打造|组建)"
)
_PREDICATE = re.compile(
    r"自(?!己|身)|统筹|承担|参与|参加|配合|协助|监督|主管|主持|会同|具体|按|应|可|要|不|已|结合|根据|依法|制定|"
    r"出台|编制|印发|定期|每|健全|开通|完成|履行|审核|受理|拨付|发布|公布|公开|提供|收到|研究|审批|"
    r"指定|选派|开放|承接|纳入|列入|保障|优化|强化|引导|及时|另行|会|做好|抓好|制订|下达|收取|提出"
)
_PART_ONLY = re.compile(
    r"(?:牵头|参加|参与|配合|协助|协同|支持|负责|共同|率先|先行)(?:先试|试点|建设|组建|实施|推进|落实|研发|开展|单位)?$"
)
_PLACE_SUBJECT = re.compile(
    r"(?P<name>(?![全各该本我每多两城都地校园省市县区])(?:(?![在设的与和等由向])[\u4e00-\u9fff]){2,5}?(?:(?<!城)[县市州旗]|"
    r"(?<!示范|保护|先行|开发|高新|试验|实验|都市|功能|聚集|集聚|经济|生态|自贸|保税|风景|旅游|工业|"
    r"贸易|住宅|居民|产业|核心|重点|合作|服务|活动|行政|自治)"
    r"(?<![山牧林农矿库灾校社景城片街新老辖地县市厂湾商小特专园])区))"
    r"(?=[、和]|人民政府|要|应|负责|牵头|承担|配合|共建|建设|打造|建立|组建|开展|推进|实施|设立|新建|扩建|改造|"
    r"开通|举办|承办|创建|推广|培育|引进|布局|建成|规划|申报|率先|先行|试点|加快|加强|深化|完善|做好|落实|发展(?!和?改革))"
)
_PLACE_LISTED = re.compile(  # the last of a list, whatever its verb: 甲市、乙市连片打造…
    r"(?P<name>(?:(?![在设的与和等由向])[\u4e00-\u9fff]){1,5}?[省市县区州旗])(?=[、和\u4e00-\u9fff])(?![级域长委办内外辖])"
)
_INSTITUTE_SUBJECT = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,14}?(?:研究院|研究中心|科学院|实验室|检测中心|监测中心|推广中心|促进中心|"
    r"服务中心|指导中心|联席会议|领导小组|协会|学会|商会|联合会|促进会|基金会|联盟))"
    r"(?=为(?!主)|共同|联合|开展|研发|负责|牵头|承担|具体|提供|参与|配合|协助|会同|承办|受|每(?:年|月|季)|定期|要(?!求)|应(?!用))"
)
_ITEM = 20  # characters of the longest item of an enumeration
_RELIED = re.compile(r"依托")
_QUOTED = re.compile(r"[“「《]([^”」》]+)[”」》]")


@dataclass(frozen=True, slots=True)
class Subject:
    """An institution that a frame is about, and its own item of the list where it has one."""

    institution: Institution
    item: tuple[int, int] | None = None


@dataclass(slots=True)
class Frame:
    """Subjects, the word that governs them, their partners, and the segments that are theirs."""

    subjects: list[Subject]
    driver: str | None
    open_list: bool
    segments: list[tuple[int, int]]
    partners: list[tuple[Institution, str]] = field(default_factory=list)


def split_segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the parts between commas and semicolons, save those in quotes or brackets."""
    segments, begin, position = [], start, start
    while position < end:
        closing = (
            text.find(_PAIRS[text[position]], position, end) if text[position] in _PAIRS else -1
        )
        if closing > 0:
            position = closing
        elif text[position] in "，,；;：:。！？":
            if position > begin:
                segments.append((begin, position))
            begin = position + 1
        position += 1
    return [*segments, (begin, end)] if end > begin else segments


def read_frames(
    text: str, start: int, end: int, aliases: Mapping[str, Institution] | None = None
) -> list[Frame]:
    """The frames of one sentence, in order; ``aliases`` are the document's own short names."""
    named = aliases or {}
    frames: list[Frame] = []
    before: list[tuple[int, int]] = []
    for segment in split_segments(text, start, end):
        frame = _open_frame(text, *segment, named)
        if frame:
            if frame.driver == "由":
                frame.segments += before  # 建立联席会议制度，由甲局牵头
            elif _PART_ONLY.match(text, *frame.segments[0]):  # 甲大学建设乙实验室，丙大学参与
                frame.segments += frames[-1].segments if frames else before
            frames.append(frame)
        elif frames:
            _add_partners(text, *segment, frames[-1], _find(text, *segment, named))
            frames[-1].segments.append(segment)
        elif relied := _relied_platforms(text, *segment):
            subjects = [Subject(platform) for platform in relied]
            frames.append(Frame(subjects, "依托", False, [(relied[-1].end, segment[1])]))
        else:
            before.append(segment)
    return frames


def _open_frame(text: str, start: int, end: int, named: Mapping[str, Institution]) -> Frame | None:
    """The frame that a segment begins, or ``None`` where it continues the one before."""
    driver = _DRIVER.match(text, start, end)
    begin = driver.end() if driver else start
    mentions = _find(text, begin, end, named)
    agent = next((m for m in mentions if text[m.start - 1] == "由" and m.start - 1 > start), None)
    if agent and mentions[0].start != begin:  # 本办法由甲局会同乙局负责解释
        frame = _open_frame(text, agent.start - 1, end, named)
        if frame:
            frame.segments.append((start, agent.start - 1))
        return frame
    if not mentions or mentions[0].start != begin:
        acting = _institutes(text, begin, end) or _places(text, begin, end)
        mentions = acting + mentions
    if not mentions or mentions[0].start != begin:
        return None
    subjects, position, is_open = _read_list(text, begin, end, mentions)
    passive = driver is not None and driver["driver"] == "由"
    if not subjects or (not passive and _is_possessor(text, position, subjects)):
        return None
    frame = Frame(subjects, driver["driver"] if driver else None, is_open, [(position, end)])
    later = [mention for mention in mentions if mention.start >= position]
    _add_partners(text, position, end, frame, later)
    return frame


def _find(text: str, start: int, end: int, named: Mapping[str, Institution]) -> list[Institution]:
    """The institutions in a piece of text, those by their short names among them."""
    found = find_institutions(text, start, end)
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


def _institutes(text: str, position: int, end: int) -> list[Institution]:
    """The institute that acts at ``position``: 云岭农业研究院负责…, not one that is built."""
    match = _INSTITUTE_SUBJECT.match(text, position, end)
    return [Institution(match["name"], "科研院所", *match.span("name"))] if match else []


def _places(text: str, position: int, end: int) -> list[Institution]:
    """The counties and cities of a list that begins at ``position``: 云岭县、石渡县建设…"""
    places: list[Institution] = []
    while match := (_PLACE_LISTED if places else _PLACE_SUBJECT).match(text, position, end):
        places.append(Institution(match["name"], "政府", *match.span("name")))
        joint = _JOINT.match(text, match.end(), end)
        position = joint.end() if joint else end
    return places


def _read_list(
    text: str, position: int, end: int, mentions: list[Institution]
) -> tuple[list[Subject], int, bool]:
    """The list of institutions that begins at ``position``: subjects, its end, and whether open."""
    by_start = {mention.start: mention for mention in mentions}
    for stop in _JOINT.finditer(text, position, end):
        by_start.update({i.start: i for i in _institutes(text, stop.end(), end)})
    subjects: list[Subject] = []
    while mention := by_start.get(position):
        item_end = read_item(text, mention.end, end) or _listed_item(text, mention.end, by_start)
        if not item_end and subjects and subjects[-1].item:
            item_end = _last_item(text, mention.end, end)
        subjects.append(Subject(mention, (mention.end, item_end) if item_end else None))
        position = item_end or mention.end
        if alias := ALIAS.match(text, position, end):
            position = alias.end()  # 甲医院（以下简称“甲院”）
        while (joint := _JOINT.match(text, position, end)) and joint.end() not in by_start:
            more = read_item(text, joint.end(), end) if item_end else None
            if not more:  # a further item of the same institution, or the end of the list
                break
            subjects[-1] = Subject(mention, (mention.end, more))
            position = more
        if joint and joint.end() in by_start:
            position = joint.end()
    opened = _OPEN.match(text, position, end)
    if not opened:
        return subjects, position, False
    is_open = opened["count"] is None or _count(opened["count"]) != len(subjects)
    itemised = any(subject.item for subject in subjects)
    return subjects, position + 1 if itemised else opened.end(), is_open


def read_item(text: str, start: int, end: int) -> int | None:
    """Where the name of a platform that begins at ``start`` ends; ``None`` if none begins."""
    words = lexicon()
    stop = re.compile(r"[、，,；;。“]|等").search(text, start, end)
    limit = stop.start() if stop else end
    if limit - start < 3 or words.boundary.match(text, start) or text[start] in "、和与及":
        return None
    last = None
    for match in words.platform.finditer(text, start, limit):
        last = match
    if last is None or (last.start() == start and len(last[0]) < 4):
        return None
    after = text[last.end() : limit]
    ends = not after or words.boundary.match(after) or re.match(r"作用|组建|平台", after)
    return last.end() if ends else None


def _listed_item(text: str, start: int, by_start: Mapping[int, Institution]) -> int | None:
    """Where something of the institution's own ends: another institution is next in the list."""
    stop = text.find("、", start, start + _ITEM)
    if stop - start < 3 or stop + 1 not in by_start or lexicon().boundary.search(text, start, stop):
        return None
    return stop


def _last_item(text: str, start: int, end: int) -> int | None:
    """Where the item of the last institution ends, whatever verb follows: …材料基因平台纳入目录.

    All that is left of the segment is its item where that is a noun: …丙学院邮轮模拟舱，建设….
    """
    found = lexicon().platform.search(text, start + 1, min(end, start + _ITEM))
    named = found and not lexicon().boundary.search(text, start, found.start())
    if found and named:
        return found.end()
    noun = 2 < end - start <= _ITEM and not lexicon().boundary.search(text, start, end)
    return end if noun and text[start] not in "等、和与及" else None


def _is_possessor(text: str, position: int, subjects: list[Subject]) -> bool:
    """Whether the last institution only owns the noun that follows: 教育部“…”, 教育部…会议."""
    if len(subjects) > 1 or subjects[0].item or subjects[0].institution.kind != "部门":
        return False
    after = text[position : position + 1]
    governed = lexicon().boundary.match(text, position) or _PREDICATE.match(text, position)
    return after in ("“", "《", "的") or bool(re.match(r"[\u4e00-\u9fff]", after) and not governed)


def _add_partners(
    text: str, start: int, end: int, frame: Frame, mentions: Sequence[Institution]
) -> None:
    """Add the partners among the mentions of ``text[start:end]``, and the platforms relied upon."""
    position, joined = start, ""
    for mention in mentions:
        lead = ALIAS.sub("", text[position : mention.start])
        partner = list(_PARTNER.finditer(lead))
        if partner and partner[-1].end() == len(lead):
            joined = partner[-1]["partner"]
        elif not (joined and _JOINT.fullmatch(lead)):
            joined = ""
        if joined and joined != "和":
            frame.partners.append((mention, joined if joined in ("联合", "会同") else "联合"))
            frame.open_list |= bool(_OPEN.match(text, mention.end, end))
        position = mention.end
    for match in _PLACE_PARTNER.finditer(text, start, end):
        place = Institution(match["name"], "政府", match.start("name"), match.end("name"))
        frame.partners.append((place, "联合"))
    known = {partner.start for partner, _ in frame.partners}
    frame.partners += [
        (p, "依托") for p in _relied_platforms(text, start, end) if p.start not in known
    ]


def _relied_platforms(text: str, start: int, end: int) -> list[Institution]:
    """What follows 依托 and is no institution: “…研究院”“…研究院”, 精细化工国家重点实验室."""
    platforms: list[Institution] = []
    for relied in _RELIED.finditer(text, start, end):
        position = relied.end()
        while position < end:
            quoted = _QUOTED.match(text, position, end)
            item_end = read_item(text, position, end)
            if quoted and lexicon().platform.search(quoted[1]):
                platforms.append(Institution(quoted[1], "平台", quoted.start(1), quoted.end(1)))
                position = quoted.end()
            elif item_end and not find_institutions(text, position, item_end):
                platforms.append(Institution(text[position:item_end], "平台", position, item_end))
                position = item_end
            else:
                break
            joint = _JOINT.match(text, position, end)
            position = joint.end() if joint else position
    return platforms


def _count(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else "零一二三四五六七八九十".find(numeral)
