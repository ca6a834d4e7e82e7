"""Where institutions are, and of which field: by their names, or by a fact about the world.

The facts are data, kept in ``regions.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.document import Document

_UNIT = r"(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区|地区|自治州|盟)?"
_CAMPUS = re.compile(
    r"[（(](?P<place>[\u4e00-\u9fff]{2,4})[）)]$|(?P<branch>[\u4e00-\u9fff]{2,4})(?:分校|校区)$"
)

_COLLEGE = re.compile(r"大学(?P<place>[\u4e00-\u9fff]{2,}学院)$")  # 吉林大学珠海学院


@dataclass(frozen=True, slots=True)
class Region:
    """A province without 省 (辽宁), and a city without 市 where one is known."""

    province: str
    city: str | None = None

    def holds(self, other: Region) -> bool:
        """Whether the other lies in it."""
        return self.province == other.province and self.city in (None, other.city)


def find_region(words: str) -> Region | None:
    """The region that the words are the name of: 黑龙江省, 沈阳, 大连市."""
    return _places().get(re.sub(f"{_UNIT}$", "", words)) or _places().get(words)


_STATE = frozenset({"中国", "国家", "全国"})
_OF_THE_STATE = re.compile("中国|国家|国网|全国")


def region_of(name: str) -> Region | None:
    """Where an institution is; ``None`` where neither its name nor the facts tell."""
    if name in _facts():
        return _facts()[name]
    campus = _CAMPUS.search(name)
    if campus and (region := find_region(campus["place"] or campus["branch"])):
        return region
    college = _COLLEGE.search(name)
    if college and (found := _starts().match(college["place"])):
        return _places()[found[0]]
    for known, region in _facts().items():
        if name.startswith(known):
            return region
    found = _starts().match(name)
    if found and found[0] not in _STATE:
        return _places()[found[0]]
    if _OF_THE_STATE.match(name) and (found := _starts().search(name, 2)):
        return _places()[found[0]]  # 中国科学院上海药物研究所
    county = next((c for c in _counties() if name.startswith(c)), None)
    return _counties()[county] if county else None


def find_home(document: Document) -> Region | None:
    """The province that a plan is of, by its issuer, else by its title."""
    for words in (document.issuer or "", document.title):
        if found := _starts().search(words):
            return _places()[found[0]]
    return None


def is_of_field(name: str, field: str) -> bool:
    """Whether a school's name has a word of the field (医科, 师范, 农林 …)."""
    return bool(re.search(_data()["fields"][field].replace(" ", "|"), name))


def fields() -> list[str]:
    """The names of the fields, the longest first."""
    return sorted(_data()["fields"], key=len, reverse=True)


def places() -> list[str]:
    """Every province and city."""
    return list(_places())


@cache
def _data() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "regions.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _places() -> dict[str, Region]:
    """Provinces and cities by name; where both are called so (吉林, 海南), the province."""
    found: dict[str, Region] = {}
    for province, cities in _data()["provinces"].items():
        found.update((city, Region(province, city)) for city in cities.split())
    for province, cities in _data()["provinces"].items():
        found[province] = Region(province, None if cities else province)
    return found


@cache
def _starts() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_places(), key=len, reverse=True)))


@cache
def _counties() -> dict[str, Region]:
    """The regions of counties and districts by name."""
    return {
        county: Region(*place.split())
        for place, counties in _data()["counties"].items()
        for county in counties.split()
    }


@cache
def _facts() -> dict[str, Region]:
    """Institutions by name, the longest first."""
    pairs = {
        name: Region(province, city or province)
        for province, entries in _data()["institutions"].items()
        for name, _, city in (entry.partition("/") for entry in entries.split())
    }
    return dict(sorted(pairs.items(), key=lambda pair: len(pair[0]), reverse=True))
