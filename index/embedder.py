"""Text to vectors: what an embedder is, and the packaged static model, read without torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbedderError

PACKAGED = Path(__file__).parent / "model"
WEIGHTS = "model.safetensors"
VOCABULARY = "tokenizer.json"
NUMBERS = {"F16": np.float16, "F32": np.float32}
ENDPOINT = "openai:"
"""Before the name of a model that an OpenAI-compatible endpoint serves."""


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
            self._fingerprint = hash_files("static", (root / WEIGHTS, root / VOCABULARY))
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
        return make_unit(vectors)

    def embed_tokens(self, text: str) -> tuple[list[tuple[int, int]], NDArray[np.float32]]:
        """Where the known tokens of a text start and end, and their rows as they are, not unit."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding.offsets, self.rows(encoding.ids)

    def encode(self, text: str) -> list[int]:
        """The numbers of a text's known tokens, as ``rows`` takes them."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def rows(self, tokens: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """The rows of tokens as they are, not unit, of shape ``(len(tokens), dimension)``."""
        return np.asarray(self._rows[tokens], dtype=np.float32).reshape(-1, self.dimension)


@cache
def packaged_embedder() -> StaticEmbedder:
    """The packaged model, opened once: by whoever searches with it, and to compare words."""
    return StaticEmbedder()


def open_embedder(
    name: str | None = None, url: str | None = None, key: str | None = None
) -> Embedder:
    """The packaged model for ``None``, ``openai:MODEL`` at ``url``, else a folder or hub name.

    ``EmbedderError`` if it is none of them, cannot be read, or is not reached within seconds.
    """
    if name is None:
        return packaged_embedder()
    if name.startswith(ENDPOINT):
        from index.endpoint import EndpointEmbedder

        return EndpointEmbedder(name.removeprefix(ENDPOINT), url, key)
    folder = Path(name).expanduser()
    if _static_root(folder) is not None:
        return StaticEmbedder(folder)
    from index.hub import HubEmbedder

    return HubEmbedder(name)


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


def hash_files(kind: str, files: Iterable[Path]) -> str:
    """A short hash of the files' bytes in the order given."""
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{kind}:{digest.hexdigest()[:16]}"


def make_unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows divided by their lengths in place; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors
