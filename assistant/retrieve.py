"""The library behind LangChain's retriever interface."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as RetrievedDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.library import Library
from index.search import Passage


class ClauseRetriever(BaseRetriever):
    """Retrieves clauses by BM25 and similarity, fused.

    ``page_content`` is the clause's words; ``metadata`` has its ids, label, offsets and scores.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    count: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[RetrievedDocument]:
        return [_as_document(passage) for passage in self.library.search(query, self.count)]


def _as_document(passage: Passage) -> RetrievedDocument:
    clause = passage.clause
    return RetrievedDocument(
        id=clause.id,
        page_content=passage.text,
        metadata={
            "document": clause.document,
            "section": clause.section,
            "task": clause.task,
            "label": clause.label,
            "start": clause.start,
            "end": clause.end,
            "score": passage.score,
            "similarity": passage.similarity,
            "keyword": passage.keyword,
        },
    )
