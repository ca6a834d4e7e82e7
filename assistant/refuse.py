"""Decline a question: the sentence that names what was looked for and says why it is not there."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.algebra import section_of, with_institutions
from assistant.draft import Refusal
from assistant.grammar import ROLE
from assistant.query import Query
from assistant.select import Selector
from index.library import Library

_NAMED = 6  # institutions that a refusal names at the most


class Refuser:
    """Words refusals over one library."""

    def __init__(self, library: Library, selector: Selector) -> None:
        self._library = library
        self._selector = selector

    @property
    def title(self) -> str:
        """What a sentence calls the documents."""
        return "方案" if len(self._library.documents) == 1 else "资料库中的文件"

    def unknown(self, names: Sequence[str]) -> Refusal:
        """Institutions that no document names."""
        says = f"{self.title}未提及{'、'.join(names)},因此无法回答。"
        return Refusal("unknown_institution", says)

    def unsaid(self, query: Query, figure: str) -> Refusal:
        """A figure that the question takes for granted."""
        about = query.topic.replace(figure, "").strip()
        where = f"在“{about}”处" if about else ""
        return Refusal("premise", f"{self.title}{where}没有写“{figure}”。")

    def silent(self, query: Query) -> Refusal:
        """The documents say nothing on the topic."""
        if not query.topic:
            return Refusal("not_in_documents", f"{self.title}没有写所问内容,因此无法回答。")
        if self._selector.share_known(query.topic) >= 0.6:
            return Refusal(
                "not_in_documents", f"{self.title}没有写“{query.topic}”的相关内容,因此无法回答。"
            )
        return Refusal("off_topic", f"{self.title}没有提到“{query.topic}”,因此无法回答。")

    def no_part(self, query: Query, where: str) -> Refusal:
        """The institution is named, but has no part in what was asked."""
        names = "、".join(query.institutions)
        if query.topic and not self._selector.match_topic(query.topic):
            return Refusal(
                "not_in_documents", f"{self.title}没有写{names}的“{query.topic}”,因此无法回答。"
            )
        own = with_institutions(self._selector.commitments(), query.institutions)
        labels = "、".join(dict.fromkeys(match.clause.label for match in own))
        instead = f"它参与的是{labels}。" if labels else ""
        others = self._others(query)
        part = f"由{names}{where}的任务" if ROLE.fullmatch(where) else f"{names}参与“{where}”"
        return Refusal("premise", f"{self.title}没有写{part}。{others}{instead}")

    def _others(self, query: Query) -> str:
        """Who has a part in the topic instead, with where the documents say so."""
        if not query.topic:
            return ""
        on_topic = self._selector.match_topic(query.topic)
        who = dict.fromkeys(actor.name for match in on_topic for actor in match.actors)
        labels = dict.fromkeys(match.clause.label for match in on_topic)
        named = len(who) <= _NAMED
        return f"写明参与的是{'、'.join(who)}({'、'.join(labels)})。" if who and named else ""

    def no_such_task(self, number: int, sections: Sequence[int]) -> Refusal:
        """No task, or none in the sections, bears the number."""
        tasks = [
            task
            for document in self._library.documents
            for task in document.tasks
            if not sections or section_of(document, task.start).index in sections
        ]
        last = max((task.number for task in tasks), default=0)
        every = [(d, task) for d in self._library.documents for task in d.tasks]
        numbers = [task.number for _, task in every]
        if sections and number in numbers and len(set(numbers)) == len(numbers):
            document, task = every[numbers.index(number)]  # it stands in another section
            part = section_of(document, task.start)
            return Refusal("premise", f"{task.label}不在所问部分,它属于“{part.label}”。")
        where = "所问部分" if sections else self.title
        says = f"任务只到第{last}项" if tasks else "没有编号的任务"
        return Refusal("no_such_task", f"{where}{says},没有第{number}项。")
