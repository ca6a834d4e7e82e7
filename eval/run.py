"""Ask the cases: a plan's in a library of that plan alone, or all in a library that is given."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.cases import Case, CaseFile, shipped_cases
from eval.score import Result, score
from ingest.errors import YitiaoError
from ingest.read import make_identifier

if TYPE_CHECKING:
    from index.embedder import Embedder
    from index.library import Library
    from index.reranker import Reranker

Progress = Callable[[str, int, int], None]
_PASSAGES = 50  # clauses retrieved for the ranking metrics


@dataclass(frozen=True, slots=True)
class Run:
    """The results of a run; ``faults`` say in Chinese what could not be asked."""

    results: tuple[Result, ...] = ()
    faults: tuple[str, ...] = ()


def _silent(what: str, done: int, total: int) -> None:
    """No progress shown."""


def run_cases(cases: Sequence[Case], library: Library, progress: Progress = _silent) -> Run:
    """Ask every case of a library. A case that cannot be asked is a fault; the rest still runs."""
    from assistant.answer import Question
    from assistant.chain import build_chain

    chain = build_chain(library)
    results, faults = [], []
    for done, case in enumerate(cases, start=1):
        try:
            answer = chain.invoke(Question(case.question, case.history))
            passages = library.search(case.question, _PASSAGES)
        except YitiaoError as error:
            faults.append(f"案例“{case.id}”未能提问:{error}")
        else:
            results.append(score(case, answer, library.documents, passages))
        progress("提问", done, len(cases))
    return Run(tuple(results), tuple(faults))


def run_plan(
    plan: Path,
    cases: Sequence[Case],
    embedder: Embedder,
    reranker: Reranker | None = None,
    progress: Progress = _silent,
) -> Run:
    """Ask the cases of a plan file, in a temporary library of it alone. Raises ``IngestError``."""
    from index.library import Library

    with tempfile.TemporaryDirectory(prefix="yitiao-eval-", ignore_cleanup_errors=True) as folder:
        library = Library(Path(folder), embedder, packaged=False, reranker=reranker)
        library.add([plan])
        run = run_cases(cases, library, progress)
        library.close()
    return run


def run_plans(
    plans: Iterable[tuple[Path, Sequence[Case]]],
    embedder: Embedder,
    reranker: Reranker | None = None,
    progress: Progress = _silent,
) -> Run:
    """Ask the cases of several plans, each in a library of its own."""
    pairs = list(plans)
    total, done, runs = sum(len(cases) for _, cases in pairs), 0, []
    for plan, cases in pairs:
        runs.append(run_plan(plan, cases, embedder, reranker, after(progress, done, total)))
        done += len(cases)
    return join(runs)


def run_shipped(
    embedder: Embedder, reranker: Reranker | None = None, progress: Progress = _silent
) -> Run:
    """Ask all shipped cases, each plan in a library of its own."""
    return run_plans(shipped_cases(), embedder, reranker, progress)


def after(progress: Progress, before: int, total: int) -> Progress:
    """The progress of a part of ``total`` steps, ``before`` of which are done."""
    return lambda what, done, _: progress(what, before + done, total)


def split_plans(files: Iterable[CaseFile]) -> tuple[dict[Path, list[Case]], list[Case]]:
    """The cases whose plan stands beside their file, as ``NAME.txt``, by plan; and the others."""
    beside: dict[Path, list[Case]] = {}
    others = []
    for file in files:
        for case in file.cases:
            plan = file.path.parent / f"{Path(case.document).name}.txt"
            if case.document and plan.is_file():
                beside.setdefault(plan, []).append(case)
            else:
                others.append(case)
    return beside, others


def run_library(cases: Sequence[Case], library: Library, progress: Progress = _silent) -> Run:
    """Ask a library the cases that are about its documents, or about none by name."""
    held = {document.id for document in library.documents}
    asked, faults = [], []
    for case in cases:
        if not case.document or make_identifier(f"{case.document}.txt") in held:
            asked.append(case)
        else:
            faults.append(
                f"案例“{case.id}”的文件“{case.document}”不在资料库里,也没有与案例文件放在一起;"
                f"请用 yitiao index 放入它,或把 {case.document}.txt 放到案例文件旁边。"
            )
    run = run_cases(asked, library, progress)
    return Run(run.results, (*faults, *run.faults))


def join(runs: Iterable[Run]) -> Run:
    """Several runs as one."""
    whole = list(runs)
    results = tuple(result for run in whole for result in run.results)
    return Run(results, tuple(fault for run in whole for fault in run.faults))
