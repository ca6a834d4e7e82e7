"""Answer a question for a list: complete, by set algebra over every commitment, never by rank."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from assistant.algebra import (
    Match,
    acting,
    acting_times,
    in_every,
    inside_sections,
    is_noted,
    of_kind,
    section_index,
    section_of,
    unit_of,
    with_institutions,
    with_part_of_name,
    with_role,
    without_institutions,
    without_notes,
    without_others,
    without_role,
)
from assistant.compose import (
    compose_institutions,
    compose_involvement,
    compose_platforms,
    compose_task_names,
    compose_tasks_of,
    compose_text,
)
from assistant.draft import Decision, Draft, Involved, Line, Part, Proof, Refusal
from assistant.grammar import (
    ACTS,
    EACH,
    HOW_MANY_ASKED,
    IN_BODY,
    OF_ITEM,
    PARTS_ASKED,
    ROLE_NOUN,
    SEVERAL,
    SPECIFIC_ROLES,
    UNSAID_PARTS,
    WHO_EACH,
)
from assistant.query import Query
from assistant.refuse import Refuser
from assistant.relevance import Relevance
from assistant.select import Mention, Platform, Selector, normalise
from index.library import Library
from ingest.regions import Region, find_home, find_region, is_of_field, region_of

_ALL, _MOST = 0.99, 0.7
_BEHIND = frozenset({"", "部门", "政府"})  # kinds that answer for what others do
_AT_HOME = ("省内", "本省", "我省")
_JOINED = re.compile("[和与及、]")
_TENTH = 0.1  # of a topic's information: two commitments that differ by less are both meant


class Lister:
    """Lists institutions, platforms and tasks of one library."""

    def __init__(
        self, library: Library, selector: Selector, refuser: Refuser, relevant: Relevance
    ) -> None:
        self._library = library
        self._selector = selector
        self._refuse = refuser
        self._relevant = relevant

    def institutions(self, query: Query, nearest: Sequence[Mention] | None) -> Decision:
        """The institutions on a topic; ``None`` where it takes retrieved clauses to tell.

        Where it leaves out those of another topic, the clauses that name them are cited as well.
        """
        part = UNSAID_PARTS.search(query.text)
        if part and all(part[0] not in document.text for document in self._library.documents):
            return self._refuse.silent(replace(query, topic=f"{query.topic}{part[0]}"))
        if query.absent:
            return self._absent(query, nearest)
        if not query.excluded_topic:
            return self._on_topic(query, [], nearest)
        left_out = self._selector.tasks_titled(query.excluded_topic)
        units = frozenset(f"{document.id}/{task.id}" for document, task in left_out)
        others = self._selector.inside(units) if units else []
        others = others or self._selector.match_topic(query.excluded_topic)
        if not others:
            return self._refuse.silent(replace(query, topic=query.excluded_topic))
        return _with_left_out(self._on_topic(query, others, nearest), others)

    def _on_topic(
        self, query: Query, others: Sequence[Match], nearest: Sequence[Mention] | None
    ) -> Decision:
        """The institutions on a topic without those of the other commitments."""
        titled = self._titled(query)
        topical = titled or self.topical(query)
        if others:
            taken = [actor.name for match in others for actor in match.actors]
            topical = without_institutions(topical, taken)
        if not titled and (said := self._said_elsewhere(query, topical)):
            return compose_text(query, said)
        if matches := self._answering(query, topical, titled=bool(titled)):
            return compose_institutions(query, self._widened(query, matches))
        if query.among and query.refers:  # 其中 of the item, not of those whom the answer named
            return self._on_topic(replace(query, among=()), others, nearest)
        if nearest is None:
            return None
        if self._relevant(self._selector, query.topic, query.text, nearest):
            near = self._nearest_commitments(query, nearest[0])
            if matches := self._answering(query, near, titled=bool(titled)):
                return compose_institutions(query, self._widened(query, matches))
        mentions = self._selector.mentions(query.topic)
        if mentions and mentions[0].coverage == 1.0:
            labels = "、".join(dict.fromkeys(m.clause.label for m in mentions[:3]))
            kind = query.kind or "单位"
            return Refusal(
                "not_in_documents",
                f"{self._refuse.title}提到了“{query.topic}”({labels}),但没有写明由哪个{kind}承担。",
            )
        return self._refuse.silent(query)

    def _absent(self, query: Query, nearest: Sequence[Mention] | None) -> Decision:
        """Those of the institutions named that have no part in the topic, where others have."""
        whole = self._on_topic(replace(query, among=(), absent=False), [], nearest)
        if not isinstance(whole, Draft):
            return whole
        parts = [part for line in whole.lines for part in line.parts]
        proofs = tuple(dict.fromkeys(proof for part in parts for proof in part.proofs))
        units = {(proof.document.id, proof.clause.unit) for proof in proofs}
        said = "".join(
            document.quote(clause)
            for document in self._library.documents
            for clause in document.clauses
            if (document.id, clause.unit) in units
        )
        absent = [name for name in query.among if name not in said]
        if not absent or len(absent) == len(query.among):
            return self._refuse.silent(query)
        every = list(self._selector.commitments())
        own = {name: with_institutions(every, [name], every=False) for name in absent}
        lines = tuple(
            Line((Part(f"**{name}**", (Proof(m.document, m.clause),), (Involved(name, ()),)),))
            for name, (m, *_) in own.items()
        )
        labels = "、".join(dict.fromkeys(proof.clause.label for proof in proofs))
        called = f"所问“{query.topic}”"
        headline = Part(f"{self._refuse.title}{called}没有点名的:")
        return Draft(headline, lines, (Part(f"{called}写在{labels}", proofs),))

    def _widened(self, query: Query, matches: list[Match]) -> list[Match]:
        """Those in the role asked for in the items, where none on the topic itself is; all who act
        in the one item, where the question asks for all that it has (那一条里), or in the sentence
        or the item, where just as many act there as it asks for (哪两家)."""
        units = {unit_of(match) for match in matches}
        if query.role in SPECIFIC_ROLES and not with_role(matches, query.role):
            inside = of_kind(self._selector.inside(frozenset(units)), query.kind)
            if held := with_role(inside, query.role):  # 改厕由谁配合, and another sentence says
                return held
        if len(units) > 1 and OF_ITEM.search(query.text):  # 新能源、碳减排那条
            return self._of_one_item(query, matches)
        if len(units) > 1:
            return matches
        item = self.narrow(query, of_kind(self._selector.inside(frozenset(units)), query.kind))
        if OF_ITEM.search(query.text):
            return item or matches
        asked = HOW_MANY_ASKED.search(query.text)
        count = "〇一二三四五六七八".find(asked["count"].replace("两", "二")) if asked else 0
        if count <= len({actor.name for match in matches for actor in match.actors}):
            return matches
        clauses = {match.clause.id for match in matches}
        for wider in ([m for m in item if m.clause.id in clauses], item):
            if len({actor.name for match in wider for actor in match.actors}) == count:
                return wider
        return matches

    def _of_one_item(self, query: Query, matches: list[Match]) -> list[Match]:
        """Those of the one item that says most of the topic's words, where one does."""
        said: dict[str, int] = {}
        for match in matches:
            reached = "".join(
                map(self._selector.reach, self._selector.inside(frozenset({unit_of(match)})))
            )
            said[unit_of(match)] = sum(word in reached for word in query.topic.split())
        best = [unit for unit, count in said.items() if count == max(said.values())]
        return [m for m in matches if unit_of(m) in best] if len(best) == 1 else matches

    def _titled(self, query: Query) -> list[Match]:
        """The commitments of an item whose title is the topic: everybody in it has a part."""
        if query.excluded_topic or (query.topics and query.joint):
            return []
        titled = self._selector.tasks_titled(query.topic)
        if len(titled) != 1:
            return []
        ((document, task),) = titled
        units = {
            f"{document.id}/{t.id}" for t in document.tasks if f"{t.id}.".startswith(f"{task.id}.")
        }
        inside = self._selector.inside(frozenset(units))
        wanted = normalise(query.topic)
        done = any(wanted in normalise(m.commitment.action) for m in inside if not is_noted(m))
        title = normalise(task.title or "")
        return [] if done and (wanted not in title or _is_half(wanted, title)) else inside

    def _answering(self, query: Query, topical: Sequence[Match], *, titled: bool) -> list[Match]:
        """Those of the commitments on the topic whose actors are asked for.

        ``titled`` tells that the topic is an item's title.
        """
        matches = acting(of_kind(topical, query.kind))
        whole = titled and len({unit_of(match) for match in topical}) == 1
        of_note = query.role in SPECIFIC_ROLES and query.role != "依托"
        noted = query.everyone or of_note or ROLE_NOUN.search(query.text)
        if not noted and not whole:  # 由谁建设 asks for the builder, not who stands behind
            behind = set(query.kind.split("、")) <= _BEHIND
            matches = without_notes(matches) if behind else [m for m in matches if not is_noted(m)]
        return self.narrow(query, _doing(query, matches) if whole else matches)

    def _nearest_commitments(self, query: Query, nearest: Mention) -> list[Match]:
        """The commitments of a clause, those alone whose reach is nearest to the topic."""
        item = self._selector.inside(frozenset({f"{nearest.document.id}/{nearest.clause.unit}"}))
        noted = [match for match in item if is_noted(match)]
        every = [m for m in self._selector.commitments() if m.clause.id == nearest.clause.id]
        own = without_notes(of_kind(every, query.kind))
        if not own or (noted and (query.everyone or query.kind == "部门")):
            return item if noted or query.kind else []
        said = [self._selector.reach(match) for match in own]
        near = self._library.compare(query.text, said)
        shares = [self._selector.share_reached_near(query.topic, match) for match in own]
        held = [share + cosine for share, cosine in zip(shares, near, strict=True)]
        return [m for m, share in zip(own, held, strict=True) if share >= max(held) - _TENTH]

    def _said_elsewhere(self, query: Query, topical: Sequence[Match]) -> list[Mention]:
        """The one clause that says all of the topic, where what its institutions do does not.

        联席会议由谁召集: a clause has 召集人, and institutions that do other things in it.
        """
        if not topical or query.topics or any(map(is_noted, topical)):
            return []
        named = any(query.topic in actor.name for match in topical for actor in match.actors)
        most = _MOST if query.kind else _ALL
        if named or self._selector.share_reached(query.topic, topical) > most:
            return []
        said = [m for m in self._selector.mentions(query.topic) if m.coverage > _ALL]
        return said if len(said) == 1 else []

    def outside(self, query: Query) -> Decision:
        """The institutions that have no part in the tasks and sections that the query rules out.

        Of those in the tasks and sections that it asks about, where it names some.
        """
        tasks, sections = query.outside or ((), ())
        every = list(self._selector.commitments())
        inside = [m for m in every if m.clause.task in tasks]
        inside += inside_sections(every, sections) if sections else []
        taken = [actor.name for match in inside for actor in match.actors]
        asked = [m for m in every if not query.tasks or m.clause.task in query.tasks]
        asked = inside_sections(asked, query.sections)
        topical = self._selector.match_topic(query.topic, asked) if query.topic else asked
        if query.tasks:
            topical = topical or asked  # 对外合作有两条,第3条点了名…: the numbers say which
        found = self.narrow(query, without_institutions(topical, taken))
        if query.joint and len(query.sections) > 1:
            found = in_every(found, section_index)
        if not found:
            return self._refuse.silent(query)
        return _with_left_out(compose_institutions(query, found), inside)

    def platforms(self, query: Query, nearest: Sequence[Mention] | None) -> Decision:
        """The platforms of a type, with those who build or use them; ``None`` as above."""
        units = frozenset(
            f"{document.id}/{task.id}"
            for document in self._library.documents
            for task in document.tasks
            if task.number in query.tasks
        )
        narrowed = bool(query.topic or query.institutions or query.tasks or query.sections)
        found = [
            platform
            for platform in self._selector.platforms(query.kind, any_called=narrowed)
            if (not query.tasks or f"{platform.document.id}/{platform.clause.unit}" in units)
            and (
                not query.sections
                or section_of(platform.document, platform.clause.start).index in query.sections
            )
            and _owns(platform, query.institutions, each=bool(EACH.search(query.text)))
        ]
        if query.excluded_topic:
            known = self._selector.platforms_on(query.excluded_topic, found)
            found = [platform for platform in found if platform not in known]
        every = found
        if query.topic:
            found = self._of_each_type(query, every)
        if not found and every and query.topic and not query.institutions:
            if nearest is None:
                return None
            near = {f"{m.document.id}/{m.clause.unit}" for m in nearest[:1]}
            if self._relevant(self._selector, query.topic, query.text, nearest):
                found = [p for p in every if f"{p.document.id}/{p.clause.unit}" in near]
                if not found:
                    return compose_text(query, nearest[:1])
        if not found:
            if query.institutions:
                return self._refuse.no_part(replace(query, topic=""), query.kind)
            what = f"与“{query.topic}”相关的" if query.topic else ""
            says = f"{self._refuse.title}没有写{what}{query.kind},因此无法回答。"
            return Refusal("not_in_documents", says)
        return compose_platforms(query, found)

    def _of_each_type(self, query: Query, among: Sequence[Platform]) -> list[Platform]:
        """The platforms on the topic, of each of the types asked for: where only one type has
        some, those of the others in the same items."""
        groups = [
            [p for p in among if p.name.strip("“”").endswith(kind)]
            for kind in query.kind.split("、")
        ]
        if len(groups) < 2 or not all(groups):
            return self._selector.platforms_on(query.topic, among)
        chosen = [self._selector.platforms_on(query.topic, group) for group in groups]
        units = {(p.document.id, p.clause.unit) for found in chosen for p in found}
        return [
            platform
            for found, group in zip(chosen, groups, strict=True)
            for platform in found or [p for p in group if (p.document.id, p.clause.unit) in units]
        ]

    def fullest(self, query: Query) -> Draft | Refusal:
        """The tasks that name the most institutions of the kind, or the fewest of those that do."""
        units: dict[str, list[Match]] = {}
        for match in self.narrow(query, list(self._selector.commitments())):
            if match.clause.task is not None:
                units.setdefault(unit_of(match), []).append(match)
        sizes = {
            unit: len({actor.name for match in matches for actor in match.actors})
            for unit, matches in units.items()
        }
        if not sizes:
            return self._refuse.silent(query)
        wanted = min(sizes.values()) if query.least else max(sizes.values())
        chosen = [match for unit, ms in units.items() if sizes[unit] == wanted for match in ms]
        return compose_institutions(
            replace(query, tasks=tuple({m.clause.task or 0 for m in chosen}), topic=""), chosen
        )

    def tasks_without(self, query: Query) -> Draft | Refusal:
        """The tasks in which no institution of the kind, or none of those named, has a part."""
        every = self._selector.commitments()
        if query.excluded:
            theirs = with_institutions(every, query.excluded, every=False)
            if query.role in SPECIFIC_ROLES:
                theirs = with_role(without_others(theirs, query.excluded), query.role)
            who = "、".join(query.excluded)
        elif query.lacking_role:
            theirs, who = with_role(every, query.lacking_role), f"{query.lacking_role}单位"
        else:
            theirs, who = of_kind(every, query.lacking), query.lacking
        taken = {unit_of(match) for match in theirs}
        tasks = [
            (document, task)
            for document in self._library.documents
            for task in document.tasks
            if f"{document.id}/{task.id}" not in taken
            and (not query.sections or section_of(document, task.start).index in query.sections)
        ]
        if not tasks:
            return Refusal("not_in_documents", f"{self._refuse.title}的每项任务都有{who}。")
        return compose_task_names(
            f"没有点名所问“{who}”的" if query.excluded else f"没有点名{who}的", tasks
        )

    def tasks_of_kinds(self, query: Query) -> Draft | Refusal:
        """The tasks in which institutions of the kind, or with ``joint`` of each kind, act."""
        every = list(self._selector.commitments())
        every = inside_sections(every, query.sections) if query.sections else every
        every = with_role(every, query.role) if query.role else every
        groups = [of_kind(every, kind) for kind in query.kind.split("、")]
        units = [{unit_of(m) for m in group if m.clause.task is not None} for group in groups]
        wanted = set.intersection(*units)
        matches = [m for group in groups for m in group if unit_of(m) in wanted]
        if not matches:
            says = (
                f"{self._refuse.title}没有写{query.kind}{query.role or '参与'}的任务,因此无法回答。"
            )
            return Refusal("not_in_documents", says)
        return compose_tasks_of(query, matches)

    def with_two_roles(self, query: Query) -> Draft | Refusal:
        """The institutions that act in both roles, or with ``only`` in the first and never in the
        second."""
        every = of_kind(self._selector.commitments(), query.kind)
        one, other = (with_role(every, role) for role in query.roles or ())
        names = {a.name for m in one for a in m.actors}
        others = {a.name for m in other for a in m.actors}
        names = names - others if query.only else names & others
        found = without_others(one if query.only else dict.fromkeys([*one, *other]), names)
        return compose_institutions(query, found) if found else self._refuse.silent(query)

    def busiest(self, query: Query) -> Draft | Refusal:
        """The institutions with the most tasks."""
        inside = inside_sections(self._selector.commitments(), query.sections)
        inside = [m for m in inside if not query.tasks or m.clause.task in query.tasks]
        role = query.role if query.role in SPECIFIC_ROLES else None
        matches = self.narrow(replace(query, role=role), inside)
        if query.institutions:
            matches = without_others(matches, query.institutions)
        if query.topic:
            topical = self._selector.match_topic(query.topic, matches)
            matches = topical or (matches if query.institutions else [])
        units: dict[str, set[str]] = {}
        for match in matches:
            for actor in match.actors:
                units.setdefault(actor.name, set()).add(f"{match.document.id}/{match.clause.unit}")
        most = max(map(len, units.values()), default=0)
        names = [name for name, own in units.items() if len(own) == most]
        if not names:
            return self._refuse.silent(query)
        theirs = [
            replace(match, commitment=replace(match.commitment, actors=match.actors))
            for match in matches
            if any(actor.name in names for actor in match.actors)
        ]
        return compose_involvement(names, theirs, "")

    def topical(self, query: Query) -> list[Match]:
        """The commitments on the topic; of joined topics, those on each of them."""
        parts = [self._part(topic, query) for topic in query.topics]
        if not all(parts) or self._selector.is_literal(query.topic):
            parts = []
        if parts and query.joint:
            names = [{actor.name for match in part for actor in match.actors} for part in parts]
            both = set.intersection(*names)
            return without_others([match for part in parts for match in part], both)
        each = list(dict.fromkeys(match for part in parts for match in part))
        if not each and len(query.topics) > 1 and WHO_EACH.search(query.text):
            each = self._each(query)
        several = EACH.search(query.text) or SEVERAL.search(query.text)
        if each and (several or all(map(self._selector.is_literal, query.topics))):
            return each  # 甲和乙分别由谁建设
        return self._selector.match_topic(query.topic) or each

    def _part(self, topic: str, query: Query) -> list[Match]:
        """The commitments on one of several topics; where those who share them are asked for, and
        the topic is an item's title, everybody's in it."""
        matches = self._selector.match_topic(topic)
        whole = self._titled(replace(query, topic=topic, topics=())) if query.joint else []
        return list(dict.fromkeys([*matches, *whole]))

    def _each(self, query: Query) -> list[Match]:
        """The commitments on each of the topics for itself: 读本归谁编、展车归谁派; of a topic that
        no commitment reaches, those of the clause that says most of it."""
        found: dict[Match, None] = {}
        for topic in query.topics:
            matches = self._selector.match_topic(topic)
            if not matches:
                said = self._selector.mentions(topic)[:1]
                near = [m for mention in said for m in self._nearest_commitments(query, mention)]
                matches = near
            found.update(dict.fromkeys(matches))
        return list(found)

    def partners_on(self, query: Query, own: Sequence[Match]) -> list[Match]:
        """Those who act with the institutions, and on each of the joined topics besides.

        既和甲共建学院,又参加乙联盟的企业: the sides are intersected.
        """
        on_topics = [of_kind(self._selector.match_topic(t), query.kind) for t in query.topics]
        sides = [of_kind(own, query.kind), *filter(None, on_topics)]
        names = set.intersection(*({a.name for m in side for a in m.actors} for side in sides))
        shown = [match for side in sides[1:] for match in side] or sides[0]
        kept = without_others(shown, names)
        return without_institutions(kept, query.institutions)

    def _placed(self, place: str, matches: Sequence[Match]) -> set[str]:
        """The names of the actors in a place; 省外 is seen from where the documents are issued."""
        inside = not place.startswith(("省外", "外省", "外地"))
        if place in ("省外", "外省", "外省区", "外地", *_AT_HOME):
            homes = [find_home(d) for d in self._library.documents]
            wanted = [Region(home.province) for home in homes if home] or self._commonest()
        elif place.endswith(("以外", "之外")):
            wanted = [region] if (region := find_region(place[:-2])) else []
            inside = False
        else:
            wanted = [region] if (region := find_region(place)) else []
        outside = place in ("省外", "外省", "外省区", "外地")
        kept = set()
        for name in {actor.name for match in matches for actor in match.actors}:
            own = region_of(name)
            if outside and self._is_called_outside(name) != inside:
                kept.add(name)  # 省外的甲大学
            elif own and wanted and any(region.holds(own) for region in wanted) == inside:
                kept.add(name)
            elif not own and place in _AT_HOME and not self._is_called_outside(name):
                kept.add(name)  # of no place that is known, and of no other province
        return kept

    def _is_called_outside(self, name: str) -> bool:
        """Whether a document says of an institution that it is of another province."""
        called = re.compile(
            rf"(?:省外|外省)(?:的|高校|院校|企业)?(?:[^，。；、的]{{2,16}}[、和与])*{re.escape(name)}"
        )
        of_another = re.compile(rf"((?![与和同合及])[\u4e00-\u9fff]{{2,3}}省)的{re.escape(name)}")
        return any(
            called.search(document.text)
            or ((said := of_another.search(document.text)) and said[1] not in document.title)
            for document in self._library.documents
        )

    def _commonest(self) -> list[Region]:
        """The province of most of the actors, where the documents do not say of which they are."""
        names = {a.name for m in self._selector.commitments() for a in m.commitment.actors}
        provinces = Counter(r.province for r in map(region_of, names) if r)
        return [Region(name) for name, _ in provinces.most_common(1)]

    def narrow(self, query: Query, matches: Sequence[Match]) -> list[Match]:
        """The matches with only the actors of the kind and role asked for, and none ruled out.

        负责 is said of any part; where the plan has it, those who do so come before the others.
        """
        kept = of_kind(matches, query.kind)
        if IN_BODY.search(query.text):
            kept = [match for match in kept if not is_noted(match)] or kept
        if query.place:
            kept = without_others(kept, self._placed(query.place, kept))
        if query.field:
            kept = without_others(
                kept, {a.name for m in kept for a in m.actors if is_of_field(a.name, query.field)}
            )
        if query.excluded_kind:
            others = {a.name for m in of_kind(kept, query.excluded_kind) for a in m.actors}
            kept = without_institutions(kept, tuple(others))
        if query.not_of_name:
            named = (a.name for m in kept for a in m.actors if query.not_of_name in a.name)
            kept = without_institutions(kept, tuple(named))
        if query.part_of_name:
            kept = with_part_of_name(kept, query.part_of_name)
        if query.among:
            kept = without_others(kept, query.among)
        if query.excluded and query.asks == "institutions":
            kept = without_institutions(kept, query.excluded)
        if query.excluded_role:
            kept = without_role(kept, query.excluded_role)
        if query.times:
            kept = acting_times(kept, self._selector.commitments(), query.times)
        if not query.role:
            return _in_roles(query, kept)
        held = with_role(kept, query.role)
        if query.role in SPECIFIC_ROLES:
            return held or kept
        leading = {m.commitment for m in held}
        return [m for m in kept if m.commitment in leading] or kept


def _is_half(topic: str, title: str) -> bool:
    """Whether a title joins the topic to another: 康养产业 of 康养产业发展和海洋生态保护."""
    sides = _JOINED.split(title)
    return len(sides) > 1 and any(topic in side for side in sides)


def _doing(query: Query, matches: list[Match]) -> list[Match]:
    """Of everybody in an item, those who do what the question says by its verb: 起草."""
    verbs = {match: match.commitment.action[:2] for match in matches}
    told = {v for v in verbs.values() if v in query.text and not ACTS.fullmatch(v) and len(v) > 1}
    return [match for match in matches if verbs[match] in told] or matches


def _in_roles(query: Query, matches: list[Match]) -> list[Match]:
    """The actors in any of several roles that are asked for, where each of them is held."""
    asked = dict.fromkeys(re.findall(f"{PARTS_ASKED}|主责|协助", query.text))
    held = [with_role(matches, role) for role in asked] if query.everyone else []
    return list(chain.from_iterable(held)) if len(held) > 1 and all(held) else matches


def _with_left_out(answer: Decision, others: Sequence[Match]) -> Decision:
    """The answer with the clauses that name the institutions which it leaves out."""
    named = [match for match in acting(others) if match.actors]
    if not isinstance(answer, Draft) or not named:
        return answer
    labels = "、".join(dict.fromkeys(match.clause.label for match in named))
    proofs = tuple(dict.fromkeys(Proof(match.document, match.clause) for match in named))
    note = Part(f"已除去{labels}点名的单位", proofs)
    return replace(answer, caveats=(*answer.caveats, note))


def _owns(platform: Platform, names: Sequence[str], *, each: bool) -> bool:
    """Whether the platform is spoken of with every one of the institutions, or one of them where
    each is asked for its own."""
    owners = {actor.name for actor in platform.owners}
    return set(names) <= owners or (each and not owners.isdisjoint(names))
