"""Ablations: the same cases without a part of the product, side by side."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.cases import Case
from eval.run import Progress, Run, after, join, run_cases
from eval.summary import Summary, summarise
from index.library import Library
from index.search import Passage
from ingest.document import Document

if TYPE_CHECKING:
    from index.embedder import Embedder
    from index.reranker import Reranker

_ALL = 1_000_000  # more passages than any search finds


@dataclass(frozen=True, slots=True)
class Variant:
    """What is left of the product: ``keywords`` and ``vectors`` in retrieval, ``commitments``, and
    whether the configured ``reranker`` is on.
    """

    label: str
    keywords: bool = True
    vectors: bool = True
    commitments: bool = True
    reranker: bool = False


VARIANTS = (
    Variant("完整(混合检索)"),
    Variant("只用向量", keywords=False),
    Variant("只用 BM25", vectors=False),
    Variant("不用责任表", commitments=False),
    Variant("不用责任表,只用向量", keywords=False, commitments=False),
    Variant("不用责任表,只用 BM25", vectors=False, commitments=False),
)
RERANKED = Variant("混合检索后重排", reranker=True)
"""The variant that a configured reranker adds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A variant with an embedder, and its figures."""

    variant: Variant
    embedder: str
    summary: Summary


class ReducedLibrary(Library):
    """A library that keeps a part of itself from whoever searches it."""

    def __init__(
        self, path: Path, embedder: Embedder, variant: Variant, reranker: Reranker | None = None
    ) -> None:
        """Opens the library folder; see ``Library``."""
        self._variant = variant
        self._bare: tuple[tuple[Document, ...], tuple[Document, ...]] = ((), ())
        own = reranker if variant.reranker else None
        super().__init__(path, embedder, packaged=False, reranker=own)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, without their commitments where the variant has none."""
        whole = super().documents
        if self._variant.commitments:
            return whole
        if self._bare[0] is not whole:
            self._bare = (whole, tuple(dataclasses.replace(d, commitments=()) for d in whole))
        return self._bare[1]

    def search(self, query: str, count: int = 10) -> list[Passage]:
        """The best by the scores that the variant has.

        BM25 alone has no similarity: its own score, a share of the query that is found, stands in
        for it, so that what needs one is not switched off with the vectors.
        """
        if self._variant.keywords and self._variant.vectors:
            return super().search(query, count)
        found = []
        for passage in super().search(query, _ALL):
            score = passage.similarity if self._variant.vectors else passage.keyword
            if score > 0:
                keyword = passage.keyword if self._variant.keywords else 0.0
                found.append(
                    dataclasses.replace(
                        passage, score=score, similarity=min(1.0, score), keyword=keyword
                    )
                )
        return sorted(found, key=lambda passage: -passage.score)[:count]


def ablate(
    suites: Iterable[tuple[Path, Sequence[Case]]],
    embedders: Mapping[str, Embedder],
    reranker: Reranker | None = None,
    variants: Sequence[Variant] = VARIANTS,
    progress: Progress = lambda what, done, total: None,
) -> list[Row]:
    """Every variant with every embedder over the cases of each plan: a row each.

    ``embedders`` are named as the table shall name them; a ``reranker`` adds a variant. A plan is
    indexed once an embedder.
    """
    plans = list(suites)
    variants = (*variants, RERANKED) if reranker else tuple(variants)
    rows = []
    total = len(embedders) * len(variants) * sum(len(cases) for _, cases in plans)
    done = 0
    for name, embedder in embedders.items():
        runs: dict[str, list[Run]] = {variant.label: [] for variant in variants}
        for plan, cases in plans:
            with tempfile.TemporaryDirectory(
                prefix="yitiao-eval-", ignore_cleanup_errors=True
            ) as folder:
                Library(Path(folder), embedder, packaged=False).add([plan])
                for variant in variants:
                    library = ReducedLibrary(Path(folder), embedder, variant, reranker)
                    found = run_cases(cases, library, after(progress, done, total))
                    runs[variant.label].append(found)
                    done += len(cases)
        for variant in variants:
            whole = join(runs[variant.label])
            rows.append(Row(variant, name, summarise(whole.results)))
    return rows
