"""An optional judge: a chat model that adds RAGAS's faithfulness and answer relevance.

RAGAS: Es, James, Espinosa-Anke and Schockaert, "RAGAS: Automated Evaluation of Retrieval Augmented
Generation", EACL 2024 (demonstrations). The gate needs none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from eval import prompts
from eval.run import Progress
from eval.score import Result
from ingest.errors import YitiaoError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from index.embedder import Embedder

QUESTIONS = 3
"""Questions that are written back from an answer, as RAGAS does."""

Form = TypeVar("Form", bound=BaseModel)


class Statements(BaseModel):
    """The statements of an answer."""

    statements: list[str]


class Verdicts(BaseModel):
    """Whether each statement follows from the clauses, in their order."""

    supported: list[bool]


class Questions(BaseModel):
    """The questions that an answer answers; ``noncommittal`` if it says nothing."""

    questions: list[str]
    noncommittal: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the judge found, each between 0 and 1; ``None`` where it could not tell.

    ``fault`` says in Chinese why it could not.
    """

    faithfulness: float | None = None
    relevance: float | None = None
    fault: str = ""

    def describe(self) -> str:
        """Both figures in one Chinese line."""
        if self.fault:
            return self.fault
        both = {"忠实度": self.faithfulness, "切题度": self.relevance}
        return ",".join(f"{k} {'—' if v is None else f'{v:.2f}'}" for k, v in both.items())


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the judge agrees with a deterministic check, over ``count`` answers.

    ``share`` is how often both say the same, ``kappa`` Cohen's (Educational and Psychological
    Measurement 1960), ``None`` where chance alone would always agree.
    """

    label: str
    count: int
    share: float
    kappa: float | None


class Judge:
    """A chat model with the embedder that compares questions."""

    def __init__(self, model: BaseChatModel, embedder: Embedder) -> None:
        """``model`` must offer ``with_structured_output``."""
        self._model = model
        self._embedder = embedder

    def judge(self, result: Result) -> Judgement:
        """The judgement of an answer; a refusal states nothing and gets none."""
        if result.answer.abstained:
            return Judgement()
        try:
            return Judgement(self._faithfulness(result), self._relevance(result))
        except YitiaoError as error:
            return Judgement(fault=str(error))

    def _faithfulness(self, result: Result) -> float | None:
        """RAGAS's |V| / |S|: of the answer's statements, those that its clauses support."""
        asked = {"question": result.case.question, "answer": result.answer.answer}
        statements = self._ask(Statements, prompts.STATEMENTS, **asked).statements
        if not statements:
            return None
        quotes = "\n".join(f"{c.label} {c.quote}" for c in result.answer.citations)
        listed = "\n".join(f"{i}. {words}" for i, words in enumerate(statements, start=1))
        found = self._ask(Verdicts, prompts.VERDICTS, context=quotes, statements=listed).supported
        if len(found) != len(statements):
            raise YitiaoError(f"评审模型对 {len(statements)} 条陈述给出了 {len(found)} 个判断。")
        return sum(found) / len(found)

    def _relevance(self, result: Result) -> float:
        """RAGAS's mean cosine of the question and those written back from its answer."""
        written = self._ask(
            Questions, prompts.QUESTIONS, count=str(QUESTIONS), answer=result.answer.answer
        )
        if written.noncommittal or not written.questions:
            return 0.0
        asked = self._embedder.embed([result.case.question], query=True)[0]
        similarity = self._embedder.embed(written.questions, query=True) @ asked
        return float(similarity.clip(0.0, 1.0).mean())

    def _ask(self, form: type[Form], prompt: str, **values: str) -> Form:
        """The model's answer in a form. Raises ``YitiaoError`` where it gives none.

        What the provider said is left out of the message: it may hold the key.
        """
        words = prompt.format(**{name: _without_tags(value) for name, value in values.items()})
        try:
            answer: Any = self._model.with_structured_output(form).invoke(
                [("system", prompts.RULES), ("user", words)]
            )
        except Exception as error:  # noqa: BLE001 - each provider raises its own
            raise YitiaoError(f"评审模型没有给出判断({type(error).__name__})。") from None
        if not isinstance(answer, form):
            raise YitiaoError("评审模型没有按要求的结构回答。")
        return answer


def open_model(name: str) -> BaseChatModel:
    """The chat model ``provider:model``; its key is in the provider's own variable.

    Raises ``YitiaoError`` where it cannot be opened, without what the provider said.
    """
    from langchain.chat_models import init_chat_model

    if ":" not in name:
        raise YitiaoError(f"YITIAO_JUDGE 应写作“提供方:模型”,例如 openai:gpt-4o,不是“{name}”。")
    try:
        model: BaseChatModel = init_chat_model(name)
    except ImportError:
        provider = name.partition(":")[0]
        raise YitiaoError(f"评审模型需要 langchain-{provider},请先用 pip 安装。") from None
    except Exception as error:  # noqa: BLE001 - each provider raises its own
        raise YitiaoError(
            f"评审模型“{name}”无法打开({type(error).__name__}),请检查名称与提供方的密钥变量。"
        ) from None
    return model


def judge_results(
    results: Sequence[Result],
    model: BaseChatModel,
    embedder: Embedder,
    progress: Progress = lambda what, done, total: None,
) -> tuple[Result, ...]:
    """The results with the judge's figures beside them; one that it failed on says so."""
    judge = Judge(model, embedder)
    judged = []
    for done, result in enumerate(results, start=1):
        judged.append(replace(result, judgement=judge.judge(result)))
        progress("评审", done, len(results))
    return tuple(judged)


def measure_agreement(results: Sequence[Result]) -> list[Agreement]:
    """Whether the judge finds faithful what the clause check finds supported, and relevant (at
    least 0.5) what is right by its gold.
    """
    faithful, relevant = [], []
    for result in results:
        judgement = result.judgement
        if judgement and judgement.faithfulness is not None:
            held = all(statement.supported for statement in result.statements)
            faithful.append((judgement.faithfulness == 1.0, held))
        if judgement and judgement.relevance is not None:
            relevant.append((judgement.relevance >= 0.5, result.right))
    pairs = {"忠实 / 引用逐句成立": faithful, "切题 / 答案正确": relevant}
    return [_agree(label, found) for label, found in pairs.items() if found]


def _agree(label: str, pairs: Sequence[tuple[bool, bool]]) -> Agreement:
    count = len(pairs)
    share = sum(a == b for a, b in pairs) / count
    first, second = sum(a for a, _ in pairs) / count, sum(b for _, b in pairs) / count
    chance = first * second + (1 - first) * (1 - second)
    return Agreement(label, count, share, (share - chance) / (1 - chance) if chance < 1 else None)


def _without_tags(text: str) -> str:
    """Text that cannot close the tag around it."""
    return text.replace("<", "‹").replace(">", "›")
