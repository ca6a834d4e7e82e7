"""The gate: whether the figures of a run reach the bars that stand beside its cases."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.metrics import METRICS
from eval.score import Result
from eval.summary import LATENCY, RANKING, Figure, Summary, format_value, summarise
from ingest.errors import YitiaoError

NAME = "bars.toml"
SPLITS = {"all": "全部", "dev": "开发集", "held": "留出集"}


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure of a split must reach: at least a value or at most one."""

    split: str
    metric: str
    value: float
    at_most: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A bar beside what was measured; it is reached where no case has a say in it."""

    bar: Bar
    figure: Figure

    @property
    def label(self) -> str:
        """The metric's Chinese name."""
        return self.figure.label

    @property
    def required(self) -> str:
        """The bound as text."""
        return format_value(self.bar.metric, self.bar.value)

    @property
    def measured(self) -> str:
        """The value as text."""
        return format_value(self.bar.metric, self.figure.value)

    @property
    def passed(self) -> bool:
        """Whether the bar is reached."""
        value = self.figure.value
        if value is None:
            return True
        return value <= self.bar.value if self.bar.at_most else value >= self.bar.value


def read_bars(path: Path) -> tuple[Bar, ...]:
    """The bars of a TOML file: ``[all]``, ``[dev]`` or ``[held]``, and ``metric = {at_least = …}``
    or ``{at_most = …}`` in each. Raises ``YitiaoError`` naming what is none.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise YitiaoError(f"无法读取达标线“{path}”,请检查文件是否存在、是否是 TOML。") from error
    known = {*(metric.name for metric in METRICS), *RANKING, *LATENCY}
    bars = []
    for split, rows in tables.items():
        for metric, bound in rows.items() if isinstance(rows, dict) else [("", None)]:
            sides = list(bound.items()) if isinstance(bound, dict) else []
            if split not in SPLITS or metric not in known or not _is_bound(sides):
                raise YitiaoError(f"达标线“{path}”的 [{split}] {metric} 不是指标或没有写明上下限。")
            [(side, value)] = sides
            bars.append(Bar(split, metric, float(value), side == "at_most"))
    return tuple(bars)


def summarise_splits(results: Sequence[Result]) -> dict[str, Summary]:
    """The figures over all results, ``all``, and over each split that is there."""
    summaries = {"all": summarise(results)}
    for split in sorted({result.case.split for result in results}):
        summaries[split] = summarise([r for r in results if r.case.split == split])
    return summaries


def judge_bars(bars: Sequence[Bar], summaries: Mapping[str, Summary]) -> list[Verdict]:
    """Each bar's verdict; a bar of a split without cases is left out."""
    return [
        Verdict(bar, summaries[bar.split].figures[bar.metric])
        for bar in bars
        if bar.split in summaries
    ]


def _is_bound(sides: list[tuple[str, object]]) -> bool:
    return (
        len(sides) == 1
        and sides[0][0] in ("at_least", "at_most")
        and type(sides[0][1]) in (int, float)
    )
