"""Put an English question into Chinese: its pattern, its institutions, its terms.

The words are data, kept in ``english.toml``. A word that it has not stays as it is, so that a
question on it is declined rather than guessed.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_POLITE = re.compile(
    r"^(?:hi|hello|please|excuse me|could you|can you|would you|tell me|i want to know|,|\s)+|"
    r"(?:\bplease|\bthanks?(?: you)?)[.!]*$",
    re.I,
)
_IN_PLAN = re.compile(
    r"\s*\b(?:in|of|from|according to|by) (?:the|this) (?:plan|document|measure|notice)\b", re.I
)
_NUMBERS = dict(
    zip(
        "one two three four five six seven eight nine ten".split(),
        map(str, range(1, 11)),
        strict=True,
    )
)
_NUMBERED = re.compile(rf"\b(task|section|part|item|article) ({'|'.join(_NUMBERS)})\b", re.I)
_SMALL = re.compile(
    r"\b(?:will|be|take part|the|a|an|of|for|and|in|on|at|to|is|are|all|any|its|their|project|"
    r"province|city)\b",
    re.I,
)


def to_chinese(text: str) -> str:
    """The question in Chinese where it is mainly English, else as it is."""
    if len(_LATIN.findall(text)) <= 4 * len(_CHINESE.findall(text)):
        return text
    question = _POLITE.sub("", text.strip().rstrip("?.! ")).strip()
    question = re.sub(r"\s*\(([^()]*[\u4e00-\u9fff][^()]*)\)", r" \1", question)
    question = _IN_PLAN.sub("", question).strip(" ,")
    question = _NUMBERED.sub(lambda m: f"{m[1]} {_NUMBERS[m[2].lower()]}", question)
    for pattern, chinese in _data()["patterns"].items():
        if match := re.match(pattern, question, re.I):
            for number, part in enumerate(match.groups(), start=1):
                chinese = chinese.replace(f"\\{number}", _say(part))
            return chinese + "?"
    return _say(question)


def _say(words: str) -> str:
    """A phrase in Chinese: a name that it has in Chinese, else its institutions and terms."""
    if named := re.search(r"[\u4e00-\u9fff“”]{3,}", words):
        return named[0]
    return re.sub(r"\s+", " ", _SMALL.sub(" ", _terms().sub(_one, words))).strip()


def _one(match: re.Match[str]) -> str:
    words = match[0].lower()
    for form in (words, words.removesuffix("s"), words.removesuffix("es")):
        for table in (*map(_data().get, ("institutions", "terms", "places")), _glossary()):
            if table and form in table:
                return table[form]
    place, _, rest = words.partition(" ")
    field = " ".join(rest.split()[:-1])
    end = "学院" if rest.endswith(("college", "institute")) else "大学"
    return _data()["places"][place] + _data()["name_words"].get(field, "") + end


@cache
def _terms() -> re.Pattern[str]:
    data = _data()
    listed = [*data["institutions"], *data["terms"], *data["places"], *_glossary()]
    known = "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))
    places, words = ("|".join(map(re.escape, data[t])) for t in ("places", "name_words"))
    formed = rf"(?:{places})(?: (?:{words}))? (?:university|college|institute)"
    institutions = "|".join(map(re.escape, data["institutions"]))
    return re.compile(rf"\b(?:{institutions}|{formed}|(?:{known})(?:e?s)?)\b", re.I)


@cache
def _glossary() -> dict[str, str]:
    """The terms of every field: English in the singular, to Chinese."""
    entries = "; ".join(_data()["glossary"].values()).split(";")
    pairs = (entry.split() for entry in entries if entry.strip())
    return {" ".join(words[:-1]): words[-1] for words in pairs}


@cache
def _data() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "english.toml").open("rb") as file:
        return tomllib.load(file)
