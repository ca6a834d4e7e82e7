"""Models by hub name or folder, the prompts of their families, and what happens without them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from tiny_models import DIMENSION, save_embedder

from index.embedder import open_embedder
from index.errors import EmbedderError
from index.hub import HubEmbedder
from index.library import Library
from index.prompts import Prompts, complete_name, find_family

ROOT = Path(__file__).parent.parent
BGE = "为这个句子生成表示以用于检索相关文章："
WEB = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"


@pytest.fixture(scope="module")
def prompted(tmp_path_factory):
    """A model whose own files state a query prompt."""
    folder = tmp_path_factory.mktemp("prompted")
    return save_embedder(folder, {"query": "查询：", "document": ""})


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A model whose files state no prompt, as most Chinese ones."""
    return save_embedder(tmp_path_factory.mktemp("bare"))


def copy_as(folder, place):
    return Path(shutil.copytree(folder, place))


def test_the_models_own_prompts_are_used(prompted):
    embedder = open_embedder(str(prompted))
    assert isinstance(embedder, HubEmbedder)
    assert embedder.dimension == DIMENSION
    question = embedder.embed(["冰雪经济"], query=True)
    text = embedder.embed(["冰雪经济", "高校"])
    assert text.shape == (2, DIMENSION)
    assert text.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(text, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(question, embedder.embed(["查询：冰雪经济"]), atol=1e-6)
    assert np.abs(question - text[0]).max() > 1e-3
    assert embedder.embed([]).shape == (0, DIMENSION)


@pytest.mark.parametrize(
    ("name", "prompts"),
    [
        ("BAAI/bge-small-zh-v1.5", Prompts(BGE)),
        ("bge-large-zh-v1___5", Prompts(BGE)),
        ("BAAI/bge-large-zh-noinstruct", Prompts()),
        ("BAAI/bge-m3", Prompts()),
        ("bge-m3:latest", Prompts()),
        ("Qwen/Qwen3-Embedding-0.6B", Prompts(WEB)),
        ("qwen3-embedding:8b", Prompts(WEB)),
        ("Alibaba-NLP/gte-Qwen2-1.5B-instruct", Prompts(f"{WEB} ")),
        ("thenlper/gte-large-zh", Prompts()),
        ("moka-ai/m3e-base", Prompts()),
        ("intfloat/multilingual-e5-base", Prompts("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", Prompts(f"{WEB} ")),
        ("text-embedding-3-small", Prompts()),
    ],
)
def test_families_have_the_prompts_of_their_model_cards(name, prompts):
    assert find_family(name).prompts == prompts


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("bge-m3", "BAAI/bge-m3"),
        ("bge-small-zh-v1.5", "BAAI/bge-small-zh-v1.5"),
        ("Qwen3-Embedding-0.6B", "Qwen/Qwen3-Embedding-0.6B"),
        ("m3e-base", "moka-ai/m3e-base"),
        ("unheard-of", None),
    ],
)
def test_short_names_of_known_families(short, full):
    assert complete_name(short) == full


def test_a_family_s_prompts_are_supplied_where_the_files_state_none(bare, tmp_path):
    plain = open_embedder(str(bare))
    bge = open_embedder(str(copy_as(bare, tmp_path / "bge-small-zh-v1.5")))
    e5 = open_embedder(str(copy_as(bare, tmp_path / "multilingual-e5-small")))
    expected = plain.embed([f"{BGE}高校", "query: 高校", "passage: 高校", "高校"])
    found = [
        bge.embed(["高校"], query=True),
        e5.embed(["高校"], query=True),
        e5.embed(["高校"]),
        bge.embed(["高校"]),
    ]
    np.testing.assert_allclose(np.concatenate(found), expected, atol=1e-6)
    assert bge.fingerprint == plain.fingerprint != e5.fingerprint


def test_the_models_own_prompts_win_over_the_family_s(prompted, tmp_path):
    own = open_embedder(str(copy_as(prompted, tmp_path / "bge-small-zh-v1.5")))
    plain = open_embedder(str(prompted))
    np.testing.assert_array_equal(
        own.embed(["高校"], query=True), plain.embed(["高校"], query=True)
    )


def test_a_document_prompt_under_its_older_name(bare, tmp_path):
    """An empty ``document`` is the library's default and must not hide ``passage``."""
    folder = copy_as(bare, tmp_path / "model")
    settings = folder / "config_sentence_transformers.json"
    content = json.loads(settings.read_text(encoding="utf-8"))
    content["prompts"] = {"query": "查询：", "passage": "passage: "}
    settings.write_text(json.dumps(content), encoding="utf-8")
    plain = open_embedder(str(bare))
    found = open_embedder(str(folder)).embed(["高校"])
    np.testing.assert_allclose(found, plain.embed(["passage: 高校"]), atol=1e-6)


def test_a_local_models_fingerprint_follows_its_files(prompted, tmp_path):
    copy = copy_as(prompted, tmp_path / "model")
    first = HubEmbedder(str(prompted)).fingerprint
    (copy / ".cache").mkdir()
    (copy / ".cache" / "notes").write_text("downloaded just now")
    assert HubEmbedder(str(copy)).fingerprint == first
    settings = copy / "config_sentence_transformers.json"
    changed = json.loads(settings.read_text(encoding="utf-8"))
    changed["prompts"]["query"] = "问："
    settings.write_text(json.dumps(changed), encoding="utf-8")
    assert HubEmbedder(str(copy)).fingerprint != first


def test_another_kind_of_embedder_re_embeds_and_says_so(bare, tmp_path):
    e5 = copy_as(bare, tmp_path / "multilingual-e5-small")
    said: list[str] = []
    for name in (None, str(bare), str(e5), None):
        for rebuilt in (1, 0):
            said.clear()
            library = Library(tmp_path / "library", open_embedder(name), said.append)
            library.warm()
            assert len(said) == rebuilt, (name, said)
            assert all("随附" in line or "嵌入模型" in line for line in said)
            assert library.search("冰雪经济")
            library.close()


def test_a_model_in_the_hub_s_cache_needs_no_network(bare, tmp_path):
    """As a download leaves it: found by full or short name, its commit in the fingerprint."""
    commit = "0123456789abcdef0123456789abcdef01234567"
    model = tmp_path / "hub" / "models--BAAI--bge-small-zh-v1.5"
    snapshot = copy_as(bare, model / "snapshots" / commit)
    (model / "refs").mkdir()
    (model / "refs" / "main").write_text(commit)
    program = f"""
import numpy as np
from index.embedder import open_embedder
by_name = open_embedder("bge-small-zh-v1.5")
assert by_name.fingerprint == "BAAI/bge-small-zh-v1.5@{commit}", by_name.fingerprint
by_folder = open_embedder({str(snapshot)!r})
for embedder in (by_name, by_folder):
    question = embedder.embed(["高校"], query=True)
    np.testing.assert_allclose(question, embedder.embed(["{BGE}高校"]), atol=1e-6)
"""
    for variable in ("HF_HUB_CACHE", "SENTENCE_TRANSFORMERS_HOME"):
        environment = {**os.environ, variable: str(tmp_path / "hub"), "PYTHONUTF8": "1"}
        environment["HF_HUB_OFFLINE"] = "1"
        command = [sys.executable, "-c", program]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0 and "Loading" not in done.stderr, done.stderr


@pytest.mark.parametrize(
    "name", ["没有这个文件夹", "/no/such/folder", "nobody/no-such-model", "bge-m3-nowhere"]
)
def test_a_model_that_cannot_be_reached_fails_soon_and_in_chinese(name):
    import sentence_transformers  # noqa: F401 - its import is not what is timed

    start = monotonic()
    with pytest.raises(EmbedderError, match="向量模型") as caught:
        open_embedder(name)
    assert monotonic() - start < 5
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_hub_offline_is_respected():
    program = """
from index.embedder import open_embedder
from index.errors import EmbedderError
try:
    open_embedder("nobody/no-such-model")
except EmbedderError as error:
    assert "本机没有向量模型" in str(error), error
else:
    raise SystemExit("no error")
"""
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", program]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)


def test_a_model_s_own_code_is_not_run(bare, tmp_path):
    folder = copy_as(bare, tmp_path / "model")
    (folder / "code.py").write_text("raise SystemExit('ran')")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config |= {"model_type": "unheard-of", "auto_map": {"AutoConfig": "code.Config"}}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(EmbedderError, match="自带的代码"):
        open_embedder(str(folder))
