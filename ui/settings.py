"""Every setting, read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """``library`` is the library's folder; ``embedder`` a model's name or folder, or ``None``."""

    library: Path
    embedder: str | None

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """``YITIAO_LIBRARY``, ``YITIAO_EMBEDDER``; else the user's data folder, the own model."""
        values = os.environ if environment is None else environment
        library = values.get("YITIAO_LIBRARY", "").strip()
        return cls(
            library=Path(library).expanduser() if library else _default_library(),
            embedder=values.get("YITIAO_EMBEDDER", "").strip() or None,
        )


def _default_library() -> Path:
    from platformdirs import user_data_path

    return user_data_path("yitiao", appauthor=False) / "library"
