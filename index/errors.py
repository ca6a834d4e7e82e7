"""What can go wrong in the library and its index. Messages are one Chinese line each."""

from __future__ import annotations

from ingest.errors import YitiaoError


class EmbedderError(YitiaoError):
    """An embedding or reranking model cannot be found, loaded or reached."""


class LibraryError(YitiaoError):
    """The library folder cannot be opened, written, or is held by another writer."""
