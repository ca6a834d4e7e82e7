"""What ``yitiao eval`` does: the shipped cases or the user's, and their bars, report and judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval import terminal
from eval.cases import FOLDER, CaseFile, read_cases, shipped_cases
from eval.compare import Comparison, Earlier, compare, read_earlier
from eval.gate import NAME, Bar, Verdict, judge_bars, read_bars, summarise_splits
from eval.judge import judge_results, open_model
from eval.report import write_report
from eval.run import Progress, Run, join, run_library, run_plans, run_shipped, split_plans
from eval.summary import Summary
from ingest.errors import YitiaoError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from index.embedder import Embedder
    from index.library import Library
    from index.reranker import Reranker

__all__ = [
    "Evaluation", "Means", "evaluate", "judge_run", "open_model", "read_earlier", "report",
    "run_files", "show", "show_ablations", "show_retrieval",
]  # fmt: skip

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Means:
    """What the cases are asked with.

    ``embedders`` are named as tables shall name them; the first answers, the others are compared
    with it. ``open_library`` opens the library; where the user ``named`` it, it is asked every
    case, whatever plan stands beside them.
    """

    embedders: dict[str, Embedder]
    reranker: Reranker | None
    open_library: Callable[[], Library]
    named: bool
    progress: Progress

    @property
    def embedder(self) -> Embedder:
        """The one that answers."""
        return next(iter(self.embedders.values()))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run with its figures, verdicts and, where asked for, the comparison with another."""

    run: Run
    summaries: dict[str, Summary]
    verdicts: tuple[Verdict, ...]
    comparison: Comparison | None

    @property
    def passed(self) -> bool:
        """Whether every bar is reached."""
        return all(verdict.passed for verdict in self.verdicts)


def run_files(paths: Sequence[Path], means: Means, say: Say) -> tuple[Run, tuple[Bar, ...]]:
    """The run of the user's case files with the bars beside them, of the shipped ones for none.

    Raises ``YitiaoError`` where there is nothing to ask.
    """
    if not paths:
        run = run_shipped(means.embedder, means.reranker, means.progress)
        return run, read_bars(FOLDER / NAME)
    files = [read_cases(path) for path in paths]
    _tell(files, say)
    faults = tuple(fault for file in files for fault in file.faults) + _find_doubles(files)
    if not any(file.cases for file in files):
        raise YitiaoError("\n".join([*faults, "没有可以提问的案例,请检查案例文件。"]))
    beside, others = (
        ({}, [c for f in files for c in f.cases]) if means.named else split_plans(files)
    )
    runs = [run_plans(beside.items(), means.embedder, means.reranker, means.progress)]
    if others:
        runs.append(run_library(others, means.open_library(), means.progress))
    found = dict.fromkeys(path.parent / NAME for path in paths)
    bars = tuple(bar for path in found if path.is_file() for bar in read_bars(path))
    return join([Run(faults=faults), *runs]), bars


def evaluate(
    run: Run, bars: Sequence[Bar], earlier: Mapping[str, Earlier] | None = None
) -> Evaluation:
    """The figures of a run, its bars' verdicts and the flips against an earlier run.

    Raises ``YitiaoError`` where nothing could be asked.
    """
    if not run.results:
        raise YitiaoError("\n".join([*run.faults, "一条案例都没有问成。"]))
    summaries = summarise_splits(run.results)
    comparison = compare(run.results, earlier) if earlier is not None else None
    return Evaluation(run, summaries, tuple(judge_bars(bars, summaries)), comparison)


def report(evaluation: Evaluation, folder: Path) -> Path:
    """Write the report of an evaluation; returns the path of its page."""
    return write_report(
        folder,
        evaluation.run.results,
        evaluation.summaries,
        evaluation.verdicts,
        evaluation.comparison,
        evaluation.run.faults,
    )


def judge_run(run: Run, model: BaseChatModel, means: Means) -> Run:
    """The run with a chat model's judgements."""
    return replace(run, results=judge_results(run.results, model, means.embedder, means.progress))


def show(evaluation: Evaluation) -> Iterator[str]:
    """An evaluation as lines for a terminal."""
    yield from terminal.show_run(
        evaluation.run.results, evaluation.summaries, evaluation.verdicts, evaluation.comparison
    )


def show_ablations(paths: Sequence[Path], means: Means, say: Say) -> Iterator[str]:
    """The user's cases, or the shipped ones, without a part of the product each time: a table.

    Raises ``YitiaoError`` where no plan stands beside the cases: a plan is indexed each time.
    """
    from eval.ablate import ablate

    suites = list(shipped_cases())
    if paths:
        files = [read_cases(path) for path in paths]
        _tell(files, say)
        beside, others = split_plans(files)
        for fault in (fault for file in files for fault in file.faults):
            say(fault)
        if others:
            say(f"{len(others)} 条案例没有与方案放在一起,未参加消融。")
        suites = list(beside.items())
    if not suites:
        raise YitiaoError("消融要用与案例文件放在一起的方案,请把 document 所指的 .txt 放到旁边。")
    rows = ablate(suites, means.embedders, means.reranker, progress=means.progress)
    yield from terminal.show_ablation(rows)


def show_retrieval(paragraphs: Path, questions: Path, means: Means) -> Iterator[str]:
    """The retrieval figures of a public benchmark, a table for each embedder."""
    from eval.retrieval import measure_retrieval, read_benchmark

    texts, asked = read_benchmark(paragraphs, questions)
    yield f"{len(texts)} 个段落,{len(asked)} 个问题"
    for name, embedder in means.embedders.items():
        rows = measure_retrieval(texts, asked, embedder, means.progress)
        yield from terminal.show_retrieval(rows, name)


def _tell(files: Iterable[CaseFile], say: Say) -> None:
    for file in files:
        if file.ignored:
            say(f"“{file.path.name}”中不认识的列未使用:{'、'.join(file.ignored)}。")
        if file.waiting:
            say(
                f"“{file.path.name}”有 {file.waiting} 条待复核,未提问(review 改为 false 后才计入)。"
            )


def _find_doubles(files: Iterable[CaseFile]) -> tuple[str, ...]:
    """Ids that several files use: their results could not be told apart later."""
    seen: dict[str, str] = {}
    faults = []
    for file in files:
        for case in file.cases:
            first = seen.setdefault(case.id, file.path.name)
            if first != file.path.name:
                faults.append(f"“{file.path.name}”的编号“{case.id}”与“{first}”里的重复。")
    return tuple(faults)
