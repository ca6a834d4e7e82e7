"""The metrics of a run by their standard names, each with its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eval.citations import citation_precision, citation_recall
from eval.score import Result

Share = tuple[float, float]
"""What one result adds to a metric's numerator and denominator; ``(0, 0)`` where it has no say."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: the mean over ``terms`` of the ratio of the sums of their shares.

    ``label`` is its Chinese name, ``low`` true where less is better.
    """

    name: str
    label: str
    terms: tuple[Callable[[Result], Share], ...]
    low: bool = False


def _mean(value: float, applies: bool = True) -> Share:
    """A result's own value in the mean over all results that it applies to."""
    return (float(value), 1.0) if applies else (0.0, 0.0)


def answer_accuracy(result: Result) -> Share:
    """The share of answers without a fault: content, gold set and every citation asked for."""
    return _mean(result.right)


def _entities(result: Result) -> tuple[int, int, int] | None:
    """How many institutions are right, listed and in the gold set; ``None`` without a gold set."""
    gold = result.case.institutions
    if gold is None or not result.case.answerable:
        return None
    listed = {institution.name for institution in result.answer.institutions}
    return len(listed & set(gold)), len(listed), len(set(gold))


def entity_precision(result: Result) -> Share:
    """Mean precision of the listed institutions (as ALCE scores QAMPARI's lists, EMNLP 2023)."""
    counts = _entities(result)
    return _mean(counts[0] / counts[1] if counts and counts[1] else 0.0, counts is not None)


def entity_recall(result: Result) -> Share:
    """Mean recall of the gold institutions: of all of them, not capped at 5 as ALCE's recall-5."""
    counts = _entities(result)
    return _mean(counts[0] / counts[2] if counts and counts[2] else 0.0, counts is not None)


def entity_f1(result: Result) -> Share:
    """Mean over the lists of the harmonic mean of precision and recall (Dice 1945)."""
    counts = _entities(result)
    both = counts[1] + counts[2] if counts else 0
    return _mean(2 * counts[0] / both if counts and both else 0.0, counts is not None)


def exact_set_accuracy(result: Result) -> Share:
    """The share of lists that are exactly the gold set (exact match, Rajpurkar et al. 2016)."""
    counts = _entities(result)
    return _mean(counts is not None and len(set(counts)) == 1, counts is not None)


def alce_citation_recall(result: Result) -> Share:
    """ALCE's citation recall, mean over answers (Gao et al., EMNLP 2023): ``eval.citations``."""
    return _mean(citation_recall(result.statements), not result.answer.abstained)


def alce_citation_precision(result: Result) -> Share:
    """ALCE's citation precision, mean over answers (Gao et al., EMNLP 2023)."""
    return _mean(citation_precision(result.statements), not result.answer.abstained)


def cited_task_f1(result: Result) -> Share:
    """Mean F1 of the cited tasks against the gold ones, over answers to cases that have them."""
    gold = set(result.case.tasks)
    value = 2 * len(gold & result.cited) / (len(gold) + len(result.cited)) if gold else 0.0
    return _mean(value, bool(gold) and result.case.answerable and not result.answer.abstained)


def _outcome(result: Result) -> tuple[bool, bool]:
    """Whether the question should be refused and whether it was."""
    return not result.case.answerable, result.answer.abstained


def refusal_precision(result: Result) -> Share:
    """Of what was refused, what should be (Trust-Eval: Song et al., ICLR 2025)."""
    should, refused = _outcome(result)
    return _mean(should, refused)


def refusal_recall(result: Result) -> Share:
    """Of what should be refused, what was (Trust-Eval: Song et al., ICLR 2025)."""
    should, refused = _outcome(result)
    return _mean(refused, should)


def refusal_f1(result: Result) -> Share:
    """The harmonic mean of both, 2TP / (2TP + FP + FN) (Trust-Eval: Song et al., ICLR 2025)."""
    should, refused = _outcome(result)
    return 2.0 * (should and refused), float(should + refused)


def answerable_f1(result: Result) -> Share:
    """The same of answering what can be answered (Trust-Eval: Song et al., ICLR 2025)."""
    should, refused = _outcome(result)
    return 2.0 * (not should and not refused), float((not should) + (not refused))


def rejection_rate(result: Result) -> Share:
    """Of the questions without an answer in the documents, those declined (RGB: Chen, Lin, Han
    and Sun, AAAI 2024). With one run a question it is ``refusal_recall`` by another name.
    """
    return refusal_recall(result)


def refused_answerable(result: Result) -> Share:
    """Of the questions that can be answered, those declined."""
    should, refused = _outcome(result)
    return _mean(refused, not should)


def hallucinated_entity_rate(result: Result) -> Share:
    """Of the institutions that answers name, those that the documents do not: 1 - prec_s of Nan
    et al., "Entity-level Factual Consistency of Abstractive Text Summarization", EACL 2021.
    """
    return float(len(result.invented)), float(len(result.named))


def role_accuracy(result: Result) -> Share:
    """Of the gold pairs of an institution and its role, those that the answer has (slot accuracy,
    as in relation extraction; Zhang et al., "TACRED", EMNLP 2017).
    """
    roles = {i.name: i.roles for i in result.answer.institutions}
    gold = result.case.roles if result.case.answerable else ()
    return float(sum(role in roles.get(name, ()) for name, role in gold)), float(len(gold))


def faithfulness(result: Result) -> Share:
    """Mean faithfulness by the judge (RAGAS: Es et al., EACL 2024)."""
    value = result.judgement.faithfulness if result.judgement else None
    return _mean(value or 0.0, value is not None)


def relevance(result: Result) -> Share:
    """Mean answer relevance by the judge (RAGAS: Es et al., EACL 2024)."""
    value = result.judgement.relevance if result.judgement else None
    return _mean(value or 0.0, value is not None)


METRICS = (
    Metric("answer_accuracy", "答案正确率", (answer_accuracy,)),
    Metric("exact_set_accuracy", "名单完全一致率", (exact_set_accuracy,)),
    Metric("entity_precision", "单位精确率", (entity_precision,)),
    Metric("entity_recall", "单位召回率", (entity_recall,)),
    Metric("entity_f1", "单位 F1", (entity_f1,)),
    Metric("citation_recall", "引用召回率(ALCE)", (alce_citation_recall,)),
    Metric("citation_precision", "引用精确率(ALCE)", (alce_citation_precision,)),
    Metric("cited_task_f1", "引用任务 F1", (cited_task_f1,)),
    Metric("refusal_precision", "拒答精确率", (refusal_precision,)),
    Metric("refusal_recall", "拒答召回率", (refusal_recall,)),
    Metric("refusal_f1", "拒答 F1", (refusal_f1,)),
    Metric("answerable_f1", "应答 F1", (answerable_f1,)),
    Metric("grounded_refusal_f1", "拒答与应答 F1 均值", (refusal_f1, answerable_f1)),
    Metric("rejection_rate", "拒答率(RGB)", (rejection_rate,)),
    Metric("refused_answerable", "可答而拒答率", (refused_answerable,), low=True),
    Metric("hallucinated_entity_rate", "虚构单位率", (hallucinated_entity_rate,), low=True),
    Metric("role_accuracy", "角色正确率", (role_accuracy,)),
    Metric("faithfulness", "忠实度(评审模型)", (faithfulness,)),
    Metric("relevance", "切题度(评审模型)", (relevance,)),
)
