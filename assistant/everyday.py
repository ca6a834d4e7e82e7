"""Put a question in the words that the grammar knows: one spelling, and everyday words replaced."""

from __future__ import annotations

import re
import unicodedata

from assistant import grammar
from assistant.english import to_chinese
from assistant.errors import QuestionError
from assistant.spelling import simplify

_BARE_NOUN = 9  # characters of a follow-up that is but a noun: 牵头的高职院校呢
MAXIMUM_LENGTH = 1_000  # characters of one question


def clean(text: str) -> str:
    """The question in NFKC without control characters. Raises ``QuestionError`` if none is left."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    text = " ".join(text.split())
    if english := grammar.ENGLISH.fullmatch(text):
        said = english["question"]
        asks = grammar.INTERROGATIVE.search(text)  # 哪些学校在做 ice and snow economy
        text = text.replace(said, to_chinese(said)) if asks else said  # 请问 Which …, 谢谢
    text = to_chinese(text)
    text = grammar.ENGLISH_LABEL.sub("任务", text)
    text = _in_plain_words(text)
    if not text:
        raise QuestionError("问题是空的,请输入一句话,例如:任务1讲了什么?")
    if len(text) > MAXIMUM_LENGTH:
        raise QuestionError(f"问题太长({len(text)} 字),请缩短到 {MAXIMUM_LENGTH} 字以内。")
    if not any(c.isalnum() for c in text):
        raise QuestionError("问题里没有文字,请用一句话提问,例如:任务1讲了什么?")
    return text


def _in_plain_words(text: str) -> str:
    """The text with everyday words and turns replaced by those that the grammar reads."""
    text = simplify(text).replace("啥", "什么").replace("咋", "怎么").replace("甚么", "什么")
    text = re.sub("(?:什么|怎么|怎|哪)样的", "什么", text)
    text = re.sub("(?<=[时后前,])若(?!干)|^若(?!干)", ",", text)  # 监测时若发现…
    if grammar.INTERROGATIVE.search(text):
        text = grammar.PARTICLE.sub("", text)
    if len(text) > _BARE_NOUN and not grammar.FOLLOW.match(text):
        text = grammar.ENDS_IN_NE.sub(r"\g<end>", text)  # 研究中心 建设单位呢
    text = grammar.EVERYBODYS.sub("", grammar.ALL_ITEMS.sub("", text))
    text = grammar.OF_LEVEL.sub("", grammar.TIMES_TOO.sub("", text))
    text = re.sub("国务院各?(?=部委)", "", text)
    text = grammar.ANY_GOVERNMENT.sub("政府", grammar.NUMBERED_SO.sub("", text))
    text = grammar.OUTSIDE_WHICH.sub(r"\g<which>\g<side>", text)
    text = grammar.WHO_IS_THERE.sub(lambda m: f"省{'外' if m['out'] else '内'}的是哪几所", text)
    text = grammar.WHOSE_SITE.sub("哪里的", grammar.SUCH_AS.sub("", text))
    text = re.sub("(?<![全各本])[省市县区]里(?=有?哪|有几)", "", text)  # 县里哪几个部门
    text = re.sub("(?:封顶|上限)(?:金额|线)?(?:是|为|在)?(?=多少|几)", "最高", text)
    text = grammar.WHICH_OFFICE.sub(lambda match: f"{match['some'] or '个'}部门", text)
    text = grammar.THIS_ONE.sub(lambda match: match["one"] or "", text)
    text = grammar.MEETS.sub(r"\g<when>召开\g<often>会议", text)
    text = grammar.CONSISTS_OF.sub("包括什么", text)
    text = grammar.MONEY_FROM.sub("资金", text)
    text = grammar.OUR_SMALL.sub("", grammar.SOME_BODY.sub("", text)) or text
    text = grammar.GIST.sub("主要内容是什么", text)
    text = grammar.SIDE.sub("单位", text.replace("打配合", "配合"))
    text = grammar.ALLIES.sub(lambda m: "合作单位" + "有哪些" * (m["end"] is not None), text)
    text = grammar.IS_RESPONSIBLE.sub("主责", grammar.LEADS.sub("牵头", text))
    return text
