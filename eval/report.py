"""The report that people read: one HTML file, beside it ``results.json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from eval.compare import Comparison, write_results
from eval.gate import SPLITS, Verdict
from eval.metrics import LOW, Summary, format_figure, format_interval, summarise
from eval.plots import Bar, plot_histogram, plot_rates
from eval.score import Result
from ingest.errors import YitiaoError

if TYPE_CHECKING:
    from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
HEADLINES = (
    "answer_accuracy", "exact_set_accuracy", "citation_recall", "citation_precision",
    "grounded_refusal_f1", "rejection_rate", "hallucinated_entity_rate", "latency_p50",
)  # fmt: skip
CATEGORIES = {
    "topic_institutions": "某事涉及的单位", "deliverable_owner": "成果由谁承担",
    "institution_tasks": "某单位的任务", "task_lookup": "某项任务的内容", "count": "计数",
    "outline": "结构", "fact": "事实", "set_operation": "交集与差集", "superlative": "最多与最少",
    "role": "角色", "kind": "按类别列出", "type_list": "按类型列出", "paraphrase": "换一种说法",
    "follow_up": "追问", "summary": "概括", "refusal": "应当拒答",
}  # fmt: skip
"""How the report names the categories of the shipped cases."""

_STEPS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 120_000)
"""Edges of the latency histogram in milliseconds."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many questions, that can be answered or not, were answered and refused."""

    answered: int
    wrongly_refused: int
    wrongly_answered: int
    refused: int


def write_report(
    folder: Path,
    results: Sequence[Result],
    summaries: Mapping[str, Summary],
    verdicts: Sequence[Verdict] = (),
    comparison: Comparison | None = None,
    faults: Sequence[str] = (),
) -> Path:
    """Write ``report.html`` and ``results.json`` into a folder; returns the path of the former.

    Raises ``YitiaoError`` where the folder cannot be written.
    """
    made = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    page = render_report(results, summaries, verdicts, comparison, faults, made)
    path = folder / "report.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8", errors="replace")
        write_results(folder / "results.json", results, summaries, verdicts, made)
    except OSError as error:
        raise YitiaoError(
            f"无法写出报告到“{folder}”({error.strerror}),请检查路径与权限。"
        ) from None
    return path


def render_report(
    results: Sequence[Result],
    summaries: Mapping[str, Summary],
    verdicts: Sequence[Verdict],
    comparison: Comparison | None,
    faults: Sequence[str],
    made: str,
) -> str:
    """The report's HTML. It asks for nothing else, and every value is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure": format_figure, "interval": format_interval, "rate": _percent}
    whole = summaries["all"]
    shown = [s for s in summaries if s == "all" or len(summaries) > 2]
    return environment.get_template("report.html").render(
        made=made,
        results=results,
        documents=_count(result.case.document or "资料库" for result in results),
        headlines=[whole.figures[name] for name in HEADLINES],
        rows=[
            [summaries[split].figures[name] for split in shown]
            for name, figure in whole.figures.items()
            if figure.value is not None
        ],
        splits=[SPLITS.get(split, split) for split in shown],
        low=LOW,
        verdicts=verdicts,
        confusion=count_outcomes(results),
        categories=_plot_categories(results),
        latency=_plot_latency(results),
        failing=[result for result in results if not result.right],
        comparison=comparison,
        faults=faults,
        category=name_category,
        expected=describe_gold,
        split_names=SPLITS,
    )


def name_category(category: str) -> str:
    """The category in Chinese where it is one of the shipped ones, else as it is."""
    return CATEGORIES.get(category, category)


def count_outcomes(results: Iterable[Result]) -> Confusion:
    """The confusion of answered and refused."""
    pairs = [(result.case.answerable, result.answer.abstained) for result in results]
    return Confusion(
        pairs.count((True, False)),
        pairs.count((True, True)),
        pairs.count((False, False)),
        pairs.count((False, True)),
    )


def describe_gold(result: Result) -> list[str]:
    """What the case expects, a Chinese phrase each."""
    case = result.case
    if not case.answerable:
        return ["应当拒答"]
    roles = [f"{name}={role}" for name, role in case.roles]
    parts = {
        "单位恰为": case.institutions or (),
        "角色": roles,
        "引用任务": [str(number) for number in case.tasks],
        "引用部分": case.sections,
        "必含": case.must,
        "含其一": case.any,
        "不含": case.forbid,
    }
    return [f"{name}:{'、'.join(words)}" for name, words in parts.items() if words] or ["应当作答"]


def _percent(value: float) -> str:
    return f"{100 * value:.1f}%"


def _count(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def _plot_categories(results: Sequence[Result]) -> Markup:
    """Accuracy by category, the most frequent category first."""
    counts = _count(result.case.category for result in results)
    bars = []
    for category in sorted(counts, key=lambda name: -counts[name]):
        inside = [result for result in results if result.case.category == category]
        figure = summarise(inside).figures["answer_accuracy"]
        right = sum(result.right for result in inside)
        if figure.value is not None:
            low, high = figure.low or 0.0, figure.high or 0.0
            text = f"{_percent(figure.value)}({right}/{len(inside)})"
            bars.append(Bar(name_category(category), figure.value, low, high, text))
    return plot_rates("各类问题的答案正确率", bars)


def _plot_latency(results: Sequence[Result]) -> Markup:
    """How many answers took how long, between edges that widen as times do."""
    times = [result.answer.latency_ms for result in results]
    last = next((i for i, edge in enumerate(_STEPS) if edge > max(times)), len(_STEPS) - 1)
    edges = _STEPS[: max(3, last + 1)]
    counts = [sum(low <= time < high for time in times) for low, high in pairwise(edges)]
    counts[-1] += sum(time >= edges[-1] for time in times)
    return plot_histogram("作答用时分布", edges, counts, "毫秒")
