"""Keep of a topic what the reading of the question says is its subject, and of what it asks for,
what the grammar did not see."""

from __future__ import annotations

import itertools
import re

from assistant import grammar
from assistant.reading import Reading
from assistant.wording import Known, kinds, types_together
from index.thesaurus import find_terms
from ingest.platforms import platform_type, type_words
from ingest.regions import find_region

_SURE = 2.0  # score from which on a word is wording, whatever it is
_KEYWORDS = 8  # characters of a question that is little but its topic: 沈大高速, 体检中心建几个
_PIECE = 4  # characters of what the documents may say as it stands
_SAID = 4.0  # the same for a noun that the documents use
_RARE = 8.9  # -ln of the share of a character that says something alone: 镁
_LIKELY = 0.0  # the same for a word that is no noun
_LEAD = 8.0  # by which what a question asks for must lead to count
_CHAT = 20.0  # lead of a question in which nothing is tagged as its subject
_BUILDS = frozenset("建 办 设 搞".split())
_WHO = re.compile(rf"谁|哪[些个家所几]|什么(?:人|单位|部门)|{grammar.KIND}|单位|机构|主体")
_QUOTED = re.compile(r"[“「《\"]([^”」》\"]{3,40})[”」》\"]")
_OF_TASKS = re.compile(
    r"任务|工作(?!日)|事项|措施|条款|条目|部分|方案|文件|办法|规定|政策|全文|提到|涉及|有关|相关"
)
_IN_ITEMS = re.compile("哪几?[条项](?:里|中|都|同时)")
_COUNTED_TASKS = re.compile(
    r"任务|工作(?!日)|事项|措施|[几多少哪][几些]?[项条件样处]|条款|条目|活儿?|差事"
)


def keep_subject(topic: str, text: str, reading: Reading, known: Known) -> str:
    """The topic without the words that the question is only worded with.

    ``text`` is the question that was read. A word tagged as wording stays if it may be a noun,
    unless the reading is sure of it: 校长 is asked about, 这摊子 is not.
    """
    kept: list[str] = []
    for piece in topic.split():
        at, pieces = text.find(piece), len(kept)
        if at < 0:
            kept.append(piece)
            continue
        run, words = "", known.cut(piece)
        types = type_words()
        name_end = max((place for place, word in enumerate(words) if word in types), default=-1)
        for place, word in enumerate(words):
            follows = "".join(words[place + 1 : place + 2])
            begins = len(word) < 2 and bool(follows) and reading.is_subject(at, at + 1)
            begins = begins and (len(follows) > 1 or reading.is_subject(at + 1, at + 2))  # 道地药材
            within = run and place <= name_end  # 太子河流域研究院
            named = within or (follows in types and _is_modifier(word))  # 体检中心
            if begins or named or _is_subject(word, at, reading, known):
                run += word
            elif run:
                kept.append(_as_said(run, known))
                run = ""
            at += len(word)
        if (
            (run or len(kept) > pieces)
            and len(piece) >= _PIECE
            and any(piece in said for said in known.texts)
        ):
            del kept[pieces:]
            run = piece  # 第三方评估, as the documents say it
        kept.append(_as_said(run, known))
    subject = " ".join(filter(None, kept))
    if not subject and len(text) <= _KEYWORDS:
        return topic
    words = [word for piece in topic.split() for word in known.cut(piece)]
    said = [word for word in words if is_said(word, known)] or [
        word for word in words if _tells_alone(word, known)
    ]
    return subject or " ".join(said)


def _tells_alone(word: str, known: Known) -> bool:
    """Whether a word, be it but one character (镁), is a rare noun that the documents have."""
    rare = known.is_noun(word) and known.information(word) >= _RARE
    return rare and any(word in text for text in known.texts)


def _as_said(words: str, known: Known) -> str:
    """The words less a character at one end, where the documents have them so: 建产教融合基地."""
    parts = [words, words[1:], words[:-1]]
    if platform_type(words[1:]) and known.cut(words)[0] in _BUILDS:
        parts = [words[1:]]  # 建国家重点实验室, though 省部共建国家重点实验室 has that
    for part in parts:
        if len(part) >= _PIECE and any(part in text for text in known.texts):
            return part
    return words


def is_said(word: str, known: Known) -> bool:
    """Whether a word of two characters or more stands in the documents, and tells a topic."""
    if len(word) < 2 or word in grammar.FILLERS | grammar.VAGUE or grammar.ROLE.fullmatch(word):
        return False
    return not re.fullmatch(grammar.KIND, word) and any(word in text for text in known.texts)


def counts_things(text: str, reading: Reading) -> bool:
    """Whether 几项 and 多少项 count what a sentence tells, not the document's items."""
    return reading.asks == "text" and not (_OF_TASKS.search(text) or _IN_ITEMS.search(text))


def find_kind(text: str, reading: Reading, known: Known) -> str:
    """The one kind of institution that the wording names: 有没有企业?哪家; not 产业学院由谁建设,
    which the documents have."""

    def is_of_name(start: int, end: int) -> bool:
        ends, inside = text[max(0, start - 2) : end], text[max(0, start - 1) : end + 2]
        names = [ends] * (platform_type(ends) is not None)  # 产业学院, 禾川县柑橘研究院
        names += [inside] * bool(re.fullmatch("[\u4e00-\u9fff]{4,}", inside))
        return any(name in said for name in names for said in known.texts)

    found = {
        kinds(match[0])
        for match in re.finditer(grammar.KIND, text)
        if not reading.is_subject(*match.span())
        and text[match.end() : match.end() + 2] != "以外"
        and not is_of_name(*match.span())
    }
    return found.pop() if len(found) == 1 else ""


def subject_of(text: str, reading: Reading) -> str:
    """The characters that are tagged as subject, its parts apart."""
    spans = (match.span() for match in re.finditer("T{2,}", reading.tags))
    return " ".join(text[start:end].strip() for start, end in spans)


def quoted_topic(text: str, known: Known) -> str:
    """What a question quotes from the documents, as far as they have it so: “新工科”教育联盟; empty
    for a role or a type."""
    for match in _QUOTED.finditer(text):
        words = match[1]
        plain = grammar.ROLE_WORDS.fullmatch(words) or words in type_words()
        if not plain and any(words in said for said in known.texts):
            end = match.end()
            while end < len(text) and any(
                f"{words}”{text[match.end() : end + 1]}" in said for said in known.texts
            ):
                end += 1
            return words + text[match.end() : end]
    return ""


def is_chat(topic: str, reading: Reading, known: Known) -> bool:
    """Whether the question is none to a document: no word but a place that any could be about."""
    if reading.asks != "chat" or reading.margin < _LEAD:
        return False
    if reading.margin >= _CHAT and set(reading.tags) <= {"O"} and len(reading.text) > _KEYWORDS:
        return True  # 明天澄州下雨不,要不要带伞
    if topic and not find_region(topic):
        return not any(is_said(word, known) for word in known.cut(topic))
    words = [word for word in known.cut(reading.text) if not find_region(word)]
    return not any(is_said(word, known) for word in words) and not any(
        reading.text[start:end] in words for start, end in find_terms(reading.text)
    )


def split_subjects(text: str, reading: Reading) -> tuple[str, ...]:
    """The subjects of a question that joins some: 既管甲又管乙, 甲和乙两项都有; else empty."""
    spans = [match.span() for match in re.finditer("T{2,}", reading.tags)]
    between = [text[a[1] : b[0]] for a, b in itertools.pairwise(spans)]
    if not between or not all(map(grammar.JOINS.search, between)):
        return ()
    return tuple(text[start:end].strip() for start, end in spans)


def _is_subject(word: str, at: int, reading: Reading, known: Known) -> bool:
    if reading.is_subject(at, at + len(word)):
        return len(word) > 1 or known.information(word) >= _RARE
    if reading.is_quoted(at):  # “新农科”联盟, 跟“镁”有关的
        return len(word) > 1 or known.information(word) >= _RARE
    if len(word) < 2:
        return False
    if find_region(word) or grammar.ATTRIBUTE.fullmatch(word):
        return True
    wording = reading.score(at, at + len(word))
    if known.is_noun(word):
        return wording < (_SAID if is_said(word, known) else _SURE)
    return wording < _LIKELY


def _is_modifier(word: str) -> bool:
    """Whether a word may tell a platform from others of its type."""
    plain = word in grammar.VAGUE | grammar.FILLERS or grammar.ACTS.fullmatch(word)
    return len(word) > 1 and not plain


def _asks_thing(text: str) -> bool:
    """Whether a question asks for a thing that is no institution, platform or task."""
    asked = grammar.ASKS_THING.search(text)
    thing = asked["thing"] if asked else ""
    if not thing:
        return bool(asked and asked["made"])
    other = re.search(f"{grammar.KIND}|单位|平台", thing) or _OF_TASKS.search(thing)
    return not other and platform_type(thing) is None


def ask_again(text: str, rest: str, reading: Reading, has_institution: bool) -> tuple[str, str]:
    """What a question asks for by its wording, and of what kind, where no pattern told.

    ``("text", "")`` where the wording does not tell either.
    """
    asks = reading.asks if reading.margin >= _LEAD else "text"
    if asks == "issued" and "T" not in reading.tags:
        return "issued", ""
    if grammar.WHERE.search(text) or _asks_thing(text):
        return "text", ""
    if grammar.QUANTITY.search(text) and not grammar.LISTED_COUNT.search(text):
        return "text", ""
    if asks == "count" and has_institution and grammar.HOW_MANY_TASKS.search(text):
        return "tasks", ""
    if asks == "count" and not (_OF_TASKS.search(text) or re.search(grammar.KIND, rest)):
        return "text", ""  # 榜单一年至少发几项
    if asks == "count":
        counts_tasks = has_institution or _COUNTED_TASKS.search(text)
        asks = "tasks" if counts_tasks and not re.search(grammar.KIND, rest) else "institutions"
    if asks == "platforms":
        types = [
            word
            for word in type_words()
            if word in rest and not reading.is_subject(text.find(word), text.find(word) + len(word))
        ]
        if several := types_together(rest):
            return "platforms", several
        last = max(types, key=lambda word: rest.rfind(word) + len(word), default="")
        return ("platforms", last) if last else ("text", "")  # 智库联盟 is a 联盟
    if asks == "institutions" and not grammar.ASKS_SOME.search(text) and grammar.CHECK.search(text):
        return "text", ""  # 学校之间会结对子吗
    if asks == "source" and not grammar.OF_ORIGIN.search(text):
        return "text", ""
    if asks == "institutions" and grammar.HOW.search(text) and not _WHO.search(text):
        return "text", ""  # 评审专家怎么产生
    if asks == "institutions":
        named = [kinds(match[0]) for match in re.finditer(grammar.KIND, rest)]
        return ("institutions", named[-1] if named else "")
    if asks == "tasks" and not (has_institution or _COUNTED_TASKS.search(text)):
        return "text", ""
    return (asks, "") if asks in ("tasks", "title", "source") else ("text", "")
