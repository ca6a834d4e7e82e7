"""Measure the product: its answers on cases, its retrieval, its speed and memory.

The names here are for a notebook::

    from pathlib import Path
    from eval import read_cases, run_plan, summarise
    from index.embedder import open_embedder

    cases = read_cases(Path("cases.jsonl")).cases
    run = run_plan(Path("plan.txt"), cases, open_embedder())
    summarise(run.results)["answer_accuracy"]  # a rate between 0 and 1
"""

from eval.ablate import ablate
from eval.cases import Case, CaseFile, read_cases, shipped_cases
from eval.compare import Comparison, compare, read_earlier
from eval.feedback import draft_cases
from eval.gate import Bar, Verdict, judge_bars, read_bars, summarise_splits
from eval.judge import judge_results, measure_agreement
from eval.report import write_report
from eval.retrieval import measure_retrieval, read_benchmark
from eval.run import Run, run_cases, run_plan, run_shipped
from eval.score import Result, score
from eval.summary import Figure, Summary, summarise

__all__ = [
    "Bar", "Case", "CaseFile", "Comparison", "Figure", "Result", "Run", "Summary", "Verdict",
    "ablate", "compare", "draft_cases", "judge_bars", "judge_results", "measure_agreement",
    "measure_retrieval", "read_bars", "read_benchmark", "read_cases", "read_earlier",
    "run_cases", "run_plan", "run_shipped", "score", "shipped_cases", "summarise",
    "summarise_splits", "write_report",
]  # fmt: skip
