"""Extract who does what: every commitment of every clause, each with the text that it reaches."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.document import PREAMBLE, Actor, Clause, Commitment, Institution, Task
from ingest.institutions import find_aliases, find_institutions, lexicon
from ingest.notes import find_notes
from ingest.phrases import ALIAS, DRIVERS, PARTNER, Frame, read_frames, read_item, split_segments

_BUILD = re.compile(
    r"(?:联合)?(?:建设|组建|共建|建立|成立|创建|打造|设立|新建|筹建|建成|搭建|建好|举办|开发)(?:健全|完善|好|了|一批|若干)*"
)
_ROLE = re.compile(
    r"(?:积极|主动|共同|统筹|具体|分别|要|应|全面)*"
    r"(?P<role>牵头|负责|承担|承办|主办|协办|参与|配合|协助|共建|对接|支持|组织|指导|监督|落实|"
    r"联合(?=建设|组建|共建|开展|打造|成立|举办|承担|申报|培养|攻关|研发))"
)
_VERB = re.compile(
    r"建设|组建|共建|建立|成立|创建|打造|设立|筹建|搭建|举办|开办|开发|开展|开设|开放|实施|推进|推动|推广|促进|"
    r"加强|加快|提升|提高|提供|制定|制订|编制|出台|印发|发布|公布|公示|审核|审批|受理|拨付|研究|研发|攻关|培育|培养|"
    r"引进|选派|对接|服务|助力|带动|支撑|完善|健全|优化|强化|深化|拓展|扩大|整合|统筹|协调|管理|运营|检查|抽查|"
    r"评估|评价|考核|监测|宣传|普及|保障|落实|履行|组织|指导|监督|建成|完成|新建|改造|设置|选育|生产|供应|聘请|招收|"
    r"派送|输送|选送|捐赠|作出|给予|追回|移出|召开|汇总|报送|主持|牵头|负责|承担|参加|参与|配合"
)
_JOINING = re.compile(rf"(?:{PARTNER}|、|及|以及)")
_OPEN = re.compile(r"等(?:[\u4e00-\u9fff]{0,6}?(?:高校|院校|大学|单位|企业|部门|机构|学校))?")
_JOINT = re.compile(r"[、和与及]")
_ENUMERATED = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]")
_SHARED = re.compile(r"为|共同")


def extract_commitments(
    text: str, clauses: Sequence[Clause], tasks: Sequence[Task]
) -> tuple[Commitment, ...]:
    """The commitments of a document's clauses, in the order of the text."""
    units: dict[str, list[Clause]] = {}
    for clause in clauses:
        units.setdefault(clause.unit, []).append(clause)
    commitments: list[Commitment] = []
    aliases = find_aliases(text)
    for clause in clauses:
        notes = find_notes(text, clause.start, clause.end)
        end = notes[0].start if notes else clause.end
        below = _items_below(text, clause, units[clause.unit])
        commitments += _from_grammar(text, clause, end, below, aliases)
        for note in notes:
            spans = [(c.start, c.end) for c in _noted(text, clause, units[clause.unit])]
            reach = tuple((a, min(b, note.start)) for a, b in spans if a < note.start)
            action = text[clause.start : end].rstrip("。；; ") if end > clause.start else ""
            commitments.append(
                Commitment(clause.id, note.actors, action, None, note.scope, note.open_list, reach)
            )
    return tuple(commitments)


def _from_grammar(
    text: str,
    clause: Clause,
    end: int,
    items: Sequence[Clause],
    aliases: Mapping[str, Institution],
) -> list[Commitment]:
    frames = read_frames(text, clause.start, end, aliases)
    _share_purpose(text, frames)
    commitments = [made for frame in frames for made in _from_frame(text, clause, frame)]
    if frames and not items:
        return commitments
    if clause.section == PREAMBLE:  # names there to whom the plan is sent, and on whose orders
        return [made for made in commitments if made.actors[0].roles]
    acting = {actor.name for made in commitments for actor in made.actors}
    listed = [
        replace(
            commitment,
            action=text[item.start : item.end].rstrip("。；; "),
            deliverable=None,
            reach=((item.start, item.end),),
        )
        for commitment in commitments[-1:]
        for item in items
    ]
    if listed:
        commitments.pop()  # 履行下列职责: the items say which
    return commitments + listed + _mentioned(text, clause, end, acting)


def _mentioned(text: str, clause: Clause, end: int, acting: set[str]) -> list[Commitment]:
    """Institutions that the clause names without giving them a part: actors with no role."""
    found = []
    for start, stop in split_segments(text, clause.start, end):
        named = [i for i in find_institutions(text, start, stop) if i.name not in acting]
        items = [(i, read_item(text, i.end, stop)) for i in named]
        shared = [Actor(i.name, i.kind, ()) for i, item in items if not item]
        groups: list[tuple[tuple[Actor, ...], tuple[int, int]]]
        groups = [((Actor(i.name, i.kind, ()),), (i.start, item)) for i, item in items if item]
        if shared:
            groups.append((tuple({actor.name: actor for actor in shared}.values()), (start, stop)))
        found += [
            Commitment(clause.id, actors, text[slice(*reach)].strip(), None, None, False, (reach,))
            for actors, reach in groups
        ]
    return found


def _noted(text: str, clause: Clause, unit: Sequence[Clause]) -> list[Clause]:
    """What a note speaks of: all of its item since the note before, at the item's end."""
    if clause is not unit[-1]:
        return [clause]
    earlier = [c for c in unit[:-1] if find_notes(text, c.start, c.end)]
    return [c for c in unit if not earlier or c.start > earlier[-1].start]


def _items_below(text: str, clause: Clause, unit: Sequence[Clause]) -> list[Clause]:
    """The items of the list that a clause ending in a colon opens: 甲局履行下列职责：（一）…"""
    if not text[clause.start : clause.end].endswith(("：", ":")):
        return []
    later = itertools.dropwhile(lambda other: other.start <= clause.start, unit)
    return list(itertools.takewhile(lambda c: _ENUMERATED.match(text, c.start), later))


def _share_purpose(text: str, frames: list[Frame]) -> None:
    """A last purpose (为…提供…) is that of every subject of the sentence."""
    if len(frames) > 1:
        shared = [s for s in frames[-1].segments[1:] if _SHARED.match(text, *s)]
        for frame in frames[:-1]:
            frame.segments += shared


def _from_frame(text: str, clause: Clause, frame: Frame) -> list[Commitment]:
    roles = _roles(text, frame)
    partners = tuple(
        Actor(institution.name, institution.kind, (word,)) for institution, word in frame.partners
    )
    subjects = tuple(Actor(s.institution.name, s.institution.kind, roles) for s in frame.subjects)
    shared = tuple(frame.segments)
    action = _predicate(text, frame)
    if not action:
        return []
    if any(subject.item for subject in frame.subjects):
        built = bool(re.search(r"(?:建设|组建|发展)$", text[slice(*shared[0])]))
        return [
            Commitment(
                clause=clause.id,
                actors=(actor, *partners),
                action="建设" if built and item else _with_item(text, item, action),
                deliverable=text[slice(*item)] if built and item else None,
                scope=None,
                open_list=frame.open_list,
                reach=(item, *shared) if item else shared,
            )
            for item, actor in zip((s.item for s in frame.subjects), subjects, strict=True)
        ]
    taken = [(partner.start, partner.end) for partner, _ in frame.partners]
    deliverables = find_deliverables(text, frame.segments, taken)
    spans: list[tuple[int, int] | None] = [*deliverables] or [None]
    return [
        Commitment(
            clause=clause.id,
            actors=subjects + partners,
            action=action,
            deliverable=text[slice(*span)].strip("“”") if span else None,
            scope=None,
            open_list=frame.open_list,
            reach=_without(shared, [other for other in deliverables if other != span]),
        )
        for span in spans
    ]


def _with_item(text: str, item: tuple[int, int] | None, action: str) -> str:
    """The action of an institution's own item of an enumeration that others share."""
    return f"{text[slice(*item)]},{action}" if item else action


def _roles(text: str, frame: Frame) -> tuple[str, ...]:
    """The plan's own words for the subjects' part: what drives them, and what they do as such."""
    roles = [frame.driver] if frame.driver and frame.driver not in ("由", "以") else []
    position, end = _after_partners(text, frame)
    for start, stop in [(position, end), *(s for s in frame.segments[1:] if s[0] > position)]:
        match = _ROLE.match(text, start, stop)
        if match and match["role"] not in roles:
            roles.append(match["role"])
    if not roles and (verb := _VERB.search(text, position, max(b for _, b in frame.segments))):
        roles.append(verb[0])
    elif not roles and frame.driver == "由":
        roles.append("由")
    return tuple(roles)


def _after_partners(text: str, frame: Frame) -> tuple[int, int]:
    """The first segment without the partners (联合鞍钢集团) that it begins with."""
    start, end = frame.segments[0]
    for partner, word in frame.partners:
        joined = ALIAS.sub("", text[start : partner.start])
        if word != "依托" and start < partner.end <= end and _JOINING.fullmatch(joined):
            start = partner.end
            if opened := _OPEN.match(text, start, end):
                start = opened.end()
    return start, end


def _predicate(text: str, frame: Frame) -> str:
    """What the subjects do, from behind their partners on."""
    start, end = _after_partners(text, frame)
    later = frame.segments[1:]
    if start == end and later:
        (start, end), *later = later
    stop = end
    for a, b in later:  # stop before a segment that was shared from elsewhere
        if start < a <= stop + 1:
            stop = b
    return text[start:stop].strip(" ，,")


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
                    spans.append((position, item_end))
                joint = _JOINT.search(text, item_end or position, end)
                if not joint or (item_end and joint.start() != item_end):
                    break
                position = joint.end()
    return spans


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


def _without(
    spans: Sequence[tuple[int, int]], holes: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The spans with the holes cut out."""
    kept = list(spans)
    for a, b in holes:
        kept = [
            piece
            for start, end in kept
            for piece in ((start, min(end, a)), (max(start, b), end))
            if piece[0] < piece[1]
        ]
    return tuple(kept)
