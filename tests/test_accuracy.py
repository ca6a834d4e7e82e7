"""The shipped cases: their gold holds in the plans, and the answers pass the gate."""

from __future__ import annotations

import pytest

from eval import read_bars, run_shipped, shipped_cases, summarise_splits
from eval.cases import FOLDER
from eval.gate import NAME, judge_bars
from index.embedder import open_embedder
from ingest.read import read_plan

SHIPPED = list(shipped_cases())


def plan_name(pair):
    return pair[0].stem


@pytest.mark.parametrize("plan,cases", SHIPPED, ids=map(plan_name, SHIPPED))
def test_gold_stands_in_the_plan(plan, cases):
    document = read_plan(plan)
    numbers = {task.number for task in document.tasks}
    numerals = {section.numeral for section in document.sections}
    for case in cases:
        assert set(case.tasks) <= numbers and set(case.sections) <= numerals, case.id
        assert all(name in document.text for name in case.institutions or ()), case.id
        assert all(n in document.text and r in document.text for n, r in case.roles), case.id
        assert case.answerable == (case.reason is None), case.id
        assert case.document == plan.stem, case.id


def test_cases_are_many_and_over_plans_in_several_conventions():
    assert sum(len(cases) for _, cases in SHIPPED) >= 300 and len(SHIPPED) >= 3
    identifiers = [case.id for _, cases in SHIPPED for case in cases]
    assert len(set(identifiers)) == len(identifiers)


def test_the_gate_is_passed():
    run = run_shipped(open_embedder(None))
    assert run.faults == () and len(run.results) == sum(len(cases) for _, cases in SHIPPED)
    verdicts = judge_bars(read_bars(FOLDER / NAME), summarise_splits(run.results))
    assert len(verdicts) >= 5
    assert [verdict for verdict in verdicts if not verdict.passed] == []
