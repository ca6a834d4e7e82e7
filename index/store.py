"""The library on disk: sources and manifest are the truth, a build is disposable.

::

    LIBRARY/
      manifest.json        which sources, which embedder, which build: replaced in one step
      sources/             the files as they were given
      builds/NAME/         Chroma, BM25 and jieba's dictionary, written once, never changed
      lock                 held by the one process that writes

A build is written beside the one in use and becomes current when the manifest is replaced
(``os.replace``), so a reader, or a writer that was killed, always leaves a whole library.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from index.errors import LibraryError

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the library: the document's id, the name it came with, its place and sha256."""

    id: str
    name: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the library holds and which build serves it.

    ``filled`` is true once someone put documents in, false for the packaged plan alone;
    ``content`` fingerprints the clauses and how they are indexed, so that a new reading of the
    sources is noticed.
    """

    sources: tuple[Source, ...]
    embedder: str
    content: str
    build: str
    filled: bool


class Store:
    """Reads and replaces the manifest, sources and builds of one library folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = 0

    def read_manifest(self) -> Manifest | None:
        """The manifest, or ``None`` in a new folder. Raises ``LibraryError`` if it is broken."""
        try:
            data = json.loads((self.path / "manifest.json").read_text(encoding="utf-8"))
            if data.pop("format") != _FORMAT:
                raise ValueError("format")
            sources = tuple(Source(**source) for source in data.pop("sources"))
            return Manifest(sources=sources, **data)
        except FileNotFoundError:
            return None
        except (NotADirectoryError, PermissionError) as error:
            raise self._unusable(error) from None
        except (ValueError, TypeError, KeyError, AttributeError):
            raise LibraryError(
                f"资料库“{self.path}”的清单 manifest.json 已损坏,"
                "请换一个资料库文件夹重新索引原文件。"
            ) from None

    def read_changed(self) -> Manifest | None:
        """The manifest if it was replaced since this was last asked, else ``None``."""
        try:
            changed = (self.path / "manifest.json").stat().st_mtime_ns
        except OSError:
            return None
        if changed == self._seen:
            return None
        self._seen = changed
        return self.read_manifest()

    def read_source(self, source: Source) -> bytes:
        """A source's bytes. Raises ``LibraryError`` where they are gone or not what was stored."""
        try:
            data = (self.path / "sources" / source.file).read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != source.sha256:
            raise LibraryError(
                f"资料库中“{source.name}”的原文件缺失或已被改动,"
                "请换一个资料库文件夹重新索引原文件。"
            )
        return data

    def build_folder(self, manifest: Manifest) -> Path:
        """Where the manifest's build lies."""
        return self.path / "builds" / manifest.build

    def is_writable(self) -> bool:
        """Whether this process may write in the library folder."""
        builds = self.path / "builds"
        return os.access(self.path, os.W_OK) and (not builds.exists() or os.access(builds, os.W_OK))

    @contextmanager
    def writing(self, wait_seconds: float) -> Iterator[None]:
        """Hold the library's only write lock. Raises ``LibraryError`` if another holds it."""
        from filelock import FileLock, Timeout

        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path / "lock", timeout=wait_seconds):
                yield
        except Timeout:
            raise LibraryError(
                f"另一个进程正在写入资料库“{self.path}”,请等它完成后再试。"
            ) from None
        except OSError as error:
            raise self._unusable(error) from None

    def replace(
        self,
        contents: dict[Source, bytes],
        embedder: str,
        content: str,
        filled: bool,
        build: Callable[[Path], None],
    ) -> Manifest:
        """Write sources and a new build, then make them current. The caller holds the lock."""
        before = self.read_manifest()
        manifest = Manifest(tuple(contents), embedder, content, uuid4().hex[:12], filled)
        folder = self.build_folder(manifest)
        folder.mkdir(parents=True)
        (self.path / "sources").mkdir(exist_ok=True)
        try:
            for source, data in contents.items():
                _write(self.path / "sources" / source.file, data)
            build(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        record = {"format": _FORMAT, **asdict(manifest)}
        text = json.dumps(record, ensure_ascii=False, indent=1)
        _write(self.path / "manifest.json", text.encode())
        self._clean(manifest, before)
        return manifest

    def _clean(self, manifest: Manifest, before: Manifest | None) -> None:
        """Drop what nothing names any more; the build before this one may still have readers."""
        builds = {manifest.build, before.build if before else ""}
        files = {source.file for source in manifest.sources}
        for folder in (self.path / "builds").iterdir():
            if folder.name not in builds:
                shutil.rmtree(folder, ignore_errors=True)
        for file in (self.path / "sources").iterdir():
            if file.name not in files:
                file.unlink(missing_ok=True)

    def _unusable(self, error: OSError) -> LibraryError:
        if isinstance(error, FileExistsError | NotADirectoryError):
            return LibraryError(f"“{self.path}”不是文件夹,请用 --library 指定一个文件夹。")
        if isinstance(error, PermissionError) or error.errno in (30,):
            return LibraryError(
                f"资料库文件夹“{self.path}”不可写,请检查权限,或用 --library 指定可写的文件夹。"
            )
        return LibraryError(f"资料库文件夹“{self.path}”无法写入({error.strerror or '读写失败'})。")


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
