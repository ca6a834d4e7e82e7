"""A run as lines for a terminal: tables whose columns stand under each other, in Chinese."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from eval.ablate import Row
from eval.compare import Comparison
from eval.gate import SPLITS, Verdict
from eval.judge import measure_agreement
from eval.retrieval import METRICS, RetrievalRow
from eval.score import Result
from eval.summary import LOW, Summary, format_figure, format_interval

_SHOWN = 20  # failing or flipped cases that are written out
ABLATED = (
    "answer_accuracy", "exact_set_accuracy", "entity_f1", "citation_recall",
    "grounded_refusal_f1", "recall@5", "mrr", "ndcg@10", "latency_p50",
)  # fmt: skip
"""The figures of the table of ablations."""


def show_run(
    results: Sequence[Result],
    summaries: Mapping[str, Summary],
    verdicts: Sequence[Verdict],
    comparison: Comparison | None,
) -> Iterator[str]:
    """Every figure, the failing cases, what flipped, and a line for every bar."""
    yield from _show_figures(summaries)
    yield from _show_failing(results)
    if comparison:
        yield from _show_comparison(comparison)
    yield from _show_judge(results)
    for verdict in verdicts:
        side = "不高于" if verdict.bar.at_most else "不低于"
        yield (
            f"{'达到' if verdict.passed else '未达到'} {verdict.label}"
            f"({SPLITS[verdict.bar.split]}):{verdict.measured},要求{side} {verdict.required}"
        )


def show_ablation(rows: Sequence[Row]) -> Iterator[str]:
    """A line for every variant, its figures side by side."""
    figures = rows[0].summary.figures if rows else {}
    table = [["写法", "向量模型", *(figures[name].label for name in ABLATED if name in figures)]]
    for row in rows:
        cells = [format_figure(row.summary.figures[name]) for name in ABLATED]
        table.append([row.variant.label, row.embedder, *cells])
    yield from lay_table(table)


def show_retrieval(rows: Sequence[RetrievalRow], embedder: str) -> Iterator[str]:
    """A line for every method."""
    names = {"recall": "召回率", "mrr": "MRR"}
    heads = [f"{names[name.partition('@')[0]]}@{name.partition('@')[2]}" for name in METRICS]
    cells = [[row.method, *(f"{row.figures[name]:.3f}" for name in METRICS)] for row in rows]
    yield from lay_table([[embedder, *heads], *cells])


def lay_table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their columns aligned, a Chinese character being two columns wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)


def _show_figures(summaries: Mapping[str, Summary]) -> Iterator[str]:
    """A table of the figures; a run of one split has one column of them."""
    shown = [split for split in summaries if split == "all" or len(summaries) > 2]
    heads = [f"{SPLITS.get(s, s)}({summaries[s].cases} 条)" for s in shown]
    rows = [["指标", *(cell for head in heads for cell in (head, "95% 区间", "条数"))]]
    for name, figure in summaries["all"].figures.items():
        if figure.value is not None:
            cells = [figure.label + ("(越低越好)" if name in LOW else "")]
            for split in shown:
                one = summaries[split].figures[name]
                cells += [format_figure(one), format_interval(one), str(one.count)]
            rows.append(cells)
    yield from lay_table(rows)


def _show_failing(results: Sequence[Result]) -> Iterator[str]:
    failing = [result for result in results if not result.right]
    if failing:
        yield f"答错的案例 {len(failing)} 条:"
    for result in failing[:_SHOWN]:
        yield f"  {result.case.id} {result.case.question}({';'.join(result.faults)})"
    if len(failing) > _SHOWN:
        yield f"  其余 {len(failing) - _SHOWN} 条见报告(--report 文件夹)。"


def _show_judge(results: Sequence[Result]) -> Iterator[str]:
    """How the judge agrees with the metrics that need no model, and where it failed."""
    for agreement in measure_agreement(results):
        kappa = "—" if agreement.kappa is None else f"{agreement.kappa:.2f}"
        yield (
            f"评审与确定性指标的一致({agreement.label}):{agreement.share:.1%},"
            f"Cohen κ {kappa},{agreement.count} 条"
        )
    faults = [r.judgement.fault for r in results if r.judgement and r.judgement.fault]
    if faults:
        yield f"评审没有给出结果的案例 {len(faults)} 条,例如:{faults[0]}"


def _show_comparison(comparison: Comparison) -> Iterator[str]:
    yield (
        f"与上一次相比({comparison.shared} 条同题):正确率 {comparison.before:.1%} → "
        f"{comparison.now:.1%},由错变对 {len(comparison.gained)} 条,由对变错 "
        f"{len(comparison.lost)} 条,McNemar 精确检验 p = {comparison.p_value:.3f}"
    )
    for sign, flips in (("-", comparison.lost), ("+", comparison.gained)):
        for flip in flips[:_SHOWN]:
            yield f"  {sign} {flip.result.case.id} {flip.result.case.question}"
