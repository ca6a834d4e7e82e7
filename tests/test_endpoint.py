"""An OpenAI-compatible endpoint, played by a real HTTP server on this machine."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic

import numpy as np
import pytest

from index import endpoint
from index.embedder import open_embedder
from index.endpoint import BATCH, EndpointEmbedder
from index.errors import EmbedderError
from index.library import Library
from ui.settings import Settings

ROOT = Path(__file__).parents[1]
KEY = "sk-a-secret-of-this-test"
NOTICE = Path(__file__).parent / "plans" / "yunling-notice.txt"


class Server(ThreadingHTTPServer):
    """Counts the characters of a text as its vector; keeps what it was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        self.dimension = 32
        self.requests = []
        self.faults = []  # a status, or a body, to answer the next requests with

    def embed(self, text):
        row = [0.0] * self.dimension
        for character in text:
            row[ord(character) % self.dimension] += 1
        return row


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, self.headers["Authorization"], body))
        fault = self.server.faults.pop(0) if self.server.faults else None
        if self.headers["Authorization"] != f"Bearer {KEY}":
            self.answer(401, {"error": {"message": f"bad key: {self.headers['Authorization']}"}})
        elif isinstance(fault, int):
            self.answer(fault, {"error": {"message": "no"}})
        elif fault is not None:
            self.answer(200, fault)
        else:
            rows = [self.server.embed(text) for text in body["input"]]
            data = [{"object": "embedding", "index": i, "embedding": r} for i, r in enumerate(rows)]
            self.answer(200, {"object": "list", "model": body["model"], "data": data})

    def answer(self, status, content):
        page = content if isinstance(content, str) else json.dumps(content)
        self.send_response(status)
        kind = "text/html" if isinstance(content, str) else "application/json"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(page.encode())))
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def nowhere():
    """An address on this machine at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


def open_endpoint(server, model="some-model"):
    return open_embedder(f"openai:{model}", server.url, KEY)


def test_texts_become_unit_rows_in_batches(server):
    embedder = open_endpoint(server)
    assert isinstance(embedder, EndpointEmbedder) and embedder.dimension == 32
    server.requests.clear()
    texts = [f"第{i}项任务" for i in range(2 * BATCH + 1)]
    vectors = embedder.embed(texts)
    expected = np.array([server.embed(text) for text in texts])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected, atol=1e-6)
    paths, _, bodies = zip(*server.requests, strict=True)
    assert [len(body["input"]) for body in bodies] == [BATCH, BATCH, 1]
    assert set(paths) == {"/v1/embeddings"} and bodies[0]["model"] == "some-model"
    assert [text for body in bodies for text in body["input"]] == texts  # not token numbers


def test_blank_texts_are_not_sent(server):
    embedder = open_endpoint(server)
    server.requests.clear()
    vectors = embedder.embed(["", "高校", " \n"])
    assert [body["input"] for _, _, body in server.requests] == [["高校"]]
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([0, 1, 0])
    assert embedder.embed([]).shape == (0, 32)


def test_the_same_text_is_sent_once_and_no_longer_than_the_model_reads(server):
    embedder = open_endpoint(server, "bge-small-zh-v1.5")
    server.requests.clear()
    vectors = embedder.embed(["高校", "校" * 600, "高校"])
    assert [body["input"] for _, _, body in server.requests] == [["高校", "校" * 510]]
    np.testing.assert_array_equal(vectors[0], vectors[2])
    assert len(open_endpoint(server).embed(["校" * 9000])) == 1
    assert server.requests[-1][2]["input"] == ["校" * 9000]


def test_the_family_s_prompts_are_sent(server):
    embedder = open_endpoint(server, "multilingual-e5-large")
    server.requests.clear()
    embedder.embed(["高校"], query=True)
    embedder.embed(["高校"])
    sent = [body["input"] for _, _, body in server.requests]
    assert sent == [["query: 高校"], ["passage: 高校"]]


def test_the_fingerprint_is_of_address_model_and_dimension(server):
    first = open_endpoint(server).fingerprint
    assert open_endpoint(server).fingerprint == first
    assert open_embedder("openai:some-model", f"{server.url}/", KEY).fingerprint == first
    assert open_endpoint(server, "other-model").fingerprint != first
    with Server() as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        assert open_endpoint(other).fingerprint != first
        other.shutdown()
    server.dimension = 48
    assert open_endpoint(server).fingerprint != first


def test_secrets_of_the_address_are_not_said(server, nowhere):
    fingerprint = open_embedder("openai:some-model", f"{server.url}?token=hidden", KEY).fingerprint
    assert "token=hidden" in server.requests[0][0]
    assert fingerprint == open_endpoint(server).fingerprint
    with pytest.raises(EmbedderError) as caught:
        open_embedder("openai:m", nowhere.replace("//", "//somebody:password@"), KEY)
    assert nowhere in str(caught.value)


def test_a_library_is_re_embedded_when_the_endpoint_s_model_changes(server, tmp_path):
    said: list[str] = []
    steps = [("packaged", 32, 1), ("one", 32, 1), ("one", 32, 0), ("two", 32, 1), ("two", 48, 1)]
    for model, dimension, rebuilt in steps:
        said.clear()
        server.dimension = dimension
        embedder = open_embedder() if model == "packaged" else open_endpoint(server, model)
        library = Library(tmp_path, embedder, said.append, packaged=True)
        library.warm()
        assert len(said) == rebuilt, (model, dimension, said)
        assert all("随附" in line or "嵌入模型" in line for line in said)
        assert library.search("冰雪经济")
        manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["embedder"] == embedder.fingerprint
    assert KEY not in "".join(p.read_text() for p in tmp_path.glob("*.json"))


def test_a_library_stays_whole_when_the_endpoint_goes_away(server, tmp_path):
    said: list[str] = []
    library = Library(tmp_path, open_endpoint(server), said.append)
    library.warm()
    said.clear()
    server.faults = [400]
    with pytest.raises(EmbedderError, match="HTTP 400"):
        library.search("冰雪经济")
    server.faults = [400]
    with pytest.raises(EmbedderError, match="HTTP 400"):
        library.add([NOTICE])
    assert said == [] and [d.id for d in library.documents] == [
        "liaoning-yiquan-yidai-liangqu-2022"
    ]
    assert library.search("冰雪经济")


def test_a_busy_endpoint_is_asked_again(server):
    embedder = open_endpoint(server)
    server.faults = [429, 503]
    assert embedder.embed(["高校"]).shape == (1, 32)


def check_refusal(caught, start, *words):
    message = str(caught.value)
    assert monotonic() - start < 5
    assert all(word in message for word in words), message
    assert "\n" not in message
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_an_unreachable_endpoint_is_said_within_seconds(nowhere):
    start = monotonic()
    with pytest.raises(EmbedderError) as caught:
        open_embedder("openai:some-model", nowhere, KEY)
    check_refusal(caught, start, "连不上", nowhere, "YITIAO_EMBEDDER_URL")


def test_an_endpoint_that_never_answers_is_given_up(server, monkeypatch):
    monkeypatch.setattr(endpoint, "SECONDS_TO_ANSWER", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = monotonic()
        with pytest.raises(EmbedderError) as caught:
            open_embedder("openai:m", f"http://127.0.0.1:{silent.getsockname()[1]}/v1", KEY)
        check_refusal(caught, start, "连不上")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (401, "OPENAI_API_KEY"),
        (403, "OPENAI_API_KEY"),
        (404, "没有这个模型或地址"),
        (429, "稍后再试"),
        (500, "HTTP 500"),
        ("<html>welcome</html>", "不是向量"),
        ({"data": []}, "不是向量"),
        ({"object": "list"}, "不是向量"),
        ({"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": []}]}, "不是向量"),
        ({"data": [{"index": 0, "embedding": [float("nan")]}]}, "不是向量"),
    ],
)
def test_what_goes_wrong_is_said_in_chinese(server, fault, words):
    server.faults = [fault]
    start = monotonic()
    with pytest.raises(EmbedderError) as caught:
        open_endpoint(server)
    check_refusal(caught, start, words, server.url, "some-model")


def test_vectors_that_change_their_length_are_refused(server):
    embedder = open_endpoint(server)
    server.dimension = 48
    with pytest.raises(EmbedderError, match="长度变了"):
        embedder.embed(["高校"])


def test_the_key_is_never_said_or_logged(server, caplog):
    caplog.set_level(logging.DEBUG)
    wrong = KEY + "-wrong"
    with pytest.raises(EmbedderError) as caught:
        open_embedder("openai:some-model", server.url, wrong)
    assert f"Bearer {wrong}" in server.requests[0][1]  # which the server's own error quotes
    assert wrong not in "".join(traceback.format_exception(caught.value))
    open_endpoint(server).embed(["高校"])
    assert KEY not in caplog.text
    settings = Settings.read({"OPENAI_API_KEY": KEY})
    assert settings.embedder_key == KEY and KEY not in repr(settings)


@pytest.mark.parametrize(
    ("name", "url", "key", "words"),
    [
        ("openai:", "http://127.0.0.1/v1", KEY, "模型名称"),
        ("openai:m", None, None, "OPENAI_API_KEY"),
        ("openai:m", "127.0.0.1:8000/v1", KEY, "http://"),
        ("openai:m", "http://[::1/v1", KEY, "http://"),
        ("openai:m", "http://127.0.0.1/v1", "密钥", "重新复制"),
        ("openai:m", "http://127.0.0.1/v1", "a\nb", "重新复制"),
    ],
)
def test_settings_that_cannot_work_are_said_without_a_request(name, url, key, words):
    with pytest.raises(EmbedderError, match=words):
        open_embedder(name, url, key)


def test_settings_are_read_from_the_environment():
    own = Settings.read(
        {"YITIAO_EMBEDDER": "openai:m", "OPENAI_BASE_URL": "u", "OPENAI_API_KEY": "k"}
    )
    assert (own.embedder, own.embedder_url, own.embedder_key) == ("openai:m", "u", "k")
    other = Settings.read(
        {
            **{"OPENAI_BASE_URL": "u", "OPENAI_API_KEY": "k"},
            **{"YITIAO_EMBEDDER_URL": "v", "YITIAO_EMBEDDER_KEY": "j", "YITIAO_RERANKER": " r "},
        }
    )
    assert (other.embedder_url, other.embedder_key, other.reranker) == ("v", "j", "r")
    none = Settings.read({"YITIAO_EMBEDDER": " "})
    assert none.embedder is none.embedder_url is none.embedder_key is none.reranker is None


def run_yitiao(tmp_path, *arguments, **variables):
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *arguments, "--library", str(tmp_path / "library")],
        cwd=ROOT,
        env={**os.environ, "NO_PROXY": "127.0.0.1", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_the_command_line_uses_the_endpoint(server, nowhere, tmp_path):
    variables = {
        "YITIAO_EMBEDDER": "openai:some-model",
        "YITIAO_EMBEDDER_URL": server.url,
        "OPENAI_API_KEY": KEY,
    }
    done = run_yitiao(tmp_path, "ask", "哪些高校负责冰雪经济?", **variables)
    assert done.returncode == 0 and "沈阳体育学院" in done.stdout, done.stderr
    assert server.requests
    done = run_yitiao(tmp_path, "ask", "冰雪经济", **variables | {"YITIAO_EMBEDDER_URL": nowhere})
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "连不上" in done.stderr
    done = run_yitiao(tmp_path, "ask", "冰雪经济", **variables | {"OPENAI_API_KEY": "wrong-key"})
    assert done.returncode == 2 and "不接受密钥" in done.stderr and "wrong" not in done.stderr
