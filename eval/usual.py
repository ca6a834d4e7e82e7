"""The baseline of the benchmark: the same question answered by the usual stack.

SentenceTransformer loads the model, langchain_chroma holds the clauses; one similarity search.
Run as ``python -m eval.usual index FOLDER`` once, then ``… ask FOLDER QUESTION``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index.embedder import PACKAGED
from ingest.read import PACKAGED_PLANS, read_plan


def main() -> None:
    """Index the packaged plan, or answer a question from it with the nearest clauses."""
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer

    class ModelEmbeddings(Embeddings):
        """A SentenceTransformer as LangChain wants it."""

        def __init__(self) -> None:
            self._model = SentenceTransformer(str(PACKAGED))

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in self._model.encode(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    command, folder, *question = sys.argv[1:]
    store = Chroma("clauses", ModelEmbeddings(), persist_directory=folder)
    if command == "index":
        document = read_plan(next(Path(PACKAGED_PLANS).glob("*.txt")))
        store.add_texts([document.quote(clause) for clause in document.clauses])
        return
    for found in store.similarity_search(question[0], k=4):
        sys.stdout.write(found.page_content + "\n")


if __name__ == "__main__":
    main()
