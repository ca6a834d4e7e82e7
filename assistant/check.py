"""Answer a statement put as a question: 停车难是市公安局牵头的吧? 甲大学和乙大学一起建的吗?"""

from __future__ import annotations

from dataclasses import replace

from assistant.algebra import unit_of, with_institutions, with_role, without_others
from assistant.compose import compose_institutions
from assistant.draft import Draft, Part
from assistant.grammar import SPECIFIC_ROLES
from assistant.query import Query
from assistant.select import Selector


def correct(query: Query, selector: Selector) -> Draft | None:
    """What the documents say where it is not what is asked; ``None`` where they agree.

    Only where one of the institutions has a part in the topic: else the premise itself is wrong.
    """
    on_topic = selector.match_topic(query.topic)
    own = with_institutions(selector.commitments(), query.institutions, every=False)
    theirs = selector.match_topic(query.topic, own)
    if not theirs:
        return None
    units = {unit_of(match) for match in theirs}
    around = [match for match in on_topic if unit_of(match) in units]
    if query.role in SPECIFIC_ROLES and not with_role(around, query.role):
        around = [match for match in selector.commitments() if unit_of(match) in units]
    acting = {actor.name for match in theirs for actor in match.commitment.actors}
    shown = [] if acting >= set(query.institutions) else around
    if query.role in SPECIFIC_ROLES:
        holding = with_role(around, query.role)
        holders = {actor.name for match in holding for actor in match.actors}
        if not holders >= set(query.institutions):
            shown = without_others(around, holders | set(query.institutions))
    if not shown:
        return None
    draft = compose_institutions(replace(query, asks="institutions", kind="", role=None), shown)
    return replace(
        draft, headline=Part(f"与所问不同。{draft.headline.text}", draft.headline.proofs)
    )
