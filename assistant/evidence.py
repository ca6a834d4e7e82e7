"""Find the clauses that answer a question: those that speak of its topic, else the nearest ones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from assistant.algebra import section_of
from assistant.compose import has_figure
from assistant.grammar import (
    ARTICLE,
    ATTRIBUTE,
    IN_WHICH_PLACE,
    MADE_RULES,
    OF_WHERE,
    PENALTY,
    PLACED,
    SANCTION,
    UNITS,
    contrasts,
)
from assistant.query import Query
from assistant.reading import NAME
from assistant.relevance import Relevance
from assistant.select import Mention, Selector
from index.alignment import align
from index.library import Library
from ingest.document import Clause, Document
from ingest.lexicon import lexicon
from ingest.outline import to_integer

FIGURE_COVERAGE = 0.7
"""Share of a topic's information that a sentence must hold for its figure to be the answer."""
_THING = 4  # characters of what is counted
_COUNTED = re.compile(
    r"[\u4e00-\u9fff]{4,16}?(?=(?:不少于|不低于|达到?|超过|突破|至少|约|近|共)?[0-9][0-9.]*万?[个家所项条])"
)
_BEFORE_THING = r"(?:^|[,，?、 的个家所项条几少建设立成造训增办]|培育|要)"
_AFTER_THING = r"(?=$|[?。,， ]|的?数量|个?几|多少|有|要|建|计划|一共|总共|共|呢|达到|新增|设)"
_LITERAL = 6  # characters of a topic that is looked for as it stands
_COUNTS = re.compile(
    "(?P<verb>[\u4e00-\u9fff]{2})(?:了|过)?(?:几|多少)(?P<unit>[个家所支座处类种台条])(?P<what>[\u4e00-\u9fff]{2})"
)
_MUCH_MORE = 0.15  # of a question, that another clause of the item says
_LIKELY = 3  # of the nearest clauses, one of which may answer where no clause holds the topic
_BEHIND = 0.08  # of the retrieval's score
_ONE_BREACH = 0.5  # share of a breach's information in the one sanction that there is
_BREACH = 0.4  # cosine and share of a breach's information that its sanction must have together
_BREACH_LEAD = 0.1  # over the next sanction


_LINE, _BELOW = 30, 2  # characters of a line that names a thing; sentences below it
_RATE = re.compile(
    "[\u4e00-\u9fff](?:率|强度|比重|占比|密度|浓度|增速|增幅|指数|总量|总额|数量|水平)$"
)


class Evidence:
    """Finds clauses of one library."""

    def __init__(self, library: Library, selector: Selector, relevant: Relevance) -> None:
        self._library = library
        self._selector = selector
        self._relevant = relevant

    def saying(
        self, says: Callable[[Document, str], bool], first: int | None = None
    ) -> list[Mention]:
        """The clauses, or the ``first`` of each document, whose text says it."""
        return [
            Mention(document, clause, 1.0)
            for document in self._library.documents
            for clause in document.clauses[:first]
            if says(document, document.quote(clause))
        ]

    def counted(self, question: str) -> list[Mention]:
        """The clauses that say how many there are of what a question counts: 实训基地6个."""
        held: dict[Mention, int] = {}
        for mention in self.saying(lambda _, quote: bool(_COUNTED.search(quote))):
            for match in _COUNTED.finditer(mention.document.quote(mention.clause)):
                for start in range(match.start(), match.end() - _THING + 1):
                    thing = match.string[start : match.end()]
                    if re.search(rf"{_BEFORE_THING}{re.escape(thing)}{_AFTER_THING}", question):
                        held[mention] = max(len(thing), held.get(mention, 0))
                        break
        if not held and (asked := _COUNTS.search(question)):  # 归集几个部门的数据
            verb, unit, what = map(re.escape, asked.group("verb", "unit", "what"))
            number = "(?:[0-9]+|[一二三四五六七八九十]+)"
            told = re.compile(rf"{verb}[^，。；]{{0,4}}{number}{unit}[^，。；]{{0,6}}{what}")
            return self.saying(lambda _, quote: bool(told.search(quote)))
        longest = max(held.values(), default=0)
        return [mention for mention, length in held.items() if length == longest]

    def rules(self, query: Query) -> list[Mention]:
        """The clauses by which rules of the kind asked for are made: 要修订哪几个办法."""
        asked = MADE_RULES.search(query.text)
        if not asked or query.tasks or query.excluded:
            return []
        verbs = re.findall("制定|修订|制订|出台|编制|印发|起草|完善|建立", asked["verb"])
        made = re.compile(rf"(?:{'|'.join(verbs)})[^。；]{{0,40}}{asked['what']}")
        names = query.institutions
        said = self.saying(lambda _, q: bool(made.search(q)) and all(n in q for n in names))
        return [mention for mention in said if is_inside(query, mention)]

    def find(self, query: Query, nearest: Sequence[Mention]) -> list[Mention]:
        """The clauses that speak of the topic, those that the retrieval ranks high first."""
        ranks = {mention.clause.id: rank for rank, mention in enumerate(nearest)}
        nearest = [m for m in nearest if is_inside(query, m)]
        topics = query.topics if query.asks == "tasks" and not query.joint else ()
        every = query.asks == "tasks"
        found = [
            mention
            for topic in topics or (query.topic,)
            for mention in self._selector.mentions(topic, every=every)
        ]
        if all(m.coverage < 1.0 for m in found):  # what only a note says: 会同有关部门负责
            noted = self.saying(lambda _, quote: bool(query.topic) and query.topic in quote)
            found = noted if len(query.topic) >= _LITERAL and noted else found
        mentions = [m for m in dict.fromkeys(found) if is_inside(query, m)]
        mentions.sort(key=lambda m: (-m.coverage, ranks.get(m.clause.id, len(ranks))))
        if query.asks == "text" and PENALTY.search(query.text) and (told := self._penalties(query)):
            return told
        if query.asks == "text":  # 设备的牌子: the equipment is there, its make is not
            mentions = self._selector.tell_head(query.topic, mentions)
        mentions = self._selector.keep_own(query.topic, mentions)
        mentions = self._selector.tell_given(query.topic, mentions)
        known = {m.clause.id for m in nearest}
        if query.quantity:
            mentions = [
                m for m in mentions if m.coverage >= FIGURE_COVERAGE or m.clause.id in known
            ]
        mentions = [m for m in mentions if _is_answer(query, m)]
        if query.quantity and not mentions and (beside := self._figure_beside(query, found)):
            return [beside]
        if query.asks == "text" and query.quantity and mentions:
            mentions = self._most_said(query, mentions)
        if query.asks == "text" and mentions and nearest and _is_behind(mentions, nearest):
            return self.nearest(query, nearest) or mentions
        mentions = _with_lines_below(query, mentions)
        return mentions or self._across(query) or self.nearest(query, nearest)

    def _across(self, query: Query) -> list[Mention]:
        """The clauses of the one item whose sentences together have every word of the topic:
        “澜康通”什么时候上线, and the next sentence says 平台于2025年12月底前上线."""
        words = query.topic.split()
        units: dict[tuple[str, str], list[Mention]] = {}
        for mention in self.saying(lambda *_: True):
            units.setdefault((mention.document.id, mention.clause.unit), []).append(mention)
        quotes = {unit: [m.document.quote(m.clause) for m in ms] for unit, ms in units.items()}
        have = [u for u, said in quotes.items() if all(any(w in q for q in said) for w in words)]
        if len(words) < 2 or len(have) != 1:
            return []
        told = [
            mention
            for mention, quote in zip(units[have[0]], quotes[have[0]], strict=True)
            if any(word in quote for word in words) and is_inside(query, mention)
        ]
        return [m for m in told if _is_answer(query, m)]

    def _most_said(self, query: Query, mentions: list[Mention]) -> list[Mention]:
        """The clauses, led by one of the first one's item that says much more of the question: of
        温度记录要保存多久 how long they are kept, not how long somebody is listed."""
        first = mentions[0]
        figures = _answers_beside(query, first)
        quotes = [m.document.quote(m.clause) for m in [first, *figures]]
        own, *shares = map(float, align(query.text, quotes))
        if not shares or max(shares) - own < _MUCH_MORE:
            return mentions
        best = figures[shares.index(max(shares))]
        return [best, *(m for m in mentions if m.clause.id != best.clause.id)]

    def _figure_beside(self, query: Query, found: Sequence[Mention]) -> Mention | None:
        """The one clause with such a figure as is asked for, in the one item that has the topic:
        配套制度什么时候完成, and a later sentence says 以上工作要在2月底前完成."""
        held = [m for m in found if m.coverage >= 1.0 and is_inside(query, m)]
        units = {(m.document.id, m.clause.unit) for m in held}
        if len(units) != 1 or not any(asked.search(query.text) for asked, _ in UNITS):
            return None
        figures = _answers_beside(query, held[0])
        return figures[0] if len(figures) == 1 else None

    def _penalties(self, query: Query) -> list[Mention]:
        """The clause that says what follows from the breach asked about: read with the articles
        that it refers to, 违反本办法第十九条规定的."""
        told = self.saying(lambda _, quote: bool(SANCTION.search(quote)))
        every = [m for m in told if _is_answer(query, m)] if query.quantity else told
        texts = []
        for mention in every:
            quote = mention.document.quote(mention.clause)
            numbers = {to_integer(number) for number in ARTICLE.findall(quote)}
            tasks = [t for t in mention.document.tasks if t.number in numbers]
            articles = (mention.document.text[task.start : task.end] for task in tasks)
            texts.append("。".join([quote, *articles]))
        if len(texts) < 2:
            near = (self._selector.share_near(query.topic, text) for text in texts)
            return every if any(share >= _ONE_BREACH for share in near) else []
        cosines = self._library.compare(query.text, texts)
        shares = [self._selector.share_near(query.topic, text) for text in texts]
        totals = [share + cosine for share, cosine in zip(shares, cosines, strict=True)]
        second, first = sorted(range(len(totals)), key=totals.__getitem__)[-2:]
        stands_out = totals[first] >= _BREACH and totals[first] - totals[second] >= _BREACH_LEAD
        return [every[first]] if stands_out else []

    def nearest(self, query: Query, nearest: Sequence[Mention]) -> list[Mention]:
        """The first of the clauses, best first, and others of its item, if they likely answer."""
        words = query.topic.split()
        if words and ATTRIBUTE.fullmatch(words[-1]):  # the equipment is there, its make is not
            nearest = self._selector.tell_head(query.topic, nearest)
        near = [
            m
            for m in self._selector.tell_given(query.topic, nearest)
            if (m.document.id, m.clause.unit) == (nearest[0].document.id, nearest[0].clause.unit)
            and not self._selector.is_heading(m)
        ]
        likely = [m for m in near if _is_answer(query, m)][:1]
        text = query.text
        for name in query.institutions:  # it is named, but is it there for what is asked?
            text = text.replace(name, NAME)
        if likely and self._relevant(self._selector, query.topic, text, [*likely, *nearest]):
            return near[:_LIKELY]
        return []


def _is_behind(mentions: Sequence[Mention], nearest: Sequence[Mention]) -> bool:
    """Whether a clause of another item is much nearer to the question than all that hold its
    topic: the topic is only a part of what is asked (两年都考砸的企业会怎样)."""
    scores = {m.clause.id: m.score for m in nearest}
    units = {(m.document.id, m.clause.unit) for m in mentions}
    first = nearest[0]
    best = max(scores.get(m.clause.id, 0.0) for m in mentions)
    return (first.document.id, first.clause.unit) not in units and first.score - best >= _BEHIND


def _with_lines_below(query: Query, mentions: list[Mention]) -> list[Mention]:
    """The clauses, with what stands below the first where that is but a line that names a thing:
    an indicator of an attachment, and how it is computed."""
    first = mentions[0] if mentions and query.asks == "text" else None
    if not first or not _is_line(first.document, first.clause):
        return mentions
    clauses = first.document.clauses
    at = clauses.index(first.clause) + 1
    below = [
        Mention(first.document, clause, first.coverage)
        for clause in itertools.takewhile(
            lambda clause: not _is_line(first.document, clause), clauses[at : at + _BELOW]
        )
        if clause.unit == first.clause.unit
    ]
    return list(dict.fromkeys([first, *below, *mentions]))


def _is_line(document: Document, clause: Clause) -> bool:
    """Whether an unnumbered clause is a short line of its own without an end mark."""
    quote = document.quote(clause)
    after = document.text[clause.end : clause.end + 1]
    ends = not after or after == "\n"
    return clause.task is None and ends and len(quote) <= _LINE and quote[-1:] not in "。；：:;！？"


def _answers_beside(query: Query, mention: Mention) -> list[Mention]:
    """The clauses of a mention's item that have what is asked for."""
    document, unit = mention.document, mention.clause.unit
    item = [Mention(document, c, mention.coverage) for c in document.clauses if c.unit == unit]
    return [m for m in item if _is_answer(query, m)]


def _is_answer(query: Query, mention: Mention) -> bool:
    """Whether a clause has what is asked for: a figure in its unit, a place."""
    quote = mention.document.quote(mention.clause)
    if contrasts(query.text, quote):
        return False
    if query.quantity and not (has_figure(query.text, quote) or _measures(query.topic, quote)):
        return False
    return not query.where or _is_placed(query, quote)


def _measures(topic: str, quote: str) -> bool:
    """Whether a figure directly follows the topic, whatever its
    unit: 研发经费投入强度达到2.9%."""
    follows = "(?:将|要|应|力争|分别|不低于|不少于|超过|突破|达到?|为|至|到|在)*[0-9]"
    return bool(_RATE.search(topic) and re.search(re.escape(topic) + follows, quote))


def is_inside(query: Query, mention: Mention) -> bool:
    """Whether a clause stands in the sections asked about, if any are."""
    section = section_of(mention.document, mention.clause.start).index
    return not query.sections or section in query.sections


def _is_placed(query: Query, quote: str) -> bool:
    """Whether the sentence tells where, or of which place the thing is: 凌海市…产业园."""
    if thing := OF_WHERE.search(query.text):
        of_place = rf"[省市县区州盟旗][\u4e00-\u9fff]{{0,12}}|{lexicon().place.pattern}的?"
        return bool(re.search(f"(?:{of_place}){thing['thing']}", quote))
    if IN_WHICH_PLACE.search(query.text) and query.topic:
        name = "[^，。]{0,6}?".join(map(re.escape, query.topic.split()[-1]))
        place, between = "[市县区州旗镇乡]", "[^，。；,;]{0,10}"
        if re.search(f"{place}{between}{name}|{name}{between}{place}", quote):
            return True
    return bool(PLACED.search(quote))
