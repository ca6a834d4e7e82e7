"""Read the bracketed responsibility note that ends an item: （牵头单位：…；配合单位：…）."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Actor
from ingest.institutions import lexicon

_BRACKETS = re.compile(r"[（(【\[]((?:[^（）()【】\[\]]|[（(][^（）()]{1,12}[）)])+)[）)】\]]")
_LABEL = re.compile(
    r"(?P<role>牵头负责|牵头|主责|责任|负责|协同|配合|协助|参与|参加|支持|实施|承办|主办|协办|组织|落实|完成|主管|指导|监督)"
    r"(?P<noun>单位|部门|处室|科室|院校|学校|高校|机构|主体|领导|企业|人)?\s*[:：]"
)
_SCOPE = re.compile(r"(?:适用范围|适用对象|实施范围|范围)\s*[:：]\s*([^；;。）)]+)")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}\s*[:：]")
_VERB_LAST = re.compile(
    r"(?P<names>[^，,；;：:]+?)(?:等)?(?:按(?:照)?(?:各自)?职责(?:分工)?|分别|共同)?"
    r"(?P<role>牵头负责|分工负责|牵头|负责|配合|参与|落实|协助|承办)(?:$|[，,；;。])"
)
_OPEN = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?[个家所]?(?:有关|相关)?(?:单位|部门|高校|院校|企业|机构)?$"
)


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
        words = match[1].strip()
        parts = _labelled(words) or _verb_last(words)
        if not parts:
            continue
        named = [(role, *_split_names(names)) for role, names in parts]
        actors = tuple(_merge([(name, role) for role, names, _ in named for name in names]))
        if actors:
            scope = _SCOPE.search(words)
            is_open = any(opened for _, _, opened in named)
            notes.append(
                Note(actors, scope[1].strip(" ，,") if scope else None, is_open, *match.span())
            )
    return notes


def _labelled(words: str) -> list[tuple[str, str]]:
    """``(role, names)`` of each ``牵头单位：…`` part."""
    labels = list(_LABEL.finditer(words))
    parts = []
    for match in labels:
        stop = _OTHER_LABEL.search(words, match.end())
        names = words[match.end() : stop.start() if stop else len(words)]
        parts.append((match["role"], names))
    return parts


def _verb_last(words: str) -> list[tuple[str, str]]:
    """``(role, names)`` of each ``省教育厅牵头，省财政厅配合`` part."""
    return [(match["role"], match["names"]) for match in _VERB_LAST.finditer(words)]


def _split_names(names: str) -> tuple[list[str], bool]:
    """The names of a list, and whether it ends in 等."""
    names = names.strip().rstrip("。；;，, 、")
    is_open = bool(_OPEN.search(names))
    names = _OPEN.sub("", names)
    split = [name.strip() for name in re.split(r"[、，,；;/]|\s+", names)]
    return [name for name in split if 2 <= len(name) <= 30], is_open


def _merge(pairs: list[tuple[str, str]]) -> list[Actor]:
    """One actor a name, in order, with every role that it has."""
    roles: dict[str, list[str]] = {}
    for name, role in pairs:
        roles.setdefault(name, [])
        if role not in roles[name]:
            roles[name].append(role)
    return [Actor(name, name_kind(name), tuple(names)) for name, names in roles.items()]


def name_kind(name: str) -> str:
    """The kind of an institution by its name's ending; a name in a note is a 部门 by default."""
    words = lexicon()
    for match in words.suffix.finditer(name):
        if match.end() == len(name):
            return words.kind_of[match[1]]
    return "政府" if re.search(r"[省市县区州盟旗]$", name) else "部门"
