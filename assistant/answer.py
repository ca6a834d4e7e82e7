"""The values that go into and come out of the chain: a question, an answer, its citations."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

REASONS = (
    "not_in_documents",
    "unknown_institution",
    "no_such_task",
    "off_topic",
    "premise",
    "unverified",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asks now, and the earlier questions of the same conversation, oldest first."""

    text: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause as proof. ``quote`` is ``text[start:end]`` of the document."""

    document: str
    title: str
    section: str
    task: int | None
    clause: str
    label: str
    quote: str
    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Involvement:
    """An institution that the answer names, with the plan's words for its part and its tasks."""

    name: str
    roles: tuple[str, ...]
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: markdown with ``[label]`` markers, each of which is the label of a citation.

    ``reason`` is one of ``REASONS`` when ``abstained``, else ``None``; an abstaining answer has
    no citations. ``latency_ms`` is the time from question to answer in milliseconds.
    """

    question: str
    answer: str
    abstained: bool = False
    reason: str | None = None
    citations: tuple[Citation, ...] = ()
    institutions: tuple[Involvement, ...] = ()
    open_list: bool = False
    mode: str = "composed"
    model: str | None = None
    latency_ms: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The answer as the contract's JSON object."""
        return asdict(self)
