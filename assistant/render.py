"""Write a draft out: markdown with markers, citations, and the institutions that it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from urllib.parse import quote

from assistant.answer import Answer, Citation, Involvement
from assistant.draft import Draft, Line, Part, Proof, Refusal
from assistant.verify import find_unsupported


def render(question: str, draft: Draft) -> Answer:
    """The draft as an answer; lines that their own proofs do not hold are left out.

    An answer that loses every line is withheld with the reason ``unverified``.
    """
    lines = tuple(line for line in draft.lines if _is_held(line))
    parts = [part for line in lines for part in line.parts]
    if not parts:
        return refuse(
            question, Refusal("unverified", "没有找到能用原文逐字证明的答案,因此不作回答。")
        )
    shown = [draft.headline, *parts, *draft.caveats]
    proofs = _distinct(proof for part in shown for proof in part.proofs)
    labels = _labels(proofs)
    institutions = _involvements(parts)
    rows = [_counted(draft.headline.text, lines)]
    for at, line in enumerate(lines):
        body = ";".join(_with_markers(part, labels) for part in line.parts)
        if not line.bullet and rows[-1].startswith("- "):
            rows.append("")  # or markdown takes the line for the rest of the item above
        lead = f"- {line.subject}" if line.bullet else _counted(line.subject, lines[at + 1 :])
        rows.append(f"{lead}{body}")
    if draft.caveats:
        notes = ";".join(_with_markers(part, labels) for part in draft.caveats)
        rows += ["", f"注:{notes}。"]
    return Answer(
        question=question,
        answer="\n".join(rows),
        citations=tuple(_cite(proof, labels) for proof in proofs),
        institutions=institutions,
        open_list=draft.open_list,
    )


def refuse(question: str, refusal: Refusal) -> Answer:
    """An abstaining answer: the sentence that says why, no citation."""
    return Answer(question, refusal.text, abstained=True, reason=refusal.reason)


def _counted(headline: str, below: Sequence[Line]) -> str:
    """A headline with the number of the institutions in its list, which the next one ends."""
    parts = [part for line in takewhile(lambda line: line.bullet, below) for part in line.parts]
    names = {involved.name for part in parts for involved in part.involved}
    return headline.replace("{count}", str(len(names)))


def _is_held(line: Line) -> bool:
    for part in line.parts:
        quotes = [proof.document.quote(proof.clause) for proof in part.proofs]
        if find_unsupported(part.text, quotes, [involved.name for involved in part.involved]):
            return False
    return True


def _with_markers(part: Part, labels: dict[str, str]) -> str:
    markers = dict.fromkeys(labels[proof.clause.id] for proof in part.proofs)
    return f"{part.text} {''.join(f'[{label}]' for label in markers)}".rstrip()


def _labels(proofs: Sequence[Proof]) -> dict[str, str]:
    """Each clause's label, with its document's title where several documents are cited."""
    several = len({proof.document.id for proof in proofs}) > 1
    return {
        proof.clause.id: f"《{proof.document.title}》{proof.clause.label}"
        if several
        else proof.clause.label
        for proof in proofs
    }


def _distinct(proofs: Iterable[Proof]) -> list[Proof]:
    return list({proof.clause.id: proof for proof in proofs}.values())


def _cite(proof: Proof, labels: dict[str, str]) -> Citation:
    document, clause = proof.document, proof.clause
    fragment = clause.id.rsplit("/", 1)[1]
    return Citation(
        document=document.id,
        title=document.title,
        section=clause.section,
        task=clause.task,
        clause=clause.id,
        label=labels[clause.id],
        quote=document.quote(clause),
        start=clause.start,
        end=clause.end,
        url=f"documents/{quote(document.id)}#{fragment}",
    )


def _involvements(parts: Iterable[Part]) -> tuple[Involvement, ...]:
    roles: dict[str, dict[str, None]] = {}
    tasks: dict[str, dict[int, None]] = {}
    for part in parts:
        for involved in part.involved:
            roles.setdefault(involved.name, {}).update(dict.fromkeys(involved.roles))
            numbers = [proof.clause.task for proof in part.proofs]
            tasks.setdefault(involved.name, {}).update(
                dict.fromkeys(number for number in numbers if number is not None)
            )
    return tuple(
        Involvement(name, tuple(words), tuple(sorted(tasks[name]))) for name, words in roles.items()
    )
