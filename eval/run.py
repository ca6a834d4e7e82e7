"""Ask the cases: each of a plan's in a library of that plan alone, or all in a given library."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.cases import Case, shipped_cases
from eval.score import Result, score
from ingest.errors import YitiaoError

if TYPE_CHECKING:
    from index.embedder import Embedder
    from index.library import Library

Progress = Callable[[str, int, int], None]
_PASSAGES = 50  # clauses retrieved for the ranking metrics


@dataclass(frozen=True, slots=True)
class Run:
    """The results of a run; ``faults`` say in Chinese what could not be asked."""

    results: tuple[Result, ...]
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
    plan: Path, cases: Sequence[Case], embedder: Embedder, progress: Progress = _silent
) -> Run:
    """Ask the cases of a plan file, in a temporary library of it alone. Raises ``IngestError``."""
    from index.library import Library

    with tempfile.TemporaryDirectory(prefix="yitiao-eval-", ignore_cleanup_errors=True) as folder:
        library = Library(Path(folder), embedder, packaged=False)
        library.add([plan])
        run = run_cases(cases, library, progress)
        library.close()
    return run


def run_shipped(embedder: Embedder, progress: Progress = _silent) -> Run:
    """Ask all shipped cases, each plan in a library of its own."""
    return join(run_plan(plan, cases, embedder, progress) for plan, cases in shipped_cases())


def join(runs: Iterable[Run]) -> Run:
    """Several runs as one."""
    whole = list(runs)
    results = tuple(result for run in whole for result in run.results)
    return Run(results, tuple(fault for run in whole for fault in run.faults))
