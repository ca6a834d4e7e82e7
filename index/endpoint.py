"""Text to vectors by an OpenAI-compatible endpoint: OpenAI's own, a cloud's, vLLM, Ollama, TEI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.embedder import make_unit
from index.errors import EmbedderError
from index.prompts import find_family

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings

OPENAI_URL = "https://api.openai.com/v1"
NO_KEY = "none"  # a server of one's own asks for none, but the client must send one
BATCH = 10  # texts a request: the least that a large service admits (Alibaba's text-embedding-v4)
RETRIES = 2  # of a batch, where the service is busy
SECONDS_TO_CONNECT = 5.0
SECONDS_TO_ANSWER = 60.0


class EndpointEmbedder:
    """A model behind ``POST /embeddings``, with the prompts of its family.

    ``EmbedderError`` within seconds where the endpoint cannot be reached or refuses the key. The
    key is sent and never said: not in an error, a fingerprint or a log.
    """

    def __init__(self, model: str, url: str | None = None, key: str | None = None) -> None:
        """Asks for one vector, to learn whether the endpoint serves and how long its vectors are.

        ``url`` is the address before ``/embeddings``, OpenAI's for ``None``.
        """
        self._model = model
        self._url = url or OPENAI_URL
        self._place = _describe(self._url)
        self._check(key)
        self._family = find_family(model)
        self._client = self._open(key or NO_KEY, retries=0)
        self._dimension = int(self._request(["一"]).shape[1])
        self._client = self._open(key or NO_KEY, retries=RETRIES)

    @property
    def fingerprint(self) -> str:
        """The model, the address, the length of a vector and the document prompt."""
        name = f"openai:{self._model}@{self._place} {self._dimension}"
        return f"{name} {self._family.prompts.document}".strip()

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Unit rows of shape ``(len(texts), dimension)``; a blank text is a row of zeros.

        ``EmbedderError`` where the endpoint does not answer, or answers with other than vectors.
        """
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]  # services refuse blank texts
        if not filled:
            return vectors
        prompts = self._family.prompts
        prompt = prompts.query if query else prompts.document
        inputs = [(prompt + texts[i])[: self._family.longest] for i in filled]
        distinct = {text: row for row, text in enumerate(dict.fromkeys(inputs))}
        found = self._request(list(distinct))
        if found.shape[1] != self._dimension:
            raise EmbedderError(f"{self._name}返回的向量长度变了，请检查该服务是否换了模型")
        vectors[filled] = found[[distinct[text] for text in inputs]]
        return make_unit(vectors)

    @property
    def _name(self) -> str:
        return f"向量接口“{self._place}”（模型“{self._model}”）"

    def _check(self, key: str | None) -> None:
        if not self._model:
            raise EmbedderError("没有写明向量接口的模型，请写成 YITIAO_EMBEDDER=openai:模型名称")
        if key is None and self._url == OPENAI_URL:
            raise EmbedderError(
                "没有向量接口的密钥，请设置 OPENAI_API_KEY；"
                "若用其他服务，请用 YITIAO_EMBEDDER_URL 写明地址"
            )
        if key and not (key.isascii() and key.isprintable()):
            raise EmbedderError("向量接口的密钥里有不该有的字符，请重新复制 OPENAI_API_KEY")

    def _open(self, key: str, *, retries: int) -> OpenAIEmbeddings:
        import openai
        from langchain_openai import OpenAIEmbeddings
        from pydantic import SecretStr

        return OpenAIEmbeddings(
            model=self._model,
            base_url=self._url,
            api_key=SecretStr(key),
            timeout=openai.Timeout(SECONDS_TO_ANSWER, connect=SECONDS_TO_CONNECT),
            max_retries=retries,
            chunk_size=BATCH,
            check_embedding_ctx_length=False,  # else token numbers are sent in place of the text
            model_kwargs={"encoding_format": "float"},  # not every server knows base64
        )

    def _request(self, texts: list[str]) -> NDArray[np.float32]:
        """One row a text, of any length. The cause of an error is dropped: it may quote the key."""
        from openai import OpenAIError

        try:
            vectors = np.asarray(self._client.embed_documents(texts), dtype=np.float32)
        except OpenAIError as error:
            raise EmbedderError(self._explain(error)) from None
        except (AttributeError, KeyError, TypeError, ValueError):  # a page, or rows of any length
            vectors = np.zeros(0, dtype=np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise EmbedderError(
                f"{self._name}返回的不是向量，请检查 YITIAO_EMBEDDER_URL，地址通常以 /v1 结尾"
            )
        return vectors

    def _explain(self, error: Exception) -> str:
        from openai import APIConnectionError

        if isinstance(error, APIConnectionError):  # a timeout is one too
            return f"连不上{self._name}，请检查网络与 YITIAO_EMBEDDER_URL，或改用内置模型"
        status = getattr(error, "status_code", None)
        advice = {
            401: "不接受密钥，请检查 OPENAI_API_KEY",
            403: "不接受密钥，请检查 OPENAI_API_KEY",
            404: "没有这个模型或地址，请检查 YITIAO_EMBEDDER 与 YITIAO_EMBEDDER_URL",
            429: "限制了请求次数或额度已用完，请稍后再试",
        }
        fallback = f"报告错误（HTTP {status or '未知'}），请检查模型名称，或查看该服务的日志"
        return self._name + advice.get(status or 0, fallback)


def _describe(url: str) -> str:
    """The address without what may be secret: user, password and query."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https"):
        raise EmbedderError(
            "向量接口的地址应以 http:// 或 https:// 开头，请检查 YITIAO_EMBEDDER_URL"
        )
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
