"""The shipped cases: their gold holds in the plans, and the answers reach the bars on each half."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Question
from assistant.chain import build_chain
from eval.cases import Case, read_cases, shipped_cases
from eval.score import score, summarise
from index.embedder import open_embedder
from index.library import Library
from ingest.errors import YitiaoError
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
        assert case.answerable == (case.reason is None), case.id


def test_cases_are_many_and_over_plans_in_several_conventions():
    assert sum(len(cases) for _, cases in SHIPPED) >= 300 and len(SHIPPED) >= 3
    identifiers = [case.id for _, cases in SHIPPED for case in cases]
    assert len(set(identifiers)) == len(identifiers)
    assert {case.split for _, cases in SHIPPED for case in cases} <= {"dev", "held"}


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    found = []
    embedder = open_embedder(None)
    for plan, cases in SHIPPED:
        library = Library(tmp_path_factory.mktemp("library"), embedder, packaged=False)
        library.add([plan])
        chain = build_chain(library)
        for case in cases:
            found.append(score(case, chain.invoke(Question(case.question, case.history))))
        library.close()
    return found


def test_accuracy(results):
    summary = summarise(results)
    assert summary.accuracy >= 0.92, summary
    assert summary.exact_lists >= 0.92, summary
    assert summary.citation_f1 >= 0.95, summary
    assert summary.refused_unanswerable >= 0.97, summary
    assert summary.refused_answerable <= 0.08, summary


def test_no_answer_names_an_institution_that_its_plan_does_not(results):
    texts = {plan.stem: read_plan(plan).text for plan, _ in SHIPPED}
    for result in results:
        for institution in result.answer.institutions:
            assert institution.name in texts[result.case.document], result.case.id


def test_a_line_that_is_no_case_is_named(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(YitiaoError, match="第 1 行"):
        list(read_cases(path))


def test_scoring_finds_each_kind_of_fault(ask):
    answer = ask("哪些高校负责冰雪经济?")
    right = Case(
        "x", "topic_institutions", "哪些高校负责冰雪经济?", (), (1, 2), (),
        ("沈阳体育学院", "辽宁师范大学", "沈阳师范大学"), ("冰雪",), (), (), True, None, "", "dev",
    )  # fmt: skip
    assert score(right, answer).faults == ()
    changed = {
        "tasks": (3,),
        "sections": ("五",),
        "institutions": ("沈阳体育学院",),
        "must": ("帆船",),
        "any": ("帆船",),
        "forbid": ("沈阳师范大学",),
        "answerable": False,
    }
    for field, value in changed.items():
        assert score(replace(right, **{field: value}), answer).faults, field
