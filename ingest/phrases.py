"""The grammar of a sentence that assigns work: which segments belong to whom.

A sentence is cut into segments at its commas, its semicolons, and where an item of a list has a
subject and a verb of its own (甲大学支援乙学院、丙大学支援丁学院). A segment that opens with
institutions begins a frame, and every following segment is theirs, until a segment brings new
subjects or a semicolon ends the part. Subjects who only lead or take part (甲牵头，乙、丙参与，
组建…) share what is done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.document import Institution
from ingest.frames import (
    CAUSING,
    DRIVER,
    Frame,
    Names,
    Span,
    add_partners,
    open_frames,
    open_joint,
    relied_platforms,
)
from ingest.institutions import find_institutions
from ingest.subjects import (
    ALIAS,
    JOINT,
    OPEN,
    Subject,
    begins_predicate,
    find_named,
    find_unlisted,
    read_list,
)

_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」"}
_TASKED = re.compile(rf"(?:并|可以|可|应当|同时)?(?:{CAUSING}|组织|指导)")
_PART_ONLY = re.compile(
    r"(?:共同|具体|分别|积极|主动|要|应|按照?(?:各自)?(?:职责|职能)(?:分工)?)*(?:牵头|落实|参加|参与|配合|协助|协同|支持|负责|共同|率先|先行|协办|联办)"
    r"(?:先试|试点|建设|组建|实施|推进|落实|研发|开展|单位|共建|运营|运行|运维|管理|投资)?"
)
_AS_PART = re.compile(  # 为共建单位, 成员单位, 提供技术支撑
    r"(?:作为|为|是|担任)?(?:成员|参与|共建|合作|协作|支撑|发起|理事|承建|牵头|责任|配合|支持|协办|主办|承办|运营|指导)"
    r"(?:单位|部门|高校|企业|机构|医院|院校|学校|公司)|成员|"
    r"(?:为其)?(?:提供|给予|予以)(?:技术|智力|人才|专家|科研|平台|学术|业务|和|与|、)*(?:支撑|支持|保障|指导|配合|协助)|"
    r"(?:抓好|做好)(?:落实|配合|[\u4e00-\u9fff]{0,4}(?:配合|保障|衔接)工作)|组织实施|具体实施|监督|督导|吸纳|吸收"
)
_JOINS = re.compile(r"(?:共同|积极|主动)*(?:参加|参与|配合|协助|协同|支持|协办)")
_JOINED_IN = re.compile("(?:共同)?(?:参加|参与|配合|协助|组成)的")
_TAKES_PART = re.compile(
    r"(?:共同|积极|主动|深度)*(?:参加|参与|配合|协助|支持)(?P<what>[^，；]{2,12}?)"
    r"(?:的?(?:建设|组建|运营|运行|管理|研发|编制|制定|实施|工作)+)?"
)
_NOBODY = re.compile(
    r"(?:[省市县区](?:直|级))?(?:各(?!自|项|类|种)|其[他它余]|有关|相关|受托|上述|任何|每个|所有)[\u4e00-\u9fff（）()]{1,14}"
)
_URGING = frozenset("支持 鼓励 推动 推进 引导".split())
_URGED = re.compile("支持|鼓励")
_COUNTED = re.compile(  # （一）市财政局…, 一是市水利局…
    r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|[一二三四五六七八九十]是|首先|其次|最后"
)
_JOINED = re.compile("联合|会同|携手|协同|偕同|与|同")
_SHARED = re.compile(r"为|共同")


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
    for begin, stop in split_segments(text, start, end):
        counted = _COUNTED.match(text, begin, stop)
        segment = (counted.end() if counted else begin, stop)
        if text[begin - 1] in "；;" and begin > start:
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
        self.last: list[Span] = []  # what the part before says is done
        self.first = 0  # of the frames of this part
        self.parts = 0
        self.closed = False

    def read(self, start: int, end: int, driver: str | None) -> str | None:
        """Read a segment; return the driver that the next item of its list has too."""
        opened = open_frames(self.text, start, end, self.named)
        if not opened and not self.group:
            opened = open_joint(self.text, start, end, self.named)
        if opened:
            first = opened[0]
            listed = not first.driver and driver == "由"
            first.driver = first.driver or driver
            self._add(first, (start, end), listed)
            self.group += [f for f in opened[1:] if f.segments == first.segments]  # of pairs
            self.frames += opened
            return first.driver
        if self.group and self._is_nobodys(start, end):
            self.group, self.closed = [], True  # 各平台面向社会开放: no longer theirs
        elif self.group:
            found = find_named(self.text, start, end, self.named)
            add_partners(self.text, start, end, self.group[-1], found)
            for frame in self.group:
                frame.segments.append((start, end))
        elif not self.frames and (relied := relied_platforms(self.text, start, end)):
            subjects = [Subject(platform) for platform in relied]
            self._add(Frame(subjects, "依托", False, [(relied[-1].end, end)]), (start, end))
            self.frames.append(self.group[-1])
        else:
            self.before.append((start, end))
        return driver

    def _is_nobodys(self, start: int, end: int) -> bool:
        """Whether a segment speaks of others: 各平台…, or 支持甲大学…，鼓励企业…."""
        urged = self.group[-1].driver in _URGING and _URGED.match(self.text, start, end)
        return bool(urged or _NOBODY.match(self.text, start, end))

    def _add(self, frame: Frame, segment: Span, listed: bool = False) -> None:
        if frame.driver in ("由", "请"):
            frame.segments += self.before  # 建立联席会议制度，由甲局牵头
        if _is_part(self.text, frame):  # 甲大学建设乙实验室，丙大学参与
            done = self.group[-1].segments if self.group else self.before
            if not done and _JOINS.match(self.text, *frame.segments[0]):
                done = self.last  # 甲大学建设乙实验室；丙大学参与
            self._share(frame, done)
            self.group.append(frame)
            return
        if taken := _TAKES_PART.fullmatch(self.text, *frame.segments[0]):
            self._share(frame, self._said_of(taken["what"]))  # …，丙大学参与研究院建设
        start, end = frame.segments[0]
        if joined := _JOINED_IN.match(self.text, start, end):  # 由甲牵头，乙参加的丙制度
            for other in filter(lambda other: _is_part(self.text, other), self.group):
                other.segments.append((joined.end(), end))
        if listed:
            self.group.append(frame)  # 由甲公司投资、乙大学提供技术，建设丙基地
            return
        leading = [other for other in self.group if _is_part(self.text, other, whole=True)]
        doer = self.group[0] if self.group and not leading else None
        if doer and not doer.driver and frame.driver and _TASKED.match(self.text, *segment):
            doer.segments.append(segment)  # …，委托丁学会开展…: the subject does so
        self.group = [*leading, frame]

    def _share(self, frame: Frame, done: list[Span]) -> None:
        """Let a frame that only takes part reach what others do."""
        done = [s for s in done if not says_part_only(self.text, *s)]
        frame.segments += [s for s in done if s not in frame.segments]

    def _said_of(self, what: str) -> list[Span]:
        """What the last frame before does that speaks of something by its full name."""
        for frame in reversed(self.frames):
            spans = [span for span in frame.segments if what in self.text[slice(*span)]]
            if spans:
                return spans
        return []

    def end_part(self) -> None:
        """A semicolon: who leads work that others do leads all of it, and a new part begins."""
        for lead in self.group:
            if _is_part(self.text, lead, whole=True):
                later = [f for f in self.frames if f.segments[0][0] > lead.segments[0][0]]
                lead.segments += [
                    s
                    for frame in later
                    for s in frame.segments
                    if s not in lead.segments and not says_part_only(self.text, *s)
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
        if part:
            self.last = [s for frame in part for s in frame.segments]
        if part or self.parts == 1:  # else 对丙给予补贴；由甲局牵头: the next part speaks of it
            self.before = []
        self.group, self.closed = [], False

    def _is_purpose(self, start: int, end: int) -> bool:
        named = find_institutions(self.text, start, end)
        return bool(_SHARED.match(self.text, start, end)) and not named


def _is_part(text: str, frame: Frame, whole: bool = False) -> bool:
    """Whether the subjects only lead or take part, in their own segment or in all they have."""
    segments = [s for s in frame.segments if s[0] < s[1]][: None if whole else 1]
    return bool(segments) and all(says_part_only(text, *segment) for segment in segments)


def says_part_only(text: str, start: int, end: int) -> bool:
    """Whether a segment says nothing but which part one has: 牵头, 为共建单位."""
    return bool(_PART_ONLY.fullmatch(text, start, end) or _AS_PART.fullmatch(text, start, end))


def split_pieces(text: str, start: int, end: int, aliases: Names | None = None) -> list[Span]:
    """The segments of a sentence, those cut that list subjects with verbs of their own."""
    return [
        piece
        for segment in split_segments(text, start, end)
        for piece in _split_listed(text, *segment, aliases or {})
    ]


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
        if any(
            i.end == cut and i.start >= opening and _JOINED.fullmatch(text, opening, i.start)
            for i in mentions
        ):
            continue  # 甲大学联合乙实验室、丙公司组建…: partners
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
            opened = OPEN.match(text, mention.end, end)
            return opened.end() if opened else mention.end
        position = joint.end()
    return position


def _opening(text: str, start: int, end: int, named: Names) -> int | None:
    """Where the subjects that open a piece of text end, if any do; items of their own are none."""
    driver = DRIVER.match(text, start, end)
    begin = driver.end() if driver else start
    mentions = find_named(text, begin, end, named)
    if not mentions or mentions[0].start != begin:
        mentions = find_unlisted(text, begin, end) + mentions
    if not mentions or mentions[0].start != begin:
        return None
    subjects, position, _ = read_list(text, begin, end, mentions)
    return None if any(subject.item for subject in subjects) else position
