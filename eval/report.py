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
from eval.plots import Bar, plot_histogram, plot_rates
from eval.score import Result
from eval.summary import LOW, Summary, format_figure, format_interval, summarise
from ingest.errors import YitiaoError
from ingest.read import make_identifier

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

MEANINGS = {
    "answer_accuracy": "内容、名单与应有的引用全部正确的案例所占比例",
    "exact_set_accuracy": "所列单位与金标准一个不多、一个不少",
    "entity_precision": "所列单位中应列的比例",
    "entity_recall": "应列单位中已列的比例,不设上限",
    "entity_f1": "以上两项的调和平均",
    "citation_recall": "答案的每句话由所引条款支持的比例(ALCE)",
    "citation_precision": "每处引用确有必要的比例(ALCE)",
    "cited_task_f1": "所引任务与金标准的调和平均",
    "refusal_precision": "拒答的问题中确应拒答的比例(Trust-Eval)",
    "refusal_recall": "应当拒答的问题中已拒答的比例(Trust-Eval)",
    "refusal_f1": "以上两项的调和平均(Trust-Eval)",
    "answerable_f1": "对可答问题作答的 F1(Trust-Eval)",
    "grounded_refusal_f1": "拒答 F1 与应答 F1 的平均(Trust-Eval)",
    "rejection_rate": "原文没有答案时拒答的比例(RGB)",
    "refused_answerable": "原文可答而没有作答的比例",
    "hallucinated_entity_rate": "答案点名而文件里没有的单位所占比例",
    "role_accuracy": "单位的角色(牵头、配合等)与金标准一致的比例",
    "faithfulness": "评审模型认为能由条款推出的陈述所占比例(RAGAS)",
    "relevance": "由答案反推的问题与原问题的相似度(RAGAS)",
    "recall@5": "应找到的条目中排在前 5 的比例",
    "recall@10": "应找到的条目中排在前 10 的比例",
    "mrr": "首个应找到的条目名次的倒数的平均",
    "ndcg@10": "按名次折算的前 10 项增益",
    "latency_p50": "一半的答案用时不超过此数",
    "latency_p95": "95% 的答案用时不超过此数",
}
"""What each metric says, for a reader who does not know its name."""

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
        documents=_count(result.case.document for result in results),
        titles=_find_titles(results),
        meanings=MEANINGS,
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


def _find_titles(results: Iterable[Result]) -> dict[str, str]:
    """The titles of the cases' documents, as far as an answer cites them."""
    titles: dict[str, str] = {}
    for result in results:
        for citation in result.answer.citations:
            if citation.document == make_identifier(f"{result.case.document}.txt"):
                titles.setdefault(result.case.document, citation.title)
    return titles


def _plot_categories(results: Sequence[Result]) -> Markup:
    """Accuracy by category, the worst first."""
    counts = _count(result.case.category for result in results)
    bars = []
    for category in counts:
        inside = [result for result in results if result.case.category == category]
        figure = summarise(inside).figures["answer_accuracy"]
        right = sum(result.right for result in inside)
        if figure.value is not None:
            low, high = figure.low or 0.0, figure.high or 0.0
            text = f"{_percent(figure.value)}({right}/{len(inside)})"
            bars.append(Bar(name_category(category), figure.value, low, high, text))
    bars.sort(key=lambda bar: bar.value)
    return plot_rates("各类问题的答案正确率", bars)


def _plot_latency(results: Sequence[Result]) -> Markup:
    """How many answers took how long, between edges that widen as times do."""
    times = [result.answer.latency_ms for result in results]
    last = next((i for i, edge in enumerate(_STEPS) if edge > max(times)), len(_STEPS) - 1)
    edges = _STEPS[: max(3, last + 1)]
    counts = [sum(low <= time < high for time in times) for low, high in pairwise(edges)]
    counts[-1] += sum(time >= edges[-1] for time in times)
    return plot_histogram("作答用时分布,毫秒", edges, counts)
