"""Models of sentence-transformers, by hub name or local folder: embedders and cross-encoders.

A model that is on disk is used without asking the network. One that is neither on disk nor
reachable, or cannot be read, is an ``EmbedderError`` within seconds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedder import hash_files, make_unit
from index.errors import EmbedderError
from index.prompts import Prompts, complete_name, find_family

HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
SECONDS_TO_REACH_HUB = 5.0


class HubEmbedder:
    """Any sentence-transformers model, with its own prompts or else those of its family."""

    def __init__(self, name: str) -> None:
        """Imports sentence-transformers, which takes seconds, and loads the model."""
        what = "向量模型"
        place = _locate(name, what)
        from sentence_transformers import SentenceTransformer

        self._model = _load(SentenceTransformer, place, what)
        self._prompts = _read_prompts(self._model.prompts) or find_family(_title(place)).prompts
        # Stored vectors depend on the document prompt, which may have come from the name alone.
        self._fingerprint = f"{_identify(place)} {self._prompts.document}".strip()
        self._busy = Lock()
        self._dimension = int(self._encode(["一"], query=False).shape[1])

    @property
    def fingerprint(self) -> str:
        """The hash of a local folder's files, or the hub name with its commit; then the prompt."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Unit rows of shape ``(len(texts), dimension)``, with the query or the document prompt."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return make_unit(self._encode(texts, query=query))

    def _encode(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        encode = self._model.encode_query if query else self._model.encode_document
        prompt = self._prompts.query if query else self._prompts.document
        with self._busy:  # a fast tokenizer that two threads use at once fails: "Already borrowed"
            vectors = encode(list(texts), prompt=prompt, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


class HubReranker:
    """A cross-encoder with one score, such as ``BAAI/bge-reranker-base``."""

    def __init__(self, name: str) -> None:
        """Imports sentence-transformers, which takes seconds, and loads the model."""
        what = "重排序模型"
        place = _locate(name, what)
        from sentence_transformers import CrossEncoder

        self._model = _load(CrossEncoder, place, what)
        if self._model.num_labels != 1 or not _has_trained_head(self._model):
            raise EmbedderError(f"“{name}”不是重排序模型，请改用 bge-reranker-base 一类的模型")
        self._busy = Lock()

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The model's score of each text with the query, of shape ``(len(texts),)``."""
        pairs = [(query, text) for text in texts]
        with self._busy:
            scores = self._model.predict(pairs, show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32)


def _has_trained_head(model: Any) -> bool:  # noqa: ANN401 - the library is untyped
    """Whether the scores were trained: an embedding model would be given random weights for them.

    Further modules after the transformer are read from disk or need no weights.
    """
    if len(model) > 1:
        return True
    names = model.transformers_model.config.architectures or [""]
    return bool(names[0].endswith("ForSequenceClassification"))


def _locate(name: str, what: str) -> str:
    """The folder or the full hub name that is meant."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return str(folder.resolve())
    full = name if HUB_NAME.fullmatch(name) else complete_name(name)
    if full is None or not HUB_NAME.fullmatch(full):
        raise EmbedderError(f"找不到{what}“{name}”：不是文件夹，也不是“作者/模型”形式的名称")
    return full


def _title(place: str) -> str:
    """The model's name: the folder's, or what a hub's cache calls the folder of its snapshots."""
    folder = Path(place)
    return folder.parent.parent.name if folder.parent.name == "snapshots" else folder.name


def _read_prompts(prompts: Mapping[str, str]) -> Prompts | None:
    """The prompts that the model's own files state, or ``None``.

    Older files call the document prompt ``passage`` or ``corpus``, over which the empty default
    of ``document`` would win.
    """
    names = ("document", "passage", "corpus")
    document = next((prompts[name] for name in names if prompts.get(name)), "")
    own = Prompts(prompts.get("query") or "", document)
    return own if own != Prompts() else None


def _load(model: Callable[..., Any], place: str, what: str) -> Any:  # noqa: ANN401 - untyped
    """The model from disk, else from the hub, which is first asked one short question.

    Without that question, a download that cannot succeed is retried for more than a minute.
    """
    from huggingface_hub import HfApi

    if Path(place).is_dir():
        return _make(model, place, what, local=True)
    try:
        return _make(model, place, what, local=True)
    except EmbedderError:
        try:
            HfApi().model_info(place, timeout=SECONDS_TO_REACH_HUB)
        except Exception as error:  # the hub's client raises its own and the network's errors
            message = f"本机没有{what}“{place}”，也无法从模型站下载；请改用本地文件夹或内置模型"
            raise EmbedderError(message) from error
    return _make(model, place, what, local=False)


def _make(model: Callable[..., Any], place: str, what: str, *, local: bool) -> Any:  # noqa: ANN401
    import transformers

    logging: Any = transformers.utils.logging
    logging.set_verbosity_error()
    if local:  # only a download is worth a progress bar
        logging.disable_progress_bar()
    else:
        logging.enable_progress_bar()
    try:
        return model(place, local_files_only=local)
    except Exception as error:  # a model's own code may fail in any way
        if "trust_remote_code" in str(error):
            message = f"{what}“{place}”要运行它自带的代码，出于安全未予加载；请换一个模型"
            raise EmbedderError(message) from error
        raise EmbedderError(f"{what}“{place}”无法加载，请检查模型文件是否完整") from error


def _identify(place: str) -> str:
    """What changes when the model does: the hash of a folder's files, or a hub name's commit."""
    folder = Path(place)
    if not folder.is_dir():
        from huggingface_hub import resolve_revision

        cache = os.environ.get("SENTENCE_TRANSFORMERS_HOME")  # as sentence-transformers loads it
        return f"{place}@{resolve_revision(place, cache_dir=cache, local_files_only=True).resolved}"
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return hash_files("local", sorted(p for p in paths if not _is_hidden(p.relative_to(folder))))


def _is_hidden(path: Path) -> bool:
    """Whether it lies where a downloader keeps its notes, with the times of its downloads."""
    return any(part.startswith(".") for part in path.parts)
