"""A frame: who is governed by which word at the head of a segment, and with whom.

The subjects are the institutions that the segment opens with, alone or after a driver (推动, 依托,
由 …). Institutions after 联合, 会同, 与 are partners; whom the subject has do something
(委托丁学会开展…) begins a frame inside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.document import Institution
from ingest.institutions import find_institutions
from ingest.lexicon import lexicon
from ingest.subjects import (
    ADVERB,
    ALIAS,
    IS_BUILT,
    JOINT,
    OPEN,
    Subject,
    begins_predicate,
    find_named,
    find_unlisted,
    read_item,
    read_list,
)

CAUSING = "委托|聘请|邀请|吸纳|吸收|授权|推荐|督促|责成|要求|指定"
DRIVERS = (
    "推动|推进|支持|将|把|依托|鼓励|引导|组织|指导|充分发挥|发挥|整合|集聚|汇聚|遴选|协调|促进|安排|选择|由|以|请|"
    f"{CAUSING}"
)
DRIVER = re.compile(
    rf"(?:并|同时|首批)?(?:{ADVERB})(?P<driver>{DRIVERS})(?:和|并)?(?:支持|引导|推动|由|以)?"
)
_MEMBERS = re.compile(  # 成员包括甲大学, 共建单位为乙公司
    r"(?:其中|首批|主要)?(?P<part>(?P<driver>成员|参与|共建|合作|协作|支撑|发起|理事|承建|承担|依托|牵头|建设|"
    r"责任|配合|协办|主办|承办|运营|支持)(?:单位|部门|高校|企业|机构|银行|医院|院校|学校|公司)?)(?:主要|分别)?(?:包括|包含|涵盖|有|为|是)"
)
BUILDERS = ("建设", "打造", "办好", "建好", "做强", "培育")
_BUILT = re.compile(rf"(?:{ADVERB})(?P<driver>{'|'.join(BUILDERS)})")
_DEEPENED = re.compile(rf"(?:{ADVERB})(?:密切|强化)?")
_COOPERATION = re.compile(
    r"的?(?:战略|校地|校企|产学研|深度|全面|交流)*(?:合作|协作|对接|协同|联动)"
)
_SITED = re.compile(
    r"[\u4e00-\u9fff“”]{2,25}?(?P<verb>落户|设在|建在|设于|挂靠|落地|选址)[于在到]?"
)
_INNER = re.compile(rf"(?P<driver>支持|推动|依托|鼓励|引导|组织|指导|协调|{CAUSING})$")
_AT = re.compile(rf"(?:{ADVERB})在")
PARTNER = "联合|会同|携手|协同|偕同|与|同|和"
ELSEWHERE = re.compile(
    "(?:(?:省外|外省|省内|市外|外地|国外|境外)(?:知名|重点|优势)*(?:的|高校|院校|企业|科研院所|机构)?"
    r"|(?:(?![与和同合及、])[\u4e00-\u9fff]){2,3}省的)$"
)
_JOINT = frozenset("联合 会同 携手".split())
_PARTNER = re.compile(rf"(?:{ADVERB})(?P<partner>{PARTNER})")
_PLACE_PARTNER = re.compile(
    rf"(?:{PARTNER})(?P<name>[\u4e00-\u9fff]{{2,5}}?(?<!城)[省市县区旗州])"
    r"(?=共建|合作|联合|共同|签|开展|建设|推进|打造|组建)"
)
_WHEN = re.compile(  # 2026年底前甲大学建成…
    r"(?:到|至|自|从|在|于)?(?:[0-9“”年月日底初末前后起内中旬第一二三四五六七八九十季度上下半之每期间]+|"
    r"其中|同时|此外|另外|目前|今后|下一步|首批|前期)"
)
_DUTY = re.compile(r"应当?(?!用|急)|要(?!求|素)|须|可以|不得|负责|牵头|承担")
_OWNED = re.compile(r"直属|下属|所属|系统|门户|网站|官网|机关|党组|主要|有关|相关|窗口")
_ANYBODYS = re.compile("[省市县区乡镇村]级|各|现有|相关|有关")
_RELIED = re.compile(r"依托(?!单位)")
_QUOTED = re.compile(r"[“「《]([^”」》]+)[”」》]")


Span = tuple[int, int]
Names = Mapping[str, Institution]


@dataclass(slots=True)
class Frame:
    """Subjects, the word that governs them, their partners, and the segments that are theirs."""

    subjects: list[Subject]
    driver: str | None
    open_list: bool
    segments: list[Span]
    partners: list[tuple[Institution, str]] = field(default_factory=list)


def open_frames(text: str, start: int, end: int, named: Names) -> list[Frame]:
    """The frame that a segment begins, and those inside it; none where it continues."""
    members = _MEMBERS.match(text, start, end)
    driver = members or DRIVER.match(text, start, end)
    begin = driver.end() if driver else start
    mentions = find_named(text, begin, end, named)
    if mentions and not driver and _cooperate(text, start, end, mentions):
        begin = mentions[0].start
    if mentions and not driver and _WHEN.fullmatch(text, begin, mentions[0].start):
        begin = mentions[0].start
    agent = next((m for m in mentions if text[m.start - 1] == "由" and m.start - 1 > start), None)
    owned = agent and mentions[0].start == begin and _is_owner(text, mentions[0], agent, end)
    if agent and (mentions[0].start != begin or owned):  # 本办法由甲局会同乙局负责解释
        frames = open_frames(text, agent.start - 1, end, named)
        for frame in frames:
            frame.segments.append((start, agent.start - 1))
        return frames
    if sited := _sited(text, start, end, mentions):
        return sited
    if not mentions or mentions[0].start != begin:
        mentions = find_unlisted(text, begin, end) + mentions
    if not mentions or mentions[0].start != begin:
        return (
            _at_institutions(text, start, end, mentions)
            or _built_items(text, start, end, mentions)
            or _modified(text, end, mentions)
            or _inner_frames(text, start, end, mentions)
        )
    subjects, position, is_open = read_list(text, begin, end, mentions)
    if not subjects or _is_possessor(text, position, end, subjects, driver):
        return []
    frame = Frame(subjects, driver["driver"] if driver else None, is_open, [(position, end)])
    if members and position == end:
        frame.segments = [members.span("part")]
    elif driver and driver["driver"] in ("吸纳", "吸收") and position == end:
        frame.segments = [driver.span("driver")]  # 首批吸纳甲医院、乙医院
    later = [mention for mention in mentions if mention.start >= position]
    add_partners(text, position, end, frame, later)
    paired = _pairs(text, frame) if position < end else []
    return [*(paired or [frame]), *_inner_frames(text, position, end, later)]


def _pairs(text: str, frame: Frame) -> list[Frame]:
    """The frames of each pair of a list of them: 甲大学与乙学院、丙大学与丁学院建立…."""
    members = [subject.institution for subject in frame.subjects]
    joints = [text[a.end : b.start] for a, b in pairwise(members)]
    if len(joints) < 3 or len(joints) % 2 == 0 or any(s.item for s in frame.subjects):
        return []
    if set(joints[::2]) != {"与"} or set(joints[1::2]) != {"、"}:
        return []
    return [
        Frame([first], frame.driver, False, list(frame.segments), [(second.institution, "联合")])
        for first, second in zip(frame.subjects[::2], frame.subjects[1::2], strict=True)
    ]


def _is_owner(text: str, first: Institution, agent: Institution, end: int) -> bool:
    """Whether the first institution only owns what another one does: 市图书馆新馆由甲中心代建."""
    noun = first.end < agent.start - 1 and not JOINT.match(text, first.end, end)
    return noun and not begins_predicate(text, first.end, end) and not OPEN.match(text, first.end)


def _cooperate(text: str, start: int, end: int, mentions: list[Institution]) -> bool:
    """Whether a segment speaks of the cooperation of those it names: 深化甲大学与乙公司合作."""
    if not _DEEPENED.fullmatch(text, start, mentions[0].start):
        return False
    _, position, _ = read_list(text, mentions[0].start, end, mentions)
    return bool(_COOPERATION.fullmatch(text, position, end))


def open_joint(text: str, start: int, end: int, named: Names) -> list[Frame]:
    """The frame of those with whom nobody named does something: 联合甲大学、乙公司，打造…."""
    joint = _PARTNER.match(text, start, end)
    if not joint or joint["partner"] not in _JOINT:
        return []
    mentions = find_named(text, joint.end(), end, named)
    subjects, position, is_open = read_list(text, joint.end(), end, mentions)
    return [Frame(subjects, "联合", is_open, [(position, end)])] if subjects else []


def _sited(text: str, start: int, end: int, mentions: list[Institution]) -> list[Frame]:
    """The frame of those at whom something is set up: 丙中心落户丁大学, not in a town."""
    if not mentions or mentions[0].kind == "政府":
        return []
    sited = _SITED.fullmatch(text, start, mentions[0].start)
    subjects, _, is_open = read_list(text, mentions[0].start, end, mentions)
    return [Frame(subjects, sited["verb"], is_open, [(start, end)])] if sited else []


def _built_items(text: str, start: int, end: int, mentions: list[Institution]) -> list[Frame]:
    """The frame of those each of whom has something built: 重点建设甲大学“…”、乙大学“…”."""
    built = _BUILT.match(text, start, end)
    if not built or not mentions or mentions[0].start != built.end():
        return []
    subjects, position, is_open = read_list(text, built.end(), end, mentions)
    if not all(subject.item for subject in subjects) or position < end:
        return []
    return [Frame(subjects, built["driver"], is_open, [(position, end)])]


def _at_institutions(text: str, start: int, end: int, mentions: list[Institution]) -> list[Frame]:
    """The frame of institutions at which something is tried: 在甲大学、乙大学先行开展试点."""
    at = _AT.match(text, start, end)
    if not at or not mentions or mentions[0].start != at.end() or mentions[0].kind == "政府":
        return []
    subjects, position, is_open = read_list(text, at.end(), end, mentions)
    if any(subject.item for subject in subjects) or not begins_predicate(text, position, end):
        return []
    return [Frame(subjects, "在", is_open, [(position, end)])]


def _modified(text: str, end: int, mentions: list[Institution]) -> list[Frame]:
    """The frame of those who have a duty behind other words: 所在地的甲管委会应当…."""
    for mention in mentions:
        subjects, position, is_open = read_list(text, mention.start, end, mentions)
        if text[mention.start - 1] in "的者或、和与" and _DUTY.match(text, position, end):
            return [Frame(subjects, None, is_open, [(position, end)])]
    return []


def _inner_frames(text: str, start: int, end: int, mentions: list[Institution]) -> list[Frame]:
    """Frames of those whom the subject has do something: 甲局委托乙学会开展…, 指导丙大学建设…."""
    frames = []
    position = start
    for mention in mentions:
        inner = _INNER.search(text, position, mention.start)
        if inner and inner.end() == mention.start:
            later = [other for other in mentions if other.start >= mention.start]
            subjects, stop, is_open = read_list(text, mention.start, end, later)
            if stop < end and begins_predicate(text, stop, end):
                frames.append(Frame(subjects, inner["driver"], is_open, [(stop, end)]))
        position = mention.end
    return frames


def _is_possessor(
    text: str, position: int, end: int, subjects: list[Subject], driver: re.Match[str] | None
) -> bool:
    """Whether a last institution only owns the noun that follows: 教育部“…”, 教育部…会议."""
    governed = driver["driver"] if driver else None
    institute = subjects[-1].institution.kind in ("事业单位", "科研院所")
    if governed and governed != "由" and institute and not subjects[-1].item:
        return bool(IS_BUILT.fullmatch(text, position, end))  # 推动市数据中心建设
    if (
        len(subjects) > 1
        or subjects[0].item
        or subjects[0].institution.kind
        not in (
            "部门",
            "政府",
            "事业单位",
        )
    ):
        return False
    after = text[position : min(position + 1, end)]
    if after in ("“", "《", "的") or governed == "由" or not after:
        return after in ("“", "《", "的") and governed != "由"
    if begins_predicate(text, position, end) or not re.match(r"[\u4e00-\u9fff]", after):
        return False
    return bool(governed) or bool(_OWNED.match(text, position, end))


def add_partners(
    text: str, start: int, end: int, frame: Frame, mentions: Sequence[Institution]
) -> None:
    """Add the partners among the mentions of ``text[start:end]``, and the platforms relied upon."""
    position, joined = start, ""
    for mention in mentions:
        lead = ELSEWHERE.sub("", ALIAS.sub("", text[position : mention.start]))
        partner = list(_PARTNER.finditer(lead))
        if partner and partner[-1].end() == len(lead):
            listed = partner[-1]["partner"] == "和" and joined  # 联合甲、乙和丙
            joined = joined if listed else partner[-1]["partner"]
        elif not (joined and JOINT.fullmatch(lead)):
            joined = ""
        if joined and joined != "和":
            frame.partners.append((mention, joined if joined in ("联合", "会同") else "联合"))
            frame.open_list |= bool(OPEN.match(text, mention.end, end))
        position = mention.end
    for match in _PLACE_PARTNER.finditer(text, start, end):
        place = Institution(match["name"], "政府", match.start("name"), match.end("name"))
        frame.partners.append((place, "联合"))
    known = {partner.start for partner, _ in frame.partners}
    frame.partners += [
        (p, "依托") for p in relied_platforms(text, start, end) if p.start not in known
    ]


def relied_platforms(text: str, start: int, end: int) -> list[Institution]:
    """What follows 依托 and is no institution: “…研究院”“…研究院”, 精细化工国家重点实验室."""
    platforms: list[Institution] = []
    for relied in _RELIED.finditer(text, start, end):
        position = relied.end()
        while position < end:
            if _ANYBODYS.match(text, position, end):
                break  # 依托村级综合服务中心、闲置校舍
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
            joint = JOINT.match(text, position, end)
            position = joint.end() if joint else position
    return platforms
