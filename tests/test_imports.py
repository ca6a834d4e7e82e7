"""Imports point one way, and nothing heavy happens at import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "ingest": {"ingest"},
    "index": {"index", "ingest"},
    "assistant": {"assistant", "index", "ingest"},
    "ui": {"ui", "assistant", "index", "ingest"},
    "eval": {"eval", "assistant", "index", "ingest"},
}
OWN = set(MAY_IMPORT) | {"tests"}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("folder", sorted(MAY_IMPORT))
def test_arrows_point_left(folder):
    wrong = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        allowed = MAY_IMPORT[folder] | ({"eval"} if path.name == "cli.py" else set())
        wrong += [f"{path.name} imports {name}" for name in imported(path) if name in OWN - allowed]
    assert wrong == []


def test_no_drawer_modules():
    drawers = {"utils", "common", "helpers", "core"}
    assert not [p for f in MAY_IMPORT for p in (ROOT / f).rglob("*") if p.stem in drawers]


@pytest.mark.parametrize(
    "vendor",
    [
        *["chromadb", "jieba", "bm25s", "gradio", "uvicorn", "filelock", "tokenizers", "openpyxl"],
        *["sentence_transformers", "huggingface_hub", "langchain_openai", "openai"],
        "ir_measures",
    ],
)
def test_a_vendor_appears_in_one_module(vendor):
    apart = {"train.py", "usual.py"}  # what trains the packaged model, and the usual stack
    product = [p for f in MAY_IMPORT for p in (ROOT / f).rglob("*.py") if p.name not in apart]
    users = sorted(str(p.relative_to(ROOT)) for p in product if vendor in set(imported(p)))
    if vendor == "gradio":  # the application mounts the page that the chat module makes
        assert users == ["ui/app.py", "ui/chat.py"]
    elif vendor == "openpyxl":  # the table is written with it, question sets are read
        assert users == ["eval/sheets.py", "ui/export.py"]
    else:
        assert len(users) == 1, users


def test_the_command_line_imports_nothing_heavy_for_its_help():
    code = (
        "import sys, ui.cli\n"
        "try: ui.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'chromadb', 'langchain_core', 'gradio', 'jieba', 'torch', 'fastapi', "
        "'openpyxl', 'openai', 'langchain_openai', 'ir_measures', 'eval'}\n"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "yitiao" in run.stdout
