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

QUESTION = "哪些高校负责冰雪经济?"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: wall-clock seconds and peak resident memory in MiB."""

    seconds: float
    mebibytes: float


def compare_cold_start(runs: int, say: Callable[[str], None]) -> Iterator[str]:
    """Lines of a table: this product against the usual stack, each run in turn, medians.

    Both answer ``QUESTION`` from an index that is already on disk, each in a new process: from
    the start of the interpreter to its end. Raises ``YitiaoError`` where the baseline's packages
    are not installed.
    """
    if importlib.util.find_spec("langchain_chroma") is None:
        raise YitiaoError("对比需要 langchain-chroma,请先运行 pip install '.[test]'。")
    with tempfile.TemporaryDirectory(prefix="yitiao-bench-") as folder:
        ours = [sys.executable, "-m", "ui.cli", "ask", QUESTION, "--library", f"{folder}/library"]
        usual = [sys.executable, "-m", "eval.usual"]
        say("正在建立两边的索引…")
        _measure(ours)
        _measure([*usual, "index", f"{folder}/usual"])
        mine: list[Cost] = []
        theirs: list[Cost] = []
        for run in range(runs):
            say(f"第 {run + 1}/{runs} 轮…")
            mine.append(_measure(ours))
            theirs.append(_measure([*usual, "ask", f"{folder}/usual", QUESTION]))
        yield from _table(mine, theirs)


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


def _table(mine: list[Cost], theirs: list[Cost]) -> Iterator[str]:
    seconds = [statistics.median(cost.seconds for cost in costs) for costs in (mine, theirs)]
    memory = [statistics.median(cost.mebibytes for cost in costs) for costs in (mine, theirs)]
    ratios = [a.seconds / b.seconds for a, b in zip(mine, theirs, strict=True)]
    sizes = [a.mebibytes / b.mebibytes for a, b in zip(mine, theirs, strict=True)]
    yield "冷启动第一问(进程开始到结束,中位数)"
    yield f"  依条        {seconds[0]:6.2f} 秒  {memory[0]:6.0f} MiB"
    yield f"  常见写法    {seconds[1]:6.2f} 秒  {memory[1]:6.0f} MiB"
    yield "              (SentenceTransformer + langchain_chroma)"
    yield f"  比值        {statistics.median(ratios):6.3f}     {statistics.median(sizes):6.3f}"
