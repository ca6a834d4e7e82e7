"""Text to vectors: the packaged static model without torch, or any sentence-transformers model."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbedderError

PACKAGED = Path(__file__).parent / "model"
WEIGHTS = "model.safetensors"
VOCABULARY = "tokenizer.json"
NUMBERS = {"F16": np.float16, "F32": np.float32}
HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
SECONDS_TO_REACH_HUB = 5.0


class Embedder(Protocol):
    """What turns texts into unit vectors of one length."""

    @property
    def fingerprint(self) -> str:
        """Changes when the model's files change, so that stored vectors are known to be stale."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Unit rows of shape ``(len(texts), dimension)``; ``query`` for questions."""


class StaticEmbedder:
    """A StaticEmbedding folder read with numpy alone: the mean of the token rows, made unit.

    A text without a known token, such as the empty one, is a row of zeros. The weights are mapped:
    only rows in use are held. ``EmbedderError`` where the folder does not hold such a model.
    """

    def __init__(self, folder: Path = PACKAGED) -> None:
        """Maps the weights and reads the vocabulary."""
        from tokenizers import Tokenizer

        root = _static_root(folder)
        if root is None:
            raise EmbedderError(f"文件夹“{folder}”中没有静态向量模型")
        try:
            self._tokenizer = Tokenizer.from_file(str(root / VOCABULARY))
            self._rows = _map_rows(root / WEIGHTS)
            self._fingerprint = _hash("static", (root / WEIGHTS, root / VOCABULARY))
        except Exception as error:  # tokenizers raises nothing narrower
            raise EmbedderError(f"静态向量模型“{folder}”不完整或已损坏") from error
        if self._tokenizer.get_vocab_size() != len(self._rows):
            raise EmbedderError(f"静态向量模型“{folder}”的词表与权重不一致")
        self._tokenizer.no_padding()

    @property
    def fingerprint(self) -> str:
        """The hash of the weights and the vocabulary."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._rows.shape[1])

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Unit rows of shape ``(len(texts), dimension)``; a question is embedded like any text."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        for vector, encoding in zip(vectors, encodings, strict=True):
            if encoding.ids:
                vector[:] = self._rows[encoding.ids].mean(axis=0, dtype=np.float32)
        return _unit(vectors)


class HubEmbedder:
    """Any sentence-transformers model, by hub name or local folder, with the model's own prompts.

    A model that is on disk is used without asking the network. ``EmbedderError`` within seconds
    where it is neither on disk nor reachable, or cannot be read.
    """

    def __init__(self, name: str) -> None:
        """Imports sentence-transformers, which takes seconds, and loads the model."""
        folder = Path(name).expanduser()
        if not folder.is_dir() and not HUB_NAME.fullmatch(name):
            raise EmbedderError(f"找不到向量模型“{name}”：不是文件夹，也不是“作者/模型”形式的名称")
        if folder.is_dir():
            self._model = _load(str(folder), local=True)
            files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
            self._fingerprint = _hash("local", sorted(files))
        else:
            self._model = _load_from_hub(name)
            self._fingerprint = f"{name}@{_cached_commit(name)}"
        self._dimension = int(self._model.encode(["一"], show_progress_bar=False).shape[1])

    @property
    def fingerprint(self) -> str:
        """The hash of a local folder's files, or the hub name with its commit."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Unit rows of shape ``(len(texts), dimension)``, with the query or the document prompt."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        encode = self._model.encode_query if query else self._model.encode_document
        return _unit(np.asarray(encode(list(texts), show_progress_bar=False), dtype=np.float32))


def open_embedder(name: str | None = None) -> Embedder:
    """The packaged model for ``None``, else a folder or hub name. ``EmbedderError`` if neither."""
    if name is None:
        return StaticEmbedder()
    folder = Path(name).expanduser()
    return HubEmbedder(name) if _static_root(folder) is None else StaticEmbedder(folder)


def _static_root(folder: Path) -> Path | None:
    """Where the static weights lie, or ``None`` if the model needs more than a mean of rows."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [module["type"].rpartition(".")[2] for module in modules]
        root = folder / modules[0]["path"]
        tensors = _header(root / WEIGHTS)[0].keys() - {"__metadata__"}
        settings = folder / "config_sentence_transformers.json"
        prompts = json.loads(settings.read_text(encoding="utf-8")).get("prompts", {})
    except (OSError, ValueError, LookupError, TypeError):
        return None
    plain = kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])
    return root if plain and tensors == {"embedding.weight"} and not any(prompts.values()) else None


def _header(weights: Path) -> tuple[dict[str, Any], int]:
    """The description of a safetensors file's tensors, and where their bytes begin."""
    with weights.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header: dict[str, Any] = json.loads(file.read(size))
    return header, 8 + size


def _map_rows(weights: Path) -> NDArray[np.floating[Any]]:
    """The one tensor of the file, of shape (vocabulary, dimension), without reading it."""
    header, start = _header(weights)
    tensor = header["embedding.weight"]
    offset = start + tensor["data_offsets"][0]
    number = NUMBERS[tensor["dtype"]]
    return np.asarray(np.memmap(weights, number, "r", offset, tuple(tensor["shape"])))


def _load(name: str, *, local: bool) -> Any:  # noqa: ANN401 - the library is untyped
    """The model, as a SentenceTransformer."""
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=local)
    except Exception as error:  # a model's own code may fail in any way
        raise EmbedderError(f"向量模型“{name}”无法加载，请检查模型文件是否完整") from error


def _load_from_hub(name: str) -> Any:  # noqa: ANN401 - the library is untyped
    """The model from the hub's cache, else from the hub, which is first asked one short question.

    Without that question, a download that cannot succeed is retried for more than a minute.
    """
    from huggingface_hub import HfApi

    try:
        return _load(name, local=True)
    except EmbedderError:
        try:
            HfApi().model_info(name, timeout=SECONDS_TO_REACH_HUB)
        except Exception as error:  # the hub's client raises its own and the network's errors
            message = f"本机没有向量模型“{name}”，也无法从模型站下载；请改用本地文件夹或内置模型"
            raise EmbedderError(message) from error
    return _load(name, local=False)


def _cached_commit(name: str) -> str:
    """The commit of a hub model that has been loaded: the name of its folder in the cache."""
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(name, local_files_only=True)).name


def _hash(kind: str, files: Iterable[Path]) -> str:
    """A short hash of the files' bytes in the order given."""
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{kind}:{digest.hexdigest()[:16]}"


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows divided by their lengths in place; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors
