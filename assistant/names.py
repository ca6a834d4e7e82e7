"""Find the institutions of the documents in a question: in full, for short, or mistyped by one
character.

A short name counts where it is one institution's and stands as a word of its own; a mistyped one
where what was typed is no name that another institution could have. The words are data, kept in
``names.toml``. Where in doubt nothing is found: a miss is asked again, a false match misleads.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant import grammar
from ingest.institutions import find_institutions, lexicon

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LONGER = re.compile(  # 辽宁大学生, 沈阳大学城, 辽宁大学堂
    r"生(?![产态物命活成])|堂|城(?![市乡镇])|路(?![径线])|站|分校|校区|附[属中小]|第[一二三四五六]|医院"
)
_SCHOOL = re.compile(r"([\u4e00-\u9fff]{1,10}?)学院")  # 苏州大学应用技术学院 is not 苏州大学
_BRANCH = re.compile(r"国家[\u4e00-\u9fff]{2,6}?总局(?P<whole>[\u4e00-\u9fff]{2,}局)")
_PUBLIC = (
    "人民政府",
    "政府",
    "医院",
    "中学",
    "小学",
    "学院",
    "大学",
    "公司",
    "集团",
)  # of any place
_PLACE = r"(?:[\u4e00-\u9fff]{2,4}?)?"
_SOCIETIES = (
    (re.compile(rf"共青团{_PLACE}(?P<level>[省市县区])委(?:员会)?"), "团委"),
    (re.compile(rf"{_PLACE}(?P<level>[省市县区])?妇女联合会"), "妇联"),
    (re.compile(rf"{_PLACE}(?P<level>[省市县区])?残疾人联合会"), "残联"),
    (re.compile(rf"{_PLACE}(?P<level>[省市县区])?工商业联合会"), "工商联"),
    (re.compile(rf"{_PLACE}(?P<level>[省市县区])?科学技术协会"), "科协"),
    (re.compile(rf"{_PLACE}(?P<level>[省市县区])?总工会"), "工会"),
    (re.compile(rf"{_PLACE}(?P<level>[省市县区])?供销合作(?:社联合社|总社|社)"), "供销社"),
)
"""How societies are called for short."""
_OF_PLACE = re.compile(r"[(（][^()（）]*[)）]")  # 晶岳半导体（沄州）有限公司
_SECOND_NAME = re.compile(r"(?P<house>[^()]+[局委办厅室])\((?P<other>[^()]+)\)")
_ACADEMY = re.compile(rf"{_PLACE}(?P<level>[省市])?农业科学(?:研究)?院")
_OPERATOR = re.compile(
    "中国(?P<brand>移动|电信|联通|铁塔|邮政|石化|石油|人寿|人保)[\u4e00-\u9fff]*公司"
)
_ZONES = {
    "综合保税区": "综保区",
    "高新技术产业开发区": "高新区",
    "经济技术开发区": "经开区",
    "经济开发区": "经开区",
    "自由贸易试验区": "自贸区",
    "管理委员会": "管委会",
}
_ZONE = re.compile(f"(?:{'|'.join(list(_ZONES)[:-1])})(?:管理委员会|管委会)|管理委员会$")
_TELLING = frozenset(
    "理工 师范 医科 科技 外国语 财经 中医药 工商 政法 民族 体育 音乐 美术 农林".split()
)
_OFFICE = "办公室"  # somebody works there: the house itself is meant
_NEWER = "东西南北新老"  # before a place they begin another name: 西辽宁大学
_SHORTEST_MISTYPED = 5  # of all edits but a wrong character in a name of well-known words
_SHORTEST_OWN = 6  # where a name of its own (何氏) is mistyped
_SHORTEST_HOME = 3  # characters of a name without the documents' own place
_LONG_ENOUGH = 8  # from which on no other name differs by one sound


@dataclass(frozen=True, slots=True)
class Named:
    """An institution of the documents at one place of a question, as the user spelt it."""

    name: str
    start: int
    end: int
    spelling: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of ``names.toml``."""

    customary: dict[str, frozenset[str]]  # short to full names
    real: frozenset[str]
    heads: dict[str, str]
    fields: dict[str, str]
    pairs: frozenset[str]
    school_endings: dict[str, str]
    department: re.Pattern[str]
    same: dict[str, tuple[str, ...]]
    ranks: dict[str, str]
    company: re.Pattern[str]
    trades: re.Pattern[str]
    company_short: dict[str, str]
    word: re.Pattern[str]  # a place, a field or an ending
    classes: tuple[frozenset[str], ...]
    brand: frozenset[str]
    look: frozenset[tuple[str, str]]
    before: re.Pattern[str]
    after: re.Pattern[str]
    longer: re.Pattern[str]


@cache
def _words() -> _Words:
    """Read the data file once."""
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        data = tomllib.load(file)
    customary: dict[str, set[str]] = {}
    rows = [line.split() for line in data["customary"]["names"].strip().splitlines()]
    for full, *shorts in rows:
        for short in shorts:
            customary.setdefault(short, set()).add(full)
    groups = [tuple(line.split()) for line in data["departments"]["same"].strip().splitlines()]
    same = {word: group for group in groups for word in group}
    levels, typing = data["departments"]["levels"].split(), data["typing"]
    place = lexicon().place.pattern
    places = frozenset(place.removeprefix("(?:").removesuffix(")").split("|"))
    endings = frozenset(lexicon().kind_of)
    fields = frozenset((typing["fields"] + " " + typing["places"]).split())
    fields |= frozenset(w for w in same if len(w) > 1)
    ranks = _pairs(data["departments"]["ranks"])
    return _Words(
        customary={short: frozenset(full) for short, full in customary.items()},
        real=frozenset(full for full, *_ in rows),
        heads=_pairs(data["universities"]["heads"]),
        fields=_pairs(data["universities"]["fields"]),
        pairs=frozenset(data["universities"]["pairs"].split()),
        school_endings=_pairs(data["universities"]["endings"]),
        department=re.compile(
            f"(?P<place>{place}|[\u4e00-\u9fff]{{2,4}}(?=[省市县区州盟旗]))?(?P<level>{_any(levels)})?"
            f"(?P<business>{_any(same)})(?P<rank>{_any(ranks)})"
        ),
        same=same,
        ranks=ranks,
        company=re.compile(f"(?P<head>.{{3,}}?)(?:{_any(data['companies']['endings'].split())})"),
        trades=re.compile(f"(?:{_any(data['companies']['trades'].split())})"),
        company_short=_pairs(data["companies"]["short"]),
        word=re.compile(f"(?:{_any([*places, *fields, *endings, *levels, *ranks])})"),
        classes=(places, fields - frozenset(typing["seldom"].split()), endings),
        brand=frozenset(typing["brand"]),
        look=frozenset((a, b) for row in typing["look"].split() for a in row for b in row),
        before=re.compile(f"(?:{_any(data['context']['before'].split())})$"),
        after=re.compile(
            f"(?!{_any(data['context']['not_after'].split())})"
            f"(?:{_any(data['context']['after'].split())})"
        ),
        longer=re.compile(
            rf"(?!所(?:[涉承参负有在属做]|需要))(?:{_any(data['context']['longer'].split())})"
        ),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


class NameFinder:
    """Finds the documents' institutions in questions.

    ``names`` are the full names that the documents hold; ``places`` are the documents' own
    places, before which 市财政局 is still theirs (澜江市财政局); ``last_word`` tells the last word
    of a text and whether it may be a noun: a full name may begin behind any other (换成甲大学);
    ``sectors`` are short names that stand in no document: 财政部门 for 财政 of 教育、财政等部门;
    ``texts`` are the documents', whose own words are no short name: 轨道装备 of 轨道装备联合体.
    """

    def __init__(
        self,
        names: frozenset[str],
        places: frozenset[str] = frozenset(),
        last_word: Callable[[str], tuple[str, bool]] = lambda text: (text, True),
        texts: Sequence[str] = (),
        sectors: Mapping[str, str] | None = None,
    ) -> None:
        self._last_word = last_word
        self._names = sorted(names, key=lambda name: (-len(name), name))
        self._places = tuple(p.rstrip("省市县区州盟旗") or p for p in places) or ("\0",)
        shorts = [*(sectors or {}).items(), *_short_names(names, self._places)]
        self._shorts = sorted(shorts, key=lambda pair: -len(pair[0]))
        whole = re.compile("|".join(map(re.escape, self._names)) or r"(?!)")
        self._texts = [whole.sub("\0", text) for text in texts]

    def find(self, text: str) -> list[Named]:
        """The institutions that a text names, in order, none overlapping another."""
        masked = grammar.INTERROGATIVE.sub(lambda match: "?" * len(match[0]), text)
        found: list[Named] = []
        spans = [
            (m.start, m.end - (len(_OFFICE) if m.name.endswith(_OFFICE) else 0))
            for m in find_institutions(masked)
        ]

        def take(name: str, start: int, end: int) -> None:
            if all(end <= other.start or other.end <= start for other in found):
                found.append(Named(name, start, end, text[start:end]))

        for name in self._names:
            for start, end in _places_of(unicodedata.normalize("NFKC", name), text):
                if self._is_whole(name, masked, start, end, spans):
                    take(name, start, end)
        for short, name in self._shorts:
            for start, end in _places_of(short, text):
                if self._stands_alone(masked, start, end, spans):
                    take(name, start, end)
        mistyped: dict[tuple[int, int], set[str]] = {}
        for name in self._names:
            for start, end in _candidates(name, text):
                over = [other for other in found if start < other.end and other.start < end]
                if (
                    all(o.spelling in name and o.spelling != name for o in over)
                    and self._ends_well(masked, start, end, spans)
                    and self._is_typo(name, text[start:end])
                ):
                    mistyped.setdefault((start, end), set()).add(name)
        for (start, end), meant in mistyped.items():
            over_names = [ms for (a, b), ms in mistyped.items() if a < end and start < b]
            if len(set().union(*over_names)) == 1:
                found = [o for o in found if o.end <= start or end <= o.start]
                found.append(Named(next(iter(meant)), start, end, text[start:end]))
        return sorted(found, key=lambda named: named.start)

    def _is_whole(
        self, name: str, text: str, start: int, end: int, spans: list[tuple[int, int]]
    ) -> bool:
        """Whether a full name is no part of a longer one."""
        if _LONGER.match(text, end) or (start and text[start - 1] in _NEWER):
            return False
        school = _SCHOOL.match(text, end)
        if school and not _words().after.match(text, end):
            return False
        if start and (word := self._last_word(text[:start]))[0] and not word[1]:
            spans = [(max(a, start) if b <= end else a, b) for a, b in spans]
        elif name[0] in "省市县区州盟旗" and not self._begins(text, start):
            return False
        return self._covers(text, start, end, spans)

    def _covers(self, text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
        """Whether no institution of the text reaches beyond, a verb or its place left out."""
        for a, b in spans:
            if a < end and start < b and not (start <= a and b <= end):
                located = lexicon().place.match(text, start) and re.fullmatch(
                    f"{lexicon().place.pattern}[省市]", text[a:start]
                )
                if b > end or not (located or self._begins(text, start)):
                    return False
        return True

    def _begins(self, text: str, start: int) -> bool:
        """Whether a name may begin here: no other word runs on into it."""
        if not start or not _CHINESE.match(text, start - 1):
            return True
        head = text[:start]
        return bool(_words().before.search(head)) or head.endswith(self._places)

    def _stands_alone(self, text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
        """Whether a short name is a word of its own and of no longer name."""
        words, short = _words(), text[start:end]
        if not self._begins(text, start) or not self._covers(text, start, end, spans):
            return False
        further = text[start : end + 2]
        said = len(further) == len(short) + 2 and any(further in said for said in self._texts)
        if said and not (words.after.match(text, end) or short.endswith(tuple(lexicon().kind_of))):
            return False
        if end == len(text) or not _CHINESE.match(text, end):
            return True
        if words.department.fullmatch(short):
            return not words.longer.match(text, end)
        plain = _is_plausible(short) and short[-1] != "大"
        if plain and short.endswith(tuple(lexicon().kind_of)):
            return not words.longer.match(text, end)
        if plain or len(short) < 4:  # 辽宁中医的发展, 大工程
            return bool(words.after.match(text, end)) and not (plain and text[end] == "的")
        return not (words.longer.match(text, end) or words.trades.match(text, end))

    def _ends_well(self, text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
        longer = _words().longer.match(text, end)
        return not longer and self._begins(text, start) and self._covers(text, start, end, spans)

    def _is_typo(self, name: str, typed: str) -> bool:
        """Whether ``typed`` is the name with one slip, and nothing that may be meant itself."""
        words = _words()
        if typed not in words.real and _words_swapped(name, typed):
            return True
        if typed in words.real or _is_plausible(typed):
            return False
        at = next((i for i, (a, b) in enumerate(zip(name, typed, strict=False)) if a != b), -1)
        at = min(len(name) - 1, len(typed)) if at < 0 else at
        own, (begin, end) = _part(name, at)
        if len(typed) == len(name):
            if name[at + 1 :] != typed[at + 1 :]:  # two characters changed places
                both = {name[at], typed[at]} <= words.brand  # 东华 and 华东 are two
                return not (own or both) and len(name) >= _SHORTEST_MISTYPED and at + 1 < end
            short = len(name) < _SHORTEST_OWN or typed[at] in words.brand
            if own and short and len(name) < _LONG_ENOUGH:
                return False
            part = typed[begin:end]
            if not own and any(part in kind for kind in words.classes):
                return False  # 山西 and 陕西 sound alike
            looks = (name[at], typed[at]) in words.look and (not own or len(name) >= _LONG_ENOUGH)
            if not own and len(name) >= _LONG_ENOUGH:
                return True
            return looks or bool(_sounds(name[at]) & _sounds(typed[at]))
        if own or len(name) < _SHORTEST_MISTYPED:
            return False
        if len(typed) > len(name):  # one character twice
            return at > 0 and typed[at] == typed[at - 1]
        left = name[begin:at] + name[at + 1 : end]
        kind = next((k for k in words.classes if name[begin:end] in k), frozenset[str]())
        like = [w for w in kind if len(w) == end - begin and left in _without_one(w)]
        return like == [name[begin:end]]


def respell(text: str, things: Iterable[str], texts: Sequence[str]) -> str:
    """A question with the names of things that it has but for one character of the same sound as
    the documents spell them: 光点信息共同体."""
    for thing in things:
        if len(thing) < _SHORTEST_MISTYPED or thing in text:
            continue
        for start, end in _candidates(thing, text):
            typed = text[start:end]
            slips = [(a, b) for a, b in zip(thing, typed, strict=False) if a != b]
            alike = len(typed) == len(thing) and len(slips) == 1 and _sound_alike(*slips[0])
            if alike and not any(typed in said for said in texts):
                return respell(text[:start] + thing + text[end:], things, texts)
    return text


def _sound_alike(one: str, other: str) -> bool:
    return (one, other) in _words().look or bool(_sounds(one) & _sounds(other))


def _short_names(names: frozenset[str], places: Sequence[str]) -> list[tuple[str, str]]:
    """Every short name that is one institution's, with it, the longest first."""
    owners: dict[str, set[str]] = {}
    customary = _words().customary
    for short, full in customary.items():
        owners[short] = set(full & names)
    for name in names:
        for short in (*_formed(name), *_at_home(name, places)):
            if short not in customary:
                owners.setdefault(short, set()).add(name)
    single = [
        (short, next(iter(full)))
        for short, full in owners.items()
        if len(full) == 1 and short not in names and short not in _words().real
    ]
    return sorted(single, key=lambda pair: (-len(pair[0]), pair[0]))


def _at_home(name: str, places: Sequence[str]) -> Iterator[str]:
    """A name without the documents' own place: 水务集团 of 云沅水务集团."""
    own = next((name.removeprefix(place) for place in places if name.startswith(place)), "")
    own = own[1:] if own[:1] and own[0] in "省市县区州" else own
    if len(own) < _SHORTEST_HOME:
        return
    yield own
    company = _words().company.fullmatch(own)
    if company and "集团" in own:
        yield f"{company['head']}集团"


def _formed(name: str) -> Iterator[str]:
    """What the rules of the language make a short name of."""
    words = _words()
    if second := _SECOND_NAME.fullmatch(unicodedata.normalize("NFKC", name)):
        house, other = second["house"], second["other"]
        yield from (house, f"{house}({other.lstrip('省市县区州')})", *_formed(house))
        return
    if department := words.department.fullmatch(name):
        place, level, rank = (department[key] or "" for key in ("place", "level", "rank"))
        group = words.same[department["business"]]
        for prefix in {place + level, level, ""}:
            for business in group:
                yield prefix + business + rank
                if not prefix and rank.endswith(("总局", "署")):
                    yield f"国家{business}{rank}"
                if words.ranks[rank]:
                    yield prefix + business + words.ranks[rank]
                if len(group) > 1:
                    yield prefix + business + "部门"
        return
    if name.endswith("人民政府"):
        yield name.removesuffix("人民政府") + "政府"
    if academy := _ACADEMY.fullmatch(name):
        yield f"{academy['level'] or ''}农科院"
        yield "农科院"
    if branch := _BRANCH.fullmatch(name):  # 国家税务总局澜江市税务局
        yield branch["whole"]
        yield from _formed(branch["whole"])
    for society, short in _SOCIETIES:
        if match := society.fullmatch(name):
            level = match["level"] or ""
            yield from dict.fromkeys(
                (f"{level}{short}", f"{short}{level}", short, f"{short[0]}{level}委")
            )
            break
    if name.endswith("研究院") and len(name) > _SHORTEST_MISTYPED:
        yield name.removesuffix("研究院") + "院"  # 省新材料院
    if operator := _OPERATOR.search(name):  # 中国移动云沅分公司
        yield from (f"{operator['brand']}公司", f"中国{operator['brand']}")
    if name.endswith("供电公司"):
        yield "供电公司"
    if zone := _ZONE.search(name):
        short = zone[0]
        for whole, brief in _ZONES.items():
            short = short.replace(whole, brief)
        yield from (name.replace(zone[0], short), short)
    if name[0] in "省市县区" and len(name) > 2 and not name.endswith(_PUBLIC):
        yield name[1:]  # 残联, 图书馆
    place = match[0] if (match := lexicon().place.match(name)) else ""
    rest = name.removeprefix(place).removeprefix("省" if name[2:3] == "省" else "")
    if place and rest.endswith("大学") and (field := words.fields.get(rest.removesuffix("大学"))):
        if len(field) == 1:  # 大连海洋大数据
            yield place + field + "大"
        if head := words.heads.get(place):
            yield head + field + "大"
            if field in words.pairs:
                yield head + field
        if len(field) > 1:
            yield place + field
    named = name.removesuffix("大学") if name.endswith("大学") else ""
    ends = [full for full in words.fields if named.endswith(full) and named != full]
    if ends and (field := words.fields[max(ends, key=len)]) in words.pairs:
        yield f"{field}大"  # the one 农大 that there is
        yield f"{named.removesuffix(max(ends, key=len))}{field}大"
    field = words.fields[max(ends, key=len)] if ends else ""
    home = named.removesuffix(max(ends, key=len)) if ends else ""
    if len(field) == 1 and 2 <= len(home) <= 3:  # of a place that no list has: 北屏科大
        yield f"{home}{field}大"
    if field and 2 <= len(home) <= 3:
        yield f"{home[0]}{field}{'大' * (len(field) == 1)}"  # 澜理工, 澜师大
    if ends and 2 <= len(home) <= 3 and max(ends, key=len) in _TELLING:
        yield named  # 澜川理工
    for ending, short in words.school_endings.items():
        if name.endswith(ending) and len(name) > len(ending) + 1:
            yield name.removesuffix(ending) + short
            break
    if hospital := re.fullmatch(
        r"(.*?)([省市县区]?)((?:第.)?(?:中心|人民|中医|妇幼保健)医?院)", name
    ):
        yield hospital[3]
        yield hospital[2] + hospital[3]
        if numbered := re.fullmatch("第(.)人民医院", hospital[3]):
            yield f"{hospital[2] or '市'}{numbered[1]}院"
            yield f"{hospital[2] or '市'}{numbered[1]}医院"
        if hospital[1]:
            yield hospital[1] + hospital[3]
    if held := re.fullmatch("(.{4,}集团)(?:股份|控股)?有限(?:责任)?公司", _OF_PLACE.sub("", name)):
        yield from (held[1], f"{held[1]}公司")
    if company := words.company.fullmatch(_OF_PLACE.sub("", name)):
        head = company["head"]
        shorter = re.sub(f"{words.trades.pattern}$", "", head)  # 安颐智能 of 安颐智能科技
        bare = words.trades.sub("", head) if len(head) > 4 else head
        for short in dict.fromkeys((head, shorter, bare, head[2:])):
            own = len(short) > 3 and head.endswith(short)
            own = own and bool(words.trades.search(short, len(short) - 2))
            if (own or (head.startswith(short) and len(short) > 2)) and not _is_plausible(short):
                yield short
        for trade, brief in sorted(words.company_short.items(), key=lambda pair: -len(pair[0])):
            if trade in head:
                called = head.replace(trade, brief)
                placeless = called[called.find(brief) :]
                bare = re.sub("(?<=[\u4e00-\u9fff]{2})[省市县区]", "", called)
                for whole in dict.fromkeys((called, bare, placeless)):
                    yield from (f"{whole}集团", f"{whole}公司")
                yield from (called, bare)
                break
        brand = words.trades.sub("", head.removeprefix(place).lstrip("省市"))
        if len(brand) > 1 and not _is_plausible(brand):
            yield f"{brand}公司"  # 陕西云舍信息技术有限公司: 云舍公司


def _places_of(part: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def _candidates(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the text has the name but for one slip; one half of the name is always unhurt."""
    size, half = len(name), len(name) // 2
    if size < 4:
        return
    starts = {a for a, _ in _places_of(name[:half], text)}
    ends = {b for part in (name[half:], name[half + 1 :]) for _, b in _places_of(part, text)}
    spans = {(a, a + size + d) for a in starts for d in (-1, 0, 1)}
    spans |= {(b - size - d, b) for b in ends for d in (-1, 0, 1)}
    spans |= {(b - size, b) for _, b in _places_of(name[-2:], text)}  # 航天航空大学
    for start, end in sorted(spans):
        typed = text[max(start, 0) : end]
        if start < 0 or end > len(text):
            continue
        if _one_slip(name, typed) or _words_swapped(name, typed):
            yield start, end


def _one_slip(name: str, typed: str) -> bool:
    """Whether one character is wrong, lacks or is too many, or two have changed places."""
    same = 0
    while same < min(len(name), len(typed)) and name[same] == typed[same]:
        same += 1
    a, b = name[same:], typed[same:]
    if len(a) != len(b):
        return a[1:] == b or a == b[1:]
    return bool(a) and (a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:]))


def _words_swapped(name: str, typed: str) -> bool:
    """Whether two words of two characters have changed places: 航天航空."""
    if len(name) != len(typed) or name == typed:
        return False
    return any(
        typed == name[:i] + name[i + 2 : i + 4] + name[i : i + 2] + name[i + 4 :]
        for i in range(len(name) - 3)
    )


def _part(name: str, at: int) -> tuple[bool, tuple[int, int]]:
    """The word of a name that holds a position, and whether it is the name's own (何氏)."""
    begin = 0
    for word in _words().word.finditer(name):
        if at < word.start():
            return True, (begin, word.start())
        if at < word.end():
            return len(word[0]) < 2, word.span()
        begin = word.end()
    return True, (begin, len(name))


def _is_plausible(typed: str) -> bool:
    """Whether a name consists of well-known words alone: some institution may have it."""
    return bool(re.fullmatch(f"{_words().word.pattern}+", typed))


def _without_one(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


@cache
def _sounds(character: str) -> frozenset[str]:
    """The toneless readings of a character."""
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
