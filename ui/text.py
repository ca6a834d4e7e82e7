"""The interface's words, in Chinese and in English. The documents and the answers stay Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Document

NAME = "依条"
EXAMPLES = 4

_BODIES = ("中心", "基地", "联盟", "研究院", "研究所", "实验室", "协作体", "产业园")
_SCHOOLS = {"大学", "学院"}

BAD_BODY = "请求体应是 JSON 对象：{“question”: 字符串, “history”: [字符串]}。"
TOO_LARGE = "请求体过大。"
NO_DOOR = "没有这个地址。"
WRONG_METHOD = "这个地址不支持该请求方法。"
UNEXPECTED = "服务内部出错，请稍后重试。"
NO_DOCUMENT = "没有找到这份文件，它可能已从资料库移除。"
NO_CLAUSE = "这份文件里没有这一条，原文可能已更新。"


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages say around the documents, in one language; ``language`` is its HTML code."""

    language: str
    tagline: str
    covers: str
    covers_many: str
    question: str
    placeholder: str
    send: str
    clear: str
    switch: str
    welcome: str
    examples_hint: str
    proof: str
    close: str
    open_original: str


CHINESE = Words(
    language="zh-CN",
    tagline="每一句回答，都有原文为证",
    covers="已收录",
    covers_many="等 {count} 份文件",
    question="问题",
    placeholder="就方案内容提问，按回车发送",
    send="发送",
    clear="清空对话",
    switch="English",
    welcome="想了解方案的什么内容？",
    examples_hint="直接提问，或从下面的问题开始。点开回答里的出处，可对照原文。",
    proof="原文出处",
    close="关闭",
    open_original="在原文中打开",
)

ENGLISH = Words(
    language="en",
    tagline="Every answer is proven by the original clause",
    covers="Covers",
    covers_many="and others, {count} documents in all",
    question="Question",
    placeholder="Ask in Chinese, press Enter to send",
    send="Send",
    clear="Clear",
    switch="中文",
    welcome="What would you like to know about the plan?",
    examples_hint="Ask, or start from a question below. Open a source to read the clause.",
    proof="Source",
    close="Close",
    open_original="Open in the document",
)

LANGUAGES = {words.language: words for words in (CHINESE, ENGLISH)}


def choose(language: str | None) -> Words:
    """The words of a language code, Chinese where it is not spoken here."""
    return LANGUAGES.get(language or "", CHINESE)


def other(language: str | None) -> Words:
    """The words of the language that the switch leads to."""
    return CHINESE if choose(language) is ENGLISH else ENGLISH


def suggest_questions(documents: Sequence[Document]) -> tuple[str, ...]:
    """Questions that the documents answer, made of their own words."""
    questions: list[str] = []
    for document in documents:
        questions += [*_ask_about_commitments(document), *_ask_about_tasks(document)]
        if len(questions) >= EXAMPLES:
            break
    return tuple(dict.fromkeys(questions))[:EXAMPLES]


def _ask_about_commitments(document: Document) -> list[str]:
    built = [one.deliverable for one in document.commitments if one.actors and one.deliverable]
    named = [name for name in built if len(name) <= 16 and name.endswith(_BODIES)]
    involved = Counter(actor.name for one in document.commitments for actor in one.actors)
    return [
        *_ask_who_takes_part(document),
        *(f"{name}由谁建设？" for name in named[-1:]),
        *(f"{name}承担哪些任务？" for name, _ in involved.most_common(1)),
    ]


def _ask_who_takes_part(document: Document) -> list[str]:
    """Ask for the actors of the first task that has a handful of them."""
    unit_of = {clause.id: clause.unit for clause in document.clauses}
    for task in document.tasks:
        own = (one for one in document.commitments if unit_of.get(one.clause) == task.id)
        actors = {actor.name: actor.kind for one in own for actor in one.actors}
        if task.title and 3 <= len(actors) <= 6:
            kind = "高校" if set(actors.values()) <= _SCHOOLS else "单位"
            return [f"哪些{kind}参与“{task.title}”？"]
    return []


def _ask_about_tasks(document: Document) -> list[str]:
    labels = Counter(task.label for task in document.tasks)
    named = [label for label, times in labels.items() if times == 1 and not label.isdecimal()]
    if not named:
        return [f"《{document.title}》讲了什么？"]
    spread = (named[len(named) // 2], named[len(named) // 4], named[-1], named[0])
    return [f"{label}讲了什么？" for label in spread]
