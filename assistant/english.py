"""Put an English question into Chinese: its frame by patterns, its noun phrases word by word.

The words are data, kept in ``english.toml``. Words of grammar are dropped; any other word that
the data lack stays as it is, so that a question on it is declined rather than guessed.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_POLITE = re.compile(
    r"^(?:(?:hi|hello|please|excuse me|could you|can you|would you|tell me|i want to know|and|so|"
    r"but|then|ok|okay)\b|,|\s)+|(?:\bplease|\bthanks?(?: you)?)[.!]*$",
    re.I,
)
_IN_PLAN = re.compile(
    r",?\s*\b(?:in|of|from|according to|by|under|does|do) (?:the|this) "
    r"(?:whole |entire )?(?:action |work |implementation )?(?:plan|document|measures?|notice)\b"
    r"(?! (?:say|have|contain|list|do|cover|mention)s?\b)",
    re.I,
)
_NUMBERS = {
    word: str(number)
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
    )
    for number, word in enumerate(words.split(), start=1)
} | {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_LABEL = "task|section|part|item|article|chapter"
_NUMBERED = re.compile(
    rf"\b(?:(?P<label>{_LABEL})s?(?: no\.?| number)? (?P<after>{'|'.join(_NUMBERS)}|\d+)|"
    rf"(?:the )?(?P<before>{'|'.join(_NUMBERS)}|\d+(?:st|nd|rd|th)) (?P<named>{_LABEL}))\b",
    re.I,
)
_LABELS = {"section": "第{}部分", "part": "第{}部分", "article": "第{}条", "chapter": "第{}章"}
_ASKED_TOO = re.compile(
    r",? and (?=(?:by when|when|where|how (?:many|much|long|often)|who|which \w+ (?!and)|what)\b"
    r"(?! about))",
    re.I,
)
_ONLY_KIND = re.compile(r"(?:which|what)(?: [\w']+){1,2}", re.I)
_EXCEPT = re.compile(
    r",?\s*\b(?:apart from|aside from|besides|other than|except(?: for)?|excluding|in addition to)"
    r" (?P<what>.+?)(?:, ?|(?= (?:will|is|are|also|has|have|takes?|leads?|builds?|supports?|"
    r"participates?|joins?|cooperates?|works?|does|do)\b)|$)",
    re.I,
)
_TOGETHER = re.compile(
    r",?\s*\b(?:(?:together|jointly|along|in (?:cooperation|partnership|collaboration)) with) "
    r"(?P<whom>.+)$",
    re.I,
)
_GLOSS = re.compile(r"\s*[(\[]\s*([^()\[\]]*[\u4e00-\u9fff][^()\[\]]*?)\s*[)\]]")
_TOKEN = re.compile(r"«[^»]*»|“[^”]*”|《[^》]*》|[\u4e00-\u9fff]+|[\w'&%.]*\w%?|,")
_YEAR = re.compile(
    r"\b(by|before|until|in|from|since)? ?(the end of )?((?:19|20)\d\d)\b(?!年)", re.I
)
_LONGEST = 9
_CITY = (("municipal ", "市", "局"), ("city ", "市", "局"))


def to_chinese(text: str) -> str:
    """The question in Chinese where it is mainly English, else as it is."""
    if len(_LATIN.findall(text)) <= 4 * len(_CHINESE.findall(text)):
        return text
    question = re.sub(r"[‘’]", "'", text).strip().rstrip("?.! ")
    question = _POLITE.sub("", question).strip()
    question = re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", " ", question)
    question = re.sub(r"\"([^\"]*[\u4e00-\u9fff][^\"]*)\"", r"“\1”", question)
    question = re.sub(r"\b(which|what) (?:kind|type|sort)s? of\b", r"\1", question, flags=re.I)
    question = _GLOSS.sub(r" «\1»", question)
    question = _NUMBERED.sub(_number, _IN_PLAN.sub("", question)).strip(" ,")
    parts = [part.strip(" ,") for part in _ASKED_TOO.split(question) if part.strip(" ,")]
    if not parts:
        return text
    if _ONLY_KIND.fullmatch(parts[0]):  # which university and which company
        parts = [re.sub(r" and (?:which|what) ", " 和 ", question, count=1)]
    said = [_frame(part) for part in parts]
    chinese = ",".join(part.rstrip("?") for part in said)
    if not re.search(r"\w", chinese):
        return text
    return chinese + ("?" if said[0].endswith("?") else "")


def _number(match: re.Match[str]) -> str:
    number = (match["after"] or match["before"]).lower()
    digits = _NUMBERS.get(number) or re.sub(r"\D", "", number)
    return f"{(match['label'] or match['named']).lower()} {digits}"


def _frame(question: str) -> str:
    """One question: what it leaves out, with whom, and its pattern."""
    if (left_out := _EXCEPT.search(question)) and (what := _say(left_out["what"])):
        rest = question[: left_out.start()] + " " + question[left_out.end() :]
        said = _frame(" ".join(rest.split()))
        return f"除了{what}," + re.sub("(?<!还有)(哪|谁)", r"还有\1", said, count=1)
    if (joined := _TOGETHER.search(question)) and "合作" not in (
        said := _frame(question[: joined.start()])
    ):
        together = f"与{_say(joined['whom'])}共建"
        return said.replace("负责", together, 1) if "负责" in said else f"{together}{said}"
    for pattern, chinese in _patterns():
        if match := pattern.match(question):
            parts = (_say(part or "") for part in match.groups())
            return _fill(chinese, *parts) + "?"
    return _say(question)


def _fill(frame: str, *parts: str) -> str:
    for number, part in enumerate(parts, start=1):
        frame = frame.replace(f"\\{number}", part)
    return frame.replace("  ", " ").replace(" 和 ", "和").strip()


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    data = _data()
    parts: dict[str, str] = {}
    for name, part in data["parts"].items():
        parts[name] = _expand(part, parts)
    patterns = data["patterns"].items()
    return [(re.compile(f"^{_expand(p, parts)}$", re.I), chinese) for p, chinese in patterns]


def _expand(pattern: str, parts: dict[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda m: f"(?:{parts[m[1]]})" if m[1] in parts else m[0], pattern)


def _say(words: str) -> str:
    """A noun phrase in Chinese: what stands after a preposition goes before what it describes."""
    segments: list[list[str]] = [[]]
    first, verbs = 0, []
    tokens = _TOKEN.findall(_YEAR.sub(_year, words))
    while first < len(tokens):
        token = tokens[first]
        count, chinese = _longest(tokens[first : first + _LONGEST])
        if token[0] == "«":
            _put_gloss(segments, token[1:-1])
        elif count:
            segments[-1].append(chinese)
        elif token.lower() in _words("before"):
            segments.append([])
        elif token.lower() in _verbs():
            verbs.append(_verbs()[token.lower()])
        elif not (token == "," or token.lower() in _words("drop") or token.endswith("ly")):
            segments[-1].append(token)
        first += max(count, 1)
    said = [word for segment in reversed(segments) for word in segment]
    firm = [word for word in said if word not in _words("weak")] or said
    if len(firm) == 1 and len(firm[0]) <= 2 and _CHINESE.match(firm[0]):
        firm = [*filter(None, verbs[:1]), *firm]  # a short noun alone says too little
    return " ".join(dict.fromkeys(firm or filter(None, verbs)))


def _year(match: re.Match[str]) -> str:
    when = f"{match[3]}年{'底' if match[2] else ''}"
    return f" «{'到' if match[1] and match[1].lower() in ('by', 'until') else ''}{when}» "


def _put_gloss(segments: list[list[str]], name: str) -> None:
    """A name that stands in Chinese takes the place of its English, unless that says more."""
    if not re.fullmatch(r"到?\d{4}年底?", name):
        if segments[-1] and "".join(segments[-1]).endswith(name):
            return
        segments[-1].clear()
    segments[-1].append(name)


def _longest(tokens: list[str]) -> tuple[int, str]:
    """How many of the first tokens the data have as one term, and the term."""
    terms = _terms()
    for count in range(len(tokens), 0, -1):
        words = " ".join(tokens[:count]).lower()
        if "," in words:
            continue
        for form in _forms(words):
            if form in terms:
                return count, terms[form]
        if count > 1 and (name := _formed(words)):
            return count, name
        if match := re.fullmatch(rf"({_LABEL}) (\d+)", words):
            return count, _LABELS.get(match[1], "任务{}").format(match[2])
    return 0, ""


def _forms(words: str) -> tuple[str, ...]:
    """A term as it stands, without the ending of its possessive, and in the singular."""
    bare = words.removesuffix("'s").removesuffix("'")
    single = f"{bare[:-3]}y" if bare.endswith("ies") else bare
    return words, bare, single, bare.removesuffix("s"), bare.removesuffix("es")


@cache
def _name_words() -> dict[str, str]:
    words: dict[str, str] = _data()["name_words"]
    return words


def _formed(words: str) -> str:
    """A name that is put together: a place, a field and what it is."""
    match = re.fullmatch(
        r"(?P<before>.+?) (?P<end>university|college|institute|academy)(?: of (?P<field>.+))?",
        words,
    )
    if not match:
        return ""
    places: dict[str, str] = _data()["places"]
    said = match["before"].split()
    place = next((" ".join(said[:n]) for n in (3, 2, 1) if " ".join(said[:n]) in places), "")
    field = match["field"] or " ".join(said[len(place.split()) :])
    chinese = _field(field)
    if not place or chinese is None or (match["end"] == "academy" and not chinese):
        return ""
    ends = {"university": "大学", "academy": "科学院"}
    end = ends.get(match["end"], "学院")
    return places[place] + chinese + end


def _field(words: str) -> str | None:
    """The words of a field in a name in Chinese, None where one is not known."""
    if not words or words in _name_words():
        return _name_words().get(words, "")
    head, _, rest = words.partition(" ")
    if head in _name_words() and rest and (more := _field(rest)) is not None:
        return _name_words()[head] + more
    return None


@cache
def _verbs() -> dict[str, str]:
    """The forms of every verb, to its Chinese or to nothing."""
    forms: dict[str, str] = {}
    for entry in filter(str.strip, _data()["verbs"]["forms"].split(";")):
        base, *said = entry.split()
        chinese = said[0] if said else ""
        stem = base.removesuffix("e")
        soft = f"{base[:-1]}i" if re.search("[^aeiou]y$", base) else stem
        double = stem + stem[-1]
        for form in (base, f"{base}s", f"{base}es", f"{soft}es", f"{stem}ing", f"{soft}ed"):
            forms.setdefault(form, chinese)
        for form in (f"{base}ing", f"{double}ing", f"{double}ed"):
            forms.setdefault(form, chinese)
    return forms


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(_data()["words"][group].split())


@cache
def _terms() -> dict[str, str]:
    """Every term: English in the singular, to Chinese."""
    data = _data()
    terms = _offices()
    for entry in filter(str.strip, "; ".join(data["glossary"].values()).split(";")):
        *words, chinese = entry.split()
        terms[" ".join(words)] = chinese
    for table in ("places", "terms", "institutions"):
        terms.update((words.replace("-", " "), chinese) for words, chinese in data[table].items())
    return terms


def _offices() -> dict[str, str]:
    """Departments of a province and bureaus of a city, by what they are in charge of."""
    named: dict[str, str] = {}
    for field, chinese in _data()["offices"].items():
        named[f"{field} department"] = f"{chinese}部门"
        for level, place, plain in (("", "", "厅"), ("provincial ", "省", "厅"), *_CITY):
            for what, end in (("department", plain), ("bureau", "局"), ("commission", "委")):
                said = place + (chinese if chinese.endswith("委") else chinese + end)
                named[f"{level}{what} of {field}"] = said
                named.setdefault(f"{level}{field} {what}", said)
    return named


@cache
def _data() -> dict[str, Any]:
    with (Path(__file__).parent / "english.toml").open("rb") as file:
        return tomllib.load(file)
