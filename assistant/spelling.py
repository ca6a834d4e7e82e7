"""Traditional characters to Simplified ones, the spelling of the documents."""

from __future__ import annotations

from functools import cache
from typing import Any


def simplify(text: str) -> str:
    """The text in Simplified Chinese; what is Simplified already stays as it is."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        pass
    else:
        return text  # the character set of Simplified Chinese: nothing to load a converter for
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> Any:  # noqa: ANN401 - the library is untyped
    import opencc

    return opencc.OpenCC("t2s")
