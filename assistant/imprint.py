"""Answer what is asked of a document itself: its number, its date, its term, whom to call."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from assistant.compose import compose_text, compose_titles, join
from assistant.draft import Draft, Part, Refusal
from assistant.evidence import Evidence
from assistant.grammar import (
    ADDRESSES,
    BY_WHOM,
    CONTACTED,
    DATED,
    ENDED,
    FOLLOWS,
    FULL_NAME,
    IN_FORCE,
    MADE_FOR,
    ON_WHAT,
    SIGNED,
    TERM,
)
from assistant.query import Query
from assistant.refuse import Refuser
from assistant.select import Mention, Selector
from index.library import Library
from ingest.document import PREAMBLE

_OPENING = 12  # clauses among which a document says what it follows
_ADDRESSED = 4  # clauses among which a document says whom it is for
_IN_FORCE = 2  # clauses that say so, the last of the document


class Imprint:
    """Answers for the documents of one library."""

    def __init__(
        self, library: Library, selector: Selector, evidence: Evidence, refuser: Refuser
    ) -> None:
        self._library = library
        self._selector = selector
        self._evidence = evidence
        self._refuse = refuser

    def source(self, query: Query) -> Draft | Refusal:
        """“文号是多少?”, “落实哪个文件?”: where the documents print it.

        “依据哪些法律?” asks for what they follow before it asks for their number.
        """
        if ENDED.search(query.text):
            ended = self._evidence.saying(lambda _, quote: bool(ENDED.search(quote)))
            if ended:
                return compose_text(Query("", topic="停止执行的文件"), ended)
        follows = self._evidence.saying(lambda _, quote: bool(FOLLOWS.search(quote)), _OPENING)
        numbered = self._evidence.saying(
            lambda document, quote: any(
                number and number in quote for number in (document.number, document.carries_out)
            )
        )
        asks_number = "文号" in query.text or not ON_WHAT.search(query.text)
        mentions = numbered or follows if asks_number else follows or numbered
        if not mentions:
            return Refusal("not_in_documents", f"{self._refuse.title}正文没有写文号,因此无法回答。")
        found = compose_text(Query("", topic="文号" if asks_number else "依据"), mentions)
        titles = compose_titles(self._library.documents) if FULL_NAME.search(query.text) else None
        dated = self.issued(query) if DATED.search(query.text) else None
        return join([d for d in (titles, found, dated) if isinstance(d, Draft)])

    def opening(self) -> Draft | Refusal:
        """“序言讲了什么?”: what stands before the first heading."""
        mentions = [
            Mention(document, clause, 1.0)
            for document in self._library.documents
            for clause in document.clauses
            if clause.section == PREAMBLE and clause.task is None
        ]
        if not mentions:
            return Refusal("not_in_documents", f"{self._refuse.title}没有序言,因此无法回答。")
        return compose_text(Query("", topic="序言"), mentions)

    def purpose(self) -> Draft | Refusal:
        """“为什么制定这个方案?”: where the documents say what they are for, at their beginning."""
        mentions = self._evidence.saying(lambda _, quote: bool(MADE_FOR.match(quote)), _OPENING)
        if not mentions:
            return Refusal(
                "not_in_documents", f"{self._refuse.title}没有写制定的目的,因此无法回答。"
            )
        return compose_text(Query("", topic="制定目的"), mentions[:1])

    def issued(self, query: Query) -> Draft | Refusal:
        """“什么时候印发的?”, “谁印发的?”: the signature and its date, where they are printed; the
        title where it begins with who issues it."""
        mentions = self._evidence.saying(
            lambda document, quote: bool(SIGNED.fullmatch(quote)) or quote == document.issuer
        )
        named = [d for d in self._library.documents if d.issuer and d.title.startswith(d.issuer)]
        titles = compose_titles(named) if named and BY_WHOM.search(query.text) else None
        signed = compose_text(Query("", topic="印发"), mentions) if mentions else None
        if found := [draft for draft in (titles, signed) if isinstance(draft, Draft)]:
            return replace(join(found), headline=Part("印发的机关和时间:"))
        says = f"{self._refuse.title}正文没有写印发的机关和时间,因此无法回答。"
        return Refusal("not_in_documents", says)

    def addressed(self) -> Draft | Refusal:
        """“这份通知发给谁?”: those whom the document addresses, before its first sentence."""
        mentions = self._evidence.saying(
            lambda _, quote: bool(ADDRESSES.fullmatch(quote)), _ADDRESSED
        )
        if not mentions:
            says = f"{self._refuse.title}没有写主送单位,因此无法回答。"
            return Refusal("not_in_documents", says)
        return compose_text(Query("", topic="主送单位"), mentions)

    def contact(self, query: Query) -> Draft | Refusal:
        """“联系电话是多少?”: where the documents print a number or an address."""
        mentions = self._evidence.saying(lambda _, quote: bool(CONTACTED.search(quote)))
        if query.topic:
            held = {m.clause.unit for m in self._selector.mentions(query.topic)}
            mentions = [m for m in mentions if m.clause.unit in held]
        if not mentions:
            says = f"{self._refuse.title}没有写电话等联系方式,因此无法回答。"
            return Refusal("not_in_documents", says)
        return compose_text(Query("", topic="联系方式"), mentions)

    def valid(self, query: Query) -> Draft | Refusal:
        """“从什么时候起施行,到什么时候失效?”: where the documents print it.

        A question that takes it to be for other years than they print is declined.
        """
        mentions = self._evidence.saying(lambda _, quote: bool(IN_FORCE.search(quote)))
        if not mentions:
            says = f"{self._refuse.title}没有写施行时间和有效期,因此无法回答。"
            return Refusal("not_in_documents", says)
        printed = [TERM.findall(m.document.quote(m.clause)) for m in mentions]
        if any(printed) and not set(TERM.findall(query.text)) <= set(chain.from_iterable(printed)):
            says = f"{self._refuse.title}写的施行时间和有效期与所问不同,因此无法回答。"
            return Refusal("premise", says)
        return compose_text(Query("", topic="施行"), mentions[-_IN_FORCE:])
