"""The README's examples do what it says, and its tree names every module."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.table import make_rows
from eval.cases import FIELDS
from eval.metrics import METRICS
from eval.sheets import HEADINGS
from eval.summary import LATENCY, RANKING
from ui.export import write_json

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ yitiao (.+?)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_console_examples(command, output, library):
    words = [sys.executable, "-m", "ui.cli", *shlex.split(command), "--library", library.path]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout == output


def test_the_row_of_the_table(plan):
    [block] = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    assert json.loads(block) in json.loads(write_json(make_rows([plan])))


def test_there_are_examples():
    assert len(EXAMPLES) >= 2


@pytest.mark.parametrize("folder", ["ingest", "index", "assistant", "ui", "eval"])
def test_the_tree_names_every_module(folder):
    tree = README[README.index("## Where things are") :]
    modules = [p.name for p in (ROOT / folder).glob("*.py") if p.name != "__init__.py"]
    assert [name for name in modules if name not in tree] == []
    assert (ROOT / "tests" / "screenshot.png").is_file()


def test_the_fields_of_a_case_and_the_metrics_are_documented():
    names = {*FIELDS, *(metric.name for metric in METRICS), *RANKING, *LATENCY}
    assert [name for name in sorted(names) if f"`{name}`" not in README] == []
    headings = [heading for heading in HEADINGS if heading not in ("序号",)]
    assert [heading for heading in headings if heading not in README] == []
