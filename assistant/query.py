"""Understand a question: what it asks for, and what it constrains."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant import grammar
from assistant.errors import QuestionError
from assistant.names import Named
from assistant.spelling import simplify
from ingest.institutions import find_institutions
from ingest.outline import to_integer
from ingest.platforms import type_words

_FACTS = (("place", grammar.PLACE), ("scope", grammar.SCOPE), ("source", grammar.SOURCE))
_ACTS = frozenset("教 派 送 开 办 给 帮 找 用 借 买 卖 交 去 来 建 看".split())
_TERSE = 6  # characters of a question such as 第12项
MAXIMUM_LENGTH = 1_000  # characters of one question


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    ``asks`` is ``institutions``, ``platforms``, ``tasks``, ``place`` (in the outline), ``scope``
    (适用范围), ``source`` (文号), ``summary`` or ``text``; ``kind`` the kind of institution or
    platform asked for (``""`` for any); ``role`` the user's own word for the part; ``topic`` what
    is left when the question's grammar is taken away (``topics`` its parts where 和 or 又 join
    some); ``institutions``
    are named by the documents, ``unknown`` by none of them, ``excluded`` are those it leaves out,
    ``among`` those of an earlier answer to which it keeps; ``place`` (辽宁, 省外) and ``field``
    (医科) are where and of what they are.
    """

    text: str
    asks: str = "text"
    kind: str = ""
    role: str | None = None
    excluded_role: str | None = None
    topic: str = ""
    topics: tuple[str, ...] = ()
    excluded_topic: str = ""
    institutions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    excluded_tasks: tuple[int, ...] = ()
    tasks: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    count: bool = False
    quantity: bool = False
    joint: bool = False
    most: bool = False
    least: bool = False
    where: bool = False
    person: str = ""
    part_of_name: str = ""
    place: str = ""
    field: str = ""
    together: bool = False
    only: bool = False
    step: int = 0
    refers: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether the question names nothing that it could be about."""
        named = self.topic or self.tasks or self.sections or self.institutions or self.unknown
        return not named and self.asks in ("institutions", "scope") and not self.most


@dataclass(frozen=True, slots=True)
class Known:
    """What a question is read against: the documents' texts, what finds the institutions that
    they name, the short names that they give them, the positions and titles of their sections,
    how their language is cut into words, and how rare its words are."""

    texts: tuple[str, ...]
    find: Callable[[str], list[Named]]
    aliases: Mapping[str, str]
    sections: tuple[tuple[int, str], ...]
    cut: Callable[[str], list[str]]
    information: Callable[[str], float]


def clean(text: str) -> str:
    """The question in NFKC without control characters. Raises ``QuestionError`` if none is left."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    text = simplify(" ".join(text.split())).replace("啥", "什么").replace("咋", "怎么")
    if not text:
        raise QuestionError("问题是空的,请输入一句话,例如:任务1讲了什么?")
    if len(text) > MAXIMUM_LENGTH:
        raise QuestionError(f"问题太长({len(text)} 字),请缩短到 {MAXIMUM_LENGTH} 字以内。")
    if not any(c.isalnum() for c in text):
        raise QuestionError("问题里没有文字,请用一句话提问,例如:任务1讲了什么?")
    return text


def parse_question(text: str, known: Known) -> Query:
    """Parse a cleaned question against what the documents hold."""
    text = _without_context(text)
    if request := grammar.REQUEST.match(text):
        text = request["what"] + "有哪些"
    for short, full in known.aliases.items():
        text = text if full in text else text.replace(short, full)
    text = grammar.SELF.sub(",", grammar.ASIDE.sub("", text))
    found, unknown, rest = _take_institutions(text, known)
    excluded: tuple[str, ...] = ()
    if (left_out := grammar.EXCEPT.search(text)) and found:
        excluded = tuple(name for name in found if name in left_out[1])
        found = tuple(name for name in found if name not in excluded)
    if (lacking := grammar.LACKING.search(text)) and found:
        excluded = tuple(name for name in found if text.find(name) > lacking.start())
        found = tuple(name for name in found if name not in excluded)
        rest = rest[: lacking.start()] + "," + rest[lacking.end() :]
    left_out_tasks: tuple[int, ...] = ()
    if left_out and not excluded:
        left_out_tasks, _ = _take_numbers(grammar.TASK, left_out[1])
    if excluded or left_out_tasks:
        rest = grammar.EXCEPT.sub(" ", rest).replace("还有", " ")
    outline = bool(grammar.OUTLINE.search(rest))
    part_of_list = bool(grammar.AMONG.search(rest))
    rest = grammar.AMONG.sub(" ", rest)
    labels = [(to_integer(m[1]), to_integer(m[2])) for m in grammar.LABEL.finditer(rest)]
    rest = grammar.ELSEWHERE.sub(" ", grammar.LABEL.sub(" ", rest))
    whole = bool(grammar.WHOLE.search(rest) and grammar.SUMMARY_WORD.search(rest))
    tasks, rest = ((), rest) if whole else _take_numbers(grammar.TASK, rest)
    sections, rest = _take_sections(rest, known)
    off_topic = grammar.EXCLUDED_TOPIC.search(rest)
    if off_topic:
        rest = grammar.EXCLUDED_TOPIC.sub(" ", rest)
    without = grammar.WITHOUT_ROLE.search(rest)
    rest = grammar.WITHOUT_ROLE.sub(" ", rest)
    neighbour = grammar.NEIGHBOUR.search(rest)
    refers = bool(grammar.PRONOUN.search(rest) or grammar.FOLLOW.search(text.rstrip("?。! ")))
    rest = grammar.NEIGHBOUR.sub(" ", grammar.PRONOUN.sub(" ", rest))
    most, only = grammar.MOST.search(rest), bool(grammar.ONLY.search(rest))
    rest = grammar.ONLY.sub(" ", grammar.MOST.sub(" ", rest))
    rest, place, field, part_of_name = _take_quality(rest, known)
    asks, kind, role, rest = _take_asked(rest, bool(found or unknown), known)
    for fact, pattern in _FACTS:
        if asks == "text" and pattern.search(rest):
            asks, rest = fact, pattern.sub(" ", rest)
    if part_of_list and asks == "text" and grammar.INTERROGATIVE.search(text):
        asks = "institutions"
    topic = "" if whole else _trim(rest, known)
    if asks == "institutions" and (sole := grammar.QUALIFIED.fullmatch(topic)):
        place, field, topic = (
            place or sole["side"] or sole["place"] or "",
            sole["field"] or field,
            "",
        )
    if asks == "text" and not topic and grammar.SUMMARY.search(text):
        asks = "summary"
    if outline and not (tasks or sections or found) and asks in ("text", "tasks", "summary"):
        asks, topic = "summary", ""
    if asks == "tasks" and most and (named := re.search(grammar.KIND, rest)):
        kind = _kinds(named[0])
    if asks == "tasks" and not topic and role and not found:
        topic = role  # 写了“牵头”的任务有哪些
    person = grammar.PERSON.search(text)
    terse = len(text) <= _TERSE and bool(tasks)
    return Query(
        text=text,
        asks=asks,
        kind=kind,
        role=role,
        excluded_role=(without["a"] or without["b"]) if without else None,
        topic=topic,
        excluded_topic=_trim(off_topic["topic"], known) if off_topic else "",
        topics=_split_topics(rest, known) if topic else (),
        institutions=found,
        unknown=unknown,
        excluded=excluded,
        excluded_tasks=left_out_tasks,
        tasks=tasks or tuple(number for _, number in labels),
        sections=sections or tuple(section for section, _ in labels),
        count=bool(grammar.COUNT.search(text)),
        quantity=bool(grammar.QUANTITY.search(rest)),
        joint=bool(grammar.JOINT.search(text)),
        most=bool(most),
        least=bool(most and (most["least"] or most["few"])),
        together=bool(grammar.TOGETHER.search(text)),
        person=(person["office"] or "姓名") if person else "",
        place=place,
        field=field,
        part_of_name=part_of_name or (_name_kind(text) if kind == "企业" else ""),
        where=bool(grammar.WHERE.search(text)),
        only=only,
        step=0 if not neighbour else -1 if neighbour["back"] else 1,
        refers=refers or part_of_list or bool(neighbour) or (terse and not topic),
    )


def follow_up(query: Query, previous: Query, named: tuple[str, ...]) -> Query:
    """The query with what it leaves out taken from the turn before.

    ``named`` are the institutions that the earlier answer named: what 它 and 这些学校 stand for.
    A question that stands on its own takes nothing.
    """
    if not (query.refers or query.is_bare):
        return query
    thing = grammar.THIS_THING.search(query.text)
    if thing and thing["thing"] in previous.topic and not query.institutions:
        return replace(query, topic=previous.topic, asks="text")
    institutions = query.institutions
    lists = query.asks in ("institutions", "platforms", "scope", "place")
    if grammar.AMONG.search(query.text) and query.asks == "institutions" and named:
        base = query if query.topic or query.tasks or query.sections else previous
        return replace(
            query, topic=base.topic, tasks=base.tasks, sections=base.sections, among=named
        )
    if not institutions and grammar.ANAPHOR.search(query.text):
        one = bool(grammar.IT.search(query.text))
        institutions = (previous.institutions if one else ()) or named or previous.institutions
    elif not (institutions or query.unknown or query.tasks or query.sections or query.topic):
        institutions = previous.institutions or (() if lists else named)
    bare = not (query.role or query.kind) and query.asks in ("text", "summary")
    subject = query.topic or query.tasks or query.sections or query.institutions or query.unknown
    if query.step and previous.tasks:
        return replace(previous, text=query.text, tasks=(previous.tasks[-1] + query.step,))
    return replace(
        query,
        asks=previous.asks if bare else query.asks,
        kind=previous.kind if bare else query.kind,
        role=previous.role if bare and not institutions else query.role,
        topic=query.topic or ("" if subject or institutions else previous.topic),
        institutions=institutions,
        tasks=query.tasks or (() if subject or institutions else previous.tasks),
    )


def _without_context(text: str) -> str:
    """The text without clauses that tell of the asker and ask nothing: 我孩子准备报高职."""
    clauses = re.split(r"(?<=[,;。])", text)
    if len(clauses) == 1:
        return text
    kept = [
        clause
        for clause in clauses
        if not grammar.FIRST_PERSON.search(clause)
        or grammar.INTERROGATIVE.search(clause)
        or find_institutions(clause)
    ]
    return "".join(kept) or text


def _take_institutions(text: str, known: Known) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Institutions of the documents, others, and the text without them."""
    unknown, rest = [], text
    found = known.find(text)
    for named in found:
        rest = rest[: named.start] + "\0" * (named.end - named.start) + rest[named.end :]
    open_text = grammar.INTERROGATIVE.sub(lambda match: "?" * len(match[0]), text)
    spans = [(m.name, m.start, m.end) for m in find_institutions(open_text)]
    for name, start, end in spans:
        if not _is_name(name, known):
            continue
        if "\0" not in rest[start:end] and not any(name in text for text in known.texts):
            unknown.append(name)
            rest = rest[:start] + "\0" * (end - start) + rest[end:]
    names = dict.fromkeys(named.name for named in found)
    return tuple(names), tuple(unknown), rest.replace("\0", " ")


def _is_name(words: str, known: Known) -> bool:
    """Whether what is formed like an institution's name is one: 清华大学, not 教农民合作社."""
    if re.fullmatch(f"(?:{grammar.KIND})+", words):
        return False  # 区县政府
    cut = known.cut(words)
    if any(word in grammar.FILLERS or word in _ACTS for word in cut[:-1]):
        return False
    return (
        words.endswith(("大学", "学院", "有限公司", "局", "委"))
        or len(cut) < 2
        or any(not known.information(word) < math.inf for word in cut[:-1])
    )


def _take_numbers(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, ...], str]:
    numbers = [to_integer(next(g for g in m.groups() if g)) for m in pattern.finditer(text)]
    return tuple(dict.fromkeys(numbers)), pattern.sub(" ", text)


def _take_sections(text: str, known: Known) -> tuple[tuple[int, ...], str]:
    """Sections by number (第三部分, 前四个部分) or by their theme (沿海经济带部分)."""
    if match := grammar.FIRST_PARTS.search(text):
        count = to_integer(match["count"].replace("两", "二"))
        return tuple(range(1, count + 1)), grammar.FIRST_PARTS.sub(" ", text)
    sections, text = _take_numbers(grammar.SECTION, text)
    for match in grammar.BY_THEME.finditer(text):
        theme = match["theme"]
        for begin in range(len(theme) - 1):  # the longest end of what stands before 部分
            if indices := tuple(i for i, title in known.sections if theme[begin:] in title):
                text = text[: match.start() + begin] + " " + text[match.end() :]
                return (*sections, *dict.fromkeys(indices)), text
    return sections, text


def _take_asked(
    text: str, about_institution: bool, known: Known
) -> tuple[str, str, str | None, str]:
    """What is asked for, the kind and role it names, and the text without that."""
    roles = dict.fromkeys(match[0] for match in re.finditer(f"{grammar.ROLES}|参与", text))
    role = next(iter(roles)) if len(roles) == 1 and "参与" not in roles else None
    if match := grammar.KIND_OF_ROLE.search(text):
        kind = _kinds(match["which"] or match["kind"])
        role = None if match["second"] else match["role"]
        return "institutions", kind, role, text[: match.start()] + text[match.end() :]
    if about_institution and (match := grammar.PARTNERS.search(text)):
        named = re.search(grammar.KIND, match[0])
        kind = _kinds(named[0]) if named else ""
        return "institutions", kind, None, text[: match.start()] + " " + text[match.end() :]
    if match := grammar.platforms_asked(tuple(type_words())).search(text):
        kind = next(word for word in match.groups() if word)
        before = re.sub(r"(?:提到|提及|点名|要建|列出)(?:了|的)?$", "", text[: match.start()])
        topic = before + " " + text[match.end() :]
        return "platforms", kind, role, _without_verbs(topic) if topic.strip() else topic
    for pattern in (grammar.KIND_BEFORE, grammar.KIND_AFTER, grammar.KIND_LAST, grammar.WHO):
        asked = pattern.search(text)
        if asked and pattern is grammar.KIND_BEFORE and _ends_name(text, asked, known):
            asked = None
        if asked and not (about_institution and pattern is grammar.WHO):
            break
    if asked and not (about_institution and pattern is grammar.WHO):
        kind = _kinds(asked["kind"]) if "kind" in asked.groupdict() else ""
        before = re.sub(r"背后$|依靠$", "", text[: asked.start()])
        after = re.sub(r"^(?:来|在|去|会|要|将|主要|正在|能)+", "", text[asked.end() :])
        sides = [_without_verbs(side) for side in (before, after)]
        return "institutions", kind, role, " ".join(sides)
    if match := grammar.TASKS.search(text):
        rest = text[: match.start()] + " " + text[match.end() :]
        return "tasks", "", role, grammar.ROLE_NOUN.sub(" ", rest) if about_institution else rest
    return "text", "", role, _without_verbs(text) if about_institution else text


def _take_quality(text: str, known: Known) -> tuple[str, str, str, str]:
    """The text without what tells where, of what field or of what name the institutions are.

    省外高校, 沈阳的医院, 师范类大学, 医科大学, 校名带“海洋”的.
    """
    holds = grammar.NAME_HOLDS.search(text)
    part = holds["part"] if holds else ""
    text = grammar.NAME_HOLDS.sub(" ", text)
    for match in grammar.QUALIFIED_KIND.finditer(text):
        kind = re.match(grammar.KIND, text[match.end() :])
        whole = match[0] + (kind[0] if kind else "")
        rest = text[: match.start()] + text[match.end() :]
        if not match["field"] or "类" in match[0]:
            return rest, match["side"] or match["place"] or "", match["field"] or "", part
        if any(whole in words for words in known.texts):
            return rest, "", "", part or whole
    return text, "", "", part


def _ends_name(text: str, asked: re.Match[str], known: Known) -> bool:
    """Whether the word for a kind only ends a name that the documents hold: 甲产业学院是谁办的."""
    name = text[max(0, asked.start("kind") - 3) : asked.end("kind")]
    return len(name) > 4 and any(name in words for words in known.texts)


def _name_kind(text: str) -> str:
    """The word with which the names asked for end: 银行."""
    return next((word for word in sorted(grammar.NAME_KINDS) if word in text), "")


def _kinds(words: str) -> str:
    """The kinds that a phrase names: 高校, or 高校、企业 for 高校和企业."""
    named = re.findall("|".join(sorted(grammar.KIND_OF, key=len, reverse=True)), words)
    return "、".join(dict.fromkeys(kind for word in named if (kind := grammar.KIND_OF[word])))


def _without_verbs(text: str) -> str:
    """The text without the verb that it begins or ends with: 负责冰雪经济, 冰雪经济由…建设."""
    whole = _strip_edges(text.strip(" ?。!,"))
    bare = grammar.VERB_LAST.sub("", _strip_edges(grammar.VERB_FIRST.sub("", whole)))
    return whole if bare in grammar.VAGUE else bare


def _trim(topic: str, known: Known) -> str:
    """The topic's own words: grammar, punctuation and fillers at its edges taken away."""
    topic = grammar.SCAFFOLD.sub(" ", topic)
    words = [_strip_fillers(_strip_edges(part), known) for part in grammar.NOISE.split(topic)]
    topic = " ".join(word for word in words if word)
    return "" if grammar.EMPTY.fullmatch(topic.replace(" ", "")) else topic


def _split_topics(rest: str, known: Known) -> tuple[str, ...]:
    """The topics that a conjunction joins: 既A又B, A和B两项都; empty where there is one."""
    sides = [
        _trim(_without_verbs(side.removeprefix("既")), known)
        for side in grammar.BOTH.split(rest.strip())
    ]
    topics = tuple(side for side in sides if side)
    return topics if len(topics) > 1 else ()


def _strip_fillers(part: str, known: Known) -> str:
    if any(part in text for text in known.texts):
        return part if part not in grammar.FILLERS else ""
    words = known.cut(part)
    while words and words[0] in grammar.FILLERS:
        words.pop(0)
    while words and words[-1] in grammar.FILLERS:
        words.pop()
    return _strip_edges("".join(words))


def _strip_edges(word: str) -> str:
    before = ""
    while before != word:
        before, word = word, grammar.EDGE.sub("", word)
    return word
