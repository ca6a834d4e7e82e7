"""The chain: one LangChain ``Runnable`` from a question to a verified answer.

``Question → understand → decide from the table of commitments, or else retrieve and decide from
passages → render and verify → Answer``
"""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from langchain_core.runnables import (
    Runnable,
    RunnableBranch,
    RunnableLambda,
    RunnablePassthrough,
)

from assistant.algebra import section_of, single_tasks
from assistant.answer import Answer, Question
from assistant.decide import Decider
from assistant.draft import Draft, Refusal
from assistant.everyday import clean
from assistant.further import (
    append,
    is_near,
    says_all,
    split_clauses,
    split_further,
    split_sentences,
)
from assistant.grammar import IT
from assistant.names import NameFinder, respell
from assistant.query import OF_DOCUMENT, Query, follow_up, parse_question
from assistant.relevance import Relevance, is_relevant
from assistant.render import refuse, render
from assistant.retrieve import ClauseRetriever
from assistant.select import Mention
from assistant.verify import find_faults
from assistant.wording import Known
from index.library import Library
from ingest.document import Document
from ingest.institutions import find_aliases
from ingest.outline import to_integer
from ingest.subjects import business_of

_OF_A_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}?[省市县区州盟旗]")
_SILENT = frozenset({"not_in_documents", "off_topic"})
_JOINING = frozenset({"联合", "会同"})
_TITLE = 6  # characters of a title that is no everyday word
_TURNS = 4  # earlier questions that a follow-up may refer back through
_SPECIFIC = 4  # characters of a topic that tells where it is spoken of
_NEAREST = 10  # clauses retrieved for a question that the words of the plan do not answer


class _View:
    """What the chain derives from the documents, once for each state of the library."""

    def __init__(self, library: Library, relevant: Relevance = is_relevant) -> None:
        self.documents = library.documents
        self.decider = Decider(library, relevant)
        self.things = self.decider.things
        self.clauses = {c.id: (d, c) for d in self.documents for c in d.clauses}
        names = {
            actor.name
            for document in self.documents
            for commitment in document.commitments
            for actor in commitment.actors
            if actor.kind != "平台"
        }
        sectors = {f"{name}部门": name for name in names if business_of(name) == name}
        names -= sectors.keys() | set(sectors.values())
        texts = tuple(document.text for document in self.documents)
        sections = tuple((s.index, s.title) for d in self.documents for s in d.sections if s.title)
        aliases = {
            short: unicodedata.normalize("NFKC", whole.name)
            for text in texts
            for short, whole in find_aliases(text).items()
        }
        places = {p for d in self.documents for p in _OF_A_PLACE.findall(d.issuer or d.title)}

        def last_word(text: str) -> tuple[str, bool]:
            word = (library.cut(text) or [""])[-1]
            return word, library.is_noun(word)

        finder = NameFinder(frozenset(names), frozenset(places), last_word, texts, sectors)
        self.known = Known(
            texts=texts,
            find=finder.find,
            aliases=aliases,
            sections=sections,
            cut=library.cut,
            information=library.information,
            is_noun=library.is_noun,
            compare=library.compare,
            names=frozenset(names),
            places=frozenset(places),
            titles=_titles(self.documents),
            labels=_labels(self.documents),
            printed=_printed(self.documents),
        )

    def parse(self, text: str) -> Query:
        """The query of a question. Raises ``QuestionError``."""
        return parse_question(
            respell(clean(text), self.things, self.known.texts),
            self.known,
        )


def _labels(documents: Sequence[Document]) -> tuple[tuple[int, str], ...]:
    """The sections and labels of the items of one document, in order."""
    single = documents[0] if len(documents) == 1 else None
    return tuple(
        (section_of(single, task.start).index, unicodedata.normalize("NFKC", task.label))
        for task in (single_tasks(single) if single else ())
        if single
    )


def _printed(documents: Sequence[Document]) -> dict[int, int]:
    """The positions of one document's sections by their printed numbers."""
    single = documents[0].sections if len(documents) == 1 else ()
    return {to_integer(s.numeral): s.index for s in single if s.index and s.numeral}


def _titles(documents: Sequence[Document]) -> dict[str, str]:
    """The labels of the items of one document by their titles, the longest first."""
    single = documents[0].tasks if len(documents) == 1 else ()
    labels = Counter(task.label for task in single)
    tasks = [task for task in single if len(task.title) >= _TITLE and labels[task.label] == 1]
    counts = Counter(task.title for task in tasks)
    tasks.sort(key=lambda task: -len(task.title))
    titled = (task for task in tasks if counts[task.title] == 1)
    return {task.title: unicodedata.normalize("NFKC", task.label) for task in titled}


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question on its way through the chain."""

    view: _View
    question: Question
    query: Query
    started: float
    decision: Draft | Refusal | None = None
    nearest: tuple[Mention, ...] = ()


def build_chain(library: Library, relevant: Relevance = is_relevant) -> Runnable[Question, Answer]:
    """The chain over a library; ``QuestionError`` for a question that it cannot read."""
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING"):
        os.environ[name] = "false"  # nothing leaves the machine, whatever the environment says
    steps = _Steps(library, relevant)
    from_passages = RunnableLambda(steps.retrieve) | RunnableLambda(steps.decide_from_passages)
    chain: Runnable[Question, Answer] = (
        RunnableLambda(steps.understand)
        | RunnableLambda(steps.decide_from_table)
        | RunnableBranch((steps.is_undecided, from_passages), RunnablePassthrough())
        | RunnableLambda(steps.decide_with_history)
        | RunnableLambda(steps.decide_by_meaning)
        | RunnableLambda(steps.decide_further)
        | RunnableLambda(steps.respond)
    )
    return chain.with_config(run_name="yitiao")


def _continue(view: _View, query: Query, previous: Query, answer: Answer) -> Query:
    """The query with what it leaves out taken from the turn before and its answer."""
    cited = {
        (section_of(document, clause.start).index, clause.task)
        for document, clause in (view.clauses[citation.clause] for citation in answer.citations)
    }
    single = len(view.documents) == len(cited) == 1  # a number may be of several documents
    section, task = cited.pop() if single else (0, None)
    item = Query("", tasks=(task,), sections=(section,), pairs=((section, task),)) if task else None
    named = tuple(institution.name for institution in answer.institutions)
    leading = tuple(i.name for i in answer.institutions if set(i.roles) - _JOINING)
    return follow_up(query, previous, named, leading, item)


def _stands_alone(query: Query) -> bool:
    """Whether a part of a question is one by itself."""
    return bool(query.topic or query.institutions or query.tasks) and not query.refers


def _is_one(query: Query, first: Query) -> bool:
    """Whether a later part is a question by itself, or of what the first part is about: …依托哪些
    高校,联合哪些医院."""
    other = bool(query.role and query.kind and first.role) and query.role != first.role
    other = other or (query.is_bare and bool(query.role) and not first.role)  # …,哪一家牵头
    refers = IT.search(query.text) or query.text.rstrip("?。").endswith("呢")
    return _stands_alone(query) or other or bool(query.refers and refers)


class _Steps:
    """What the links of the chain do."""

    def __init__(self, library: Library, relevant: Relevance) -> None:
        self._library = library
        self._relevant = relevant
        self._retriever = ClauseRetriever(library=library, count=_NEAREST)
        self._view = _View(library, relevant)

    def understand(self, question: Question) -> _Turn:
        started = time.perf_counter()
        self._library.refresh()
        if self._library.documents is not self._view.documents:
            self._view = _View(self._library, self._relevant)
        view = self._view
        query = view.parse(question.text)
        if query.refers or query.is_bare:
            query = self._follow(view, query, question.history[-_TURNS:])
        return _Turn(view, question, query, started)

    def _follow(self, view: _View, query: Query, history: Sequence[str]) -> Query:
        """The query with what it leaves out taken from the turns before it."""
        if not (before := self._earlier(view, history)):
            return query
        return _continue(view, query, *before)

    def _earlier(self, view: _View, history: Sequence[str]) -> tuple[Query, Answer] | None:
        """The last turn, understood with those before it, and what it was answered."""
        before: tuple[Query, Answer] | None = None
        for turn in history:
            query = view.parse(turn)
            query = _continue(view, query, *before) if before else query
            before = query, self._answer(_Turn(view, Question(turn), query, 0.0))
        return before

    def _answer(self, turn: _Turn) -> Answer:
        return self.respond(self._decide(turn))

    def decide_from_table(self, turn: _Turn) -> _Turn:
        return replace(turn, decision=turn.view.decider.decide(turn.query))

    def is_undecided(self, turn: _Turn) -> bool:
        return turn.decision is None

    def retrieve(self, turn: _Turn) -> _Turn:
        clauses = turn.view.clauses
        text = turn.query.text
        earlier = [word for word in turn.query.topic.split() if word not in text]
        query = " ".join([*earlier, text])  # what the turn before was about comes first
        nearest = tuple(
            Mention(
                *clauses[str(passage.id)],
                passage.metadata["similarity"],
                passage.metadata["score"],
            )
            for passage in self._retriever.invoke(query)
            if passage.id in clauses
        )
        return replace(turn, nearest=nearest)

    def decide_from_passages(self, turn: _Turn) -> _Turn:
        return replace(turn, decision=turn.view.decider.decide(turn.query, turn.nearest))

    def decide_with_history(self, turn: _Turn) -> _Turn:
        """Try again with the topic of the turn before, and in the items that answered it: 海参加工
        谁负责? 对接的是哪里的产业园? 每年要练几回?"""
        query, decision, history = turn.query, turn.decision, turn.question.history[-_TURNS:]
        silent = isinstance(decision, Refusal) and decision.reason in _SILENT
        if not silent or query.unknown or query.institutions:
            return turn
        if not (before := self._earlier(turn.view, history)):
            return turn
        previous, answer = before
        if previous.topic and query.topic and not previous.unknown:
            both = replace(query, topic=f"{previous.topic} {query.topic}", topics=())
            again = self.decide_from_passages(self.retrieve(replace(turn, query=both)))
            if isinstance(again.decision, Draft):
                return again
        cited = [turn.view.clauses[citation.clause] for citation in answer.citations]
        draft = turn.view.decider.decide_inside(query, cited)
        return replace(turn, decision=draft) if draft else turn

    def decide_by_meaning(self, turn: _Turn) -> _Turn:
        """Try the clauses nearest to the question as it stands, where no words of it are found."""
        query, decision = turn.query, turn.decision
        silent = isinstance(decision, Refusal) and decision.reason in _SILENT
        if not silent or query.unknown or query.person or query.asks in OF_DOCUMENT:
            return turn
        of_kind = query.asks == "tasks" and query.kind  # told by the table alone
        if (query.refers and not query.topic) or query.excluded_topic or of_kind:
            return turn
        turn = turn if turn.nearest else self.retrieve(turn)
        draft = turn.view.decider.decide_by_meaning(query, turn.nearest)
        return replace(turn, decision=draft) if draft else turn

    def decide_further(self, turn: _Turn) -> _Turn:
        """Answer what the question asks besides: every sentence of it, or else its further parts
        from the items that the answer rests on."""
        draft = None if turn.query.asks == "chat" else self._find_further(turn)
        if (
            not draft
            or draft == turn.decision
            or find_faults(render("", draft), turn.view.documents)
        ):
            return turn
        return replace(turn, decision=draft)

    def _find_further(self, turn: _Turn) -> Draft | None:
        sentences = split_sentences(turn.question.text)
        clauses = [] if sentences else split_clauses(turn.question.text)
        queries = [turn.view.parse(clause) for clause in clauses]
        alone = (
            queries
            and _stands_alone(queries[0])
            and all(_is_one(query, queries[0]) for query in queries[1:])
        )
        every = sentences or (clauses if alone else [])
        if every and (draft := self._decide_each(turn, every)):
            return draft
        parts = split_further(turn.query.text)
        if not parts or turn.query.asks in OF_DOCUMENT:
            return None
        queries = [turn.view.parse(part) for part in parts]
        decision = turn.decision
        if not isinstance(decision, Draft) or not turn.query.has_subject:
            first = replace(turn, query=queries[0], decision=None)
            told = queries[0].has_subject or queries[0].kind
            again = self._decide(first) if told else first
            decision = again.decision if isinstance(again.decision, Draft) else decision
        if not isinstance(decision, Draft):
            return None
        further = [query for query in queries if query.asks in ("text", "title", "platforms")]
        return turn.view.decider.add_further(decision, further)

    def _decide_each(self, turn: _Turn, sentences: Sequence[str]) -> Draft | None:
        """The answers of all sentences, each a turn of its own after those before it; ``None``
        where one has no answer."""
        draft: Draft | None = None
        history = turn.question.history
        for sentence in sentences:
            own = self.understand(Question(sentence, history))
            own = self.decide_by_meaning(self.decide_with_history(self._decide(own)))
            if not isinstance(own.decision, Draft):
                return None
            fact = own.query.asks in ("text", "title")
            specific = len(own.query.topic) >= _SPECIFIC or not own.query.topic
            if draft is None:
                draft = own.decision
            elif says_all(draft, own.decision):
                pass  # both are told by the same words
            elif not fact or (own.query.topic and specific and not is_near(own.decision)):
                draft = append(draft, own.decision)
            elif (more := turn.view.decider.add_further(draft, [own.query])) != draft:
                draft = more
            elif specific:
                draft = append(draft, own.decision)
            else:
                return None
            history = (*history, sentence)
        return draft

    def _decide(self, turn: _Turn) -> _Turn:
        turn = self.decide_from_table(turn)
        return self.decide_from_passages(self.retrieve(turn)) if self.is_undecided(turn) else turn

    def respond(self, turn: _Turn) -> Answer:
        text, decision = turn.question.text, turn.decision
        if isinstance(decision, Draft):
            answer = render(text, decision)
        else:
            answer = refuse(text, decision or Refusal("not_in_documents", "没有找到相关内容。"))
        if find_faults(answer, turn.view.documents):
            answer = refuse(text, Refusal("unverified", "答案未能通过原文核对,因此不作回答。"))
        elapsed = (time.perf_counter() - turn.started) * 1000
        return replace(answer, latency_ms=round(elapsed, 2))
