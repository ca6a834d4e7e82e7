"""Take a question's wording apart: its grammar goes, what it asks for and constrains is kept.

Each ``take`` returns what it found and the text without it, so that what is left is the topic.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant import grammar
from assistant.names import Named
from assistant.reading import NAME
from index.thesaurus import find_terms
from ingest.institutions import find_institutions
from ingest.outline import to_integer, to_numeral
from ingest.platforms import platform_type, type_words
from ingest.regions import region_of

_MANY = 10**6
_LONGEST_NAME = 16  # characters of a platform's name after its place
_RARE = 8.9  # -ln of the share of a character that says something alone
_PLACED_NAMES = tuple(
    "医院 中学 小学 研究所 研究院 集团 银行 海关 法院 检察院 电视台 博物馆 图书馆 商会".split()
)
_NEAR_TITLE, _LEAD = 0.25, 0.08  # cosine with a section's title, and what it leads the next by
_PIECE = 4  # characters of a piece that the documents may say as it stands
_NUMBERED = re.compile(r"^[那这]?[一二两三四五六七八九十几0-9]+[家所个]")
_THROUGH = frozenset("到至-—~")
_ASKED = re.compile("谁|哪")
_ACTS = frozenset("教 派 送 开 办 给 帮 找 用 借 买 卖 交 去 来 建 看".split())


@dataclass(frozen=True, slots=True)
class Known:
    """What a question is read against: the documents' texts, what finds the institutions that
    they name, the short names that they give them, the positions and titles of their sections,
    how their language is cut into words, and how rare its words are; the institutions that they
    name, and the places that they are of; the labels of items by their titles, where those tell
    them apart, and in order with their sections, where there is but one document; and the
    positions of its sections by their printed numbers."""

    texts: tuple[str, ...]
    find: Callable[[str], list[Named]]
    aliases: Mapping[str, str]
    sections: tuple[tuple[int, str], ...]
    cut: Callable[[str], list[str]]
    information: Callable[[str], float]
    is_noun: Callable[[str], bool]
    compare: Callable[[str, Sequence[str]], list[float]]
    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[tuple[int, str], ...] = ()
    printed: Mapping[int, int] = field(default_factory=dict)


def take_institutions(text: str, known: Known) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Institutions of the documents, others, and the text with ``NAME`` for each of their
    characters."""
    unknown, rest = [], text
    found = [named for named in known.find(text) if not _of_platform(named, text, known)]
    for named in found:
        rest = rest[: named.start] + NAME * (named.end - named.start) + rest[named.end :]
    open_text = grammar.INTERROGATIVE.sub(lambda match: "?" * len(match[0]), text)
    spans = [(m.name, m.start, m.end) for m in find_institutions(open_text)]
    for name, start, end in spans:
        if not _is_name(name, known):
            continue
        if rest[start - 1 : start] == NAME:  # 甲大学宣传部: an office of the one named
            rest = rest[:start] + NAME * (end - start) + rest[end:]
            continue
        if NAME not in rest[start:end] and not _is_named(name, known):
            unknown.append(name)
            rest = rest[:start] + NAME * (end - start) + rest[end:]
    for start, end in _namesakes(rest, known):
        unknown.append(rest[start:end])
        rest = rest[:start] + NAME * (end - start) + rest[end:]
    names = dict.fromkeys(named.name for named in found)
    return tuple(names), tuple(unknown), rest


def _is_named(name: str, known: Known) -> bool:
    """Whether the documents have a name, not only as the beginning of a longer one: 甲大学 of
    甲大学科技学院."""
    longer = [other for other in known.names if other != name and other.startswith(name)]
    said = [text for text in known.texts if name in text]
    for other in sorted(longer, key=len, reverse=True):
        said = [text.replace(other, "") for text in said]
    return any(name in text for text in said)


def _namesakes(text: str, known: Known) -> list[tuple[int, int]]:
    """Where somebody is said to act whom the documents have with another ending alone: 石浔区 where
    they have 石浔县."""
    found = []
    for match in grammar.ACTS_AS.finditer(text):
        kind = match["kind"]
        others = next(group for group in grammar.ENDINGS if kind in group) - {kind}
        for start in range(match.start(), match.start("kind") - 1):
            stem = text[start : match.start("kind")]
            if any(stem + kind in said for said in known.texts):
                break
            if any(stem + other in said for other in others for said in known.texts):
                found.append((start, match.end("kind")))
                break
    return found


def take_left_out(
    text: str, rest: str, known: Known
) -> tuple[tuple[str, ...], tuple[int, ...], str, str]:
    """The institutions and tasks that a question leaves out, the words that say so, and the rest.

    ``rest`` is the text with its institutions blanked, of the same length.
    """
    for match in grammar.EXCEPT.finditer(text):
        words = _NUMBERED.sub("", next(group for group in match.groups() if group).strip())
        names = tuple(dict.fromkeys(named.name for named in known.find(words)))
        tasks, around = ((), "") if names else take_numbers(grammar.TASK, words)
        tasks = tasks if len(around.strip()) <= _PIECE else ()
        if (
            names
            or tasks
            or (kinds(words.strip()) and grammar.ANY_OF_KIND.fullmatch(words.strip()))
        ):
            after = rest[match.end() :].replace("还有", " ", 1)
            return names, tasks, words, f"{rest[: match.start()]} {after}"
    return (), (), "", rest


def without_apposition(text: str, known: Known) -> str:
    """The text without what only calls a name before it by its kind: 甲智能这家公司."""
    for match in grammar.THAT_HOUSE.finditer(text):
        bare = text[: match.start()] + text[match.end() :]
        if any(named.end == match.start() for named in known.find(bare)):
            return bare
    return text


def tasks_by_role(text: str, known: Known) -> str:
    """The text with the tasks of an institution asked for by what it does in them: 甲局是哪些任务的
    牵头单位 as 甲局牵头哪些任务."""
    if len(known.find(text)) > 1:
        return text
    for pattern in grammar.TASKS_BY_ROLE:
        match = pattern.search(text)
        if match and known.find(match["who"]):
            link = "" if grammar.ASKS_SOME.search(match["tasks"]) else "的"
            said = f"{match['who']}{match['role']}{link}{match['tasks']}"
            return text[: match.start()] + said + text[match.end() :]
    return text


def number_titles(text: str, known: Known) -> str:
    """The text with an item's title, as it stands, for which its label is put: what the title is
    worded with (推动, 共建) asks for nothing. Not where it is one of several subjects."""
    if known.labels:
        text = _number_places(text, known)
    if grammar.JOINT.search(text) or grammar.EXCLUDED_TOPIC.search(text):
        return text
    for title, label in known.titles.items():
        if title in text:
            quoted = rf"(?:标题|题目|名称)?(?:是|为|叫做?)?[“\"「《]?{re.escape(title)}[”\"」》]?"
            return re.sub(quoted, f" {label} ", text, count=1)
    return text


def _number_places(text: str, known: Known) -> str:
    """The text with the label of an item that is told by its place: 最后一项任务, and 第二部分的
    第一项 where no item there is numbered so. The words stay where there are not so many."""
    if not (grammar.FROM_THE_END.search(text) or grammar.NTH_ITEM.search(text)):
        return text
    inside, _ = take_sections(text, known)
    labels = [label for section, label in known.labels if len(inside) != 1 or section in inside]
    numbers = {_integer(re.findall(grammar.NUMERAL, label)[-1]) for label in labels}

    def from_the_end(match: re.Match[str]) -> str:
        place = _integer(match["number"]) if match["number"] else 1
        return f" {labels[-place]} " if place <= len(labels) else match[0]

    def from_the_first(match: re.Match[str]) -> str:
        place = _integer(match["number"])
        printed = place in numbers or not 0 < place <= len(labels)
        return match[0] if printed else f" {labels[place - 1]} "

    text = grammar.FROM_THE_END.sub(from_the_end, text)
    return grammar.NTH_ITEM.sub(from_the_first, text) if len(inside) == 1 else text


def spread_numbers(text: str) -> str:
    """The text with numbers that share a noun parted: 第3、5项, 前三项, 第二部分的(一)和(三)."""
    text = grammar.NAMED_PART.sub(r"\g<part>", text)
    text = grammar.FIRST_TASKS.sub(lambda m: _numbered(range(1, _integer(m["count"]) + 1)), text)
    text = grammar.LABELS_OF_SECTION.sub(_labelled, text)
    text = grammar.THAT_SECTION.sub(r"第\1", text)  # 二、这一部分
    text = grammar.BARE_LABEL.sub(r"第\1项", text)  # （七）是关于什么的
    text = grammar.THROUGH.sub(lambda m: f"第{m['first']}至", text)
    for pattern in grammar.NUMBERS:
        text = pattern.sub(_parted, text)
    return text


def _parted(match: re.Match[str]) -> str:
    """第3、5项 as 第3项、第5项; 第3到5项 with the number between."""
    numbers: list[int] = []
    through = False
    for piece in re.split(rf"({grammar.NUMERAL})", match["numbers"]):
        if re.fullmatch(grammar.NUMERAL, piece):
            value = to_integer(piece)
            numbers += range(numbers[-1] + 1, value) if through else ()
            numbers.append(value)
        through = bool(set(piece) & _THROUGH)
    return _numbered(numbers, match["lead"] or "第", match["noun"])


def _numbered(numbers: Iterable[int], lead: str = "第", noun: str = "项") -> str:
    return "、".join(f"{lead}{number}{noun}" for number in numbers)


def _labelled(match: re.Match[str]) -> str:
    section = to_numeral(to_integer(match["section"]))
    items = re.findall(grammar.NUMERAL, match["items"])
    return "".join(f" {section}、({item}) " for item in items)


def _integer(numeral: str) -> int:
    return to_integer(numeral.replace("两", "二"))


def take_choice(text: str, known: Known) -> tuple[tuple[str, ...], bool, str] | None:
    """The institutions among which a question lets choose, whether those without a part are meant,
    and the question for all: 甲和乙谁参与丙 as 哪些单位参与丙. ``None`` where it is no such one."""
    named = known.find(text)
    choice = grammar.CHOICE.match(text, named[-1].end) if len(named) > 1 else None
    between = (text[a.end : b.start] for a, b in itertools.pairwise(named))
    if not choice or not all(re.fullmatch("[、,，和与跟及或]|还是|以及|还有", b) for b in between):
        return None
    what = choice["what"]
    if grammar.MOST.search(what) or re.search("[多少]的?[?？。]*$", what):
        return None
    if choice["not"] and (told := grammar.CHOSEN_IN.match(what)):
        what = f"参与{told['what']}"
    names = tuple(dict.fromkeys(name.name for name in named))
    return names, bool(choice["not"]), f"{text[: named[0].start]}哪些单位{what}"


def take_absent(text: str, known: Known) -> tuple[str, ...]:
    """The institutions that the tasks asked for are without: 哪些任务没有市财政局."""
    named = known.find(text)
    return tuple(n.name for n in named if grammar.ABSENT.search(text[: n.start]))


def _of_platform(named: Named, text: str, known: Known) -> bool:
    """Whether a place is but the beginning of a platform's name: 禾川县柑橘产业研究院."""
    if named.name[-1] not in "省市县区州盟旗":
        return False
    pieces = (text[named.start : end] for end in range(named.end + 2, named.end + _LONGEST_NAME))
    return any(
        platform_type(piece) and any(piece in said for said in known.texts) for piece in pieces
    )


def take_parts(text: str, known: Known) -> tuple[tuple[str, str], ...]:
    """The institutions with the part that the words around their names give them."""
    parts: list[tuple[str, str]] = []
    for named in known.find(text):
        part = grammar.HAS_PART.match(text, named.end) or grammar.PART_OF.search(
            text[: named.start]
        )
        if part:
            parts.append((named.name, part["role"]))
    return tuple(parts)


def take_absent_after(text: str, known: Known) -> tuple[str, ...]:
    """The institutions that the tasks asked for are without: 甲局牵头而乙局不参与的."""
    named = known.find(text)
    return tuple(
        n.name
        for n in named
        if grammar.HAS_NEITHER.match(text, n.end) or grammar.HAS_NO_PART.match(text, n.end)
    )


def _is_name(words: str, known: Known) -> bool:
    """Whether what is formed like an institution's name is one: 清华大学, not 教农民合作社."""
    if re.fullmatch(f"(?:{grammar.KIND})+", words) or grammar.NO_NAME.match(words):
        return False  # 区县政府, 这所大学, 今年大学
    cut = known.cut(words)
    if any(word in grammar.FILLERS or word in _ACTS for word in cut[:-1]):
        return False
    places = (*known.names, *known.places)
    placed = region_of(words) or any(words.startswith(place) for place in places)
    return (
        words.endswith(
            (
                "大学",
                "学院",
                "专科学校",
                "有限公司",
                "总公司",
                "局",
                "委",
                "人民政府",
                "管委会",
                "协会",
                "海关",
            )
        )
        or (words[0] in "省市县区州" and words.endswith("厅"))
        or bool(re.fullmatch("[\u4e00-\u9fff]{3,}(?:部|总局|总署)", words))
        or bool(re.match("[省市县区]?第[一二三四五六七八九十]+", words))
        or (bool(placed) and words.endswith(_PLACED_NAMES))
        or len(cut) < 2
        or any(not known.information(word) < math.inf for word in cut[:-1])
    )


def take_numbers(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, ...], str]:
    """The integers that a pattern's groups print, each once, and the text without them."""
    numbers = [to_integer(next(g for g in m.groups() if g)) for m in pattern.finditer(text)]
    return tuple(dict.fromkeys(numbers)), pattern.sub(" ", text)


def take_times(text: str) -> tuple[tuple[int, int] | None, str]:
    """In how many tasks the institutions asked for act, and the text without that."""
    if match := grammar.AT_LEAST.search(text):
        numeral = match["several"] or match["count"] or match["least"] or match["over"] or "2"
        least = to_integer(numeral.replace("两", "二")) + bool(match["over"])
        return (least, _MANY), grammar.AT_LEAST.sub(" ", text)
    if grammar.ONCE.search(text):
        return (1, 1), grammar.ONCE.sub(" ", text)
    return None, text


def take_outside(
    text: str, known: Known
) -> tuple[tuple[tuple[int, ...], tuple[int, ...]] | None, str]:
    """The tasks and sections in which those asked for have no part, and the text without them."""
    for label in grammar.TASK, grammar.SECTION:
        several = re.compile(f"(?:{_unnamed(label)})(?:[、和与及]+(?:{_unnamed(label)}))*")
        for place in several.finditer(text):  # 第四条里没有出现, 第一部分有但第二部分没有的
            behind = re.match("(?:任务)?(?:里|中|里面|当中|上)?", text[place.end() :])
            begin = place.end() + (behind.end() if behind else 0)
            if absent := grammar.NOT_THERE.match(text, begin):
                numbers, _ = take_numbers(label, place[0])
                rest = f"{text[: place.start()]} {text[absent.end() :]}"
                return (numbers, ()) if label is grammar.TASK else ((), numbers), rest
    lacking = grammar.NOT_IN.search(text)
    if not lacking:
        return None, text
    tasks, after = take_numbers(grammar.TASK, text[lacking.end() :])
    sections, after = take_sections(after, known)
    if not (tasks or sections):
        return None, text
    return (tasks, sections), f"{text[: lacking.start()]} {after}"


def _unnamed(pattern: re.Pattern[str]) -> str:
    """A pattern of which no group is kept."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern.pattern)


def take_sections(text: str, known: Known) -> tuple[tuple[int, ...], str]:
    """Sections by number (第三部分, 前四个部分) or by their theme (沿海经济带部分)."""
    if match := grammar.FIRST_PARTS.search(text):
        count = to_integer(match["count"].replace("两", "二"))
        return tuple(range(1, count + 1)), grammar.FIRST_PARTS.sub(" ", text)
    if match := grammar.SAFEGUARDS.match(text):
        titled = [index for index, title in known.sections if match["what"] in title]
        other = [index for index, title in known.sections if grammar.SAFEGUARD.search(title)]
        if titled or other:
            return tuple(titled or other), "总结"
    if known.sections and (match := grammar.LAST_PART.search(text)):
        last = max(index for index, _ in known.sections)
        return (last,), text[: match.start()] + " " + text[match.end() :]
    if match := grammar.ALL_PARTS.search(text):  # 四个区域部分里都: all that have items, it may be
        count = _integer(match["count"])
        last = max((index for index, _ in known.sections), default=0)
        if count in (last, last - 1):
            return tuple(range(1, count + 1)), grammar.ALL_PARTS.sub(" 都", text)
    sections, text = take_numbers(grammar.SECTION, text)
    sections = tuple(known.printed.get(number, number) for number in sections)
    if match := grammar.TWO_THEMES.search(text):
        second = _sections_on(match["other"], known)
        for begin in range(match.start("one"), match.end("one") - 1) if second else ():
            if first := _sections_on(text[begin : match.end("one")], known):
                text = text[:begin] + " " + text[match.end() :]
                return (*sections, *first, *second), text
    for pattern in (grammar.BY_THEME, grammar.THEME_TASKS):
        for match in pattern.finditer(text):
            theme = re.sub("的?(?:那|这)?$", "", match["theme"])
            for begin in range(len(theme) - 1):  # the longest end of what stands before 部分
                if indices := _sections_on(theme[begin:], known):
                    text = text[: match.start() + begin] + " " + text[match.end() :]
                    more, text = take_sections(text, known)  # 甲那部分又乙那部分
                    return (*sections, *dict.fromkeys((*indices, *more))), text
    match = grammar.THAT_PART.search(text) if not sections else None
    theme = trim(match["theme"], known) if match else ""
    if match and theme and (index := _nearest_section(theme, known)):
        return (index,), text[: match.start()] + " " + text[match.end() :]
    return sections, text


def _nearest_section(theme: str, known: Known) -> int:
    """The position of the section whose title is nearest to a theme, 0 where none stands out."""
    titled = [(index, title) for index, title in known.sections if index]
    if len(titled) < 2 or any(theme in text for text in known.texts):
        return 0
    cosines = known.compare(theme, [title for _, title in titled])
    second, first = sorted(range(len(titled)), key=cosines.__getitem__)[-2:]
    stands_out = cosines[first] >= _NEAR_TITLE and cosines[first] - cosines[second] >= _LEAD
    return titled[first][0] if stands_out else 0


def _sections_on(theme: str, known: Known) -> tuple[int, ...]:
    """The positions of the sections whose title has the theme, or else its characters in order."""
    bare = re.sub("(?:地区|区域|片区)$", "", theme) or theme
    same = tuple(i for i, title in known.sections if bare in title)
    if not same and re.fullmatch("一[圈带核轴翼区港湾廊极环]", bare):  # 一圈: …都市圈建设
        ending = tuple(i for i, title in known.sections if bare[1] in title)
        return ending if len(ending) == 1 else ()
    if same or len(bare) < _PIECE:
        return same
    spread = re.compile(".{0,4}".join(map(re.escape, bare)))  # 沈阳都市圈, 沈阳现代化都市圈
    if found := tuple(i for i, title in known.sections if spread.search(title)):
        return found
    words = known.cut(bare)  # 辽西先导区
    several = sum(len(word) > 1 for word in words) > 1
    return tuple(i for i, title in known.sections if several and all(w in title for w in words))


def take_asked(
    text: str, about_institution: bool, known: Known
) -> tuple[str, str, str | None, str]:
    """What is asked for, the kind and role it names, and the text without that."""
    roles = dict.fromkeys(match[0] for match in re.finditer(f"{grammar.ROLES}|参与", text))
    if not re.search("参加(?:的)?(?:单位|部门|方)", text):
        roles.pop("参加", None)  # 都参加的任务 asks for any part
    specific = [role for role in roles if role in grammar.SPECIFIC_ROLES]
    role = next(iter(roles)) if len(roles) == 1 and not roles.keys() & {"参与"} else None
    if not role and len(specific) == 1 and not roles.keys() & {"参与", "参加"}:
        role = specific[0]  # 推动…谁是牵头部门
    if len(_ASKED.findall(text)) > 1 and len(roles) > 1 and "联合" in roles:
        role = None  # 由谁牵头,又联合了哪些单位
    both = about_institution and {"负责", "配合"} <= roles.keys()  # 自己负责哪些,给哪条打配合
    role = None if "成员" in text or both else role
    if grammar.ASKS_WAY.match(text):
        return "text", "", None, _without_verbs(text, known) if about_institution else text
    if not about_institution and (match := grammar.KIND_DOES.search(text)):
        return "institutions", kinds(match["kind"]), role, match["topic"]
    match = grammar.KIND_OF_ROLE.search(text)
    if match and not (about_institution and grammar.TASKS.search(text, match.end())):
        kind = kinds(match["which"] or match["kind"])
        role = None if match["second"] else match["role"]
        return "institutions", kind, role, text[: match.start()] + text[match.end() :]
    if about_institution and (match := grammar.PARTNERS.search(text)):
        named = re.search(grammar.KIND, match[0])
        kind = kinds(named[0]) if named else ""
        return "institutions", kind, None, text[: match.start()] + " " + text[match.end() :]
    if match := grammar.platforms_named(tuple(type_words())).search(text):
        quoted = re.findall("|".join(type_words()), match[0])
        before = text[: match.start()] + " " + text[match.end() :]
        topic = re.sub(r"的?(?:平台|机构|中心|名称|名字|校名)(?:里|中)?", " ", before)
        return "platforms", "、".join(dict.fromkeys(quoted)), role, topic
    if match := grammar.platforms_asked(tuple(type_words())).search(text):
        kind = next(word for word in match.groups() if word)
        if (several := types_together(text)) and (kind in several or several == "平台"):
            kind, text = several, without_types(text)
        elif re.search(rf"中心[、和与及或]+{kind}", text):
            kind = f"中心、{kind}"
        before = re.sub(
            r"(?:提到|提及|点名|列出|(?:还|又|也|要)*(?:建|办|设|有|建设|成立))(?:了|的|过|起)?$",
            "",
            text[: match.start()],
        )
        topic = before + " " + text[match.end() :]
        return "platforms", kind, role, _without_verbs(topic, known) if topic.strip() else topic
    for pattern in (grammar.KIND_BEFORE, grammar.KIND_AFTER, grammar.KIND_LAST, grammar.WHO):
        asked = pattern.search(text)
        if asked and pattern is grammar.KIND_BEFORE and _ends_name(text, asked, known):
            asked = None
        if asked and not (about_institution and pattern is grammar.WHO):
            break
    if asked and not (about_institution and pattern is grammar.WHO):
        kind = kinds(asked["kind"]) if "kind" in asked.groupdict() else ""
        if kind and (more := grammar.AND_KIND.match(text, asked.end())):
            kind = f"{kind}、{kinds(more['kind'])}"  # 哪些医院和哪个区
            text = text[: asked.end()] + text[more.end() :]
        before = re.sub(r"背后$|依靠$", "", text[: asked.start()])
        after = re.sub(r"^(?:来|在|去|会|要|将|主要|正在|能)+", "", text[asked.end() :])
        sides = [_without_verbs(side, known) for side in (before, after)]
        return "institutions", kind, role, " ".join(sides)
    if match := grammar.TASKS.search(text):
        rest = text[: match.start()] + " " + text[match.end() :]
        return "tasks", "", role, grammar.ROLE_NOUN.sub(" ", rest) if about_institution else rest
    return "text", "", role, _without_verbs(text, known) if about_institution else text


def types_together(text: str) -> str:
    """Types of platforms that a question names side by side (重点实验室、技术创新中心).

    平台, which is any of them, where it is among them; empty where it names but one.
    """
    found = _types_listed().search(text)
    types = dict.fromkeys(re.findall(_any_type(), found[0])) if found else {}
    return "平台" if "平台" in types else "、".join(types)


def without_types(text: str) -> str:
    """The text without such a list."""
    return _types_listed().sub(lambda match: " " * len(match[0]), text, count=1)


@cache
def _any_type() -> str:
    return "|".join([*type_words(), "中心", "学院"])


@cache
def _types_listed() -> re.Pattern[str]:
    between = r"(?:[、,和与及或]|以及|还有)(?:哪[一几]?[个些家]?)?[\u4e00-\u9fff]{0,5}?"
    return re.compile(rf"(?:{_any_type()}|线)(?:{between}(?:{_any_type()}))+")


def take_quality(text: str, known: Known) -> tuple[str, str, str, str]:
    """The text without what tells where, of what field or of what name the institutions are.

    省外高校, 沈阳的医院, 师范类大学, 医科大学, 校名带“海洋”的.
    """
    holds = grammar.NAME_HOLDS.search(text)
    part = "、".join(filter(None, holds.groups())) if holds else ""
    text = grammar.NAME_HOLDS.sub(" ", text)
    qualified = sorted(  # of several, the one that is asked for: 辽宁的高校联合哪两所省外高校
        grammar.QUALIFIED_KIND.finditer(text),
        key=lambda match: not grammar.ASKS_NEXT.search(text, 0, match.start()),
    )
    for match in qualified:
        kind = re.match(grammar.KIND, text[match.end() :])
        whole = match[0] + (kind[0] if kind else "")
        rest = text[: match.start()] + text[match.end() :]
        schools = kind and re.match("院校|高校|本科院校", kind[0])  # 医学院校, 师范高校
        if not match["field"] or "类" in match[0] or schools:
            return rest, match["side"] or match["place"] or "", match["field"] or "", part
        if any(whole in words for words in known.texts):
            return rest, "", "", part or whole
    return text, "", "", part


def take_measures(text: str, known: Known) -> str:
    """The text without measures that the documents give by their unit alone: 功率, 20 兆瓦."""
    for asked, _ in grammar.MEASURES:
        match = asked.search(text)
        if match and not any(match[0] in words for words in known.texts):
            text = text[: match.start()] + " " + text[match.end() :]
    return text


def _ends_name(text: str, asked: re.Match[str], known: Known) -> bool:
    """Whether the word for a kind only ends a name that the documents hold: 甲产业学院是谁办的."""
    name = text[max(0, asked.start("kind") - 3) : asked.end("kind")]
    return len(name) > 4 and any(name in words for words in known.texts)


def name_kind(text: str) -> str:
    """The word with which the names asked for end: 银行."""
    named = [word for word in sorted(grammar.NAME_KINDS) if word in text]
    others = re.search("企业|(?<!有限)公司|央企|国企|民企", re.sub("企业集团", "", text))
    return "" if others or len(named) != 1 else named[0]


def kinds(words: str) -> str:
    """The kinds that a phrase names: 高校, or 高校、企业 for 高校和企业."""
    named = re.findall("|".join(sorted(grammar.KIND_OF, key=len, reverse=True)), words)
    if any(not grammar.KIND_OF[word] for word in named):
        return ""  # 部门和机构
    return "、".join(dict.fromkeys(kind for word in named if (kind := grammar.KIND_OF[word])))


def _without_verbs(text: str, known: Known) -> str:
    """The text without the verb that it begins or ends with: 负责冰雪经济, 冰雪经济由…建设."""
    whole = _strip_edges(text.strip(" ?。!,"), known)
    bare = grammar.VERB_LAST.sub("", _strip_edges(grammar.VERB_FIRST.sub("", whole), known))
    return whole if bare in grammar.VAGUE or len(bare) < 2 < len(whole) else bare  # 推进会


def trim(topic: str, known: Known) -> str:
    """The topic's own words: grammar, punctuation and fillers at its edges taken away."""
    words: list[str] = []
    for piece in grammar.NOISE.split(topic):
        if len(piece) >= _PIECE and any(piece in text for text in known.texts):
            words.append(piece)  # as the documents say it: 绿色低碳领域未来技术学院
            continue
        parts = grammar.NOISE.split(grammar.SCAFFOLD.sub(" ", piece))
        words += [_strip_fillers(_strip_edges(part, known), known) for part in parts]
    topic = " ".join(word for word in words if len(word) > 1 or _tells(word, known))
    return "" if grammar.EMPTY.fullmatch(topic.replace(" ", "")) else topic


def _tells(character: str, known: Known) -> bool:
    """Whether a lone character is a topic of its own: 镁, not 共."""
    return bool(character) and known.information(character) >= _RARE


def split_topics(rest: str, known: Known) -> tuple[str, ...]:
    """The topics that a conjunction joins: 既A又B, A和B两项都; empty where there is one."""
    sides = [
        trim(_without_verbs(side.removeprefix("既"), known), known)
        for side in grammar.BOTH.split(rest.strip())
    ]
    topics = tuple(side for side in sides if side)
    return topics if len(topics) > 1 else ()


def _strip_fillers(part: str, known: Known) -> str:
    if any(part in text for text in known.texts):
        return part if part not in grammar.FILLERS else ""
    words, terms = known.cut(part), find_terms(part)
    start, end = 0, len(part)
    while words and words[0] in grammar.FILLERS and all(a != start for a, _ in terms):
        start += len(words.pop(0))
    while words and words[-1] in grammar.FILLERS and all(b != end for _, b in terms):
        end -= len(words.pop())  # not the 和 of 碳中和
    return _strip_edges(part[start:end], known)


def _strip_edges(word: str, known: Known) -> str:
    """The word without the function words at its ends."""
    if find_terms(word) == [(0, len(word))]:
        return word  # 到期
    before = ""
    while before != word:
        before = word
        for edge in grammar.EDGE.finditer(before):
            words = known.cut(before)
            first, last = (words[0], words[-1]) if words else ("", "")
            at_start = edge.start() == 0
            if len(first if at_start else last) <= len(edge[0]):  # not the 会 of 会商
                word = before[edge.end() :] if at_start else before[: edge.start()]
                break
    return word
