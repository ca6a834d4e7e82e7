"""The library: the documents that questions are put to, opened, searched, filled and repaired."""

from __future__ import annotations

import dataclasses
import hashlib
import math
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryError
from index.keywords import Segmenter
from index.nearness import Nearness
from index.search import LAYOUT, Passage, Progress, SearchIndex, build_index
from index.store import Manifest, Source, Store
from ingest.decode import read_bytes
from ingest.document import Clause, Document
from ingest.read import PACKAGED_PLANS, make_identifier, parse_plan

if TYPE_CHECKING:
    from index.embedder import Embedder
    from index.reranker import Reranker

_WAIT_SECONDS = 60.0

Notify = Callable[[str], None]


@dataclasses.dataclass(frozen=True, slots=True)
class _Opened:
    """One build: replaced as a whole, so that a search never sees half of another."""

    manifest: Manifest
    folder: Path
    documents: tuple[Document, ...]
    clauses: tuple[tuple[Document, Clause], ...]
    segmenter: Segmenter


class Library:
    """An open library, safe to search from several threads."""

    def __init__(
        self,
        path: Path,
        embedder: Embedder,
        notify: Notify = lambda message: None,
        progress: Progress = lambda what, done, total: None,
        packaged: bool = True,
        reranker: Reranker | None = None,
    ) -> None:
        """Open the library folder; an empty one takes in the packaged plan if ``packaged``.

        What is missing, damaged or embedded by another model is built again, and ``notify`` is
        told: documents now, vectors when they are first searched. Raises ``LibraryError`` where
        the folder does not serve.
        """
        self._store = Store(path)
        self._embedder = embedder
        self._reranker = reranker
        self._notify = notify
        self._progress = progress
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._opened: _Opened | None = None
        self._index: SearchIndex | None = None
        self._nearness: Nearness | None = None
        self._changing = threading.RLock()
        manifest = self._store.read_manifest()
        if manifest is None and packaged:
            manifest = self._take_in_packaged()
        if manifest:
            self._load(manifest)

    @property
    def path(self) -> Path:
        """The library's folder."""
        return self._store.path

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in the order in which they were put in."""
        return self._opened.documents if self._opened else ()

    def cut(self, text: str) -> list[str]:
        """The words of a text, the library's institutions and deliverables whole."""
        return self._opened.segmenter.cut(text) if self._opened else list(text)

    def information(self, word: str) -> float:
        """How rare a word is in everyday Chinese: -ln of its share of counts; inf if new."""
        return self._opened.segmenter.information(word) if self._opened else math.inf

    def is_known(self, word: str) -> bool:
        """Whether jieba's dictionary or the library's names have the word."""
        return self.information(word) < math.inf

    def is_noun(self, word: str) -> bool:
        """Whether a word may be a noun: any that jieba's dictionary does not call otherwise."""
        return not self._opened or self._opened.segmenter.is_noun(word)

    def near(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words of the library that are near a word in meaning, each with its cosine."""
        with self._changing:
            return self._open_nearness().find(word)

    def compare(self, text: str, others: Sequence[str]) -> list[float]:
        """How near in meaning each of others is to a text: cosines by the packaged vectors."""
        with self._changing:
            return self._open_nearness().compare(text, others)

    def _open_nearness(self) -> Nearness:
        if self._nearness is None:
            texts = (document.text for document in self.documents)
            self._nearness = Nearness(word for text in texts for word in self.cut(text))
        return self._nearness

    def refresh(self) -> None:
        """Take up what another process has written since; a look at one file's date if nothing."""
        with self._changing:
            manifest = self._store.read_changed()
            if manifest and self._opened and manifest.build != self._opened.manifest.build:
                self._load(manifest)

    def warm(self) -> None:
        """Open the vectors and check them by a query, so that the first search need not."""
        self._open_index()

    def close(self) -> None:
        """Remove what a read-only library had to copy elsewhere."""
        if self._copy:
            self._copy.cleanup()

    def search(self, query: str, count: int = 10) -> list[Passage]:
        """The ``count`` best clauses by BM25 and similarity, fused, then reranked if asked."""
        index = self._open_index()
        return index.search(query, count) if index else []

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
            self.warm()
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
        self.warm()

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
        build_index(folder, documents, self._embedder, self._progress)

    def _load(self, manifest: Manifest) -> None:
        """Take up a manifest's documents and its build, building it again if it is not theirs."""
        contents = self._read_contents(manifest)
        documents = tuple(parse_plan(data, source.name) for source, data in contents.items())
        clauses = tuple((document, clause) for document in documents for clause in document.clauses)
        folder, reason = self._store.build_folder(manifest), None
        segmenter = _open_segmenter(folder)
        if manifest.embedder != self._embedder.fingerprint:
            reason = "嵌入模型与索引不一致"
        elif manifest.content != _content(documents):
            reason = "文档的解析方式已更新"
        elif segmenter is None:
            reason = "索引已损坏"
        if reason:
            manifest, folder = self._rebuild(reason, manifest, contents, documents)
        if reason or segmenter is None:
            segmenter = Segmenter(folder)
        self._index = None
        self._opened = _Opened(manifest, folder, documents, clauses, segmenter)
        self._nearness = None

    def _open_index(self) -> SearchIndex | None:
        """The vectors and keywords, opened and probed once; built again where damaged."""
        with self._changing:
            opened = self._opened
            if self._index or not opened or not opened.clauses:
                return self._index
            self._index = self._try_index(opened)
            if not self._index:
                contents = self._read_contents(opened.manifest)
                manifest, folder = self._rebuild(
                    "索引已损坏", opened.manifest, contents, opened.documents
                )
                self._opened = dataclasses.replace(opened, manifest=manifest, folder=folder)
                self._index = self._try_index(self._opened)
            if not self._index:
                raise LibraryError(
                    f"资料库“{self.path}”的索引重建后仍无法打开,请检查磁盘空间与权限。"
                )
            return self._index

    def _try_index(self, opened: _Opened) -> SearchIndex | None:
        folder = opened.folder
        try:
            if not os.access(folder, os.W_OK):  # Chroma writes when it opens
                folder = Path(shutil.copytree(folder, self._make_copy_folder() / "build"))
            index = SearchIndex(
                folder, opened.clauses, opened.segmenter, self._embedder, self._reranker
            )
            return index if index.is_sound() else None
        except (OSError, ValueError, KeyError, LibraryError):
            return None

    def _rebuild(
        self,
        reason: str,
        manifest: Manifest,
        contents: dict[Source, bytes],
        documents: Sequence[Document],
    ) -> tuple[Manifest, Path]:
        """Build the index again from the sources; in a temporary folder if this is read-only."""
        self._notify(f"{reason},正在根据原文件重建…")
        if self._store.is_writable():
            with self._store.writing(_WAIT_SECONDS):
                manifest = self._write(contents, manifest.filled)
            return manifest, self._store.build_folder(manifest)
        folder = self._make_copy_folder()
        self._build(folder, documents)
        return manifest, folder

    def _make_copy_folder(self) -> Path:
        """A temporary folder that lives as long as the library, where its own is read-only."""
        self._copy = tempfile.TemporaryDirectory(prefix="yitiao-")
        return Path(self._copy.name)


def _open_segmenter(folder: Path) -> Segmenter | None:
    try:
        return Segmenter(folder)
    except (OSError, ValueError):
        return None


def _make_source(identifier: str, name: str, data: bytes) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    return Source(identifier, name, f"{identifier}-{digest[:12]}{Path(name).suffix}", digest)


def _content(documents: Sequence[Document]) -> str:
    digest = hashlib.sha256(f"{LAYOUT}\n".encode())
    for document in documents:
        for clause in document.clauses:
            digest.update(f"{clause.id} {clause.start} {clause.end}\n".encode())
        digest.update(document.sha256.encode())
    return digest.hexdigest()
