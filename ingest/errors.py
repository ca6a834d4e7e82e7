"""What can go wrong while reading a plan. A message is one Chinese line that says what to do."""

from __future__ import annotations


class YitiaoError(Exception):
    """The root of every error that a user may see; ``assistant/errors.py`` draws the whole tree."""


class IngestError(YitiaoError):
    """A file cannot be read as a plan: missing, empty, not text, or without a sentence."""
