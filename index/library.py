"""The library: the documents that questions are put to, opened, searched, filled and repaired."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryError
from index.fusion import fuse
from index.keywords import KeywordIndex, Segmenter, write_dictionary
from index.store import Manifest, Source, Store
from index.vectors import VectorIndex
from ingest.decode import read_bytes
from ingest.document import Clause, Document
from ingest.read import PACKAGED_PLANS, make_identifier, parse_plan

if TYPE_CHECKING:
    from index.embedder import Embedder

_CANDIDATES = 50  # clauses that each ranking gives to the fusion
_WAIT_SECONDS = 60.0
_EMBED_BATCH = 256

Notify = Callable[[str], None]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause that a search found.

    ``score`` is its fused score, ``similarity`` its cosine similarity to the query (0 where the
    vector search did not return it) and ``keyword`` its BM25 score.
    """

    document: Document
    clause: Clause
    score: float
    similarity: float
    keyword: float

    @property
    def text(self) -> str:
        """The clause's words."""
        return self.document.quote(self.clause)


class Library:
    """An open library. ``documents`` are in the order in which they were put in."""

    def __init__(
        self,
        path: Path,
        embedder: Embedder,
        notify: Notify = lambda message: None,
        progress: Progress = lambda what, done, total: None,
        packaged: bool = True,
    ) -> None:
        """Open the library folder; an empty one takes in the packaged plan if ``packaged``.

        What is missing, damaged or embedded by another model is built again, and ``notify`` is
        told. Raises ``LibraryError`` where the folder does not serve.
        """
        self._store = Store(path)
        self._embedder = embedder
        self._notify = notify
        self._progress = progress
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self.documents: tuple[Document, ...] = ()
        self._clauses: list[tuple[Document, Clause]] = []
        manifest = self._store.read_manifest()
        if manifest is None and packaged:
            manifest = self._take_in_packaged()
        if manifest:
            self._load(manifest)

    @property
    def path(self) -> Path:
        """The library's folder."""
        return self._store.path

    def search(self, query: str, count: int = 10) -> list[Passage]:
        """The ``count`` best clauses by reciprocal rank fusion of vectors and BM25."""
        if not self._clauses:
            return []
        vector = self._embedder.embed([query], query=True)[0]
        nearest = self._vectors.search(vector, min(_CANDIDATES, len(self._clauses)))
        matched = self._keywords.search(query, _CANDIDATES)
        similarity, keyword = dict(nearest), dict(matched)
        fused = fuse([[i for i, _ in matched], [i for i, _ in nearest]])
        return [
            Passage(*self._clauses[i], score, similarity.get(i, 0.0), keyword.get(i, 0.0))
            for i, score in fused[:count]
        ]

    def add(self, paths: Sequence[Path], replace: bool = False) -> list[Document]:
        """Take files in, all or none; return those that are new or changed.

        Raises ``IngestError`` for a file that is no plan, ``LibraryError`` where a document of
        the same id but other text is there and ``replace`` is false.
        """
        given: dict[str, tuple[str, bytes, Document]] = {}
        for path in paths:
            data = read_bytes(path)
            document = parse_plan(data, path.name)
            if document.id in given and given[document.id][1] != data:
                raise LibraryError(f"有两个文件都会成为文档“{document.id}”,请先改名再索引。")
            given[document.id] = (path.name, data, document)
        with self._store.writing(_WAIT_SECONDS):
            manifest = self._store.read_manifest()
            contents = self._read_contents(manifest) if manifest and manifest.filled else {}
            known = {source.id: source for source in contents}
            changed = []
            for identifier, (name, data, document) in given.items():
                source = _make_source(identifier, name, data)
                if identifier in known and known[identifier].sha256 == source.sha256:
                    continue
                if identifier in known and not replace:
                    raise LibraryError(
                        f"资料库里已有内容不同的文档“{identifier}”,要替换请加 --replace。"
                    )
                contents = {s: d for s, d in contents.items() if s.id != identifier}
                contents[source] = data
                changed.append(document)
            if changed or not (manifest and manifest.filled):
                manifest = self._write(contents, filled=True)
        if manifest:
            self._load(manifest)
        return changed

    def remove(self, identifiers: Iterable[str]) -> None:
        """Take documents out. Raises ``LibraryError`` naming the ones that are not there."""
        wanted = set(identifiers)
        with self._store.writing(_WAIT_SECONDS):
            manifest = self._store.read_manifest()
            contents = self._read_contents(manifest) if manifest else {}
            missing = wanted - {source.id for source in contents}
            if missing:
                raise LibraryError(
                    f"资料库里没有文档“{'、'.join(sorted(missing))}”,可用 yitiao documents 查看。"
                )
            kept = {source: data for source, data in contents.items() if source.id not in wanted}
            manifest = self._write(kept, filled=True)
        self._load(manifest)

    def _take_in_packaged(self) -> Manifest:
        with self._store.writing(_WAIT_SECONDS):
            if manifest := self._store.read_manifest():  # another process was faster
                return manifest
            contents = {}
            for path in sorted(PACKAGED_PLANS.glob("*.txt")):
                data = path.read_bytes()
                contents[_make_source(make_identifier(path.name), path.name, data)] = data
            self._notify("资料库是空的,正在索引随附的方案…")
            return self._write(contents, filled=False)

    def _read_contents(self, manifest: Manifest) -> dict[Source, bytes]:
        return {source: self._store.read_source(source) for source in manifest.sources}

    def _write(self, contents: dict[Source, bytes], filled: bool) -> Manifest:
        documents = [parse_plan(data, source.name) for source, data in contents.items()]
        return self._store.replace(
            contents,
            embedder=self._embedder.fingerprint,
            content=_content(documents),
            filled=filled,
            build=lambda folder: self._build(folder, documents),
        )

    def _build(self, folder: Path, documents: Sequence[Document]) -> None:
        clauses = [(document, clause) for document in documents for clause in document.clauses]
        write_dictionary(folder, [document.text for document in documents], _names(documents))
        if not clauses:
            return
        texts = [_context(document, clause) for document, clause in clauses]
        KeywordIndex.build(folder, texts, Segmenter(folder))
        import numpy as np

        parts, total = [], len(texts)
        for start in range(0, total, _EMBED_BATCH):
            parts.append(self._embedder.embed(texts[start : start + _EMBED_BATCH]))
            self._progress("嵌入", min(start + _EMBED_BATCH, total), total)
        quotes = [document.quote(clause) for document, clause in clauses]
        stored = [clause for _, clause in clauses]
        VectorIndex.build(folder, stored, quotes, np.concatenate(parts))

    def _load(self, manifest: Manifest) -> None:
        """Open the manifest's build, or build it again where it does not serve."""
        contents = self._read_contents(manifest)
        documents = [parse_plan(data, source.name) for source, data in contents.items()]
        reason = None
        if manifest.embedder != self._embedder.fingerprint:
            reason = "嵌入模型与索引不一致"
        elif manifest.content != _content(documents):
            reason = "文档的解析方式已更新"
        elif not self._open(self._store.build_folder(manifest), documents):
            reason = "索引已损坏"
        if reason:
            self._notify(f"{reason},正在根据原文件重建…")
            self._open_or_fail(self._rebuild(manifest, contents, documents), documents)

    def _rebuild(
        self, manifest: Manifest, contents: dict[Source, bytes], documents: list[Document]
    ) -> Path:
        if self._store.is_writable():
            with self._store.writing(_WAIT_SECONDS):
                return self._store.build_folder(self._write(contents, manifest.filled))
        self._copy = tempfile.TemporaryDirectory(prefix="yitiao-")
        folder = Path(self._copy.name)
        self._build(folder, documents)
        return folder

    def _open_or_fail(self, folder: Path, documents: list[Document]) -> None:
        if not self._open(folder, documents):
            raise LibraryError(f"资料库“{self.path}”的索引重建后仍无法打开,请检查磁盘空间与权限。")

    def _open(self, folder: Path, documents: list[Document]) -> bool:
        """Open a build and probe it; ``False`` where it is not whole."""
        clauses = [(document, clause) for document in documents for clause in document.clauses]
        try:
            if not self._store.is_writable() and not self._copy:  # Chroma writes when it opens
                self._copy = tempfile.TemporaryDirectory(prefix="yitiao-")
                folder = Path(shutil.copytree(folder, Path(self._copy.name) / "build"))
            self.segmenter = Segmenter(folder)
            if clauses:
                self._keywords = KeywordIndex(folder, self.segmenter)
                self._vectors = VectorIndex(folder)
                probe = self._embedder.embed([_context(*clauses[-1])])[0]
                if not self._vectors.is_sound(probe, len(clauses) - 1, len(clauses)):
                    return False
        except (OSError, ValueError, KeyError, LibraryError):
            return False
        self.documents, self._clauses = tuple(documents), clauses
        return True


def _make_source(identifier: str, name: str, data: bytes) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    return Source(identifier, name, f"{identifier}-{digest[:12]}{Path(name).suffix}", digest)


def _context(document: Document, clause: Clause) -> str:
    """What is indexed for a clause: its task's title, then its words."""
    titles = {task.id: task.title for task in document.tasks}
    title, quote = titles.get(clause.unit, ""), document.quote(clause)
    return quote if not title or quote.startswith(title) else f"{title}。{quote}"


def _content(documents: Sequence[Document]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        for clause in document.clauses:
            digest.update(f"{clause.id} {clause.start} {clause.end}\n".encode())
        digest.update(document.sha256.encode())
    return digest.hexdigest()


def _names(documents: Sequence[Document]) -> list[str]:
    """Institutions and deliverables, which the segmenter keeps whole."""
    names = {
        name
        for document in documents
        for commitment in document.commitments
        for name in (*(actor.name for actor in commitment.actors), commitment.deliverable)
        if name
    }
    return sorted(names)
