"""Read the note that says who answers for an item: （牵头单位：…；配合单位：…）, 责任单位：…"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.document import Actor
from ingest.institutions import SECOND_NAME, find_institutions, kind_of_name
from ingest.subjects import find_named

_BRACKETS = re.compile(r"[（(【\[]((?:[^（）()【】\[\]]|[（(][^（）()]{1,12}[）)])+)[）)】\]]")
_PARTS = (
    "牵头负责|牵头|主责|责任|负责|协同|配合|协助|参与|参加|支持|实施|承办|主办|协办|组织|落实|完成|主管|指导|监督|"
    "承担|承建|共建|建设|运营|管理|监管|业主|申报|帮扶|包保|依托|合作|联合"
)
_BODIES = "单位|部门|处室|科室|院校|学校|高校|机构|主体|企业|公司|医院|局"
_LABEL = re.compile(rf"(?P<role>{_PARTS})(?P<noun>{_BODIES})?\s*[:：]")
_BARE = re.compile(
    rf"(?:^|(?<=[，,；;。：:\s]))(?:(?:{_PARTS})(?:{_BODIES})|主办|承办|协办|牵头|配合)\s*[:：]"
)
_SCOPE = re.compile(r"(?:适用范围|适用对象|实施范围|范围)\s*[:：]\s*([^；;。）)]+)")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}\s*[:：]")
_DUTY = r"(?:按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体)?"
_VERB_LAST = re.compile(
    rf"由?(?P<names>[^：:]+?等?){_DUTY}"
    r"(?P<role>牵头负责|分工负责|牵头|负责|配合|参与|参加|落实|实施|协助|承办|协办|指导|监督|支持)"
    r"(?:落实|实施|推进|组织|做好)*"
)
_PIECES = re.compile(r"[，,；;。]")
_WHEN = re.compile(r"[，,；;](?:持续推进|持续实施|长期坚持|.*(?:[0-9]月|底前|时限|时间).*)$")
_OPEN = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?[个家所]?(?:有关|相关)?(?:单位|部门|高校|院校|企业|机构)?$"
)
_TAIL = re.compile(rf"{_DUTY}(?:负责|落实)?$")
FIRST_LEADS = re.compile(  # 排在第一位的为牵头单位
    r"[，,；;。、]?(?:以上|上述|其中|各)?(?:责任)?(?:单位|部门)?[排列]?(?:名)?在?第?[首一](?:位|个|家|名)(?:的|者)?"
    r"(?:单位|部门)?(?:为|是|即)(?P<role>牵头|主责)(?:单位|部门|责任单位)?(?:[，,、]?下同)?[，,；;。]?"
)
_OWN_ROLE = re.compile(rf"[（(](?P<role>{_PARTS})(?:单位|部门)?[）)]$")
_COMMA = re.compile(
    r"(?:各[市县区州]、(?=[市县区州])|[^、，,；;/\s（(]|[（(][^（）()]*[）)])+"
)  # 各县（市、区）人民政府 is one
_LONGEST_NAME = 20  # characters of a department's name


@dataclass(frozen=True, slots=True)
class Note:
    """The actors of a responsibility note, its scope, and where it stands in the text."""

    actors: tuple[Actor, ...]
    scope: str | None
    open_list: bool
    start: int
    end: int


def find_notes(text: str, start: int, end: int) -> list[Note]:
    """The responsibility notes in ``text[start:end]``; other brackets are not notes."""
    notes = []
    for match in _BRACKETS.finditer(text, start, end):
        if _is_second_name(text, match.start(), end):
            continue
        words = FIRST_LEADS.sub("", match[1]).strip()
        parts = _labelled(words) or _verb_last(words) or _names_only(words)
        if made := _make_note(words, parts, match.span()):
            first = FIRST_LEADS.search(match[1])
            notes.append(with_leader(made, first["role"]) if first else made)
    bare = _BARE.search(text[start:end])
    if bare and all(start + bare.start() >= note.end for note in notes):
        words = text[start + bare.start() : end]
        if made := _make_note(words, _labelled(words), (start + bare.start(), end)):
            notes.append(made)
    return notes


def _is_second_name(text: str, position: int, end: int) -> bool:
    """Whether a bracket amid a sentence has but another name of the department before it."""
    second = SECOND_NAME.match(text, position, end)
    if not second or second.end() == end or text[second.end()] in "。；;\n":
        return False
    before = find_institutions(text, max(0, position - _LONGEST_NAME), position)
    return bool(before) and before[-1].kind == "部门" and before[-1].end >= position


def with_leader(note: Note, role: str) -> Note:
    """The note whose first institution has a further role: 排在第一位的为牵头单位."""
    first, *others = note.actors
    if any(role in actor.roles for actor in note.actors):
        return note
    return replace(note, actors=(replace(first, roles=(role, *first.roles)), *others))


def _make_note(words: str, parts: list[tuple[str, str]], span: tuple[int, int]) -> Note | None:
    pairs = []
    is_open = False
    for role, names in parts:
        split, opened = _split_names(names)
        is_open |= opened
        for name in split:
            own = _OWN_ROLE.search(name)
            pairs.append((name[: own.start()], own["role"]) if own else (name, role))
    scope = _SCOPE.search(words)
    if not pairs:
        return None
    return Note(_merge(pairs), scope[1].strip(" ，,") if scope else None, is_open, *span)


def _labelled(words: str) -> list[tuple[str, str]]:
    """``(role, names)`` of each ``牵头单位：…`` part; 牵头领导：… and 责任人：… name persons."""
    parts = []
    for match in _LABEL.finditer(words):
        stop = _OTHER_LABEL.search(words, match.end())
        names = words[match.end() : stop.start() if stop else len(words)]
        parts.append((match["role"], names))
    return parts


def _verb_last(words: str) -> list[tuple[str, str]]:
    """``(role, names)`` of each ``省教育厅牵头，省财政厅配合`` part.

    Names without a role have that of the part behind them (甲局、乙局，各市政府负责); beside such
    parts one may say what for: 各市人民政府负责组队参赛.
    """
    pieces = [piece.strip() for piece in _PIECES.split(words) if piece.strip()]
    whole = [_VERB_LAST.fullmatch(piece) for piece in pieces]
    parts: list[tuple[str, str]] = []
    pending: list[str] = []
    for piece, match in zip(pieces, whole, strict=True):
        found = match or _VERB_LAST.match(piece)
        if found and any(whole) and (match or _are_names(found["names"])):
            parts += [(found["role"], names) for names in [*pending, found["names"]]]
            pending = []
        elif _are_names(piece):
            pending.append(piece)
    return parts


def _names_only(words: str) -> list[tuple[str, str]]:
    """Names without a word for their part (省教育厅、省财政厅), if the words are nothing else."""
    names = _WHEN.sub("", words)
    return [("", names)] if _are_names(names) and "：" not in names else []


def _are_names(words: str) -> bool:
    """Whether words are nothing but names: 省教育厅、省财政厅."""
    split, _ = _split_names(words)
    found = [find_named(name, 0, len(name), {}) for name in split]
    return bool(split) and all(
        named and (named[0].start, named[-1].end) == (0, len(name))
        for name, named in zip(split, found, strict=True)
    )


def _split_names(names: str) -> tuple[list[str], bool]:
    """The names of a list, and whether it ends in 等."""
    names = names.strip().rstrip("。；;，, 、")
    names = re.sub("会同|联合(?![会体国社实银])", "、", _TAIL.sub("", names))
    is_open = bool(_OPEN.search(names))
    names = _OPEN.sub("", names)
    split = [match[0] for match in _COMMA.finditer(names)]
    return [name for name in split if 2 <= len(name) <= 40], is_open


def _merge(pairs: list[tuple[str, str]]) -> tuple[Actor, ...]:
    """One actor a name, in order, with every role that it has."""
    roles: dict[str, list[str]] = {}
    for name, role in pairs:
        roles.setdefault(name, [])
        if role and role not in roles[name]:
            roles[name].append(role)
    return tuple(Actor(name, name_kind(name), tuple(names)) for name, names in roles.items())


def name_kind(name: str) -> str:
    """The kind of an institution by its name's ending; a name in a note is a 部门 by default."""
    kind = kind_of_name(name, "")
    return kind or ("政府" if re.search(r"[省市县区州盟旗]$", name) else "部门")
