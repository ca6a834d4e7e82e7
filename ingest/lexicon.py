"""The words by which institutions are recognised: ``institutions.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.regions import places as places_of_china

_NOT_AFTER = (
    "(?!生(?![物态命])|城|业|化|性|法|制(?![定造作订])|长(?!期)|派(?![驻出遣送员])|路|间|堂|军|门|"
    "分(?=校|院|部|所|公司|支|局|行|会|中心)|者|教师(?!发展|数字|培训|教育|素养|能力|工作|实训|研修|学习|技能)|"
    "内部)"
)
_OTHER_WORDS = {  # endings that are common words too: 格局, 市中心城区
    "局": "(?<![格布结全大开时僵当变危])局(?![面部限势长])",
    "大学": "(?<!国家)大学",
    "学院": "(?<!产业)(?<!未来技术)学院",  # 现代产业学院 is built, it does not act
    "集团": "(?<![七十]国)集团(?![军）)])",
    "商会": "商会(?!议)",
    "委员会": "(?<![届次民])(?<!合作|指导|专家|学术|评审|咨询)委员会(?!议)",
    "中心": "(?<![市县镇村])中心(?![城镇区村工任环内点思议组线校站户苗小卫敬幼])",
}
_RANK_NOT_AFTER = {  # 办法, 部门, 委员 … are other words
    "办": "(?!法|理|事|学|公|好|成|得|案|展|刊)",
    "委": "(?!托|派|员|以)",
    "部": "(?!门|分|署|长|队|级|位|件|委|落(?!实)|属)",
    "局": "(?!面|部|限|势|长)",
    "厅": "(?!级|长)",
    "署": "(?!名)",
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of ``institutions.toml``, compiled."""

    suffix: re.Pattern[str]
    kind_of: dict[str, str]
    department: re.Pattern[str]
    business: re.Pattern[str]
    place: re.Pattern[str]
    boundary: re.Pattern[str]
    strong: frozenset[str]
    verb: re.Pattern[str]
    predicate: re.Pattern[str]
    before_names: re.Pattern[str]
    adverb: re.Pattern[str]
    lead: re.Pattern[str]
    unbroken: re.Pattern[str]
    generic: re.Pattern[str]
    common: re.Pattern[str]
    school: re.Pattern[str]
    platform: re.Pattern[str]
    levelled: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read the data file once."""
    with (Path(__file__).parent / "institutions.toml").open("rb") as file:
        data = tomllib.load(file)
    kind_of = {word: kind for kind, words in data["kinds"].items() for word in words.split()}
    words = {name: text.split() for name, text in data["words"].items()}
    places = [*places_of_china(), *" ".join(data["places"].values()).split()]
    return Lexicon(
        suffix=re.compile(f"(?<!中)({_endings(kind_of)}){_NOT_AFTER}"),
        kind_of=kind_of,
        department=re.compile(_departments(data["departments"], places)),
        business=re.compile(f"(?:{_any(data['departments']['businesses'].split())})"),
        place=re.compile(f"(?:{_any(places)})"),
        boundary=re.compile(
            r"[0-9]+[年月日]年?[底初末]?前?|"
            + _any(words["governing"] + words["building"] + words["connectives"] + words["verbs"])
        ),
        strong=frozenset(
            word
            for word in words["governing"] + words["verbs"] + words["connectives"]
            if len(word) > 1 or word in words["connectives"]
        ),
        verb=re.compile(_any(words["verbs"] + words["predicates"] + words["actions"])),
        predicate=re.compile(_any(words["verbs"] + words["predicates"])),
        before_names=re.compile(f"(?:{_any(words['verbs'] + words['before'])})+"),
        adverb=re.compile(f"(?:{_any(words['adverbs'])})"),
        lead=re.compile(
            _any(words["governing"] + words["verbs"] + words["connectives"] + words["before"])
        ),
        unbroken=re.compile(_any(words["unbroken"])),
        generic=re.compile(f"(?:(?:驻.)?(?:{_any(words['generic'])})的?)+"),
        common=re.compile(f"(?:{_any(words['generic'] + words['common'])})+"),
        school=re.compile(
            f"(?:(?:{_any(places)})[\u4e00-\u9fff]{{0,4}}?|(?!{_any(words['disciplines'])})"
            f"[\u4e00-\u9fff]{{2}}|{_any(words['independent'])})学院"
        ),
        platform=re.compile(_any(data["platforms"]["types"].split())),
        levelled=frozenset(words["levelled"]),
    )


def _departments(data: dict[str, str], places: list[str]) -> str:
    """(place)(level)(business)(rank), or the office that a 政府 or 委 of a level has."""
    levels = _any(data["levels"].split())
    usual = (
        f"(?:(?:{_any(places)})?(?:{levels})?(?:委)?)(?:{_any(data['businesses'].split())})"
        f"(?:{_ranks(data['ranks'].split())})"
    )
    organs = f"(?:(?:{_any(places)})?(?:{levels}))(?:{_any(data['organs'].split())})"
    organs += "(?![长员托派会]|原|委员|主席|书记|常委|副|代表)"
    council = "国务院(?:办公厅|国资委|扶贫办|港澳办|侨办|台办|研究室|参事室|安委会|食品安全办)"
    league = "团[省市县区州]委|共青团[\u4e00-\u9fff]{2,4}[省市县区州]委(?:员会)?"
    return f"{council}|{league}|{usual}|{organs}"


def _endings(kind_of: dict[str, str]) -> str:
    """How names end, the longest first."""
    ordered = sorted(kind_of, key=len, reverse=True)
    return "|".join(_OTHER_WORDS.get(word, re.escape(word)) for word in ordered)


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))


def _ranks(words: list[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(word + _RANK_NOT_AFTER.get(word[-1], "") for word in ordered)
