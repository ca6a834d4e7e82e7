"""Extract who does what: every commitment of every clause, each with the text that it reaches."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.deliverables import find_deliverables
from ingest.document import PREAMBLE, Actor, Clause, Commitment, Institution, Task
from ingest.frames import BUILDERS, ELSEWHERE, PARTNER, Frame
from ingest.institutions import find_aliases
from ingest.lexicon import lexicon
from ingest.noted import NotedItems
from ingest.phrases import read_frames, says_part_only, split_pieces
from ingest.platforms import bare_name
from ingest.subjects import ADVERB, ALIAS, find_named, read_item

_ROLE = re.compile(
    r"(?:积极|主动|共同|统筹|具体|分别|要|应|全面)*"
    r"(?P<role>牵头|负责|承担|承办|主办|协办|参与|配合|协助|共建|对接|支持|组织|指导|监督|落实|"
    r"联合(?=建设|组建|共建|开展|打造|成立|举办|承担|申报|培养|攻关|研发))"
)
_CERTAIN = re.compile(rf"(?:(?:分管|主要)(?:领导|负责人|负责同志))?{ADVERB}")
_HANDLED = re.compile(
    r"(?:对|就)[^，；]*?(?P<way>进行|开展|给予|实行|实施)(?P<verb>[\u4e00-\u9fff]{2})"
)
_NO_VERB = re.compile(r"[区园站所]|部门|单位|机构|工作")  # 开发区, 主管部门
_LEADS_TO_A_VERB = re.compile(
    "面向|会同|联合|携手|协同|按照|依照|参照|围绕|结合|利用|聚焦|依据|针对|凭借|借助|发挥|共同"
)
_WHOM = re.compile("[为对向给](?P<which>[^，；、]*?的)?")
_GIVES = re.compile("提供|给予|开展|进行|实施|发放|推出")
_PART_OF = re.compile(
    r"(?:作?为|是)(?:[^，；]{1,16}的)?(?P<part>[\u4e00-\u9fff]{0,4}(?:单位|部门|机构|主体|龙头|核心|支撑))"
)
_BODY = re.compile("(?<=牵头|主责|责任|配合|协助|参与|承办|协办|主办)(?:责任)?(?:单位|部门|机构)$")
_WORD = re.compile(
    r"建(?=[\u4e00-\u9fff0-9])|(?![把将对为在从向以于由][\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?=[\u4e00-\u9fff“《0-9])"
)
_BARE_VERB = re.compile("(?:负责|统一|共同|组织|依法|牵头)*[\u4e00-\u9fff]{2}")
_FINISH = re.compile("(?:在|于)?[0-9]+年(?:[0-9]+月)?[底末初]?前?(?:完成|落实)(?:到位)?")
_DEALS = re.compile(
    "(?:负责|统一|组织)*(?:受理|审核|核定|核准|办理|发放|评审|初审|复核|验收|兑付|拨付|审批)$"
)
_LONGEST_OBJECT = 20
_SHORT_VERB = 12  # characters of a predicate without an object
_RESPECTIVELY = re.compile("要?分别")
_FOUNDED = frozenset("组建 筹建 成立 创建 创办 设立 建立 新建 打造".split())
_LED = re.compile("(?P<role>牵头|主导|召集|主持|主办|承办)的[\u4e00-\u9fff]{2,16}")
_JOINING = re.compile(rf"(?:{ADVERB}(?:{PARTNER})|、|及|以及)")
_OPEN = re.compile(r"等(?:[\u4e00-\u9fff]{0,6}?(?:高校|院校|大学|单位|企业|部门|机构|学校))?")
_ENUMERATED = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]")


def extract_commitments(
    text: str, clauses: Sequence[Clause], tasks: Sequence[Task]
) -> tuple[Commitment, ...]:
    """The commitments of a document's clauses, in the order of the text."""
    commitments: list[Commitment] = []
    aliases = find_aliases(text)
    items = NotedItems(text, clauses)
    for clause in clauses:
        notes = items.notes[clause.id]
        end = notes[0].start if notes else clause.end
        below = _items_below(text, clause, items.unit(clause))
        commitments += _from_grammar(text, clause, end, below, aliases)
        for note in notes:
            spans = [(c.start, c.end) for c in items.spoken_of(clause, note)]
            reach = tuple(
                (a, min(b, note.start) if a < note.start else b)
                for a, b in spans
                if a != note.start or clause.task is None  # a row of a list says where and when
            )
            action = text[clause.start : end].rstrip("。；;，, ") if end > clause.start else ""
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
    commitments = [made for frame in frames for made in _from_frame(text, clause, frame)]
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
    commitments += listed
    commitments += _mentioned(text, clause, end, commitments, aliases)
    if clause.section == PREAMBLE:  # names there to whom the plan is sent, and on whose orders
        return [made for made in commitments if made.actors[0].roles]
    return commitments


def _mentioned(
    text: str,
    clause: Clause,
    end: int,
    made: Sequence[Commitment],
    aliases: Mapping[str, Institution],
) -> list[Commitment]:
    """Institutions that the clause names without giving them a part: actors with no role."""
    found = []
    acting = {actor.name for commitment in made for actor in commitment.actors}
    segments = split_pieces(text, clause.start, end, aliases)
    built = find_deliverables(text, segments)
    for start, stop in segments:
        ends = {i.end for i in find_named(text, start, stop, aliases)}
        named = [
            i
            for i in find_named(text, start, stop, aliases)
            if i.name not in acting
            and not any(
                text.endswith(name, 0, i.end) for name in acting if i.name in name or name in i.name
            )
            and (_LED.match(text, i.end, stop) or not (made and _is_object(text, i, stop, built)))
            and i.start not in ends
        ]
        items = [(i, read_item(text, i.end, stop)) for i in named]
        led = {i.start: match for i, _ in items if (match := _LED.match(text, i.end, stop))}
        shared = [Actor(i.name, i.kind, ()) for i, item in items if not item and i.start not in led]
        groups: list[tuple[tuple[Actor, ...], tuple[int, int]]]
        groups = [((Actor(i.name, i.kind, ()),), (i.start, item)) for i, item in items if item]
        groups += [
            ((Actor(i.name, i.kind, (led[i.start]["role"],)),), (i.end, led[i.start].end()))
            for i, _ in items
            if i.start in led
        ]
        if shared:
            groups.append((tuple({actor.name: actor for actor in shared}.values()), (start, stop)))
        found += [
            Commitment(clause.id, actors, text[slice(*reach)].strip(), None, None, False, (reach,))
            for actors, reach in groups
        ]
    return found


def _is_object(
    text: str, institution: Institution, end: int, built: Sequence[tuple[int, int]]
) -> bool:
    """Whether what is named is built (建设云岭医院), or only owns a noun: 教育部…会议."""
    before = text[institution.start - 2 : institution.start]
    if before in _FOUNDED or any(a <= institution.start < b for a, b in built):
        return True
    if institution.kind != "部门" or institution.end == end:
        return False
    if text[institution.end] in "“《的":
        return True
    words = lexicon()
    acts = words.boundary.match(text, institution.end) or words.verb.match(text, institution.end)
    return not acts and bool(re.match("[\u4e00-\u9fff]", text[institution.end]))


def _items_below(text: str, clause: Clause, unit: Sequence[Clause]) -> list[Clause]:
    """The items of the list that a clause ending in a colon opens: 甲局履行下列职责：（一）…"""
    if not text[clause.start : clause.end].endswith(("：", ":")):
        return []
    later = itertools.dropwhile(lambda other: other.start <= clause.start, unit)
    return list(itertools.takewhile(lambda c: _ENUMERATED.match(text, c.start), later))


def _from_frame(text: str, clause: Clause, frame: Frame) -> list[Commitment]:
    roles = _roles(text, frame)
    partners = tuple(
        Actor(institution.name, institution.kind, (word,)) for institution, word in frame.partners
    )
    subjects = tuple(Actor(s.institution.name, s.institution.kind, roles) for s in frame.subjects)
    shared = tuple(frame.segments)
    items = [subject.item for subject in frame.subjects if subject.item]
    action = _predicate(text, frame) or "、".join(text[slice(*item)] for item in items)
    if not action:
        return []
    action = _with_object(text, frame, action)
    if any(subject.item for subject in frame.subjects):
        built = frame.driver in BUILDERS or bool(
            re.search(r"(?:建设|组建|发展)$", text[slice(*shared[0])])
        )
        return [
            Commitment(
                clause=clause.id,
                actors=(actor, *partners),
                action="建设" if built and item else _with_item(text, item, action),
                deliverable=bare_name(text[slice(*item)]) if built and item else None,
                scope=None,
                open_list=frame.open_list,
                reach=(item, *shared) if item else shared,
            )
            for item, actor in zip((s.item for s in frame.subjects), subjects, strict=True)
        ]
    taken = [(partner.start, partner.end) for partner, _ in frame.partners]
    deliverables = find_deliverables(text, frame.segments, taken)
    spans: list[tuple[int, int] | None] = [*deliverables] or [None]
    each = _RESPECTIVELY.match(action) and 1 < len(subjects) == len(deliverables)
    return [
        Commitment(
            clause=clause.id,
            actors=(subjects[i], *partners) if each else subjects + partners,
            action=action,
            deliverable=bare_name(text[slice(*span)]) if span else None,
            scope=None,
            open_list=frame.open_list,
            reach=_without(shared, [other for other in deliverables if other != span]),
        )
        for i, span in enumerate(spans)
    ]


def _with_item(text: str, item: tuple[int, int] | None, action: str) -> str:
    """The action of an institution's own item of an enumeration that others share."""
    return f"{text[slice(*item)]},{action}" if item else action


def _with_object(text: str, frame: Frame, action: str) -> str:
    """A bare verb with what stands before its doer: 收费标准由甲局核定 is 核定收费标准."""
    verb, comma, others = action.partition("，")
    if frame.driver not in ("由", "请"):
        return action
    before = frame.subjects[0].institution.start - len(frame.driver)
    said = (text[a:b] for a, b in frame.segments if b == before and b - a <= _LONGEST_OBJECT)
    handled = next(said, "")
    if not _BARE_VERB.fullmatch(verb) and not _FINISH.fullmatch(verb):
        short = handled and len(verb) <= _SHORT_VERB
        return f"{handled}由其{action}" if short else action  # 丙平台由甲公司承建并负责运维
    if handled:
        return f"{verb}{handled}{comma}{others}"
    first = frame.segments[0][0]
    earlier = [text[a:b].strip() for a, b in frame.segments if b < first]  # …补贴5000元，由甲局受理
    if earlier and (_DEALS.match(verb) or _FINISH.fullmatch(verb)):
        return f"{earlier[-1]}，由其{action}"
    return action


def _roles(text: str, frame: Frame) -> tuple[str, ...]:
    """The plan's own words for the subjects' part: what drives them, and what they do as such."""
    roles = (
        [frame.driver]
        if frame.driver and frame.driver not in ("由", "以", "在", "请", "将", "把")
        else []
    )
    position, end = _after_partners(text, frame)
    if part := _PART_OF.match(text, position, end):  # 以甲局为牵头单位，…组织…
        roles.append(_BODY.sub("", part["part"]))
    for start, stop in [(position, end), *(s for s in frame.segments[1:] if s[0] > position)]:
        match = _ROLE.match(text, start, stop)
        if match and match["role"] not in roles:
            roles.append(match["role"])
    if not roles and (verb := _find_verb(text, position, max(b for _, b in frame.segments))):
        roles.append(verb)
    elif not roles and frame.driver == "由":
        roles.append("由")
    return tuple(roles)


def _find_verb(text: str, start: int, end: int) -> str | None:
    """The verb of a predicate: the first that is one, else the word that it begins with."""
    verb, predicate = lexicon().verb, lexicon().predicate
    adverb = _CERTAIN.match(text, start, end)
    begin = adverb.end() if adverb else start
    while often := lexicon().adverb.match(text, begin, end):
        begin = often.end()
    for position in (begin, start):
        first = verb.match(text, position, end)
        if first and not _LEADS_TO_A_VERB.fullmatch(first[0]):
            return first[0]
    if handled := _HANDLED.match(text, begin, end):
        return handled["verb"] if verb.fullmatch(handled["verb"]) else handled["way"]
    whom = _WHOM.match(text, begin, end)
    if whom and whom["which"] and predicate.match(text, begin + 1, end):
        later = verb.finditer(text, whom.end(), end)  # 对采用滴灌的种植户给予补贴
        return next((m[0] for m in later if text[m.end() : m.end() + 1] not in "户者"), None)
    for match in predicate.finditer(text, begin, end):
        if whom and _GIVES.match(text, match.end(), end):
            continue  # 为养老院改造提供贷款
        if not (_NO_VERB.match(text, match.end(), end) or _LEADS_TO_A_VERB.fullmatch(match[0])):
            return match[0]
    word = _WORD.match(text, begin, end)
    if begin > start and not (word and len(word[0]) == 1):  # 配套成果转化
        word = _WORD.match(text, start, end)
    return word[0] if word and not _LEADS_TO_A_VERB.fullmatch(word[0]) else None


def _after_partners(text: str, frame: Frame) -> tuple[int, int]:
    """The first segment without the partners (联合鞍钢集团) that it begins with."""
    start, end = frame.segments[0]
    for partner, word in frame.partners:
        joined = ELSEWHERE.sub("", ALIAS.sub("", text[start : partner.start]))
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
    lead = ""
    for a, b in later:  # stop before a segment that was shared from elsewhere
        if start < a <= stop + 1:
            stop = b
        elif stop < a and not lead and says_part_only(text, start, stop):  # 牵头，…
            lead, start, stop = text[start:stop] + "，", a, b
    return lead + text[start:stop].strip(" ，,").removeprefix("的")


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
