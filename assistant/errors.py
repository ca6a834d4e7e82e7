"""Every error a user may see, drawn once.

::

    YitiaoError                 ingest/errors.py     one Chinese line, no stack trace
    ├── IngestError             ingest/errors.py     the file is not a readable plan
    ├── EmbedderError           index/errors.py      the embedding model does not load
    ├── LibraryError            index/errors.py      the library folder does not serve
    └── QuestionError           here                 the question is empty or too long

An error is never returned as an answer: an abstaining ``Answer`` says that the documents are
silent, an error says that the question was never put to them.
"""

from __future__ import annotations

from index.errors import EmbedderError, LibraryError
from ingest.errors import IngestError, YitiaoError

__all__ = ["EmbedderError", "IngestError", "LibraryError", "QuestionError", "YitiaoError"]


class QuestionError(YitiaoError):
    """The question is empty, or longer than the chain accepts."""
