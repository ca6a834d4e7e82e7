"""Speed and memory of the first answer from a cold process, side by side with the usual stack."""

from __future__ import annotations

import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import YitiaoError

QUESTIONS = {"名单": "哪些高校负责冰雪经济?", "表述": "辽菜师傅培训"}
"""One question that the table of commitments answers, and one that needs the vectors."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: wall-clock seconds and peak resident memory in MiB."""

    seconds: float
    mebibytes: float


def compare_cold_start(runs: int, say: Callable[[str], None]) -> Iterator[str]:
    """Lines of a table: this product against the usual stack, each run in turn, medians.

    Both answer from an index that is already on disk, each in a new process: from the start of
    the interpreter to its end. Raises ``YitiaoError`` where the baseline's packages are missing.
    """
    if importlib.util.find_spec("langchain_chroma") is None:
        raise YitiaoError("对比需要 langchain-chroma,请先运行 pip install '.[test]'。")
    with tempfile.TemporaryDirectory(prefix="yitiao-bench-") as folder:
        library, usual = f"{folder}/library", [sys.executable, "-m", "eval.usual"]
        ask = [sys.executable, "-m", "ui.cli", "ask", "--library", library]
        say("正在建立两边的索引…")
        _measure([*ask, QUESTIONS["表述"]])
        _measure([*usual, "index", f"{folder}/usual"])
        costs: dict[str, list[Cost]] = {name: [] for name in (*QUESTIONS, "常见写法")}
        for run in range(runs):
            say(f"第 {run + 1}/{runs} 轮…")
            for name, question in QUESTIONS.items():
                costs[name].append(_measure([*ask, question]))
            command = [*usual, "ask", f"{folder}/usual", QUESTIONS["名单"]]
            costs["常见写法"].append(_measure(command))
        yield from _table(costs)


def _measure(command: list[str]) -> Cost:
    """Run a command to its end. Raises ``YitiaoError`` where it fails."""
    root = str(Path(__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": root, "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            last = output.read().decode(errors="replace").strip().splitlines()[-1:]
            raise YitiaoError(f"测量的命令失败了:{' '.join(last)}")
    return Cost(seconds, usage.ru_maxrss / 1024)


def _table(costs: dict[str, list[Cost]]) -> Iterator[str]:
    usual = costs["常见写法"]
    yield "冷启动第一问,进程开始到结束(中位数;比值为与同一轮常见写法之比的中位数)"
    for name, own in costs.items():
        seconds = statistics.median(cost.seconds for cost in own)
        memory = statistics.median(cost.mebibytes for cost in own)
        time_ratio = statistics.median(
            a.seconds / b.seconds for a, b in zip(own, usual, strict=True)
        )
        size_ratio = statistics.median(
            a.mebibytes / b.mebibytes for a, b in zip(own, usual, strict=True)
        )
        ratios = f"{time_ratio:.3f}  {size_ratio:.3f}"
        yield f"{name}\t{seconds:.2f} 秒\t{memory:.0f} MiB\t{ratios}"
    yield "常见写法: SentenceTransformer + langchain_chroma 的一次相似度检索"
