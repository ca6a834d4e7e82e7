"""Every setting, read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """``library`` is the library's folder; ``None`` stands for what was not set.

    ``embedder`` is a model's hub name or folder, or ``openai:MODEL`` at ``embedder_url`` with
    ``embedder_key``; ``reranker`` is a cross-encoder's hub name or folder; ``judge`` is the chat
    model ``provider:model`` that judges answers in ``yitiao eval --judge``.
    """

    library: Path
    embedder: str | None
    embedder_url: str | None = None
    embedder_key: str | None = field(default=None, repr=False)
    reranker: str | None = None
    judge: str | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The first variable of each line that is set and not blank."""
        values = os.environ if environment is None else environment

        def find(*names: str) -> str | None:
            found = (values.get(name, "").strip() for name in names)
            return next(filter(None, found), None)

        library = find("YITIAO_LIBRARY")
        return cls(
            library=Path(library).expanduser() if library else _default_library(),
            embedder=find("YITIAO_EMBEDDER"),
            embedder_url=find("YITIAO_EMBEDDER_URL", "OPENAI_BASE_URL"),
            embedder_key=find("YITIAO_EMBEDDER_KEY", "OPENAI_API_KEY"),
            reranker=find("YITIAO_RERANKER"),
            judge=find("YITIAO_JUDGE"),
        )


def _default_library() -> Path:
    from platformdirs import user_data_path

    return user_data_path("yitiao", appauthor=False) / "library"
