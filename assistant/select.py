"""Select what a topic is about: commitments, clauses and platforms of one library.

A topic selects a commitment by the text that the commitment reaches, never by its whole sentence:
that is what keeps neighbours in an enumeration apart. Three readings are tried, the strictest
first: the topic as it stands, all of its words, most of its information.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev
from typing import TypeVar

from assistant.algebra import Match, is_noted, unit_of
from assistant.grammar import BROAD, FILLERS, VAGUE
from assistant.reading import read
from index.alignment import align
from index.library import Library
from index.thesaurus import find_terms, synonyms
from ingest.document import Actor, Clause, Commitment, Document, Task
from ingest.lexicon import lexicon
from ingest.platforms import find_platforms, platform_type, type_words

T = TypeVar("T")

_NOISE = re.compile(r"[^\w]+|_")
_COVERAGE = 0.65  # share of a topic's information that a partial match must hold
_UNKNOWN = 0.3  # share of it in nouns that no document uses, from which on it is another topic
_SHORT = 2  # words of a topic that is another one if the documents lack any of its nouns
_NAMING = frozenset("联合 创新 协同 共享 实训 研发 检测 监测 示范 评估 培训".split())
_ONE = re.compile(r"[\u4e00-\u9fff](?<![一二三四五六七八九十两每各])")
_OTHER = 0.7  # what another word for the same thing counts against the word itself
_GIVEN = re.compile("补贴|补助|奖励|奖金|津贴|资助|保险|基金|贷款|收费|票价|租金|学费|罚款")
_UNRELATED, _SAME = 0.18, 0.5  # cosines of words that have nothing in common, and all
_WHOLE_TITLE = 6  # characters of a title that may have a word more in a question
_NEAR_ENOUGH = 0.35  # of a word's weight
_SAME_THING = 0.2  # cosine from which on two modifiers may say the same
_PIECE = 4  # characters of a piece that is put together again
_ACT = 0.4  # what a verb counts that the documents do not use, against a noun
_EVERYDAY_CHARACTER = 8.2  # -ln of the share of a character that may cling to any word: 上, 要
_COMMON_CHARACTER = 8.9  # -ln of the share of a character that tells nothing beside words
_COMMON, _RARE = 8.0, 13.0  # -ln of a word's share: 大家, 劳务费
_ALL = 0.99  # of a topic's information
_LONG_TOPIC = 3  # concepts, beyond which a topic is told rather than named
_LONG = 6  # characters from which on a longer word tells no more


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause that speaks of the topic; ``coverage`` is the share of the topic that it holds.

    ``score`` is that of the retrieval that found it, 0 where none did.
    """

    document: Document
    clause: Clause
    coverage: float
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Platform:
    """Something that a clause names as built or used, and the actors that it speaks of with it."""

    document: Document
    clause: Clause
    name: str
    owners: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of a topic, the forms in which documents may say it, and how much it tells.

    ``others`` are words for the same thing where the documents use the word itself as well.
    """

    word: str
    forms: tuple[str, ...]
    weight: float
    others: tuple[str, ...] = ()

    def share_in(self, text: str) -> float:
        """Its weight if the text has it, less by ``others``, 0 if not at all."""
        if any(form in text for form in self.forms):
            return self.weight
        return self.weight * _OTHER if any(other in text for other in self.others) else 0.0


class Selector:
    """Selects commitments and clauses of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._texts = [
            (document, clause, normalise(document.quote(clause)))
            for document in library.documents
            for clause in document.clauses
        ]
        self._frequencies: dict[str, int] = {}
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

    def is_literal(self, topic: str) -> bool:
        """Whether the topic stands anywhere as it is."""
        whole = normalise(topic)
        return bool(whole) and any(whole in text for _, _, text in self._texts)

    def platforms(self, kind: str, *, any_called: bool = False) -> list[Platform]:
        """Everything named whose name ends with the type; 平台 is any where none is called so, and
        with ``any_called`` whatever it is called."""
        every = [platform for document in self._library.documents for platform in _named(document)]
        if kind == "平台" and any_called:
            return every
        for types in (tuple(kind.split("、")), synonyms(kind)):
            if called := [p for p in every if types and p.name.strip("“”").endswith(types)]:
                titles = [p for p in called if self.is_heading(Mention(p.document, p.clause, 1.0))]
                told = {(p.document.id, p.clause.unit) for p in called if p not in titles}
                return [
                    p
                    for p in called
                    if p not in titles or (p.document.id, p.clause.unit) not in told
                ]
        return [] if kind != "平台" else every

    def platforms_on(self, topic: str, among: Sequence[Platform]) -> list[Platform]:
        """Those whose name or whose item's title speaks of the topic, else whose sentence does."""

        def on_topic(text_of: Callable[[Platform], str]) -> list[Platform]:
            texts = [(p, normalise(text_of(p))) for p in among]
            return [p for p, _ in _best(self._coverage(texts, topic, lambda _: ""))]

        named = on_topic(lambda p: p.name)
        titled = on_topic(lambda p: self._titles.get((p.document.id, p.clause.unit), ""))
        both = [p for p in among if p in named or p in titled]
        return both or on_topic(lambda p: p.document.quote(p.clause))

    def inside(self, units: frozenset[str]) -> list[Match]:
        """The commitments of tasks or sections given as ``document/unit``."""
        return [m for m in self.commitments() if unit_of(m) in units]

    def find_sections(self, theme: str) -> tuple[int, ...]:
        """The positions of the sections whose title holds the theme."""
        wanted = normalise(theme)
        sections = [s for document in self._library.documents for s in document.sections]
        return tuple(
            dict.fromkeys(
                s.index for s in sections if len(wanted) > 1 and wanted in normalise(s.title)
            )
        )

    def titles_section(self, topic: str) -> bool:
        """Whether the topic is the title of a section, to the letter."""
        sections = [s for document in self._library.documents for s in document.sections]
        return any(normalise(section.title) == normalise(topic) for section in sections)

    def tasks_titled(self, topic: str) -> list[tuple[Document, Task]]:
        """The tasks whose title the topic is, or the one title that holds it."""
        wanted = normalise(topic)
        tasks = [(d, t) for d in self._library.documents for t in d.tasks if t.title]
        same = [pair for pair in tasks if normalise(pair[1].title) == wanted]
        words = [word for word in self._terms(wanted) if len(word) > 1]
        holding = [p for p in tasks if _names_title(wanted, words, normalise(p[1].title))]
        return same or (holding if len(holding) == 1 else [])

    def _terms(self, text: str) -> list[str]:
        """The text in words, those of the thesaurus whole: 文旅."""
        words, position = [], 0
        for start, end in find_terms(text):
            if start >= position:
                words += [*self._library.cut(text[position:start]), text[start:end]]
                position = end
        return words + self._library.cut(text[position:])

    def is_heading(self, mention: Mention) -> bool:
        """Whether a clause is but the title of its item."""
        title = self.title_of(mention)
        return bool(title) and normalise(mention.document.quote(mention.clause)) == normalise(title)

    def is_title(self, topic: str) -> bool:
        """Whether no clause holds the topic but the titles of tasks."""
        wanted = normalise(topic)
        titles = {normalise(title) for title in self._titles.values()}
        return all(text in titles for _, _, text in self._texts if wanted in text)

    def task_of(self, mention: Mention) -> tuple[Document, Task] | None:
        """The task that a clause stands in."""
        tasks = (t for t in mention.document.tasks if t.id == mention.clause.unit)
        task = next(tasks, None)
        return (mention.document, task) if task else None

    def match_topic(self, topic: str, among: Iterable[Match] | None = None) -> list[Match]:
        """The commitments whose reach speaks of the topic: of those who do it, and of those whom a
        note of its item names, whose reach is all of the item."""
        candidates = list(among if among is not None else self.commitments())
        groups = [
            self._match_topic(topic, [m for m in candidates if is_noted(m) is noted])
            for noted in (False, True)
        ]
        groups.sort(key=lambda group: -group[0])
        (best, first), (_, second) = groups
        units = {unit_of(match) for match in first}
        return [*first, *(m for m in second if not best or unit_of(m) in units)]

    def _match_topic(self, topic: str, candidates: Sequence[Match]) -> tuple[int, list[Match]]:
        """Those of the commitments, and by how strict a reading they were found, 0 for none."""
        whole = normalise(topic)
        reached = [(match, self._reach(match)) for match in candidates]
        literal = [match for match, text in reached if whole and whole in text]
        if literal:
            return 3, literal
        for title in (self._title, self._section_title):
            words = [word for word in self._library.cut(whole) if len(word) > 1]
            titled = [m for m in candidates if _names_title(whole, words, title(m))]
            if titled:
                return 2, titled
        if named := _keep_named(candidates, whole):
            return 2, named
        best = [
            (match, (match.clause.id, share), Mention(match.document, match.clause, share))
            for match, share in _best(self._coverage(reached, topic, self._title))
        ]
        each = {key: mention for _, key, mention in best}  # of a clause with several actors once
        own = {(m.clause.id, m.coverage) for m in self.keep_own(topic, each.values())}
        held = [match for match, key, _ in best if key in own]
        return int(bool(held)), held

    def share_reached(self, topic: str, matches: Iterable[Match]) -> float:
        """The greatest share of the topic's information that a commitment's reach holds.

        The titles of its task and section count as its reach.
        """
        texts = [self._reach(m) + self._title(m) + self._section_title(m) for m in matches]
        if any(normalise(topic) in text for text in texts):
            return 1.0
        pairs = [(text, text) for text in texts]
        return max((share for _, share in self._shares(pairs, topic, lambda _: "")), default=0.0)

    def mentions(
        self, topic: str, units: frozenset[str] | None = None, *, every: bool = False
    ) -> list[Mention]:
        """The clauses that hold the topic, else those that hold most of it, best first.

        ``every`` adds to the clauses that hold it as it stands those that hold all of its words.
        """
        whole = normalise(topic)
        texts = [t for t in self._texts if units is None or f"{t[0].id}/{t[1].unit}" in units]
        literal = [Mention(d, c, 1.0) for d, c, text in texts if whole and whole in text]
        if literal and " " not in topic and not every:
            return literal
        scored = self._coverage([(t, t[2]) for t in texts], topic, self._unit_title)
        best = [Mention(item[0], item[1], share) for item, share in _best(scored)]
        if literal and every:
            whole_too = [mention for mention in best if mention.coverage >= _ALL]
            return list(dict.fromkeys([*literal, *whole_too]))
        return literal if literal and (not best or best[0].coverage < 1.0) else best

    def concepts(self, topic: str) -> list[Concept]:
        """What the topic's words stand for, in order; function words left out.

        A word that the documents do not use stands for the words of its thesaurus groups that
        they do use.
        """
        text = normalise(topic)
        alone = {part for part in topic.split() if _ONE.fullmatch(part)}  # 镁
        concepts: dict[str, Concept] = {}
        for word in map(self._core, self._words(text)):
            told = len(word) > 1 or word in alone or self._tells(word)
            if told and word not in VAGUE and word not in FILLERS:
                concepts.setdefault(word, self._concept(word))
        return [c for c in concepts.values() if c.word not in BROAD] or list(concepts.values())

    def knows_head(self, topic: str) -> bool:
        """Whether the documents use the topic's last noun: what a fact is asked of."""
        head = self._head(topic)
        return not head or any(map(self._frequency, head.forms))

    def tell_given(self, topic: str, mentions: Sequence[Mention]) -> list[Mention]:
        """The clauses whose item says what a sum or a cover is given for: not 租金补贴 where only
        补贴 is said."""
        given = [
            what
            for piece in topic.split()
            for what, sum_given in itertools.pairwise(self.concepts(piece))
            if _GIVEN.fullmatch(sum_given.word) and self._library.is_noun(what.word)
        ]
        if not given:
            return list(mentions)
        texts: dict[tuple[str, str], str] = {}
        for document, clause, text in self._texts:
            unit = (document.id, clause.unit)
            texts[unit] = texts.get(unit, self._unit_title((document, clause, text))) + text
        return [
            mention
            for mention in mentions
            if all(
                self._held(what, texts[mention.document.id, mention.clause.unit], "", near=True)
                >= _NEAR_ENOUGH * what.weight
                for what in given
            )
        ]

    def tell_head(self, topic: str, mentions: Sequence[Mention]) -> list[Mention]:
        """The clauses in whose item the topic's last noun stands, itself or in other words."""
        head = self._head(topic)
        units = {
            (document.id, clause.unit)
            for document, clause, text in self._texts
            if head and head.share_in(text + self._unit_title((document, clause, text)))
        }
        return [m for m in mentions if not head or (m.document.id, m.clause.unit) in units]

    def _head(self, topic: str) -> Concept | None:
        every = self.concepts(topic)
        nouns = [c for c in every if self._library.is_noun(c.word)] or every
        return nouns[-1] if nouns else None

    def share_lost(self, topic: str, mention: Mention) -> float:
        """The share of the topic's information in nouns that the clause and its title do not hold,
        in words near in meaning either."""
        text = normalise(mention.document.quote(mention.clause))
        around = self._unit_title((mention.document, mention.clause, text))
        concepts = self.concepts(topic)
        total = sum(concept.weight for concept in concepts) or 1.0
        lost = sum(
            concept.weight
            for concept in concepts
            if self._library.is_noun(concept.word)
            and not self._held(concept, text, around, near=True)
        )
        return lost / total

    def names_other(self, question: str, mention: Mention) -> bool:
        """Whether the question names a platform with a noun that neither the clause nor its title
        has, in a synonym either: 太子河流域研究院 beside 鸭绿江流域研究院."""
        text = normalise(f"{self.title_of(mention)}{mention.document.quote(mention.clause)}")
        words = self._words(normalise(question))
        for place, word in enumerate(words):
            if word not in type_words():
                continue
            before = itertools.takewhile(self._is_of_name, reversed(words[:place]))
            nouns = [w for w in before if len(w) > 1 and self._library.is_noun(w)]
            if nouns and not all(self._concept(noun).share_in(text) for noun in [*nouns, word]):
                return True
        return False

    def keep_own(self, topic: str, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions that hold all of the topic, or are not of something else."""
        return [m for m in mentions if m.coverage >= _ALL or not self.is_of_other(topic, m)]

    def is_of_other(self, topic: str, mention: Mention) -> bool:
        """Whether the clause has the thing that a topic names, but only that of something else:
        古村落保护基金 beside 湿地修复基金."""
        if " " in topic:  # told in several pieces: 社区养老机构 水电费 价格
            return False
        quote = mention.document.quote(mention.clause)
        text, around = normalise(quote), normalise(self.title_of(mention))
        tokens = self._library.cut(quote)
        words = [word for word in self._words(normalise(topic)) if word]

        def unsaid(run: Iterable[str], named: bool = False) -> list[str]:
            """The words until one that the item says; of a name every one counts."""
            return list(
                itertools.takewhile(
                    lambda word: word != "的" and (named or not self._is_said(word, text, around)),
                    run,
                )
            )

        for place, thing in enumerate(words):
            if len(thing) < 2:
                continue
            named = platform_type(thing) is not None and place == len(words) - 1
            own = unsaid(reversed(words[:place]), named)[::-1]  # what modifies it
            before = [
                token[: token.find(thing)] or self._modifier(tokens[:at])
                for at, token in enumerate(tokens)
                if thing in token
            ]
            if self._library.is_noun(thing) and self._differ(own, before):
                return True
            own = unsaid(words[place + 1 :])  # what it governs: 擅自从事停车场
            after = [
                "".join(itertools.takewhile(self._modifies, tokens[at + 1 :]))
                for at, token in enumerate(tokens)
                if token == thing
            ]
            if any(map(self._library.is_noun, own)) and self._differ(own, after):
                return True
        return False

    def _differ(self, own: Sequence[str], others: Sequence[str]) -> bool:
        return bool(own and others and all(others)) and not self._are_alike(own, others)

    def _are_alike(self, words: Sequence[str], others: Sequence[str]) -> bool:
        """Whether words modify a thing as one of others does: 蘑菇 and 食用菌产业, not 茶产业 and
        特色水果产业."""
        for other in others:
            own = "".join(words)
            while own and own[-1] == other[-1:]:  # what both have at their end tells nothing
                own, other = own[:-1], other[:-1]
            shared = set(own) & set(other)
            if not own or not other or len(shared) >= min(2, len(own), len(other)):
                return True
            told = [word for word in words if len(word) > 1 and word in own]
            if told and all(self._is_said(word, other, "") for word in told):
                return True
            if max(self._library.compare(own, [other])) >= _SAME_THING:
                return True
        return False

    def _is_said(self, word: str, text: str, around: str) -> bool:
        """Whether an item says a word, or one that is near in meaning."""
        concept = self._concept(word)
        return self._held(concept, text, around, near=True) >= _NEAR_ENOUGH * concept.weight

    def _modifier(self, words: Sequence[str]) -> str:
        """What modifies the word behind a run of words: 古村落保护 of 设立80亿元的古村落保护."""
        return "".join(reversed(list(itertools.takewhile(self._modifies, reversed(words)))))

    def _modifies(self, word: str) -> bool:
        """Whether a word is a noun, or a verb that is one as often: 保护, not 设立."""
        if not re.fullmatch("[\u4e00-\u9fff]+", word):
            return False
        plain = not lexicon().boundary.search(word)
        return plain if len(word) == 1 else plain or self._library.is_noun(word)

    def _is_of_name(self, word: str) -> bool:
        """Whether a word may stand in a platform's name before its type: 联合实验室."""
        return self._library.is_noun(word) or word in _NAMING

    def share_said(self, question: str, mention: Mention) -> float:
        """How much of the question's subject the clause and its title say in any words, 0 to 1; of
        all of the question where it has no subject."""
        tags = read(question).tags
        parts = [tag != "O" for tag in tags]
        text = f"{self.title_of(mention)}。{mention.document.quote(mention.clause)}"
        return float(align(question, [text], parts if any(parts) else None)[0])

    def stand_out(self, question: str, mention: Mention) -> float:
        """By how many standard deviations the clause's cosine with the question exceeds the mean of
        its document's clauses."""
        clauses = mention.document.clauses
        cosines = self._library.compare(question, [mention.document.quote(c) for c in clauses])
        own = cosines[clauses.index(mention.clause)]
        spread = pstdev(cosines)
        return (own - fmean(cosines)) / spread if spread else 0.0

    def title_of(self, mention: Mention) -> str:
        """The title of a clause's item, empty where it has none."""
        return self._titles.get((mention.document.id, mention.clause.unit), "")

    def reach(self, match: Match) -> str:
        """What a commitment reaches, in the document's words."""
        text = match.document.text
        return "，".join(text[start:end] for start, end in match.commitment.reach)

    def share_near(self, topic: str, text: str) -> float:
        """The share of the topic's information that a text holds, by meaning too."""
        concepts, plain = self.concepts(topic), normalise(text)
        total = sum(concept.weight for concept in concepts) or 1.0
        return sum(self._held(concept, plain, "", near=True) for concept in concepts) / total

    def share_reached_near(self, topic: str, match: Match) -> float:
        """The share of the topic's information that a commitment reaches, by meaning too."""
        return self.share_near(topic, self._reach(match))

    def _nearness(self, word: str, text: str) -> float:
        """How near in meaning the nearest word of a text is, between 0 and ``_OTHER``."""
        near = (cosine for other, cosine in self._library.near(word) if normalise(other) in text)
        cosine = next(near, 0.0)
        return _OTHER * min(max(cosine - _UNRELATED, 0.0) / (_SAME - _UNRELATED), 1.0)

    def share_known(self, topic: str) -> float:
        """The share of the topic's information that stands anywhere in the documents."""
        concepts = self.concepts(topic)
        total = sum(concept.weight for concept in concepts)
        held = sum(c.weight for c in concepts if any(map(self._frequency, c.forms)))
        return held / total if total else 0.0

    def _words(self, text: str) -> list[str]:
        """The text in words: those of the thesaurus that the documents lack, then jieba's.

        A piece of the documents that jieba cuts through (助餐点) is put together again.
        """
        spans = [
            (start, end)
            for start, end in find_terms(text)
            if not self._is_spelt(text[start:end]) and self._synonyms(text[start:end])
        ]
        words: list[tuple[int, int]] = []
        position = 0
        for start, end in [*spans, (len(text), len(text))]:
            for word in self._library.cut(text[position:start]):
                words.append((position, position + len(word)))
                position += len(word)
            words.append((start, end))
            position = end
        for start, end in words:
            if start < end and (start, end) not in spans and not self._frequency(text[start:end]):
                a, b = self._said_around(text, start)
                if b - a >= _PIECE:
                    words = [w for w in words if w[1] <= a or w[0] >= b] + [(a, b)]
        return [text[start:end] for start, end in sorted(set(words))]

    def _is_spelt(self, term: str) -> bool:
        """Whether the documents have a term, or every word of it: 申请条件 in 申请…条件."""
        parts = [word for word in self._library.cut(term) if word != term]
        return bool(self._frequency(term)) or (
            len(parts) > 1 and all(len(p) > 1 and self._frequency(p) for p in parts)
        )

    def _said_around(self, text: str, position: int) -> tuple[int, int]:
        """The longest piece of the text with the character at ``position`` that a clause holds."""
        best = (position, position)
        for start in range(max(0, position - _PIECE * 2), position + 1):
            end = position
            while end < len(text) and self._frequency(text[start : end + 1]):
                end += 1
            if end > position and end - start > best[1] - best[0]:
                best = (start, end)
        return best

    def _concept(self, word: str) -> Concept:
        """The word's forms in the documents and its weight: information by its length.

        A word that no document uses weighs less the commoner it is in everyday Chinese, and less
        if it is no noun: what is asked about is a thing.
        """
        length = min(len(word), _LONG) / 2
        others = self._synonyms(word)
        if self._frequency(word):
            return Concept(word, (word,), length * self._information(word), others)
        if not others and len(word) == 3 and self._frequency(word[:-1]):
            others = (word[:-1],)  # 老年人, 老年
        if others:
            return Concept(word, others, length * max(map(self._information, others)))
        rarity = (self._library.information(word) - _COMMON) / (_RARE - _COMMON)
        told = min(max(rarity, 0.2), 1.0) * (1.0 if self._library.is_noun(word) else _ACT)
        return Concept(word, (word,), length * self._information(word) * told)

    def _core(self, word: str) -> str:
        """A word that no dictionary has without the common characters at its ends: 床要, 上云礁."""
        known = self._frequency(word) or synonyms(word) or self._library.is_known(word)
        if known or not all(map(_ONE.fullmatch, word)):
            return word
        common = [self._library.information(c) < _EVERYDAY_CHARACTER for c in word]
        told = [place for place, plain in enumerate(common) if not plain]
        return word[told[0] : told[-1] + 1] if told else ""

    def _tells(self, character: str) -> bool:
        """Whether a character that stands beside words says something: 脑 in 脑科学."""
        if not _ONE.fullmatch(character) or not self._library.is_noun(character):
            return False
        return self._library.information(character) >= _COMMON_CHARACTER

    def _synonyms(self, word: str) -> tuple[str, ...]:
        """The words of the word's thesaurus groups that the documents use."""
        return tuple(other for other in map(normalise, synonyms(word)) if self._frequency(other))

    def _reach(self, match: Match) -> str:
        text = match.document.text
        return normalise("".join(text[a:b] + "\n" for a, b in match.commitment.reach))

    def _title(self, match: Match) -> str:
        return normalise(self._titles.get((match.document.id, match.clause.unit), ""))

    def _unit_title(self, item: tuple[Document, Clause, str]) -> str:
        return normalise(self._titles.get((item[0].id, item[1].unit), ""))

    def _section_title(self, match: Match) -> str:
        for section in match.document.sections:
            if section.start <= match.clause.start < section.end:
                return normalise(section.title)
        return ""

    def _coverage(
        self, items: Iterable[tuple[T, str]], topic: str, title: Callable[[T], str]
    ) -> list[tuple[T, float]]:
        """Those of the items that hold enough of the topic's information, with its share.

        In its own words and their synonyms; of a long topic, else in words near in meaning too.
        """
        every = list(items)
        long = len(self.concepts(topic)) > _LONG_TOPIC
        for near in (False, True) if long else (False,):
            shares = self._shares(every, topic, title, near)
            if held := [(item, share) for item, share in shares if share >= _COVERAGE]:
                return held
        return []

    def _shares(
        self,
        items: Iterable[tuple[T, str]],
        topic: str,
        title: Callable[[T], str],
        near: bool = False,
    ) -> Iterator[tuple[T, float]]:
        """The share of the topic's information that each item's text and title hold.

        Where the text itself has no word of it, or a character of a word alone, none.
        """
        concepts = self.concepts(topic)
        total = self._total(concepts, near)
        alone = all(len(concept.word) == 1 for concept in concepts)  # 镁
        named = concepts[-1] if len(concepts) > 1 and concepts[-1].word in type_words() else None
        for item, text in items if total else ():
            if named and not named.share_in(text):
                continue  # 海洋大数据实验室 is no 海洋数据中心
            if any(c.share_in(text) for c in concepts if len(c.word) > 1 or alone):
                around = title(item)
                held = sum(self._held(c, text, around, near) for c in concepts)
                yield item, held / total

    def _held(self, concept: Concept, text: str, around: str, near: bool) -> float:
        """What an item holds of a concept, in its text or its title."""
        held = max(concept.share_in(text), concept.share_in(around))
        if near and held < concept.weight * _OTHER:
            nearness = self._nearness(concept.word, f"{text}\n{around}")
            held = max(held, concept.weight * nearness)
        return held

    def _total(self, concepts: Sequence[Concept], near: bool = False) -> float:
        """The concepts' information; 0 where much of it is in nouns that no document uses.

        Either noun of a topic of two words is much: 儿童医院 is not a hospital like any other. So
        is one before a type of platform: 太子河流域研究院 is not 鸭绿江流域研究院.
        """
        total = sum(concept.weight for concept in concepts)
        unknown = [
            concept.weight
            for concept in concepts
            if self._library.is_noun(concept.word)
            and not any(map(self._frequency, concept.forms))
            and not (near and self._library.near(concept.word))
        ]
        named = bool(concepts) and concepts[-1].word in type_words()
        other = named or len(concepts) <= _SHORT or sum(unknown) > _UNKNOWN * total
        return 0.0 if unknown and other else total

    def _information(self, word: str) -> float:
        """Inverse document frequency over clauses, as in BM25 (Robertson and Zaragoza 2009)."""
        frequency, count = self._frequency(word), len(self._texts)
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))

    def _frequency(self, word: str) -> int:
        if word not in self._frequencies:
            self._frequencies[word] = sum(word in text for _, _, text in self._texts)
        return self._frequencies[word]


def _keep_named(matches: Iterable[Match], word: str) -> list[Match]:
    """The matches with only the offices whose name says what they do: 督查 of 市政府督查室."""
    office = re.compile(rf"{re.escape(word)}[室办处科]$")

    def is_office(actor: Actor) -> bool:
        return len(word) > 1 and actor.kind == "部门" and bool(office.search(actor.name))

    kept = (replace(m, actors=tuple(filter(is_office, m.actors))) for m in matches)
    return [match for match in kept if match.actors]


def _named(document: Document) -> Iterator[Platform]:
    """The platforms of a document's clauses, in order."""
    made: dict[str, list[Commitment]] = {}
    for commitment in document.commitments:
        made.setdefault(commitment.clause, []).append(commitment)
    for clause in document.clauses:
        own = made.get(clause.id, [])
        for start, end in find_platforms(document.text, clause, own):
            name = document.text[start:end]
            held = [c for c in own if c.deliverable == name] or [
                c for c in own if any(a <= start < b for a, b in c.reach)
            ]
            owners = {a.name: a for c in held for a in c.actors if a.kind != "平台" and a.roles}
            yield Platform(document, clause, name, tuple(owners.values()))


def _best(scored: list[tuple[T, float]]) -> list[tuple[T, float]]:
    """Those within a tenth of the best share, in the order of the text."""
    top = max((share for _, share in scored), default=0.0)
    return [(item, share) for item, share in scored if share >= top - 0.1]


def _names_title(whole: str, words: Sequence[str], title: str) -> bool:
    """Whether a topic is a title, a good part of one, or one with words left out."""
    if len(whole) < 4 or not title:
        return False
    spread = ".{0,4}".join(map(re.escape, whole))  # 沈阳都市圈, 沈阳现代化都市圈
    parts = len(words) > 1 and sum(map(len, words)) == len(whole)  # 辽西先导区, 老旧小区改造
    every = parts and all(
        word in title or any(normalise(other) in title for other in synonyms(word))
        for word in words
    )
    inside = ".{0,3}".join(map(re.escape, title))  # 扩大养老人才培养规模, 扩大人才培养规模
    longer = len(title) >= _WHOLE_TITLE and bool(re.fullmatch(inside, whole))
    return whole in title or title in whole or every or longer or bool(re.search(spread, title))


def normalise(text: str) -> str:
    """Letters, digits and Chinese characters alone, NFKC, lower case."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())
