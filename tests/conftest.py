"""What the tests share: the packaged plan, a library of it, and the chain over that library."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer, Question
from assistant.chain import build_chain
from index.embedder import open_embedder
from index.library import Library
from ingest.document import Document
from ingest.read import PACKAGED_PLANS, read_plan

PLANS = Path(__file__).parent / "plans"
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def plan() -> Document:
    return read_plan(next(PACKAGED_PLANS.glob("*.txt")))


@pytest.fixture(scope="session")
def notice() -> Document:
    return read_plan(PLANS / "yunling-notice.txt")


@pytest.fixture(scope="session")
def measure() -> Document:
    return read_plan(PLANS / "heyuan-measure.txt")


@pytest.fixture(scope="session")
def library(tmp_path_factory) -> Library:
    return Library(tmp_path_factory.mktemp("library"), open_embedder(None))


@pytest.fixture(scope="session")
def ask(library):
    """Ask the packaged plan: ``ask(question, *earlier questions)``."""
    return _asker(library)


@pytest.fixture(scope="session")
def ask_notice(tmp_path_factory):
    """Ask a plan with other numbering and responsibility notes."""
    library = Library(tmp_path_factory.mktemp("notice"), open_embedder(None), packaged=False)
    library.add([PLANS / "yunling-notice.txt"])
    return _asker(library)


@pytest.fixture(scope="session")
def ask_text(tmp_path_factory):
    """What asks plans that are given as text: ``ask_text(text)(question, *earlier questions)``."""

    def open_text(*texts: str):
        folder = tmp_path_factory.mktemp("text")
        paths = [folder / f"plan-{number}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        library = Library(folder / "library", open_embedder(None), packaged=False)
        library.add(paths)
        return _asker(library)

    return open_text


def _asker(library: Library) -> Callable[..., Answer]:
    chain = build_chain(library)
    return lambda question, *history: chain.invoke(Question(question, history))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with public benchmarks beside the checkout; needed in CI, optional elsewhere."""
    if not (SHARED / "benchmarks").is_dir():
        if os.environ.get("CI"):
            pytest.fail("the public benchmarks are missing beside the checkout")
        pytest.skip("the public benchmarks are not beside this checkout")
    return SHARED
