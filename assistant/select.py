"""Select what a question is about: set algebra over commitments, with retrieval for the rest.

A topic selects a commitment by the text that the commitment reaches, never by its whole sentence:
that is what keeps neighbours in an enumeration apart. Three readings are tried, the strictest
first: the topic as it stands, all of its words, most of its information.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.query import Query
from index.library import Library
from ingest.document import Actor, Clause, Commitment, Document

T = TypeVar("T")

_NOISE = re.compile(r"[^\w]+|_")
_COVERAGE = 0.6  # share of a topic's information that a partial match must hold
_VAGUE = frozenset(
    "建设 发展 推动 推进 促进 加强 服务 工作 相关 方面 领域 开展 提升 支持 助力 "
    "实施 合作 任务 项目 情况 内容 负责 参与 "
    "重点 主要 哪里 时候 要求 目标 措施".split()
)
KIND_MEMBERS = {
    "高校": {"大学", "学院"},
    "企业": {"企业"},
    "部门": {"部门"},
    "政府": {"政府"},
    "医院": {"医院"},
    "科研院所": {"科研院所"},
}


@dataclass(frozen=True, slots=True)
class Match:
    """A commitment that answers, its clause and document, and those of its actors that do."""

    document: Document
    clause: Clause
    commitment: Commitment
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause that speaks of the topic; ``coverage`` is the share of the topic that it holds."""

    document: Document
    clause: Clause
    coverage: float


class Selector:
    """Selects commitments and clauses of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._texts = [
            (document, clause, normalise(document.quote(clause)))
            for document in library.documents
            for clause in document.clauses
        ]
        self._clauses = {clause.id: clause for _, clause, _ in self._texts}
        self._titles = {
            (document.id, task.id): task.title
            for document in library.documents
            for task in document.tasks
        }

    def commitments(self) -> Iterator[Match]:
        """Every commitment of the library."""
        for document in self._library.documents:
            for commitment in document.commitments:
                clause = self._clauses[commitment.clause]
                yield Match(document, clause, commitment, commitment.actors)

    def match_topic(self, topic: str, among: Iterable[Match] | None = None) -> list[Match]:
        """The commitments whose reach speaks of the topic."""
        candidates = list(among if among is not None else self.commitments())
        whole, words = normalise(topic), self.words(topic)
        reached = [(match, self._reach(match)) for match in candidates]
        literal = [match for match, text in reached if whole and whole in text]
        if literal:
            return literal
        titled = [match for match in candidates if self._is_title(whole, match)]
        if titled:
            return titled
        return [match for match, _ in _best(self._coverage(reached, words, self._title))]

    def mentions(self, topic: str, units: frozenset[str] | None = None) -> list[Mention]:
        """The clauses that hold the topic, else those that hold most of it, best first."""
        whole, words = normalise(topic), self.words(topic)
        texts = [t for t in self._texts if units is None or f"{t[0].id}/{t[1].unit}" in units]
        literal = [Mention(d, c, 1.0) for d, c, text in texts if whole and whole in text]
        if literal:
            return literal
        scored = self._coverage([(t, t[2]) for t in texts], words, lambda t: self._unit_title(t))
        return [Mention(item[0], item[1], share) for item, share in _best(scored)]

    def words(self, topic: str) -> list[str]:
        """The topic's words that carry information, in order."""
        cut = [normalise(word) for word in self._library.segmenter.cut(topic.lower())]
        words = [word for word in cut if len(word) > 1 and word not in _VAGUE]
        return list(dict.fromkeys(words or [word for word in cut if word]))

    def knows(self, topic: str) -> bool:
        """Whether half of the topic's information stands anywhere in the documents."""
        weights = {word: self._information(word) for word in self.words(topic)}
        held = sum(weight for word, weight in weights.items() if self._frequency(word))
        return held * 2 >= sum(weights.values()) > 0

    def _reach(self, match: Match) -> str:
        text = match.document.text
        return normalise("".join(text[a:b] + "\n" for a, b in match.commitment.reach))

    def _title(self, match: Match) -> str:
        return normalise(self._titles.get((match.document.id, match.clause.unit), ""))

    def _unit_title(self, item: tuple[Document, Clause, str]) -> str:
        return normalise(self._titles.get((item[0].id, item[1].unit), ""))

    def _is_title(self, whole: str, match: Match) -> bool:
        title = self._title(match)
        return bool(title and whole) and (whole in title or title in whole) and len(whole) > 3

    def _coverage(
        self, items: Iterable[tuple[T, str]], words: Sequence[str], title: Callable[[T], str]
    ) -> list[tuple[T, float]]:
        """The share of the words' information that each item's text and title hold."""
        weights = {word: self._information(word) for word in words}
        total = sum(weights.values())
        if not total:
            return []
        scored = []
        for item, text in items:
            own = [word for word in words if word in text]
            around = title(item)
            held = sum(weights[word] for word in words if word in own or word in around)
            if own and held / total >= _COVERAGE:
                scored.append((item, held / total))
        return scored

    def _information(self, word: str) -> float:
        """Inverse document frequency over clauses, as in BM25 (Robertson and Zaragoza 2009)."""
        frequency, count = self._frequency(word), len(self._texts)
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))

    def _frequency(self, word: str) -> int:
        return sum(word in text for _, _, text in self._texts)


def _best(scored: list[tuple[T, float]]) -> list[tuple[T, float]]:
    """Those within a tenth of the best share, in the order of the text."""
    top = max((share for _, share in scored), default=0.0)
    return [(item, share) for item, share in scored if share >= top - 0.1]


def normalise(text: str) -> str:
    """Letters, digits and Chinese characters alone, NFKC, lower case."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


def of_kind(matches: Iterable[Match], kind: str) -> list[Match]:
    """The matches with only their actors of the kind; ``""`` is any but a platform."""
    kept = []
    for match in matches:
        members = KIND_MEMBERS.get(kind)
        actors = tuple(
            actor
            for actor in match.actors
            if (actor.kind in members if members else actor.kind != "平台")
        )
        if actors:
            kept.append(Match(match.document, match.clause, match.commitment, actors))
    return kept


def without_notes(matches: Sequence[Match]) -> list[Match]:
    """Those who do the work themselves, where there are any, without those answerable for it."""
    return [match for match in matches if not _in_note(match)] or list(matches)


def _in_note(match: Match) -> bool:
    """Whether the actors stand in a bracket: （责任单位：…）."""
    before = match.document.quote(match.clause).partition(match.actors[0].name)[0]
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


def with_institutions(matches: Iterable[Match], names: Sequence[str]) -> list[Match]:
    """The matches in which every one of the institutions acts."""
    return [m for m in matches if set(names) <= {actor.name for actor in m.commitment.actors}]


def with_role(matches: Iterable[Match], query: Query) -> list[Match]:
    """The matches with only the actors whose role is the user's word."""
    kept = []
    for match in matches:
        actors = tuple(actor for actor in match.actors if query.role in actor.roles)
        if actors:
            kept.append(Match(match.document, match.clause, match.commitment, actors))
    return kept
