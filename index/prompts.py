"""What an embedding model wants before a question or a text, for families whose files do not say.

sentence-transformers reads a model's prompts from its ``config_sentence_transformers.json``, and
an endpoint adds none. Most Chinese models state theirs in the model card alone; left out, nothing
fails and the right clause is just found less often. A family without prompts is here so that its
short name is understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prompts:
    """What stands before a question and before a text to be found."""

    query: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Models of one kind: who publishes them, how their names begin, and their prompts.

    ``longest`` is how many characters fit where a model reads 512 tokens, two of them its own: a
    local model leaves the rest of a text out, an endpoint may refuse the text.
    """

    author: str
    name: str
    prompts: Prompts = Prompts()
    longest: int | None = None


_WEB_SEARCH = (
    "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
)

FAMILIES = (
    Family(
        "BAAI",
        r"bge-(small|base|large)-zh(?!-noinstruct)",
        Prompts(query="为这个句子生成表示以用于检索相关文章："),
        longest=510,
    ),
    Family("BAAI", "bge-m3"),
    Family("BAAI", "bge-reranker"),
    Family("Qwen", "qwen3-embedding", Prompts(query=_WEB_SEARCH)),
    Family("Alibaba-NLP", "gte-qwen2", Prompts(query=f"{_WEB_SEARCH} ")),
    Family("Alibaba-NLP", "gte-multilingual"),
    Family("thenlper", "gte-(small|base|large)-zh", longest=510),
    Family("moka-ai", "m3e-", longest=510),
    Family("intfloat", "multilingual-e5-large-instruct", Prompts(f"{_WEB_SEARCH} "), longest=510),
    Family("intfloat", "multilingual-e5-", Prompts("query: ", "passage: "), longest=510),
)
"""From the model cards; the first that fits counts."""


def find_family(name: str) -> Family:
    """The family that a model's name belongs to; one without prompts for an unknown name.

    Names vary by where a model is served: ``BAAI/bge-large-zh-v1.5``, ``bge-large-zh-v1___5``,
    ``qwen3-embedding:0.6b``.
    """
    families = (f for f in FAMILIES if re.search(f.name, name, re.IGNORECASE))
    return next(families, Family("", name))


def complete_name(name: str) -> str | None:
    """``BAAI/bge-m3`` for ``bge-m3``; ``None`` for the name of no family."""
    authors = (f.author for f in FAMILIES if re.match(f.name, name, re.IGNORECASE))
    author = next(authors, None)
    return f"{author}/{name}" if author else None
