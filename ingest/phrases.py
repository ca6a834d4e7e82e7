"""The grammar of a sentence that assigns work: who is governed by which word, and how far.

A sentence is cut into segments at its commas, its semicolons, and where an item of a list has a
subject and a verb of its own (甲大学支援乙学院、丙大学支援丁学院). A segment that opens with
institutions, alone or after a driver (推动, 依托, 由 …), begins a frame: they are its subjects and
every following segment is theirs, until a segment brings new subjects. Subjects who only lead or
take part (甲牵头，乙、丙参与，组建…) share what is done. Institutions after 联合, 会同, 与 are
partners; whom the subject has do something (委托丁学会开展…) begins a frame inside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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

_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」"}
_CAUSING = "委托|聘请|邀请|授权|推荐|督促|责成|要求|指定"
DRIVERS = (
    "推动|推进|支持|将|把|依托|鼓励|引导|组织|指导|充分发挥|发挥|遴选|协调|促进|安排|选择|由|以|"
    f"{_CAUSING}"
)
_DRIVER = re.compile(rf"(?:{ADVERB})(?P<driver>{DRIVERS})(?:和|并)?(?:支持|引导|推动)?")
_INNER = re.compile(rf"(?P<driver>支持|推动|依托|鼓励|引导|组织|指导|协调|{_CAUSING})$")
_TASKED = re.compile(rf"(?:并|可以|可|应当|同时)?(?:{_CAUSING}|组织|指导)")
_AT = re.compile(rf"(?:{ADVERB})在")
PARTNER = "联合|会同|携手|协同|偕同|与|同|和"
_PARTNER = re.compile(rf"(?:{ADVERB})(?P<partner>{PARTNER})")
_PLACE_PARTNER = re.compile(
    rf"(?:{PARTNER})(?P<name>[\u4e00-\u9fff]{{2,5}}?[省市县区旗州])"
    r"(?=共建|合作|联合|共同|签|开展|建设|推进|打造|组建)"
)
PART_ONLY = re.compile(
    r"(?:共同|具体|分别|积极|主动|要|应)*(?:牵头|参加|参与|配合|协助|协同|支持|负责|共同|率先|先行|协办|联办)"
    r"(?:先试|试点|建设|组建|实施|推进|落实|研发|开展|单位|共建)?"
)
_NOBODY = re.compile(
    r"(?:各(?!自|项|类|种)|有关|相关|受托|上述|任何|每个|所有)[\u4e00-\u9fff（）()]{1,14}"
)
_WHEN = re.compile(  # 2026年底前甲大学建成…
    r"(?:到|至|自|从|在|于)?(?:[0-9“”年月日底初末前后起内中旬第一二三四五六七八九十季度上下半之每期间]+|"
    r"其中|同时|此外|另外|目前|今后|下一步|首批|前期)"
)
_SHARED = re.compile(r"为|共同")
_RELIED = re.compile(r"依托")
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


def split_segments(text: str, start: int, end: int) -> list[Span]:
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


def read_frames(text: str, start: int, end: int, aliases: Names | None = None) -> list[Frame]:
    """The frames of one sentence, in order; ``aliases`` are the document's own short names."""
    reader = _Reader(text, aliases or {})
    for segment in split_segments(text, start, end):
        if text[segment[0] - 1] in "；;" and segment[0] > start:
            reader.end_part()
        driver = None
        for piece in _split_listed(text, *segment, reader.named):
            driver = reader.read(*piece, driver)
    reader.end_part()
    return reader.frames


class _Reader:
    """Reads segments in order; ``group`` are the frames that share what follows without subject."""

    def __init__(self, text: str, named: Names) -> None:
        self.text = text
        self.named = named
        self.frames: list[Frame] = []
        self.group: list[Frame] = []
        self.before: list[Span] = []
        self.first = 0  # of the frames of this part
        self.parts = 0
        self.closed = False

    def read(self, start: int, end: int, driver: str | None) -> str | None:
        """Read a segment; return the driver that the next item of its list has too."""
        opened = _open_frames(self.text, start, end, self.named)
        if opened:
            first = opened[0]
            first.driver = first.driver or driver
            self._add(first, (start, end))
            self.frames += opened
            return first.driver
        if _NOBODY.match(self.text, start, end) and self.group:
            self.group, self.closed = [], True  # 各平台面向社会开放: no longer theirs
        elif self.group:
            found = find_named(self.text, start, end, self.named)
            _add_partners(self.text, start, end, self.group[-1], found)
            for frame in self.group:
                frame.segments.append((start, end))
        elif not self.frames and (relied := _relied_platforms(self.text, start, end)):
            subjects = [Subject(platform) for platform in relied]
            self._add(Frame(subjects, "依托", False, [(relied[-1].end, end)]), (start, end))
            self.frames.append(self.group[-1])
        else:
            self.before.append((start, end))
        return driver

    def _add(self, frame: Frame, segment: Span) -> None:
        if frame.driver == "由":
            frame.segments += self.before  # 建立联席会议制度，由甲局牵头
        if _is_part(self.text, frame):  # 甲大学建设乙实验室，丙大学参与
            done = self.group[-1].segments if self.group else self.before
            done = [s for s in done if not PART_ONLY.fullmatch(self.text, *s)]
            frame.segments += [s for s in done if s not in frame.segments]
            self.group.append(frame)
            return
        leading = [other for other in self.group if _is_part(self.text, other, whole=True)]
        doer = self.group[0] if self.group and not leading else None
        if doer and not doer.driver and frame.driver and _TASKED.match(self.text, *segment):
            doer.segments.append(segment)  # …，委托丁学会开展…: the subject does so
        self.group = [*leading, frame]

    def end_part(self) -> None:
        """A semicolon: who leads work that others do leads all of it, and a new part begins."""
        for lead in self.group:
            if _is_part(self.text, lead, whole=True):
                later = [f for f in self.frames if f.segments[0][0] > lead.segments[0][0]]
                lead.segments += [
                    s
                    for frame in later
                    for s in frame.segments
                    if s not in lead.segments and not PART_ONLY.fullmatch(self.text, *s)
                ]
        part = self.frames[self.first :]
        if self.parts == 1 and not part and not self.closed:
            self.frames[-1].segments += self.before  # one subject for all: 甲局制定…；组织…
        if self.group and len(part) > 1:  # a last purpose (为…提供…) is that of every subject
            purposes = [s for s in self.group[-1].segments[1:] if self._is_purpose(*s)]
            for frame in part:
                frame.segments += [s for s in purposes if s not in frame.segments]
        self.parts += bool(part)
        self.first = len(self.frames)
        if part or self.parts == 1:  # else 对丙给予补贴；由甲局牵头: the next part speaks of it
            self.before = []
        self.group, self.closed = [], False

    def _is_purpose(self, start: int, end: int) -> bool:
        named = find_institutions(self.text, start, end)
        return bool(_SHARED.match(self.text, start, end)) and not named


def _is_part(text: str, frame: Frame, whole: bool = False) -> bool:
    """Whether the subjects only lead or take part, in their own segment or in all they have."""
    segments = [s for s in frame.segments if s[0] < s[1]][: None if whole else 1]
    return all(PART_ONLY.fullmatch(text, *segment) for segment in segments) and bool(segments)


def _split_listed(text: str, start: int, end: int, named: Names) -> list[Span]:
    """Cut a segment where an item of its list has a subject and a verb of its own."""
    mentions = find_named(text, start, end, named)
    pieces: list[Span] = []
    by_start = {mention.start: mention for mention in mentions}
    begin = start
    for mention in mentions:
        cut = mention.start - 1
        if text[cut] != "、" or cut <= begin:
            continue
        verb = _list_end(text, mention.start, end, by_start)
        opening = _opening(text, begin, cut, named)
        own = opening and begins_predicate(text, verb, end) and begins_predicate(text, opening, cut)
        if not own or opening is None:
            continue
        same = text[verb : verb + 2] == text[opening : opening + 2]
        alias = re.search(ALIAS.pattern + "$", text[begin:cut])
        stop = begin + alias.start() if alias else cut
        if same or all(other.end != stop for other in mentions):
            pieces.append((begin, cut))
            begin = mention.start
    return [*pieces, (begin, end)]


def _list_end(text: str, position: int, end: int, by_start: Mapping[int, Institution]) -> int:
    """Where the list of institutions at ``position`` ends."""
    while mention := by_start.get(position):
        joint = JOINT.match(text, mention.end, end)
        if not joint or joint.end() not in by_start:
            return mention.end
        position = joint.end()
    return position


def _opening(text: str, start: int, end: int, named: Names) -> int | None:
    """Where the subjects that open a piece of text end, if any do; items of their own are none."""
    driver = _DRIVER.match(text, start, end)
    begin = driver.end() if driver else start
    mentions = find_named(text, begin, end, named)
    if not mentions or mentions[0].start != begin:
        mentions = find_unlisted(text, begin, end) + mentions
    if not mentions or mentions[0].start != begin:
        return None
    subjects, position, _ = read_list(text, begin, end, mentions)
    return None if any(subject.item for subject in subjects) else position


def _open_frames(text: str, start: int, end: int, named: Names) -> list[Frame]:
    """The frame that a segment begins, and those inside it; none where it continues."""
    driver = _DRIVER.match(text, start, end)
    begin = driver.end() if driver else start
    mentions = find_named(text, begin, end, named)
    if mentions and not driver and _WHEN.fullmatch(text, begin, mentions[0].start):
        begin = mentions[0].start
    agent = next((m for m in mentions if text[m.start - 1] == "由" and m.start - 1 > start), None)
    if agent and mentions[0].start != begin:  # 本办法由甲局会同乙局负责解释
        frames = _open_frames(text, agent.start - 1, end, named)
        if frames:
            frames[0].segments.append((start, agent.start - 1))
        return frames
    if not mentions or mentions[0].start != begin:
        mentions = find_unlisted(text, begin, end) + mentions
    if not mentions or mentions[0].start != begin:
        return _at_institutions(text, start, end, mentions)
    subjects, position, is_open = read_list(text, begin, end, mentions)
    if not subjects or _is_possessor(text, position, end, subjects, driver):
        return []
    frame = Frame(subjects, driver["driver"] if driver else None, is_open, [(position, end)])
    later = [mention for mention in mentions if mention.start >= position]
    _add_partners(text, position, end, frame, later)
    return [frame, *_inner_frames(text, position, end, later)]


def _at_institutions(text: str, start: int, end: int, mentions: list[Institution]) -> list[Frame]:
    """The frame of institutions at which something is tried: 在甲大学、乙大学先行开展试点."""
    at = _AT.match(text, start, end)
    if not at or not mentions or mentions[0].start != at.end() or mentions[0].kind == "政府":
        return []
    subjects, position, is_open = read_list(text, at.end(), end, mentions)
    if any(subject.item for subject in subjects) or not begins_predicate(text, position, end):
        return []
    return [Frame(subjects, "在", is_open, [(position, end)])]


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
    if governed and governed != "由" and subjects[-1].institution.kind in ("事业单位", "科研院所"):
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
    return bool(governed) or not lexicon().verb.search(text, position, end)


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
            joint = JOINT.match(text, position, end)
            position = joint.end() if joint else position
    return platforms
