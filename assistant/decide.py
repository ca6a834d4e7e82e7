"""Decide what kind of answer a query gets, or why it gets none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from assistant.algebra import (
    Match,
    acting,
    beside_institutions,
    in_every,
    inside_sections,
    of_kind,
    only_inside,
    section_index,
    section_of,
    single_tasks,
    unit_of,
    with_institutions,
    with_role,
    without_institutions,
    without_notes,
    without_others,
)
from assistant.amounts import furthest
from assistant.check import correct
from assistant.compose import (
    compose_institutions,
    compose_involvement,
    compose_outline,
    compose_place,
    compose_scope,
    compose_sum,
    compose_task,
    compose_tasks,
    compose_text,
    compose_titles,
    has_figure,
    join,
    with_figures,
)
from assistant.deadlines import decide_due
from assistant.draft import Decision, Draft, Part, Proof, Refusal
from assistant.evidence import Evidence, is_inside
from assistant.further import add_further
from assistant.grammar import (
    ALSO_IN,
    ASKED_THING,
    CONTENT_TOO,
    DOES_WHAT,
    FILLERS,
    HELD_BY,
    HOW,
    ITEM_TOLD,
    KIND,
    OF_OUTLINE,
    ONLINE,
    SPECIFIC_ROLES,
    SUMMARY,
    UNSAID_PARTS,
    VAGUE,
)
from assistant.imprint import Imprint
from assistant.labels import decide_labelled
from assistant.lists import Lister
from assistant.query import OF_DOCUMENT, Query
from assistant.reading import read
from assistant.refuse import Refuser
from assistant.relevance import Relevance, is_relevant
from assistant.select import Mention, Selector
from assistant.subject import subject_of
from index.library import Library
from index.thesaurus import synonyms
from ingest.document import Clause, Document, Task
from ingest.platforms import bare_name
from ingest.subjects import business_of

_UNCLEAR = "没有看出要查什么。可以问任务、单位或具体事项,例如:任务1讲了什么?"
_WITH_OTHERS = frozenset({"配合", "协助", "参加"})
_MOST_OF_TITLE = 0.6  # of a section's title that a question says
_THING = 3  # characters at least of what is left of a topic without the document's own
_OPENING = 12  # first clauses of a document, where it says what it is about
_TOLD = 3  # pieces of a topic, beyond which it is a story
_COOPERATES = re.compile(r"联合|会同|携手|与[^,，]{2,20}(?:合作|共建|共同)")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=年)")
_FIGURE = re.compile(r"[0-9][0-9.,]*[%万亿千百元年月日天个家所项人次吨亩公里]*")


class Decider:
    """Answers queries from one library."""

    def __init__(self, library: Library, relevant: Relevance = is_relevant) -> None:
        self._library = library
        self._selector = Selector(library)
        self._refuse = Refuser(library, self._selector)
        self._evidence = Evidence(library, self._selector, relevant)
        self._imprint = Imprint(library, self._selector, self._evidence, self._refuse)
        self._lists = Lister(library, self._selector, self._refuse, relevant)

    @property
    def things(self) -> frozenset[str]:
        """The names of what the documents say is built or relied upon."""
        every = self._selector.platforms("平台", any_called=True)
        return frozenset(bare_name(platform.name) for platform in every)

    def decide(self, query: Query, nearest: Sequence[Mention] | None = None) -> Decision:
        """A draft or a refusal; ``None`` where it takes retrieved clauses to tell.

        ``nearest`` are those clauses, best first.
        """
        if query.unknown:
            names = "、".join(query.unknown)
            return Refusal(
                "unknown_institution", f"{self._refuse.title}未提及{names},因此无法回答。"
            )
        if query.person:
            held = re.compile(rf"{query.person}[^。；，]{{0,6}}[,，]?{HELD_BY}")
            posts = self._evidence.saying(lambda _, quote: bool(held.search(quote)))
            words = query.topic.split()
            if told := [m for m in posts if all(w in m.document.quote(m.clause) for w in words)]:
                return compose_text(query, told)
            says = f"{self._refuse.title}没有写人名,“{query.person}”是谁无法回答。"
            return Refusal("not_in_documents", says)
        if (
            query.refers
            and query.asks not in OF_DOCUMENT
            and not (query.tasks or query.sections or query.institutions or query.topic)
        ):
            return Refusal("off_topic", "没有看出所指的是哪个单位或任务,请写出它的名称再问。")
        if year := self._year_unsaid(query):
            return self._refuse.unsaid(replace(query, topic=query.topic or year), year)
        query = self._with_section(self._without_theme(query))
        if labelled := self._labelled(query):
            return labelled
        counted = query.asks == "platforms" or not query.institutions
        counts = query.count and counted and not (query.most or query.tasks or query.sections)
        if counts and (told := self._evidence.counted(query.text)):
            return compose_text(query, told)
        if rules := self._evidence.rules(query):
            return compose_text(query, rules, len(rules))
        if query.asks == "platforms":
            return self._lists.platforms(query, nearest)
        if query.asks == "chat":
            looked = f"{self._refuse.title}没有提到“{query.topic}”。" if query.topic else ""
            says = "这不是关于文件内容的问题,无法回答。可以问任务、单位或具体事项。"
            return Refusal("off_topic", looked + says)
        if query.asks == "valid":
            return self._imprint.valid(query)
        if query.asks == "contact":
            return self._imprint.contact(query)
        if query.asks == "addressed":
            return self._imprint.addressed()
        if query.asks == "title":
            return compose_titles(self._library.documents)
        if query.asks == "opening":
            return self._imprint.opening()
        if query.asks == "source":
            return self._imprint.source(query)
        if query.asks == "issued":
            return self._imprint.issued(query)
        if query.asks == "purpose":
            return self._imprint.purpose()
        if query.asks == "sum":
            return self._sum(query)
        if query.asks == "scope" and not query.tasks:
            return self._scope(query)
        if query.roles:
            return self._lists.with_two_roles(query)
        if query.parts:
            return self._about_parts(query)
        ruled_out = query.excluded and not (query.topic or query.institutions)
        if query.asks == "tasks" and (query.lacking or query.lacking_role or ruled_out):
            return self._lists.tasks_without(query)
        if query.asks == "tasks" and query.kind and not (query.most or query.institutions):
            return self._lists.tasks_of_kinds(query)
        if query.asks == "tasks" and query.most and len(query.institutions) < 2:
            return self._lists.fullest(query)
        if query.outside and query.asks == "institutions":
            return self._lists.outside(query)
        if query.most and query.asks == "institutions" and len(query.tasks) > 1:
            return self._lists.busiest(query)
        if query.tasks:
            return self._about_tasks(query)
        if query.most and len(query.institutions) > 1:
            return self._lists.busiest(query)
        if query.institutions:
            return self._about_institutions(query)
        if query.most and query.asks in ("institutions", "tasks"):
            return self._lists.busiest(query)
        if not query.topic or (query.sections and query.asks in ("institutions", "summary")):
            return self._about_outline(query)
        if query.asks == "institutions":
            answer = self._lists.institutions(query, nearest)
            return with_figures(query, answer) if isinstance(answer, Draft) else answer
        if nearest is None:
            return None
        titled = self._selector.tasks_titled(query.topic)
        if query.step and titled:
            return self._items_beside(titled, query.step)
        if titled:
            if query.asks == "place":
                return compose_place(titled)
            plain = query.asks == "text" and not (query.quantity or query.where)
            if plain and (SUMMARY.search(query.text) or self._selector.is_title(query.topic)):
                return join([compose_task(document, task) for document, task in titled])
        mentions = self._evidence.find(query, nearest)
        if not mentions and query.where and ONLINE.search(query.text):
            mentions = self._evidence.find(replace(query, where=False), nearest)
        if not mentions and query.where:  # 开渔节在哪办: in the county that holds it
            places = of_kind(without_notes(self._selector.match_topic(query.topic)), "政府")
            return compose_institutions(query, places) if places else self._refuse.silent(query)
        if not mentions:
            return self._refuse.silent(query)
        item = self._selector.task_of(mentions[0])
        if item and query.step:
            return self._items_beside([item], query.step)
        if item and ITEM_TOLD.search(query.text) and not query.quantity:
            return compose_task(*item)
        if query.asks == "place":
            placed = [self._selector.task_of(mention) for mention in mentions]
            found = list(dict.fromkeys(pair for pair in placed if pair))
            return compose_place(found) if found else compose_text(query, mentions)
        if query.asks == "tasks":
            taken = self._units_of(query.excluded, query.role) if query.excluded else frozenset()
            mentions = [m for m in mentions if f"{m.document.id}/{m.clause.unit}" not in taken]
            starts: dict[tuple[str, str], int] = {}
            for m in mentions:
                unit = (m.document.id, m.clause.unit)
                starts[unit] = min(m.clause.start, starts.get(unit, m.clause.start))
            mentions.sort(key=lambda m: starts[m.document.id, m.clause.unit])  # best first inside
            return compose_tasks(query, mentions) if mentions else self._refuse.silent(query)
        if year := _unsaid_year(query, mentions):
            return self._refuse.unsaid(replace(query, topic=f"{query.topic}{year}"), year)
        wrong = _unsaid_figures(query, mentions)
        draft = compose_text(query, mentions)
        if not wrong:
            return draft
        told = [m for m in mentions if has_figure(query.text, m.document.quote(m.clause))]
        if not (query.check and told):
            return self._refuse.unsaid(query, wrong)
        proof = Proof(told[0].document, told[0].clause)  # 15 个工作日? 原文写的是 7 个
        return replace(draft, caveats=(Part(f"所问“{wrong}”与原文不同", (proof,)),))

    def _year_unsaid(self, query: Query) -> str:
        """A year of the question that stands nowhere in the documents."""
        if query.check or query.asks in OF_DOCUMENT:
            return ""
        said = [document.text for document in self._library.documents]
        years = _YEAR.findall(query.text)
        return next((year for year in years if all(year not in text for text in said)), "")

    def decide_inside(self, query: Query, cited: Sequence[tuple[Document, Clause]]) -> Draft | None:
        """A draft for a question of no subject of its own, from the items of clauses that answered
        the one before it: the nearest sentence with such a figure as it asks for."""
        if not query.quantity or subject_of(query.text, read(query.text)):
            return None
        units = {(document.id, clause.unit) for document, clause in cited}
        inside = [
            Mention(document, clause, 1.0)
            for document in self._library.documents
            for clause in document.clauses
            if (document.id, clause.unit) in units
            and has_figure(query.text, document.quote(clause))
        ]
        if not inside:
            return None
        quotes = [mention.document.quote(mention.clause) for mention in inside]
        cosines = self._library.compare(query.text, quotes)
        return compose_text(query, [inside[cosines.index(max(cosines))]])

    def add_further(self, draft: Draft, parts: Sequence[Query]) -> Draft:
        """The draft with what it does not say yet of the question's further parts."""
        return add_further(draft, parts, self._selector)

    def decide_by_meaning(self, query: Query, nearest: Sequence[Mention]) -> Draft | None:
        """A draft from the nearest clause where it likely answers a question that no words of the
        documents do; it has to name the institutions that are asked about."""
        asks_who = query.asks == "institutions"
        if asks_who and (UNSAID_PARTS.search(query.text) or (query.kind and not query.topic)):
            return None  # 有哪些中小学参与, where none is named
        nearest = [m for m in nearest if not self._selector.is_heading(m)]
        mentions = self._evidence.nearest(query, [m for m in nearest if is_inside(query, m)])
        if not mentions:
            return None
        first, *_ = mentions
        unit = f"{first.document.id}/{first.clause.unit}"
        inside = self._selector.inside(frozenset({unit}))
        if not set(query.institutions) <= {a.name for m in inside for a in m.actors}:
            return None
        own = [m for m in inside if m.clause.id == first.clause.id]
        own = acting(of_kind(own, query.kind) if asks_who else own)
        if asks_who and (matches := self._lists.narrow(query, own)):
            return compose_institutions(query, matches)
        return compose_text(query, mentions)

    def _without_theme(self, query: Query) -> Query:
        """The query without a topic that is the document's own: 商务部的激励措施 of a notice on
        激励 asks for all that it does."""
        if not query.topic or (query.quantity and query.asks == "text"):
            return query
        cut = self._library.cut(query.topic)
        words = [word for word in cut if len(word) > 1 and word not in VAGUE | FILLERS]
        if not words:
            return query
        narrowed = query.tasks or query.institutions or (query.asks == "tasks" and query.count)
        for document in self._library.documents:
            if narrowed and _is_theme(query.topic, words, document):
                return replace(query, topic="")
            rest = query.topic.removeprefix(words[0] if words[0] in document.title else "")
            if query.topic not in document.text and len(rest) >= _THING and rest in document.text:
                return replace(query, topic=rest)  # 冷链地方标准, of a plan on 冷链
        return query

    def _labelled(self, query: Query) -> Draft | None:
        """The items by what their notes print besides who: until when, and for whom."""
        within = partial(self._units_of, query.institutions, query.role)
        inside = within if query.institutions else None
        asked = query.text, self._library.documents, self._refuse.title, inside
        return decide_due(*asked) or decide_labelled(*asked)

    def _with_section(self, query: Query) -> Query:
        """The query with a part of the outline that it names by its theme (沿海经济带部分)."""
        theme = re.sub(r"(?:地区|方面)$", "", query.topic)
        whole = query.asks in ("tasks", "summary") or bool(SUMMARY.search(query.text))
        whole = whole or (query.asks == "institutions" and "任务" in query.text)
        titled = query.asks == "text" and self._selector.titles_section(theme)
        served = query.asks in ("text", "summary") and (whole or HOW.search(query.text))
        served_theme = self._section_served(theme) if served and not titled else ""
        if not theme or not (whole or titled or served_theme):
            return query
        indices = self._selector.find_sections(served_theme or theme)
        if not indices:
            return query
        asks = "summary" if query.asks == "text" else query.asks
        return replace(query, sections=indices, topic="", asks=asks)

    def _section_served(self, topic: str) -> str:
        """The part of a topic that is most of a section's title, where the rest is of the plan's
        own: 教育如何服务北部转型发展区."""
        for document in self._library.documents:
            for section in document.sections:
                held = [part for part in topic.split() if len(part) > 3 and part in section.title]
                rest = [part for part in topic.split() if part not in held]
                whole = len(held) == 1 and len(held[0]) >= _MOST_OF_TITLE * len(section.title)
                if whole and all(part in document.title for part in rest):
                    return held[0]
        return ""

    def _about_tasks(self, query: Query) -> Draft | Refusal:
        found = [
            (document, task)
            for document in self._library.documents
            for task in document.tasks
            if task.number in query.tasks
            and (not query.sections or section_of(document, task.start).index in query.sections)
            and (
                not query.pairs
                or (section_of(document, task.start).index, task.number) in query.pairs
            )
        ]
        running = [pair for pair in found if pair[1].label == f"任务{pair[1].number}"]
        if not (query.sections or query.pairs):  # 第3项 is 3., not the heading （三） above others
            through = {task.number for _, task in running}
            found = [p for p in found if p in running or p[1].number not in through]
        if query.step and query.topic and len(found) > 1:  # of several (二), the one spoken of
            titled = self._selector.tasks_titled(query.topic)
            found = [pair for pair in found if pair in titled] or found
        if query.step:
            query = replace(query, topic="")
            found = [beside for pair in found if (beside := self._beside(*pair, query.step))]
            if not found:
                return self._refuse.no_such_task(query.tasks[0] + query.step, ())
            query = replace(query, tasks=tuple(task.number for _, task in found))
        missing = [n for n in query.tasks if all(task.number != n for _, task in found)]
        if missing:
            return self._refuse.no_such_task(missing[0], query.sections)
        if query.asks == "place":
            return compose_place(found)
        units = frozenset(f"{document.id}/{task.id}" for document, task in found)
        if query.topic and all(query.topic in (task.title or "") for _, task in found):
            query = replace(query, topic="")  # 第3项开放合作高地任务点名的高校
        inside = self._selector.inside(units)
        labels = "、".join(task.label for _, task in found)
        if query.asks == "scope":
            scoped = [match for match in inside if match.commitment.scope]
            return compose_scope(query, scoped) if scoped else self._no_scope(labels)
        if query.institutions:
            inside = with_institutions(inside, query.institutions)
            if not inside:
                return self._refuse.no_part(query, labels)
            if query.asks != "institutions" and not (inside := _in_role(query, inside)):
                return self._refuse.no_part(replace(query, topic=""), query.role or labels)
        if query.asks == "institutions":
            if query.role == "承担" and not query.topic:
                query = replace(query, role=None)  # said of all who have a part in an item
            topical = inside
            if query.topic and not (query.joint and len(found) > 1):  # whose numbers say what
                topical = self._selector.match_topic(query.topic, inside)
                topical = topical if query.role else without_notes(topical)
            matches = self._lists.narrow(query, topical)
            if (query.joint or query.pairs) and len(found) > 1:
                matches = in_every(matches, unit_of)
            if query.only:
                matches = only_inside(matches, self._selector.commitments(), units)
            if not matches and query.topic and ALSO_IN.search(query.text):
                return self._of_topic_too(query, inside)
            if matches:
                draft = compose_institutions(query, matches)
                if not CONTENT_TOO.search(query.text):
                    return draft
                return join([draft, *(compose_task(document, task) for document, task in found)])
            if query.topic and (said := self._selector.mentions(query.topic, units)):
                return compose_text(query, said)
            what = query.kind or "单位"
            says = f"没有同时点名同一{what}" if query.joint else f"没有点名{what}"
            return Refusal("not_in_documents", f"{labels}{says},因此无法回答。")
        if query.institutions:
            return compose_involvement(query.institutions, inside, query.topic)
        whole = ITEM_TOLD.search(query.text) or self._selector.is_title(query.topic)
        if query.topic and not whole:
            mentions = self._selector.mentions(query.topic, units)
            return compose_text(query, mentions) if mentions else self._refuse.silent(query)
        return join([compose_task(document, task) for document, task in found])

    def _of_topic_too(self, query: Query, inside: list[Match]) -> Draft | Refusal:
        """Those of the items who act on the topic elsewhere: 联盟成员里哪几所还出现在第7条."""
        topical = self._lists.narrow(query, self._selector.match_topic(query.topic))
        both = {a.name for m in topical for a in m.actors}
        both &= {a.name for m in inside for a in m.actors}
        if not both:
            return self._refuse.silent(query)
        return compose_institutions(query, without_others([*topical, *inside], both))

    def _beside(self, document: Document, task: Task, step: int) -> tuple[Document, Task] | None:
        """The item so many after another in the order of the document, where there is one."""
        every = single_tasks(document)
        at = every.index(task) + step if task in every else -1
        return (document, every[at]) if 0 <= at < len(every) else None

    def _items_beside(self, items: list[tuple[Document, Task]], step: int) -> Draft | Refusal:
        """What the items so many after others say."""
        beside = [pair for own in items if (pair := self._beside(*own, step))]
        if not beside:
            return self._refuse.no_such_task(items[-1][1].number + step, ())
        return join([compose_task(document, task) for document, task in beside])

    def _units_of(self, names: Sequence[str], role: str | None) -> frozenset[str]:
        """The tasks and sections in which one of the institutions acts, in the role if one is."""
        theirs = with_institutions(self._selector.commitments(), names, every=False)
        in_role = [
            match
            for match in theirs
            if any(a.name in names and role in a.roles for a in match.commitment.actors)
        ]
        return frozenset(unit_of(match) for match in in_role or theirs)

    def _about_parts(self, query: Query) -> Draft | Refusal:
        """“由甲局牵头、乙局配合的任务有哪些?”: those in which each has its part."""
        every = list(self._selector.commitments())
        units = frozenset.intersection(
            *(
                frozenset(map(unit_of, with_role(without_others(every, [name]), role)))
                for name, role in query.parts
            )
        )
        if query.excluded:
            units -= self._units_of(query.excluded, None)
        names = tuple(dict.fromkeys(name for name, _ in query.parts))
        inside = without_others([m for m in every if unit_of(m) in units], names)
        if not inside:
            said = "、".join(f"{name}{role}" for name, role in query.parts)
            says = f"{self._refuse.title}没有写{said}的任务,因此无法回答。"
            return Refusal("not_in_documents", says)
        return compose_involvement(names, inside, "")

    def _about_institutions(self, query: Query) -> Draft | Refusal:
        if query.shared:
            inside = self._selector.inside(self._units_of(query.institutions, query.role))
            others = without_institutions(inside, query.institutions)
            others = self._selector.match_topic(query.topic, others) if query.topic else others
            found = self._lists.narrow(replace(query, role=query.other_role), others)
            return compose_institutions(query, found) if found else self._refuse.silent(query)
        if query.asks != "institutions" and not query.joint:
            query = replace(query, institutions=self._also_called(query.institutions))
        if query.check and query.topic and (corrected := correct(query, self._selector)):
            return corrected
        every = query.joint or query.asks == "institutions"
        own = with_institutions(self._selector.commitments(), query.institutions, every=every)
        if query.joint and query.asks == "institutions":
            own += beside_institutions(self._selector.commitments(), query.institutions)
        if every and query.asks in ("tasks", "text") and not (own and query.together):
            own = self._shared_units(query.institutions)
        names = "、".join(query.institutions)
        if not own:
            what = "共同参与的任务" if len(query.institutions) > 1 else "承担的任务"
            return Refusal(
                "not_in_documents", f"{self._refuse.title}没有写{names}{what},因此无法回答。"
            )
        if query.sections:
            own = inside_sections(own, query.sections)
        if query.only and query.asks == "tasks":
            shared = {
                unit_of(m)
                for m in self._selector.commitments()
                if not {a.name for a in m.commitment.actors} <= set(query.institutions)
            }
            own = [match for match in own if unit_of(match) not in shared]
        own = [match for match in own if match.clause.task not in query.excluded_tasks]
        if query.excluded_topic:
            known = self._selector.match_topic(query.excluded_topic, own)
            own = [match for match in own if match not in known]
            if not own:
                says = f"{self._refuse.title}没有写{names}在“{query.excluded_topic}”以外的任务。"
                return Refusal("not_in_documents", says)
        if query.excluded and query.asks != "institutions":
            theirs = with_institutions(self._selector.commitments(), query.excluded, every=False)
            taken = {unit_of(match) for match in theirs}
            own = [match for match in own if unit_of(match) not in taken]
        if query.asks == "institutions" and query.joint and query.topics:
            both = self._lists.partners_on(query, own)
            return compose_institutions(query, both) if both else self._refuse.silent(query)
        titled = self._selector.tasks_titled(query.topic) if query.topic else []
        units = {f"{document.id}/{task.id}" for document, task in titled}
        inside = [m for m in own if unit_of(m) in units] if len(units) == 1 else []
        matches = inside or (self._selector.match_topic(query.topic, own) if query.topic else own)
        thing = ASKED_THING.search(query.text)
        if not matches and thing and query.topic in thing["thing"]:
            matches = own  # 对接什么园区: what it does says so, in the plan's own word
        if not matches:
            return self._refuse.no_part(query, query.topic or "所问部分")
        if query.quantity and query.topic and query.asks == "text":
            figures = [m for m in matches if has_figure(query.text, m.document.quote(m.clause))]
            if not figures or not self._selector.knows_head(query.topic):
                return self._refuse.silent(query)
        everywhere = self._selector.commitments()
        if query.role in _WITH_OTHERS and not with_role(everywhere, query.role):
            query = replace(query, role=None)  # 要配合做什么, of a plan that tells no such part
        if query.asks != "institutions":
            matches = _in_role(query, matches)
        if not matches:
            return self._refuse.no_part(replace(query, topic=""), query.role or "所问部分")
        if query.asks == "institutions":
            matches = self._lists.narrow(query, without_institutions(matches, query.institutions))
            if matches:
                return compose_institutions(query, matches)
            spoken = [m for m in own if _COOPERATES.search(m.commitment.action)]
            if spoken := spoken or (own if DOES_WHAT.search(query.text) else []):
                return compose_involvement(query.institutions, spoken, "")
            what = query.kind or "单位"
            return Refusal("not_in_documents", f"{self._refuse.title}没有写与{names}合作的{what}。")
        draft = compose_involvement(query.institutions, matches, query.topic)
        return with_figures(query, draft) if query.asks == "text" else draft

    def _also_called(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """A county or city, and its government where the documents name both: 临江区; the
        departments of a field: 财政部门, and 财政 of 教育、财政等部门."""
        if len(names) != 1:
            return names
        others = {f"{names[0]}人民政府", names[0].removesuffix("人民政府")} - {names[0]}
        if business := business_of(names[0]):
            others |= {a for a in self._acting() if business_of(a) == business} - {names[0]}
        return (*names, *sorted(others & self._acting()))

    def _acting(self) -> set[str]:
        return {a.name for m in self._selector.commitments() for a in m.commitment.actors}

    def _shared_units(self, names: Sequence[str]) -> list[Match]:
        """The institutions' commitments in the tasks that name every one of them."""
        any_of = with_institutions(self._selector.commitments(), names, every=False)
        acting_in: dict[str, set[str]] = {}
        for match in any_of:
            acting_in.setdefault(unit_of(match), set()).update(
                actor.name for actor in match.commitment.actors
            )
        return [m for m in any_of if set(names) <= acting_in[unit_of(m)]]

    def _about_outline(self, query: Query) -> Draft | Refusal:
        documents = self._library.documents
        last = max((s.index for d in documents for s in d.sections), default=0)
        beyond = [number for number in query.sections if number > last]
        if beyond:
            says = f"{self._refuse.title}只有 {last} 个部分,没有第{beyond[0]}部分。"
            return Refusal("no_such_task", says)
        bare = not (query.sections or query.topic or query.place or query.part_of_name)
        if query.asks == "institutions" and bare and not re.search(KIND, query.text):
            return Refusal("off_topic", _UNCLEAR)
        if query.asks == "institutions":
            inside = inside_sections(self._selector.commitments(), query.sections)
            if query.topic:
                inside = self._selector.match_topic(query.topic, inside)
            matches = self._lists.narrow(query, inside)
            if query.joint and len(query.sections) > 1:
                matches = in_every(matches, section_index)
            if query.only:
                everywhere = self._selector.commitments()
                others = [m for m in everywhere if section_index(m) not in query.sections]
                taken = {actor.name for match in others for actor in match.actors}
                matches = without_institutions(matches, tuple(taken))
            return compose_institutions(query, matches) if matches else self._refuse.silent(query)
        if not documents:
            return Refusal("not_in_documents", "资料库是空的,请先用 yitiao index 放入方案文件。")
        counts = query.count and OF_OUTLINE.search(query.text)
        if query.asks == "text" and not (query.sections or counts):
            return Refusal("off_topic", _UNCLEAR)
        if query.most:
            called = "任务最少的部分" if query.least else "任务最多的部分"
            return compose_outline(documents, self._fullest_sections(least=query.least), called)
        return compose_outline(documents, query.sections)

    def _fullest_sections(self, *, least: bool) -> tuple[int, ...]:
        """The sections with the most tasks; with ``least``, of those that have some the fewest."""
        counts = Counter(
            section_of(document, task.start).index
            for document in self._library.documents
            for task in document.tasks
        )
        wanted = (min if least else max)(counts.values(), default=0)
        return tuple(sorted(index for index, count in counts.items() if count == wanted))

    def _sum(self, query: Query) -> Draft | Refusal:
        """“最高的一笔奖励是多少?”: the sum and the sentence that gives it."""
        on_topic = self._selector.mentions(query.topic) if query.topic else []
        anywhere = not on_topic and (query.tasks or not query.topic)  # an item, in other words
        mentions = [
            m
            for m in (self._evidence.saying(lambda *_: True) if anywhere else on_topic)
            if (not query.tasks or m.clause.task in query.tasks) and is_inside(query, m)
        ]
        asked = query.kind.split("、")
        words = {*asked, *chain.from_iterable(map(synonyms, asked))}
        for given in (words, ()):  # 奖励, else any money that is given
            share = "比例" in query.text
            amount, best = furthest(mentions, given, least=query.least, share=share)
            if best:
                return compose_sum(query, amount, best)
        where = f"“{query.topic}”的" if query.topic else ""
        says = f"{self._refuse.title}没有写{where}{query.kind}金额,因此无法回答。"
        return Refusal("not_in_documents", says)

    def _scope(self, query: Query) -> Draft | Refusal:
        """“…的适用范围是什么?”: the scopes printed in the item that speaks of the topic."""
        if not query.topic:
            every = [m for m in self._selector.commitments() if m.commitment.scope]
            return compose_scope(query, every) if every else self._no_scope("")
        mentions = self._selector.mentions(query.topic)
        units = {f"{m.document.id}/{m.clause.unit}" for m in mentions if m.coverage >= 0.8}
        scoped = [m for m in self._selector.inside(frozenset(units)) if m.commitment.scope]
        own = [m for m in scoped if any(m.clause == mention.clause for mention in mentions)]
        if scoped:
            return compose_scope(query, own or scoped)
        return compose_text(query, mentions) if mentions else self._refuse.silent(query)

    def _no_scope(self, labels: str) -> Refusal:
        return Refusal("not_in_documents", f"{labels or self._refuse.title}没有写适用范围。")


def _is_theme(topic: str, words: Sequence[str], document: Document) -> bool:
    """Whether a topic of these words is the document's own: of its title, or told when it opens."""
    if all(word in document.title for word in words):
        return True
    opening = "".join(map(document.quote, document.clauses[:_OPENING]))
    return words[-1] in document.title and topic in opening


def _unsaid_figures(query: Query, mentions: Sequence[Mention]) -> str:
    """A figure that the question takes for granted and no sentence on its topic holds."""
    if len(query.topic.split()) > _TOLD:
        return ""  # of the asker's own story
    said = "".join(mention.document.quote(mention.clause) for mention in mentions)
    told = query.text if query.check else query.topic
    return next((figure for figure in _FIGURE.findall(told) if figure not in said), "")


def _unsaid_year(query: Query, mentions: Sequence[Mention]) -> str:
    """A year for which a figure is asked and that no item on its topic speaks of."""
    if not query.quantity or query.check:
        return ""
    units = {(m.document.id, m.clause.unit) for m in mentions}
    said = "".join(
        m.document.quote(clause)
        for m in mentions
        for clause in m.document.clauses
        if (m.document.id, clause.unit) in units
    )
    return next((year for year in _YEAR.findall(query.text) if year not in said), "")


def _in_role(query: Query, matches: list[Match]) -> list[Match]:
    """The institutions' commitments in the role asked for, without those in one ruled out."""

    role = query.role or ""
    everyone = [replace(match, actors=match.commitment.actors) for match in matches]
    if query.excluded_role:
        ruled_out = without_others(everyone, query.institutions)
        gone = {match.commitment for match in with_role(ruled_out, query.excluded_role)}
        matches = [match for match in matches if match.commitment not in gone]
    own = {m.commitment for m in with_role(without_others(everyone, query.institutions), role)}
    theirs = [match for match in matches if match.commitment in own]
    others = bool(with_role(everyone, role))
    strict = query.asks == "tasks" or others or (query.check and not query.topic)
    if query.role in SPECIFIC_ROLES and strict:
        return theirs
    return matches
