"""Set algebra over commitments: narrow, intersect and subtract lists of who does what."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from ingest.document import Actor, Clause, Commitment, Document, Section, Task

_KINDS: dict[str, tuple[frozenset[str], str]] = {  # kinds of institution, and what names hold
    "高校": (frozenset({"大学", "学院"}), "^(?!.*老年大学)"),
    "本科": (frozenset({"大学", "学院"}), "^(?!.*(?:职业|专科|高专|技师))"),
    "学校": (frozenset({"大学", "学院", "学校"}), ""),
    "中小学": (frozenset({"学校"}), "中学|小学|附中|附小|实验学校"),
    "事业单位": (frozenset({"事业单位"}), ""),
    "社会组织": (frozenset({"社会组织"}), ""),
    "高职": (frozenset({"学院", "学校"}), "职业|专科学校|技师|高专"),
    "企业": (frozenset({"企业"}), ""),
    "部门": (frozenset({"部门", "社会组织", "事业单位"}), ""),
    "乡镇": (frozenset({"政府"}), "[镇乡]|街道|办事处"),
    "政府": (frozenset({"政府"}), ""),
    "医院": (frozenset({"医院"}), "^(?!.*(?:血站|疾控|疾病预防|急救中心))"),
    "科研院所": (frozenset({"科研院所"}), ""),
}


_SAME_ROLE = {  # a plan has 牵头单位 and 配合单位, or 责任单位 and 配合单位
    "牵头": ("主责", "责任", "负责"),
    "主责": ("牵头", "责任", "负责"),
    "配合": ("协助", "协同", "参与"),
    "协助": ("配合", "协同", "参与"),
}
_PART = re.compile("单位$|参与|参加|配合|协助|协同|成员|牵头|提供")
_SHORT_SPAN = 3  # characters of a span that says nothing of its own: 建设
_LABELLED = re.compile(r"(?:单位|部门|处室|主体|机构|主办|承办|协办|牵头|配合)\s*[:：][^。；;]*$")


@dataclass(frozen=True, slots=True)
class Match:
    """A commitment that answers, its clause and document, and those of its actors that do."""

    document: Document
    clause: Clause
    commitment: Commitment
    actors: tuple[Actor, ...]


def acting(matches: Sequence[Match]) -> list[Match]:
    """The matches whose actors have a part; those merely named where none has."""
    return [m for m in matches if any(a.roles for a in m.actors)] or list(matches)


def of_kind(matches: Iterable[Match], kind: str) -> list[Match]:
    """The matches with only their actors of the kinds; ``""`` is any but a platform."""
    if not kind:
        return _keep(matches, lambda actor: actor.kind != "平台")
    wanted = [_KINDS[one] for one in kind.split("、")]
    return _keep(
        matches,
        lambda a: any(a.kind in kinds and re.search(names, a.name) for kinds, names in wanted),
    )


def without_notes(matches: Sequence[Match]) -> list[Match]:
    """Those who do the work themselves, where there are any, without those answerable for it."""
    return [match for match in matches if not is_noted(match)] or list(matches)


def is_noted(match: Match) -> bool:
    """Whether the actors stand in a note: （责任单位：…）, or 责任单位：… on its own."""
    before = match.document.quote(match.clause).partition(match.actors[0].name)[0]
    if _LABELLED.search(before):
        return True
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))


def with_institutions(
    matches: Iterable[Match], names: Sequence[str], every: bool = True
) -> list[Match]:
    """The matches in which every one of the institutions acts, or any of them."""
    check = all if every else any
    return [m for m in matches if check(n in {a.name for a in m.commitment.actors} for n in names)]


def beside_institutions(matches: Iterable[Match], names: Sequence[str]) -> list[Match]:
    """The matches that share what is done with one in which every one of the institutions acts:
    甲牵头建设丙中心，乙参与."""
    every = list(matches)
    own = with_institutions(every, names)
    return [
        match
        for match in every
        if match not in own
        and any(
            match.commitment.clause == other.commitment.clause
            and (_takes_part(match) or _takes_part(other))
            and _spans(match) & _spans(other)
            for other in own
        )
    ]


def _takes_part(match: Match) -> bool:
    return any(_PART.search(role) for actor in match.actors for role in actor.roles)


def _spans(match: Match) -> set[tuple[int, int]]:
    return {span for span in match.commitment.reach if span[1] - span[0] > _SHORT_SPAN}


def without_institutions(matches: Iterable[Match], names: Sequence[str]) -> list[Match]:
    """The matches without the institutions as actors that answer."""
    return _keep(matches, lambda actor: actor.name not in names)


def without_others(matches: Iterable[Match], names: Container[str]) -> list[Match]:
    """The matches with only the institutions as actors that answer."""
    return _keep(matches, lambda actor: actor.name in names)


def without_role(matches: Iterable[Match], role: str) -> list[Match]:
    """The matches without the actors whose role is the user's word."""
    return _keep(matches, lambda actor: role not in actor.roles)


def with_role(matches: Iterable[Match], role: str) -> list[Match]:
    """The matches with only the actors whose role is the user's word, or the plan's for it."""
    every = list(matches)
    words = (role, *_SAME_ROLE.get(role, ()))
    for word in words:
        if kept := _keep(every, partial(_has_role, word)):
            return kept
    return []


def _has_role(role: str, actor: Actor) -> bool:
    return role in actor.roles


def with_part_of_name(matches: Iterable[Match], parts: str) -> list[Match]:
    """The matches with only the actors whose name holds one of the words, parted by 、.

    A word after ^ is one that the name begins with, one before $ ends it.
    """
    words = "|".join(map(re.escape, parts.split("、")))
    holds = re.compile(words.replace(r"\^", "^").replace(r"\$", "$"))
    return _keep(matches, lambda actor: bool(holds.search(actor.name)))


def inside_sections(matches: Iterable[Match], indices: Sequence[int]) -> list[Match]:
    """The matches in sections given by position; all where none is given."""
    return [match for match in matches if not indices or section_index(match) in indices]


def in_every(matches: Sequence[Match], place: Callable[[Match], object]) -> list[Match]:
    """The matches with only the actors that act in each of the matches' places."""
    places: dict[str, set[object]] = {}
    for match in matches:
        for actor in match.actors:
            places.setdefault(actor.name, set()).add(place(match))
    everywhere = {place(match) for match in matches}
    return _keep(matches, lambda actor: places[actor.name] == everywhere)


def only_inside(
    matches: Iterable[Match], everything: Iterable[Match], units: frozenset[str]
) -> list[Match]:
    """The matches with only the actors that act nowhere but in the units."""
    elsewhere = {
        actor.name for match in everything if unit_of(match) not in units for actor in match.actors
    }
    return _keep(matches, lambda actor: actor.name not in elsewhere)


def acting_times(
    matches: Iterable[Match], everything: Iterable[Match], times: tuple[int, int]
) -> list[Match]:
    """The matches with only the actors that act in so many tasks or sections, both included."""
    units: dict[str, set[str]] = {}
    for match in everything:
        for actor in match.actors:
            units.setdefault(actor.name, set()).add(unit_of(match))
    return _keep(matches, lambda actor: times[0] <= len(units[actor.name]) <= times[1])


def unit_of(match: Match) -> str:
    """The match's task or section as ``document/unit``."""
    return f"{match.document.id}/{match.clause.unit}"


def section_index(match: Match) -> int:
    """The position of the section that the match is in."""
    return section_of(match.document, match.clause.start).index


def single_tasks(document: Document) -> list[Task]:
    """The tasks that are not but the heading of others: 1. and not its （一）."""
    above = {task.id.rpartition(".")[0] for task in document.tasks}
    return [task for task in document.tasks if task.id not in above]


def section_of(document: Document, position: int) -> Section:
    """The section at a position of the document's text."""
    return next(s for s in document.sections if s.start <= position < s.end)


def _keep(matches: Iterable[Match], wanted: Callable[[Actor], bool]) -> list[Match]:
    kept = []
    for match in matches:
        actors = tuple(actor for actor in match.actors if wanted(actor))
        if actors:
            kept.append(Match(match.document, match.clause, match.commitment, actors))
    return kept
