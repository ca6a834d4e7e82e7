"""Understand a question: what it asks for, and what it constrains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.errors import QuestionError
from ingest.institutions import find_institutions
from ingest.outline import to_integer

MAXIMUM_LENGTH = 1_000  # characters of one question

_NUMERAL = r"([0-9]{1,3}|[一二三四五六七八九十百]{1,5})"
_TASK = re.compile(
    rf"任务{_NUMERAL}|第{_NUMERAL}[项个条](?:任务|工作|措施|内容|规定)?|(?<![0-9]){_NUMERAL}号任务|(?<![0-9])([0-9]{{1,3}})[项条]任务(?=[讲说是有的])"
)
_SECTION = re.compile(rf"第{_NUMERAL}(?:部分|章|大项|板块|节)")
_KINDS = {
    "高校": ("高等院校", "高等学校", "高校", "大学", "院校", "学校", "学院"),
    "企业": ("企业", "公司", "集团"),
    "部门": ("政府部门", "行政部门", "部门", "厅局", "委办局"),
    "医院": ("医院",),
    "科研院所": ("科研院所", "科研机构", "研究所"),
    "政府": ("地方政府", "政府", "城市", "市县"),
    "": (
        "责任单位",
        "牵头单位",
        "配合单位",
        "依托单位",
        "参与单位",
        "单位",
        "机构",
        "主体",
        "组织",
        "参与方",
    ),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_KIND = "|".join(sorted(_KIND_OF, key=len, reverse=True))
ROLES = "牵头|联合|依托|配合|支持|推动|推进|共建|对接|负责|主责|承办|主办|协办|承担|协助|鼓励"
_DOES = "参与|参加|涉及|建设|组建|建立|开展|承建|打造|实施|落实|从事|做|管|搞|推|建|办"
_WHICH = r"(?:都?有|是|由|被|让|靠|请问)*(?:哪些|哪几|哪一|哪|什么|几|多少|何)几?[所家个类些项]?的?"
_ASKS_KIND = re.compile(rf"(?:{_WHICH})(?P<kind>{_KIND})")
_ASKS_WHO = re.compile(
    r"(?:背后)?(?:都)?(?:是|由|有|归|靠|让)?(?:谁|哪家|哪所|哪几家|哪几所|哪一方|何人)(?:们)?(?:来|在|去|会|要)?"
)
_ASKS_KIND_LAST = re.compile(
    rf"的?(?P<role>{ROLES}|责任|参与)(?P<kind>单位|部门|高校|院校|机构|企业|主体|方)(?:都)?(?:是|有|包括)"
)
_ASKS_KIND_WHICH = re.compile(
    rf"的?(?P<kind>{_KIND})(?:都|分别)?(?:有|是|包括|为)(?:哪些|哪几[所家个]|哪[所家个]|谁|什么|几[所家个])"
)
_ASKS_TASKS = re.compile(
    rf"(?:{_WHICH})(?:任务|工作|事项|项目|措施|职责|角色|内容)|(?:做|干|承担|负责|参与|从事)(?:了|些)*(?:什么|哪些|啥)|有什么(?:任务|工作)|几项|多少项"
)
_ASKS_COUNT = re.compile(r"多少(?:所|家|个|项|条)?|几(?:所|家|个|项|条)")
_ASKS_QUANTITY = re.compile(
    r"多少|几[年月天亿万元]|何时|什么时候|什么时间|哪一?年|哪天|多久|多大|几成|比例|金额|预算|经费|电话|邮箱"
)
_PRONOUN = re.compile(
    r"它们?|这些(?:学校|高校|大学|单位|机构|企业|院校)?|那些(?:学校|高校|大学|单位|机构|企业|院校)?|其中|该(?:校|院|所|单位|任务|项)|这(?:所|家|个|项)(?:学校|大学|高校|单位|任务)?|上述|前者|后者|他们"
)
_FOLLOW = re.compile(r"^(?:那么?|还有|另外|再|然后|以及)|呢$")
_SCAFFOLD = re.compile(
    r"请问一下|请问|你好|您好|麻烦(?:你|您)?|谢谢|帮(?:我|忙)?(?:查|看|找)?(?:一下|下)?|我想(?:知道|了解|问)(?:一下)?|想(?:知道|了解|问)(?:一下)?|能否|能不能|可以|"
    r"告诉我|介绍(?:一下)?|说说|讲讲|讲了?什么|说了?什么|写了?什么|(?:主要)?内容(?:是什么|有哪些)?|是什么(?:意思)?|有什么|有哪些|怎么(?:样|办|做|说|写)?|如何|怎样|为什么|"
    r"根据(?:本|该|这个)?(?:方案|文件|规划|办法)|按照(?:本|该)?(?:方案|文件)|在?(?:本|该|这个|这份)?(?:实施)?(?:方案|文件|规划|办法|通知)(?:中|里|里面|上)?(?:的|对|关于)?|"
    r"(?:都)?(?:提到|涉及|包括|规定|要求|提出|列出|写明|明确)(?:了|过)?|关于|有关|相关(?:的)?|方面(?:的)?|领域(?:的)?|对于|是否|有没有|吗|呢|吧|啊|呀|的话|一共|总共|共有|全部|所有|分别|具体|"
    r"从?哪里|从?哪儿|哪些|哪几[所家个项]?|哪[所家个项]|什么|多少[所家个项]?|几[所家个项]|谁|为何|标题|题目|名称|叫做?"
)
_EDGE = re.compile(
    r"^(?:那么?|还有|另外|的|了|是|由|有|在|对|与|和|把|被|让|都|来|要|会|就|又|也|还|去|到|给|为|以|从|于)+|(?:的|了|是|由|有|在|对|与|和|都|来|要|会|方面|工作|任务|项目|来|单位)+$"
)
_INTERROGATIVE = re.compile(
    r"是?(?:哪些|哪几[所家个项]?|哪[所家个项一]?|什么|多少|几[所家个项]|谁)"
)
_LEADING_VERB = re.compile(rf"^(?:{ROLES}|{_DOES})+")
_VERB_ONLY = re.compile(rf"(?:{ROLES}|{_DOES}|合作|协作|共同|一起|有|是|部分|章|项|个)+")
_NOISE = re.compile(r"[\s，,。.、；;：:？?！!“”\"'‘’《》〈〉（）()\[\]【】…—~～·|/\\]+")


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    ``asks`` is ``institutions``, ``tasks`` or ``text``; ``kind`` the kind of institution asked
    for (``""`` for any); ``role`` the user's own word for the part; ``topic`` what is left when
    the question's grammar is taken away; ``unknown`` names institutions that no document names.
    """

    text: str
    asks: str
    kind: str
    role: str | None
    topic: str
    institutions: tuple[str, ...]
    unknown: tuple[str, ...]
    tasks: tuple[int, ...]
    sections: tuple[int, ...]
    count: bool
    quantity: bool
    refers: bool


def clean(text: str) -> str:
    """The question in NFKC without control characters. Raises ``QuestionError`` if none is left."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    text = " ".join(text.split())
    if not text:
        raise QuestionError("问题是空的,请输入一句话,例如:任务1讲了什么?")
    if len(text) > MAXIMUM_LENGTH:
        raise QuestionError(f"问题太长({len(text)} 字),请缩短到 {MAXIMUM_LENGTH} 字以内。")
    if not any(c.isalnum() for c in text):
        raise QuestionError("问题里没有文字,请用一句话提问,例如:任务1讲了什么?")
    return text


def parse_question(text: str, names: Iterable[str], texts: Iterable[str] = ()) -> Query:
    """Parse a cleaned question against the documents' texts and the institutions they name."""
    found, unknown, rest = _take_institutions(text, names, tuple(texts))
    tasks, rest = _take_numbers(_TASK, rest)
    sections, rest = _take_numbers(_SECTION, rest)
    refers = bool(_PRONOUN.search(rest))
    rest = _PRONOUN.sub(" ", rest)
    asks, kind, role, topic = _take_asked(rest, bool(found or unknown))
    topic = _trim(topic)
    if found:  # 沈阳农业大学负责冰雪经济吗: the verb belongs to the institution
        topic = _LEADING_VERB.sub("", topic)
    return Query(
        text=text,
        asks=asks,
        kind=kind,
        role=role,
        topic="" if _VERB_ONLY.fullmatch(topic) else topic,
        institutions=found,
        unknown=unknown,
        tasks=tasks,
        sections=sections,
        count=bool(_ASKS_COUNT.search(text)),
        quantity=bool(_ASKS_QUANTITY.search(rest)),
        refers=refers or bool(_FOLLOW.search(text.rstrip("?。! "))),
    )


def follow_up(query: Query, previous: Query, named: tuple[str, ...]) -> Query:
    """The query with what it leaves out taken from the turn before.

    ``named`` are the institutions that the earlier answer named: what 它 and 这些学校 stand for.
    A question that stands on its own takes nothing.
    """
    if not query.refers:
        return query
    institutions = query.institutions
    if not (institutions or query.unknown or query.tasks or query.topic):
        institutions = previous.institutions or named
    elif _PRONOUN.search(query.text) and not institutions and not query.tasks:
        institutions = named or previous.institutions
    bare = not (query.role or query.kind) and query.asks == "text"
    subject = query.topic or query.tasks or query.institutions or query.unknown
    return replace(
        query,
        asks=previous.asks if bare else query.asks,
        kind=previous.kind if bare else query.kind,
        role=previous.role if bare and not institutions else query.role,
        topic=query.topic or ("" if subject or institutions else previous.topic),
        institutions=institutions,
        tasks=query.tasks or (() if subject or institutions else previous.tasks),
    )


def _take_institutions(
    text: str, names: Iterable[str], texts: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Institutions of the documents, others, and the text without them."""
    found, unknown, rest = [], [], text
    open_text = _INTERROGATIVE.sub(lambda match: "?" * len(match[0]), text)
    spans = [(m.name, m.start, m.end) for m in find_institutions(open_text)]
    for name in sorted(set(names), key=len, reverse=True):
        position = rest.find(name)
        inside = any(a <= position and position + len(name) < b for _, a, b in spans)
        if position >= 0 and not inside:
            found.append((position, name))
            rest = rest.replace(name, "\0" * len(name))
    for name, start, end in spans:
        if "\0" not in rest[start:end] and not any(name in text for text in texts):
            unknown.append(name)
            rest = rest[:start] + "\0" * (end - start) + rest[end:]
    ordered = tuple(name for _, name in sorted(found))
    return ordered, tuple(unknown), rest.replace("\0", " ")


def _take_numbers(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, ...], str]:
    numbers = [to_integer(next(g for g in m.groups() if g)) for m in pattern.finditer(text)]
    return tuple(dict.fromkeys(numbers)), pattern.sub(" ", text)


def _take_asked(text: str, about_institution: bool) -> tuple[str, str, str | None, str]:
    """What is asked for, the kind and role it names, and the text without that."""
    role = match[0] if (match := re.search(ROLES, text)) else None
    if match := _ASKS_KIND_LAST.search(text):
        kind = _KIND_OF.get(match["kind"], "")
        return "institutions", kind, match["role"], text[: match.start()] + text[match.end() :]
    asked = _ASKS_KIND_WHICH.search(text) or _ASKS_KIND.search(text) or (None if about_institution else _ASKS_WHO.search(text))
    if asked:
        kind = _KIND_OF.get(asked["kind"], "") if "kind" in asked.groupdict() else ""
        before, after = text[: asked.start()], text[asked.end() :]
        before = re.sub(rf"^\W*(?:{ROLES}|{_DOES})+", "", before)
        before = re.sub(rf"(?:{ROLES}|{_DOES}|背后|依靠)?(?:的)?(?:是|有|由)?$", "", before)
        after = re.sub(
            rf"^(?:来|在|去|会|要|将|共同|主要|一起|正在)*(?:{ROLES}|{_DOES})?(?:了|着)?", "", after
        )
        after = re.sub(
            rf"(?:是)?(?:由|让|靠)?(?:来)?(?:{ROLES}|参与)(?:的)?$", "", after.rstrip("?。 ")
        )
        return "institutions", kind, role, f"{before} {after}"
    if match := _ASKS_TASKS.search(text):
        return "tasks", "", role, text[: match.start()] + " " + text[match.end() :]
    return "text", "", role, text


def _trim(topic: str) -> str:
    """The topic's own words: grammar, punctuation and particles at its edges taken away."""
    topic = _SCAFFOLD.sub(" ", topic)
    words = [_strip_edges(part) for part in _NOISE.split(topic)]
    return " ".join(word for word in words if word)


def _strip_edges(word: str) -> str:
    before = ""
    while before != word:
        before, word = word, _EDGE.sub("", word)
    return word
