"""Compose an answer from what was selected: the answer, then who and what, then the caveat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from assistant.algebra import Match, is_noted, section_of, single_tasks
from assistant.describe import (
    SEGMENT,
    caveats,
    describe,
    head_line,
    labels_of,
    leaves_open,
    name_documents,
    prove,
    quote_term,
    quote_topic,
    without_partners,
)
from assistant.draft import Draft, Involved, Line, Part, Proof, Refusal
from assistant.grammar import LISTED_COUNT, UNITS, WITH_WHOM
from assistant.query import Query
from assistant.select import Mention, Platform
from ingest.document import Clause, Document, Task
from ingest.institutions import find_institutions
from ingest.platforms import bare_name

_COUNTERS = {
    "高校": "所",
    "高职": "所",
    "本科": "所",
    "学校": "所",
    "中小学": "所",
    "医院": "家",
    "企业": "家",
    "科研院所": "家",
    "": "家",
}
NEAR = "原文没有这样的说法,以上是意思最近的条文,请核对"
_DIGIT = re.compile("[0-9]")
_SHORT = 40  # characters of a sentence that is shown whole
_GROUPS = re.compile("[；;]")
_GIVES = re.compile("(?:并|再|另|分别|一次性)*(?:奖励|给予|予以|按|发放|处|补助|补贴|最高|不超过)")
_CONDITION = re.compile("(?:的|后|时)$")
_NOTE = re.compile("[（(](?=[^（）()]*(?:[:：]|(?:负责|牵头|配合|落实)[）)]))")
_TOLD = 2  # tasks of a list that are shown with the sentence that put them there
_FIGURES = 3  # sentences with figures beside a list
_SHOWN = 5  # sentences of a text answer


def compose_institutions(query: Query, matches: Sequence[Match]) -> Draft:
    """“哪些高校负责冰雪经济?”: every institution, what it does there, and with what proof."""
    phrases: dict[str, dict[str, dict[Proof, tuple[str, ...]]]] = {}
    listed = {actor.name for match in matches for actor in match.actors}
    with_whom = bool(WITH_WHOM.search(query.text))
    for match in matches:
        for actor in match.actors:
            own = phrases.setdefault(actor.name, {})
            phrase = describe(actor, match, query.topic)
            phrase = phrase if with_whom else without_partners(phrase, match, listed)
            proofs = own.setdefault(phrase, {})
            proofs.update(dict.fromkeys(prove(match), actor.roles))
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, own in phrases.items():
        key = tuple(f"{phrase} {p.clause.id}" for phrase in own for p in own[phrase])
        groups.setdefault(key, []).append(name)
    lines = []
    for names in groups.values():
        own = phrases[names[0]]
        parts = tuple(
            Part(
                phrase,
                tuple(proofs),
                tuple(
                    Involved(name, tuple(dict.fromkeys(chain(*phrases[name][phrase].values()))))
                    for name in names
                ),
            )
            for phrase, proofs in own.items()
        )
        lines.append(Line(parts, "、".join(f"**{name}**" for name in names) + ":"))
    quality = f"{query.place}{query.field}"
    kind = f"{query.kind or '单位'}{f'({quality})' if quality else ''}"
    counter = _COUNTERS.get(query.kind, "个")
    about = f"与{quote_topic(query.topic, matches)}相关的" if query.topic else "涉及的"
    if query.tasks and not query.topic:
        about = f"{'、'.join(labels_of(matches))}涉及的"
    elif query.role and not query.topic and any(query.role in a.roles for a in matches[0].actors):
        about = f"写明“{query.role}”的"
    headline = f"{name_documents(m.document for m in matches)}{about}{kind}共 {{count}} {counter}:"
    is_open = any(leaves_open(match, query.topic) for match in matches)
    return Draft(Part(headline), tuple(lines), caveats(query, matches), is_open)


def with_figures(query: Query, draft: Draft) -> Draft:
    """The list, and where a figure is asked besides, what its sentences say in figures."""
    if not query.quantity or LISTED_COUNT.search(query.text):
        return draft
    proofs = dict.fromkeys(
        proof for line in draft.lines for part in line.parts for proof in part.proofs
    )
    said = {proof: state(query, proof.document.quote(proof.clause)) for proof in proofs}
    lines = [
        Line((Part(words, (proof,)),))
        for proof, words in said.items()
        if has_figure(query.text, words)
    ]
    return replace(draft, lines=(*draft.lines, *lines[:_FIGURES]))


def has_figure(question: str, words: str) -> bool:
    """Whether the words hold a figure in a unit that is asked for; any digit where none is."""
    units = [unit for asked, unit in UNITS if asked.search(question)]
    return any(unit.search(words) for unit in units or (_DIGIT,))


def compose_involvement(names: Sequence[str], matches: Sequence[Match], topic: str) -> Draft:
    """“沈阳农业大学参与哪些任务?”: the institutions' commitments, task by task."""
    together = all(set(names) <= {a.name for a in m.commitment.actors} for m in matches)
    groups: dict[tuple[tuple[str, ...], str, str], list[Match]] = {}
    for match in matches:
        acting = tuple(n for n in names if n in {a.name for a in match.commitment.actors})
        for who in [acting] if together else [(name,) for name in acting]:
            groups.setdefault((who, match.document.id, match.clause.unit), []).append(match)
    lines = []
    for (who, _, _), group in (
        sorted(groups.items(), key=lambda item: names.index(item[0][0][0]))
        if not together
        else groups.items()
    ):
        task = _task_of(group[0].document, group[0].clause)
        parts: dict[str, Part] = {}
        for match in group:
            actors = [a for a in match.commitment.actors if a.name in who]
            phrase = describe(actors[0], match, topic, whole=True)
            if is_noted(match) and len({actor.roles for actor in actors}) > 1:
                phrase = "、".join(f"{a.name}{describe(a, match, topic)}" for a in actors)
            involved = tuple(Involved(actor.name, actor.roles) for actor in actors)
            parts.setdefault(phrase, Part(phrase, prove(match), involved))
        lead = "" if together else f"**{who[0]}** "
        lines.append(Line(tuple(parts.values()), f"{lead}{head_line(task, group)}"))
    numbered = {(d, unit): group[0].clause.task for (_, d, unit), group in groups.items()}.values()
    shown = names if together else [n for n in names if any(who == (n,) for who, _, _ in groups)]
    subject = "、".join(f"**{name}**" for name in shown)
    where = name_documents(match.document for match in matches)
    about = f"在{quote_topic(topic, matches)}方面" if topic else ""
    joint = "共同" if len(names) > 1 and together else ""
    tasks = sum(bool(task) for task in numbered)
    others = len(numbered) - tasks
    counted = "、".join(
        [f"{tasks} 项任务"] * bool(tasks) + [f"{others} 个未编号部分"] * bool(others)
    )
    headline = f"{where}{subject}{about}{joint}涉及 {counted}:"
    is_open = any(leaves_open(match, topic) for match in matches)
    return Draft(Part(headline), tuple(lines), (), is_open)


def compose_platforms(query: Query, platforms: Sequence[Platform]) -> Draft:
    """“提到的研究院有哪些?”: each by name, with those whom its sentence names for it."""
    lines: dict[str, Line] = {}
    for platform in platforms:
        proof = Proof(platform.document, platform.clause)
        involved = tuple(Involved(actor.name, actor.roles) for actor in platform.owners)
        who = "、".join(f"**{actor.name}**" for actor in platform.owners)
        name = bare_name(platform.name)
        before = lines[name].parts if name in lines else ()
        lines[name] = Line((*before, Part(who, (proof,), involved)), f"{name}:" if who else name)
    where = name_documents(platform.document for platform in platforms)
    quotes = [p.document.quote(p.clause) for p in platforms]
    about = f"与{quote_term(query.topic, quotes)}相关的" if query.topic else ""
    headline = f"{where}{about or '的'}{query.kind}共 {len(lines)} 个:"
    return Draft(Part(headline), tuple(lines.values()))


def compose_scope(query: Query, matches: Sequence[Match]) -> Draft:
    """“…的适用范围是什么?”: the scope that each note prints."""
    lines = tuple(
        Line((Part(f"适用范围:{match.commitment.scope}", (Proof(match.document, match.clause),)),))
        for match in matches
    )
    about = f"{quote_topic(query.topic, matches)}的" if query.topic else ""
    return Draft(Part(f"{name_documents(m.document for m in matches)}{about}适用范围:"), lines)


def compose_task(document: Document, task: Task) -> Draft:
    """“任务8讲了什么?”: its title, its section, and its sentences."""
    clauses = [clause for clause in document.clauses if task.start <= clause.start < task.end]
    said = [clause for clause in clauses if document.quote(clause).rstrip("。") != task.title]
    section = section_of(document, task.start)
    headline = f"{task.label} {task.title}({section.label})的内容:".replace(" (", "(")
    lines = tuple(
        Line((Part(document.quote(clause).rstrip("。"), (Proof(document, clause),)),))
        for clause in said or clauses
    )
    return Draft(Part(headline, (Proof(document, (said or clauses)[0]),)), lines)


def compose_place(found: Sequence[tuple[Document, Task]]) -> Draft:
    """“任务15属于哪个部分?”: the task with its section."""
    lines = []
    for document, task in found:
        section = section_of(document, task.start)
        heading = next(c for c in document.clauses if c.start >= section.start)
        proofs = (Proof(document, _first_clause(document, task)), Proof(document, heading))
        lines.append(
            Line(
                (Part(f"属于第{section.numeral}部分“{section.title}”", proofs),),
                f"{task.label} {task.title}:",
            )
        )
    return Draft(Part("所问任务在方案中的位置:"), tuple(lines))


def compose_outline(
    documents: Sequence[Document], sections: Sequence[int] = (), called: str = "所问部分"
) -> Draft | Refusal:
    """How many parts and tasks there are, and which: all of them, or those of some sections."""
    lines, tasks, parts = [], 0, 0
    for document in documents:
        for section in document.sections:
            inside = [t for t in single_tasks(document) if section.start <= t.start < section.end]
            empty = section.index == 0 and not inside
            if empty or (sections and section.index not in sections):
                continue
            first = next(c for c in document.clauses if c.start >= section.start)
            parts, tasks = parts + bool(section.index), tasks + len(inside)
            named = tuple(name_task(document, task) for task in inside)
            counted = f"({len(inside)} 项)" if inside else ""
            if not named and sections:  # an unnumbered part that was asked for: what it says
                said = [c for c in document.clauses if section.start <= c.start < section.end]
                named = tuple(
                    Part(document.quote(c).rstrip("。"), (Proof(document, c),))
                    for c in said[1:] or said
                )
            unnumbered = (Part("未编号", (Proof(document, first),)),)
            lead = f"**{section.label}**{counted}:" if section.index else ""
            lines.append(Line(named or unnumbered, lead))
    if not lines:
        says = "没有编号的部分或任务,无法列出提纲。可以问其中的具体事项。"
        return Refusal("not_in_documents", f"{name_documents(documents)}{says}")
    where = name_documents(documents)
    scope = called if sections else f"共 {parts} 个部分、" if parts else ""
    counted = f"共 {tasks} 项任务" if tasks or not sections else "的内容"
    return Draft(Part(f"{where}{scope}{counted}:"), tuple(lines))


def compose_titles(documents: Sequence[Document]) -> Draft | Refusal:
    """“方案的题目是什么?”: each document's title, with its first sentence."""
    lines = tuple(
        Line((Part("", (Proof(document, document.clauses[0]),)),), f"《{document.title}》")
        for document in documents
        if document.clauses
    )
    if not lines:
        return Refusal("not_in_documents", "资料库是空的,请先用 yitiao index 放入方案文件。")
    return Draft(Part("标题:"), lines)


def name_task(document: Document, task: Task) -> Part:
    """A task by its title, or by its first sentence where it has none."""
    first = _first_clause(document, task)
    said = document.quote(first).rstrip("。：:；;")
    if len(said) > _SHORT:
        said = SEGMENT.findall(said)[0] + "…"
    return Part(task.title or said, (Proof(document, first),))


def compose_task_names(which: str, tasks: Sequence[tuple[Document, Task]]) -> Draft:
    """Tasks by their titles, each with its first sentence."""
    lines = tuple(Line((name_task(document, task),)) for document, task in tasks)
    return Draft(
        Part(f"{name_documents(d for d, _ in tasks)}{which}任务共 {len(tasks)} 项:"), lines
    )


def compose_tasks_of(query: Query, matches: Sequence[Match]) -> Draft:
    """“哪些任务有企业参与?”: the tasks, each with those of the kind who act in it."""
    units: dict[tuple[str, str], list[Match]] = {}
    for match in sorted(matches, key=lambda match: match.clause.start):
        units.setdefault((match.document.id, match.clause.unit), []).append(match)
    lines = []
    for group in units.values():
        task = _task_of(group[0].document, group[0].clause)
        parts: dict[str, Part] = {}
        for match in group:
            new = [actor for actor in match.actors if actor.name not in parts]
            for actor in new:
                involved = (Involved(actor.name, actor.roles),)
                parts[actor.name] = Part(f"**{actor.name}**", prove(match), involved)
        lines.append(Line(tuple(parts.values()), head_line(task, group)))
    where = name_documents(match.document for match in matches)
    who = query.kind.replace("、", "和") + (query.role or "参与")
    return Draft(Part(f"{where}有{who}的任务共 {len(units)} 项:"), tuple(lines))


def compose_tasks(query: Query, mentions: Sequence[Mention]) -> Draft:
    """“哪些任务涉及海洋?”: the tasks and sections that speak of the topic."""
    units: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        units.setdefault((mention.document.id, mention.clause.unit), []).append(mention)
    lines = []
    for group in units.values():
        task = _task_of(group[0].document, group[0].clause)
        titled = [_first_clause(group[0].document, task)] if task and task.title else []
        clauses = dict.fromkeys([*titled, *(mention.clause for mention in group)])
        proofs = tuple(Proof(group[0].document, clause) for clause in clauses)
        said = group[0].document.quote(group[0].clause).rstrip("。")
        title = task.title if task else ""
        whole = f"{title}:{said}" if title not in said and len(units) <= _TOLD else title
        lines.append(Line((Part(whole if title else said, proofs),)))
    where = name_documents(mention.document for mention in mentions)
    about = quote_term(query.topic, [m.document.quote(m.clause) for m in mentions])
    about = f"与{about}相关" if query.topic else "涉及"
    return Draft(Part(f"{where}{about}的任务或部分共 {len(units)} 项:"), tuple(lines))


def compose_text(query: Query, mentions: Sequence[Mention], shown: int = _SHOWN) -> Draft:
    """What the documents say on a topic: the sentences, most to the point first."""
    best = _with_items(mentions[:shown])
    lines = tuple(
        Line((Part(state(query, m.document.quote(m.clause)), (Proof(m.document, m.clause),)),))
        for m in best
    )
    where = name_documents(mention.document for mention in best)
    about = quote_term(query.topic, [m.document.quote(m.clause) for m in best])
    more = f"(另有 {len(mentions) - len(best)} 处)" if len(mentions) > len(best) else ""
    found = Proof(best[0].document, best[0].clause)
    near = (Part(NEAR, (found,)),) if best[0].score else ()  # not by its words, but by meaning
    about = f"关于{about}的" if query.topic else "的相关"
    return Draft(Part(f"{where}{about}表述{more}:"), lines, near)


def join(drafts: Sequence[Draft]) -> Draft:
    """Several drafts one under the other."""
    first, *others = drafts
    lines = list(first.lines)
    for draft in others:
        lines += draft.lines
    proofs = tuple(proof for draft in drafts for proof in draft.headline.proofs)
    headline = first.headline if not others else Part("所问任务的内容:", proofs)
    return Draft(headline, tuple(lines), first.caveats, any(d.open_list for d in drafts))


def compose_sum(query: Query, amount: str, mentions: Sequence[Mention]) -> Draft:
    """“最高的一笔奖励是多少?”: the sum, then the sentences that give it."""
    where = name_documents(mention.document for mention in mentions)
    scope = "所问部分" if query.tasks or query.sections else ""
    proofs = tuple(Proof(m.document, m.clause) for m in mentions)
    what = f"{query.kind}比例" if amount.endswith("%") else f"单笔{query.kind}"
    says = f"{where}{scope}{what}最{'低' if query.least else '高'}的是{amount}:"
    lines = [
        Line((Part(m.document.quote(m.clause).rstrip("。；;"), (proof,)),))
        for m, proof in zip(mentions, proofs, strict=True)
    ]
    return Draft(Part(says, proofs), tuple(lines))


def state(query: Query, quote: str) -> str:
    """The sentence; of a long one that is asked for a figure, what has figures or the topic."""
    sentence = quote.rstrip("。；;")
    if not query.quantity or len(sentence) <= _SHORT:
        return sentence
    note = _NOTE.search(sentence)
    bare = sentence[: note.start()].rstrip("。；;") if note else sentence
    units = [unit for asked, unit in UNITS if asked.search(query.text)]
    if not all(unit.search(bare) for unit in units):
        return sentence  # （完成时限：…） answers
    terms = [term for term in query.topic.split() if term]
    wanted = units or [_DIGIT]
    groups = [
        group
        for group in _GROUPS.split(bare)
        if any(t in group for t in terms) and any(unit.search(group) for unit in wanted)
    ]  # of 甲给予50万元；乙给予30万元 the one that is asked about
    parts = [part.strip() for part in SEGMENT.findall("；".join(groups) or bare)]
    kept = {
        at
        for at, part in enumerate(parts)
        if any(unit.search(part) for unit in [*units, _DIGIT]) or any(t in part for t in terms)
    }
    for at in sorted(kept):  # with whose it is, on what condition, and what follows
        own = next((i for i in range(at, -1, -1) if find_institutions(parts[i])), at)
        kept |= set(range(own, at))
        if _GIVES.match(parts[at]) and at:
            kept.add(at - 1)
        if _CONDITION.search(parts[at]) and at + 1 < len(parts):
            kept.add(at + 1)
    return "，".join(parts[at] for at in sorted(kept)) or sentence


def _with_items(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each that ends in a colon followed by the items that it introduces."""
    shown: list[Mention] = []
    for mention in mentions:
        shown.append(mention)
        if mention.document.quote(mention.clause).endswith(("：", ":")):
            shown += [
                Mention(mention.document, clause, mention.coverage)
                for clause in mention.document.clauses
                if clause.unit == mention.clause.unit and clause.start > mention.clause.start
            ]
    return list({mention.clause.id: mention for mention in shown}.values())


def _task_of(document: Document, clause: Clause) -> Task | None:
    return next((task for task in document.tasks if task.id == clause.unit), None)


def _first_clause(document: Document, task: Task) -> Clause:
    return next(c for c in document.clauses if c.start >= task.start)
