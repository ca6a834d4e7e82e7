"""The chain: one LangChain ``Runnable`` from a question to a verified answer.

``Question → understand → retrieve → decide and compose → verify → Answer``
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answer import Answer, Question
from assistant.decide import Decider
from assistant.draft import Refusal
from assistant.query import Query, clean, follow_up, parse_question
from assistant.render import refuse, render
from assistant.retrieve import ClauseRetriever
from assistant.select import Mention
from assistant.verify import find_faults
from index.library import Library

_TURNS = 4  # earlier questions that a follow-up may refer back through
_NEAREST = 5  # clauses retrieved for a question that the words of the plan do not answer


@dataclass(frozen=True, slots=True)
class _Understood:
    question: Question
    query: Query
    started: float


@dataclass(frozen=True, slots=True)
class _Retrieved:
    understood: _Understood
    nearest: tuple[Mention, ...]


def build_chain(library: Library) -> Runnable[Question, Answer]:
    """The chain over a library; ``QuestionError`` for a question that it cannot read."""
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING"):
        os.environ[name] = "false"  # nothing leaves the machine, whatever the environment says
    steps = _Steps(library)
    chain: Runnable[Question, Answer] = (
        RunnableLambda(steps.understand)
        | RunnableLambda(steps.retrieve)
        | RunnableLambda(steps.respond)
    )
    return chain.with_config(run_name="yitiao")


class _Steps:
    """What the links of the chain do."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._retriever = ClauseRetriever(library=library, count=_NEAREST)
        self._decider = Decider(library)
        self._clauses = {c.id: (d, c) for d in library.documents for c in d.clauses}
        self._names = {
            actor.name
            for document in library.documents
            for commitment in document.commitments
            for actor in commitment.actors
            if actor.kind != "平台"
        }

    def understand(self, question: Question) -> _Understood:
        started = time.perf_counter()
        query = self._parse(question.text)
        if query.refers:
            query = self._follow(query, question.history[-_TURNS:])
        return _Understood(question, query, started)

    def _parse(self, text: str) -> Query:
        texts = [document.text for document in self._library.documents]
        return parse_question(clean(text), self._names, texts)

    def _follow(self, query: Query, history: Sequence[str]) -> Query:
        """The query with what it leaves out taken from the turns before it."""
        previous: Query | None = None
        named: tuple[str, ...] = ()
        for turn in history:
            earlier = self._parse(turn)
            if previous:
                earlier = follow_up(earlier, previous, named)
            answer = self.respond(self.retrieve(_Understood(Question(turn), earlier, 0.0)))
            named = tuple(institution.name for institution in answer.institutions)
            previous = earlier
        return follow_up(query, previous, named) if previous else query

    def retrieve(self, understood: _Understood) -> _Retrieved:
        query = understood.query
        found = self._retriever.invoke(query.topic) if query.topic else []
        nearest = tuple(Mention(*self._clauses[str(d.id)], d.metadata["similarity"]) for d in found)
        return _Retrieved(understood, nearest)

    def respond(self, retrieved: _Retrieved) -> Answer:
        understood = retrieved.understood
        text = understood.question.text
        decided = self._decider.decide(understood.query, retrieved.nearest)
        answer = refuse(text, decided) if isinstance(decided, Refusal) else render(text, decided)
        if find_faults(answer, self._library.documents):
            answer = refuse(text, Refusal("unverified", "答案未能通过原文核对,因此不作回答。"))
        elapsed = (time.perf_counter() - understood.started) * 1000
        return replace(answer, latency_ms=round(elapsed, 2))
