"""The metrics against values worked out by hand, and against answers that are wrong on purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, Involvement
from eval import Case, compare, score, summarise, summarise_splits
from eval.citations import (
    check_statements,
    citation_precision,
    citation_recall,
    split_statements,
)
from eval.compare import Earlier, mcnemar
from eval.gate import judge_bars, read_bars
from eval.judge import Judgement
from eval.ranking import measure_ranking
from ingest.errors import YitiaoError

SNOW = "哪些高校负责冰雪经济?"
GOLD = Case(
    id="x",
    question=SNOW,
    tasks=(1, 2),
    institutions=("沈阳体育学院", "辽宁师范大学", "沈阳师范大学"),
    roles=(("沈阳体育学院", "依托"), ("辽宁师范大学", "牵头")),
    must=("冰雪",),
)


def made(case_id, answerable, abstained, named=(), gold=None, milliseconds=1.0, split="dev"):
    """A result whose answer lists the institutions ``named``."""
    case = Case(id=case_id, question="问", answerable=answerable, institutions=gold, split=split)
    institutions = tuple(Involvement(name, ("牵头",), (1,)) for name in named)
    text = "无法回答。" if abstained else "、".join(named)
    return score(
        case, Answer("问", text, abstained, None, (), institutions, latency_ms=milliseconds)
    )


def test_scoring_finds_each_kind_of_fault(ask):
    answer = ask(SNOW)
    assert score(GOLD, answer).faults == ()
    changed = {
        "tasks": (3,),
        "sections": ("五",),
        "institutions": ("沈阳体育学院",),
        "must": ("帆船",),
        "any": ("帆船",),
        "forbid": ("沈阳师范大学",),
        "answerable": False,
        "document": "another-plan",
    }
    for field, value in changed.items():
        assert score(replace(GOLD, **{field: value}), answer).faults, field


def test_lists_are_scored_by_hand_worked_precision_recall_and_f1():
    results = [
        made("a", True, False, ["甲大学", "乙大学"], ("甲大学", "丙大学", "丁大学")),
        made("b", True, False, ["甲大学"], ("甲大学",)),
        made("c", True, True, [], ("甲大学",)),
        made("d", False, True),
    ]
    summary = summarise(results)
    assert summary["entity_precision"] == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert summary["entity_recall"] == pytest.approx((1 / 3 + 1 + 0) / 3)
    assert summary["entity_f1"] == pytest.approx((2 / 5 + 1 + 0) / 3)
    assert summary["exact_set_accuracy"] == pytest.approx(1 / 3)
    assert summary.figures["entity_f1"].count == 3


def test_recall_of_a_long_list_is_not_capped():
    gold = tuple(f"{n}大学" for n in "甲乙丙丁戊己庚辛壬癸")
    summary = summarise([made("a", True, False, gold[:5], gold)])
    assert summary["entity_recall"] == pytest.approx(0.5)


def test_refusals_are_scored_by_hand_worked_counts():
    outcomes = [(False, True)] * 3 + [(False, False)] + [(True, True)] * 2 + [(True, False)] * 4
    summary = summarise([made(str(i), a, r) for i, (a, r) in enumerate(outcomes)])
    assert summary["refusal_precision"] == pytest.approx(3 / 5)
    assert summary["refusal_recall"] == summary["rejection_rate"] == pytest.approx(3 / 4)
    assert summary["refusal_f1"] == pytest.approx(2 / 3)
    assert summary["answerable_f1"] == pytest.approx(2 * 4 / (6 + 5))
    assert summary["grounded_refusal_f1"] == pytest.approx((2 / 3 + 8 / 11) / 2)
    assert summary["refused_answerable"] == pytest.approx(2 / 6)


def test_intervals_hold_their_value_and_narrow_with_more_cases():
    few = [made(str(i), True, i % 4 == 0) for i in range(20)]
    many = [made(str(i), True, i % 4 == 0) for i in range(400)]
    wide, narrow = (summarise(r).figures["answer_accuracy"] for r in (few, many))
    assert wide.value == narrow.value == 0.75
    assert wide.low < narrow.low < 0.75 < narrow.high < wide.high
    assert summarise(few).figures["answer_accuracy"] == wide  # the seed is fixed


def test_a_metric_without_a_case_has_no_value():
    summary = summarise([made("a", True, False)])
    assert summary["refusal_recall"] is None and summary["exact_set_accuracy"] is None
    assert summarise([])["answer_accuracy"] is None


def test_latency_is_its_percentiles():
    summary = summarise([made(str(i), True, False, milliseconds=float(i)) for i in range(101)])
    assert (summary["latency_p50"], summary["latency_p95"]) == (50.0, 95.0)


def test_roles_and_invented_institutions(ask, plan):
    answer = ask(SNOW)
    assert summarise([score(GOLD, answer, [plan])])["role_accuracy"] == 0.5
    assert summarise([score(GOLD, answer, [plan])])["hallucinated_entity_rate"] == 0.0
    text = answer.answer.replace("沈阳体育学院", "星海体育学院")
    wrong = replace(answer, answer=text, institutions=answer.institutions[1:])
    result = score(GOLD, wrong, [plan])
    assert result.invented == ("星海体育学院",)
    assert summarise([result])["hallucinated_entity_rate"] == pytest.approx(1 / 3)


def test_statements_carry_their_subject_and_their_markers(ask):
    statements = split_statements(ask(SNOW).answer)
    assert statements[0] == "**沈阳体育学院**:建设冰雪经济发展研究中心 [任务1]"
    assert statements[1].startswith("**沈阳体育学院**:依托其") and statements[1].endswith("[任务2]")
    assert statements[2].startswith("**辽宁师范大学**、**沈阳师范大学**:")
    lead = "方案中**东北大学**涉及 2 项任务:\n- 甲:乙 [任务1]\n- 丙 [任务2]"
    assert split_statements(lead) == ["**东北大学** 甲:乙 [任务1]", "**东北大学** 丙 [任务2]"]


def test_a_statement_is_supported_by_its_own_clauses_only(ask, plan):
    answer = ask(SNOW)
    statements = check_statements(answer, [plan])
    assert citation_recall(statements) == citation_precision(statements) == 1.0
    first, second = answer.citations[0], answer.citations[-1]
    swapped = (replace(first, quote=second.quote), replace(second, quote=first.quote))
    wrong = check_statements(replace(answer, citations=swapped), [plan])
    assert citation_recall(wrong) < 0.5
    bare = answer.answer.replace("[任务1]", "").replace("[任务2]", "")
    assert citation_recall(check_statements(replace(answer, answer=bare), [plan])) == 0.0
    other = answer.answer.replace("建设冰雪经济发展研究中心", "开展远洋渔船船员技能比武")
    assert citation_recall(check_statements(replace(answer, answer=other), [plan])) < 1.0


def test_a_citation_that_the_others_make_needless_is_imprecise(ask, plan):
    answer = ask("任务1讲了什么?")
    extra = ask("任务9讲了什么?").citations[0]
    text = answer.answer.replace("[任务1]", f"[任务1][{extra.label}]")
    both = replace(answer, answer=text, citations=(*answer.citations, extra))
    statements = check_statements(both, [plan])
    assert citation_recall(statements) == 1.0
    assert citation_precision(statements) == pytest.approx(0.5)
    assert statements[0].precise == (True, False)


def test_a_refusal_has_no_statements(ask, plan):
    assert check_statements(ask("清华大学负责什么?"), [plan]) == ()


def test_ranking_metrics_by_hand():
    values = measure_ranking(
        {"q": ["a", "b"], "none": ["z"]},
        {"q": ["x", "a", "y", "b"], "none": []},
        ["recall@2", "mrr", "ndcg@10", "mrr@1"],
    )
    assert values["recall@2"] == {"q": 0.5, "none": 0.0}
    assert values["mrr"]["q"] == 0.5 and values["mrr@1"]["q"] == 0.0
    assert values["ndcg@10"]["q"] == pytest.approx((0.6309298 + 0.4306766) / (1 + 0.6309298))


def test_items_that_the_gold_does_not_tell_apart_are_left_out(ask_notice, notice):
    answer = ask_notice("谁牵头设立基金?")
    one = Case(id="a", question="问", tasks=(1,), sections=("二",))
    assert score(one, answer, [notice]).relevant == ("二/1",)
    assert score(replace(one, tasks=(1, 2), sections=("二", "三")), answer, [notice]).relevant == ()
    assert score(replace(one, history=("前",)), answer, [notice]).relevant == ()
    assert score(replace(one, tasks=()), answer, [notice]).relevant == ("二",)


def test_mcnemar_is_the_exact_binomial_test():
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 0) == pytest.approx(2 / 32)
    assert mcnemar(1, 9) == mcnemar(9, 1) == pytest.approx(2 * 11 / 1024)
    assert mcnemar(3_000, 3_000) == 1.0


def test_comparison_names_what_flipped_and_leaves_out_what_is_not_the_same_question():
    results = [made(name, True, name in "bd") for name in "abcde"]
    before = {name: Earlier("问", name in "bcd", "旧") for name in "abcd"}
    before["c"] = Earlier("另一问", False, "旧")
    found = compare(results, before)
    assert found.shared == 3 and [f.result.case.id for f in found.gained] == ["a"]
    assert [f.result.case.id for f in found.lost] == ["b", "d"]
    assert (found.before, found.now) == (pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_bars_are_judged_by_split(tmp_path):
    path = tmp_path / "bars.toml"
    path.write_text(
        "[all]\nanswer_accuracy = { at_least = 0.5 }\n"
        "[held]\nanswer_accuracy = { at_least = 0.9 }\n"
        "refused_answerable = { at_most = 0.1 }\nrole_accuracy = { at_least = 0.9 }\n",
        encoding="utf-8",
    )
    results = [made("a", True, False), made("b", True, True, split="held")]
    verdicts = judge_bars(read_bars(path), summarise_splits(results))
    assert [verdict.passed for verdict in verdicts] == [True, False, False, True]
    assert len(judge_bars(read_bars(path), summarise_splits(results[:1]))) == 1  # no held case


@pytest.mark.parametrize(
    "text", ["[all]\nnonsense = { at_least = 1 }", "[all]\nmrr = 1", "x = 1", "[no]\nmrr = {}", "["]
)
def test_what_is_no_bar_is_told(tmp_path, text):
    path = tmp_path / "bars.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(YitiaoError, match="达标线"):
        read_bars(path)


def test_judged_figures_are_means_over_what_was_judged():
    results = [made("a", True, False), made("b", True, False), made("c", True, True)]
    judged = [
        replace(results[0], judgement=Judgement(0.5, 1.0)),
        replace(results[1], judgement=Judgement(1.0, None)),
        results[2],
    ]
    summary = summarise(judged)
    assert (summary["faithfulness"], summary["relevance"]) == (0.75, 1.0)
