"""Say what an actor does, in the plan's words, with its proofs and what must be said beside it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from assistant.algebra import Match, is_noted
from assistant.draft import Part, Proof
from assistant.query import Query
from assistant.select import normalise
from ingest.document import Actor, Document, Task
from ingest.platforms import bare_name

SEGMENT = re.compile(r"(?:“[^”]*”|《[^》]*》|[^，,；;])+")
"""A piece of a sentence between commas, save those in quotes."""
_ALSO = re.compile(r"^(?:并|同时|还|也)(?=[\u4e00-\u9fff])")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]")
_OPEN = re.compile(
    r"等(?:[\u4e00-\u9fff]{0,12}?(?:高校|院校|大学|单位|企业|部门|机构|学校|学院|平台))?"
)
_PIECE = re.compile("[,，;；。]")
_PARTNERS = frozenset({("联合",), ("会同",)})  # the roles of those who join in what others do
_GENERAL_ROLES = frozenset({"", "参与", "责任"})
_MAXIMUM_ACTION = 70  # characters of one phrase; the quote has the rest
_NO_VERB = re.compile("成员$|单位$|部门$|支撑$|支持$")
_MAXIMUM_WHOLE = 140  # characters of what an institution does, where nothing cuts it to a topic
_VERBS_ALONE = re.compile(
    "(?:具体|统一|全程|共同|分别)?(?:负责|承担|进行|组织)?(?:开发|投资|规划|日常|具体)?"
    "(?:(?:建设|管理|运营|运行|维护|承建|实施|承办|编制|管护|经营|代管|落实|推进|组织)(?:与|和|及|、)?)+(?:工作|任务)?"
)
_SENTENCE = re.compile("[。；;]")
_WITH = re.compile("与|和|同|联合|会同|携手")
_JOINS = frozenset("联合 会同 携手".split())
_ALONE = re.compile("(?P<role>联合|会同)?[,，]")
_OPEN_LIST = re.compile(r"^等\d*[所家个]?(?:高校|院校|企业|单位|机构|部门)?")
_BETWEEN = re.compile("^(?:[、,，和与及]|以及)?")
_TOGETHER = re.compile("联合|会同|共同|合作|携手|共建|联手|一起|一道|签|建立|开展|对接")
_LEADS = re.compile("^牵头[，,]")  # what a partner does not
_ELLIPTIC = 6  # characters of an action whose object stands before it


def head_line(task: Task | None, group: Sequence[Match]) -> str:
    """What introduces a task's line: its title, or what a note without one speaks of."""
    if task and task.title:
        return f"{task.title}:"
    noted = [match for match in group if is_noted(match)]
    if not noted:
        return ""
    return _shorten(noted[0].commitment.action, "", None) + ":"


def prove(match: Match) -> tuple[Proof, ...]:
    """The clause, and the item below its colon that says what the actors do."""
    document, said = match.document, match.commitment.action
    below = [
        Proof(document, clause)
        for clause in document.clauses
        if clause.unit == match.clause.unit
        and clause.start > match.clause.start
        and clause.start == match.commitment.reach[0][0]
        and said in document.quote(clause)
    ]
    quote = document.quote(match.clause)
    named = [  # where the document says whom the clause's short name stands for
        next(Proof(document, c) for c in document.clauses if actor.name in document.quote(c))
        for actor in match.actors
        if actor.name not in quote and actor.name in document.text
    ]
    return (Proof(document, match.clause), *below, *named)


def labels_of(matches: Iterable[Match]) -> list[str]:
    """The labels of the matches' clauses, each once."""
    return list(dict.fromkeys(match.clause.label for match in matches))


def describe(actor: Actor, match: Match, topic: str, *, whole: bool = False) -> str:
    """What the actor does, in the plan's words, cut to what the topic is about, or to what is
    built; ``whole`` keeps all that is not too long."""
    commitment = match.commitment
    if commitment.action == "建设" and commitment.deliverable:
        return f"建设{commitment.deliverable}"
    if is_noted(match):  # the note speaks of the whole item, whose title the line has
        return "、".join(actor.roles) + "单位"
    said = _NUMBERED.sub("", commitment.action)
    parts = SEGMENT.findall(said)
    if kept := [part for part in parts if not _names_only(part, match)]:
        said = said if len(kept) == len(parts) else "，".join(kept)
    own = [part for part in kept if actor.name in part]
    if own:  # a partner's own part: 与甲集团联合培养硕士
        return ",".join(_from_beside(part.strip(), actor, match) for part in own)
    if thing := _done_to(actor, match, said):  # 设立基金，由甲集团负责管理
        verbs = SEGMENT.findall(said)[0]
        said = f"{verbs}({thing}){said[len(verbs) :]}"
    action = _shorten(said, topic, None if whole else commitment.deliverable)
    partners = [a.name for a in commitment.actors if a.roles in _PARTNERS]
    leaders = [a.name for a in commitment.actors if a.roles not in _PARTNERS]
    if leaders and actor.roles in _PARTNERS:
        return f"与{leaders[0]}{actor.roles[0]},{_LEADS.sub('', action)}"
    built = bare_name(commitment.deliverable or "")
    if built and len(action) <= _ELLIPTIC and built not in action:
        bare = _NO_VERB.search(action)  # 成员, 为共建单位
        action += f"({built})" if bare else built  # 甲大学牵头建设乙实验室，丙大学参与建设
    if "依托" in actor.roles:
        return f"依托其{action}"
    if whole and len(partners) == len(leaders) == 1:
        return f"与{partners[0]}联合,{action}"
    return action


def _done_to(actor: Actor, match: Match, said: str) -> str:
    """What the sentence says before 由 and the actor, where the action is verbs alone."""
    segments = SEGMENT.findall(said)
    quote = match.document.quote(match.clause)
    at = quote.find(f"由{actor.name}")
    if not segments or not _VERBS_ALONE.fullmatch(segments[0]) or at < 0:
        return ""
    before = _SENTENCE.split(quote[:at])[-1]
    first = (SEGMENT.findall(before) or [""])[0].strip()
    return "" if any(a.name in first for a in match.commitment.actors) else first


def _holds(segment: str, words: Sequence[str]) -> bool:
    """Whether a piece of an action has one of the words."""
    plain = normalise(segment)
    return any(len(word) > 1 and normalise(word) in plain for word in words)


def _names_only(part: str, match: Match) -> bool:
    """Whether a piece says nothing but with whom: 会同甲局、乙局."""
    for name in sorted((a.name for a in match.commitment.actors), key=len, reverse=True):
        part = part.replace(name, "")
    return not part.strip("会同联合携手与和及、并等 ")


def without_partners(phrase: str, match: Match, listed: Container[str]) -> str:
    """What an institution of a list does, without the partners that are not in the list."""
    names = sorted((a.name for a in match.commitment.actors), key=len, reverse=True)
    for joined in _WITH.finditer(phrase):
        beside, rest = _take_names(phrase[joined.end() :], names)
        named = any(name not in listed and not name.endswith(("部门", "机关")) for name in beside)
        if not (rest and named):
            continue
        if alone := _ALONE.match(rest):  # 与甲大学联合,组建…
            verb, rest = alone["role"] or joined[0], rest[alone.end() :]
        else:
            verb = joined[0] if joined[0] in _JOINS else "联合"
        verb = "" if _TOGETHER.match(rest) else verb
        return f"{phrase[: joined.start()]}{verb}{rest}"
    return phrase


def _take_names(text: str, names: Sequence[str]) -> tuple[list[str], str]:
    """The names that a text begins with, and the rest of it."""
    taken: list[str] = []
    while name := next((name for name in names if text.startswith(name)), ""):
        taken.append(name)
        text = _BETWEEN.sub("", text.removeprefix(name))
    return taken, _OPEN_LIST.sub("", text) if taken else text


def _from_beside(part: str, actor: Actor, match: Match) -> str:
    """A piece that names the actor as a partner, without its name: 与甲集团联合培养硕士 is
    联合培养硕士."""
    names = sorted((a.name for a in match.commitment.actors), key=len, reverse=True)
    joined = _WITH.match(part)
    beside, rest = _take_names(part[joined.end() :] if joined else "", names)
    if actor.name not in beside or not rest:
        return part
    return rest if _TOGETHER.match(rest) else f"联合{rest}"


def _shorten(action: str, topic: str, deliverable: str | None) -> str:
    """The segments of an action that hold the topic, else its first ones."""
    segments = [match[0].strip() for match in SEGMENT.finditer(action)]
    told = [_ALSO.sub("", segment) for segment in segments]
    hits = [segment for segment in told if _holds(segment, (topic,))]
    hits = hits or [segment for segment in told if _holds(segment, topic.split())]
    if not hits and deliverable:
        hits = [s for s in segments if deliverable in s]
    if len(action) <= _MAXIMUM_ACTION and not (hits and len(segments) > 2):
        return action
    if hits or topic or deliverable:
        return ",".join(hits or segments[:1])
    while len(segments) > 1 and sum(map(len, segments)) > _MAXIMUM_WHOLE:
        segments.pop()
    return ",".join(segments)


def caveats(query: Query, matches: Sequence[Match]) -> tuple[Part, ...]:
    """That a list is open, and that the plan's word is not the user's."""
    caveats: dict[str, Part] = {}
    for match in matches:
        word = _open_word(match, query.topic)
        if word:
            text = f"{match.clause.label}原文为“{word}”,名单未穷尽"
            caveats.setdefault(text, Part(text, (Proof(match.document, match.clause),)))
    words: dict[str, list[Match]] = {}
    for match in matches:
        quote = match.document.quote(match.clause)
        roles = (role for actor in match.actors for role in actor.roles)
        for role in dict.fromkeys(role for role in roles if role in quote):
            words.setdefault(role, []).append(match)
    asked = query.role or ""
    if words and asked not in _GENERAL_ROLES and asked not in words:
        used = sorted(words, key=lambda word: -len(words[word]))
        said = "、".join(f"“{word}”({'、'.join(labels_of(words[word]))})" for word in used)
        proofs = {(m.clause.id): Proof(m.document, m.clause) for ms in words.values() for m in ms}
        text = f"原文用语是{said},未写“{asked}”"
        caveats[text] = Part(text, tuple(proofs.values()))
    return tuple(caveats.values())


def leaves_open(match: Match, topic: str) -> bool:
    """Whether the list that answers is left open: not so where the topic is one item's own."""
    item = normalise(match.commitment.deliverable or "")
    own = match.commitment.action == "建设" and bool(topic) and normalise(topic) in item
    return match.commitment.open_list and not own


def _open_word(match: Match, topic: str) -> str | None:
    """The words with which the clause leaves this match's own list open: 等高校."""
    if not leaves_open(match, topic):
        return None
    quote = match.document.quote(match.clause)
    last = max((quote.find(a.name) + len(a.name) for a in match.actors), default=0)
    found = _OPEN.search(quote, last)
    return found[0] if found and not _PIECE.search(quote, last, found.start()) else None


def quote_topic(topic: str, matches: Iterable[Match]) -> str:
    """The topic as the matches' clauses say it, or marked as the user's own words."""
    return quote_term(topic, [match.document.quote(match.clause) for match in matches])


def quote_term(topic: str, quotes: Sequence[str]) -> str:
    """The topic in quotes where the documents say it so, else as the user's own words."""
    return f"“{topic}”" if any(topic in quote for quote in quotes) else f"所问“{topic}”"


def name_documents(documents: Iterable[Document]) -> str:
    """How a headline calls the documents that it speaks of."""
    titles = list(dict.fromkeys(document.title for document in documents))
    return "方案中" if len(titles) == 1 else f"{len(titles)} 份文件中"
