"""Understand a question: what it asks for, and what it constrains."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant import grammar
from assistant.padding import without_asides, without_padding
from assistant.reading import NAME, read
from assistant.subject import (
    ask_again,
    counts_things,
    find_kind,
    is_chat,
    is_said,
    keep_subject,
    quoted_topic,
    split_subjects,
    subject_of,
)
from assistant.wording import (
    Known,
    kinds,
    name_kind,
    number_titles,
    split_topics,
    spread_numbers,
    take_absent,
    take_absent_after,
    take_asked,
    take_choice,
    take_institutions,
    take_left_out,
    take_measures,
    take_numbers,
    take_outside,
    take_parts,
    take_quality,
    take_sections,
    take_times,
    tasks_by_role,
    trim,
    without_apposition,
    without_types,
)
from ingest.outline import to_integer
from ingest.platforms import platform_type

_FACTS = (
    ("title", grammar.TITLE),
    ("place", grammar.PLACE),
    ("scope", grammar.SCOPE),
    ("source", grammar.SOURCE),
)
OF_DOCUMENT = frozenset("title opening source issued purpose valid contact addressed chat".split())
"""What is asked of a document itself, or of none."""
_TERM = 4  # characters of what follows a word for a part in a term
_YEAR = re.compile("20[0-9]{2}年?底?")
_MARKUP = str.maketrans("<>&", "   ")
_BARE = 7  # characters of a count of what was spoken of: 一共几项
_UNTOLD = 20.0  # lead of what a question asks for, in which nothing is tagged as its subject
_TERSE = 6  # characters of a question such as 第12项


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    ``asks`` is ``institutions``, ``platforms``, ``tasks``, ``place`` (in the outline), ``scope``
    (适用范围), ``sum`` (最高的一笔奖励), ``summary``, ``text``, or what is asked of a document
    itself: ``title``, ``opening`` (序言), ``source`` (文号), ``issued`` (印发时间、机关),
    ``purpose`` (制定目的), ``valid`` (有效期), ``contact`` and ``addressed`` (主送单位);
    ``kind`` the kind of institution or platform asked for (``""`` for any); ``role`` the user's
    own word for the part;
    ``topic`` what is left when the question's grammar is taken away, ``topics`` its parts where
    和 or 又 join some; ``institutions`` are named by the documents, ``unknown`` by none of them,
    ``excluded`` are those it leaves out, ``among`` those to which it keeps, of an earlier
    answer or named, ``absent`` tells that it asks for those of them that have no part;
    ``pairs`` are the section and number of tasks named by both: 二、（三）;
    ``outside`` holds the tasks and sections in which they must have no part, ``shared`` asks for
    those who act in the tasks of the institutions, in ``other_role`` where it is told;
    ``everyone`` wants those behind besides those who do it; ``check`` puts a statement that may
    be wrong;
    ``parts`` are the roles in which institutions that are named act side by side, ``roles`` two
    that somebody has, the second never with ``only``; ``lacking_role`` is one that nobody has;
    ``step`` is by how many items after those of ``tasks`` the one asked for stands;
    ``times`` is in how many tasks they act, at least and at most; ``lacking`` a kind that is not
    in the tasks asked for; ``place`` (辽宁, 省外) and ``field`` (医科) are where and of what
    they are.
    """

    text: str
    asks: str = "text"
    kind: str = ""
    role: str | None = None
    excluded_role: str | None = None
    excluded_kind: str = ""
    topic: str = ""
    topics: tuple[str, ...] = ()
    excluded_topic: str = ""
    institutions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    absent: bool = False
    excluded_tasks: tuple[int, ...] = ()
    tasks: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    outside: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    shared: bool = False
    other_role: str | None = None
    count: bool = False
    quantity: bool = False
    joint: bool = False
    most: bool = False
    least: bool = False
    where: bool = False
    person: str = ""
    times: tuple[int, int] | None = None
    lacking: str = ""
    lacking_role: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, str] | None = None
    part_of_name: str = ""
    not_of_name: str = ""
    place: str = ""
    field: str = ""
    together: bool = False
    everyone: bool = False
    only: bool = False
    check: bool = False
    step: int = 0
    refers: bool = False

    @property
    def has_subject(self) -> bool:
        """Whether the question says what it is about."""
        named = self.topic or self.tasks or self.sections or self.institutions or self.most
        named = named or self.place or self.field or self.part_of_name
        return bool(named) or self.asks in ("platforms", "sum") or self.asks in OF_DOCUMENT

    @property
    def is_bare(self) -> bool:
        """Whether the question names nothing that it could be about."""
        named = self.topic or self.tasks or self.sections or self.institutions or self.unknown
        if named or self.most or grammar.WHOLE.search(self.text):
            return False
        short = len(self.text.rstrip("?。!")) <= _BARE and self.count
        of_item = grammar.WHICH_ITEM.search(self.text) or grammar.THIS_ITEM.search(self.text)
        any_sum = self.asks == "sum" and not self.kind  # 最多能拿多少
        bare = self.asks in ("institutions", "scope", "place") or any_sum or short
        return bare or self.is_of_type or bool(of_item)

    @property
    def is_of_type(self) -> bool:
        """Whether the question is about a thing that it calls by its type alone: 研究院研究什么."""
        return bool(
            self.asks == "platforms" and re.match(rf"{self.kind}(?!有哪|都|一共|分别)", self.text)
        )


def parse_question(text: str, known: Known) -> Query:
    """Parse a cleaned question against what the documents hold."""
    bare = without_padding(text)
    if grammar.ORDERS.search(bare):
        return Query(text=text, asks="chat")
    whole = without_asides(bare, known, lambda part: _parse(part, known).has_subject)
    query = _parse(whole, known)
    if not (grammar.HEARD.search(text) or grammar.CHECK.search(text)):
        return query
    words = [word for word in query.topic.split() if not _YEAR.fullmatch(word)]
    return replace(query, check=True, topic=" ".join(words))  # of another year, it may be


def _parse(text: str, known: Known) -> Query:
    if chosen := take_choice(text, known):
        among, without_part, for_all = chosen
        query = _parse(for_all, known)
        if query.asks == "institutions" and not query.institutions:
            return replace(query, among=among, absent=without_part)
    if request := grammar.REQUEST.match(text):
        text = request["what"] + "有哪些"
    if listed := grammar.LIST_OF_KIND.match(text):
        text = f"有哪些{listed['kind']}"
    text = grammar.ANY_TAKES_PART.sub(
        lambda m: f"{m['before']}有哪些{m['kind']}{m['part']}{m['topic'] or ''}", text
    )
    text = grammar.ANY_SUCH.sub(r"\g<kind>有哪些", text)
    if counted := grammar.HOW_MANY_LAST.match(text):
        text = f"有几{counted['unit'] or '家'}{counted['kind']}"
    if of_role := grammar.OF_ROLE.fullmatch(text):
        text = f"{of_role['role']}的是哪些{of_role['kind']}"
    text = grammar.WITH_SOME.sub("", text)
    if only_one := grammar.ONLY_ONE.fullmatch(text):
        text = f"哪些任务有{only_one['one']}而没有{only_one['other']}"
    if fullest := grammar.FULLEST_PART.search(text):
        return Query(text, "summary", most=True, least=bool(fullest["few"] or fullest["least"]))
    for short, full in known.aliases.items():
        text = text if full in text else text.replace(short, full)
    not_of_name = grammar.NOT_OF_NAME.search(text)
    text = grammar.NOT_OF_NAME.sub("", text)
    also = grammar.ALSO.search(text)
    if also and re.search(f"{grammar.ASKS_SOME.pattern}|找出|列出|列举", text[: also.start()]):
        text = text[: also.start()]
    text = spread_numbers(grammar.SELF.sub(",", grammar.ASIDE.sub("", text)))
    uncounted = grammar.NOT_COUNTED.sub("", text)
    if uncounted != text and known.find(uncounted):
        text = uncounted  # whom the question names is told apart from the other already
    text = tasks_by_role(number_titles(without_apposition(text, known), known), known)
    found, unknown, rest = take_institutions(text, known)
    said, reading = text, read(rest)
    rest = rest.replace(NAME, " ")
    excluded, left_out_tasks, left_out, rest = take_left_out(text, rest, known)
    found = tuple(name for name in found if name not in excluded)
    if (lacking := grammar.LACKING.search(text)) and found:
        excluded = tuple(name for name in found if text.find(name) > lacking.start())
        found = tuple(name for name in found if name not in excluded)
        rest = rest[: lacking.start()] + "," + rest[lacking.end() :]
    if _asks_tasks(text) and (absent := take_absent(text, known)):
        excluded = tuple(dict.fromkeys((*excluded, *absent)))
        found = tuple(name for name in found if name not in absent)
        rest = grammar.ABSENT.sub(" ", rest)
    outline = bool(grammar.OUTLINE.search(rest))
    times, rest = take_times(rest)
    nobody = grammar.LACKING_PART.search(rest) if not found and _asks_tasks(rest) else None
    if nobody:
        inside, _ = take_sections(rest, known)
        return Query(text, "tasks", lacking_role=nobody["role"], sections=inside)
    roles_of = take_parts(text, known) if _asks_tasks(rest) else ()
    absent = take_absent_after(text, known) if _asks_tasks(rest) else ()
    if absent:
        rest = grammar.HAS_NEITHER.sub(" ", rest)
        excluded = tuple(dict.fromkeys((*excluded, *absent)))
        found = tuple(name for name in found if name not in absent)
        roles_of = tuple(part for part in roles_of if part[0] in found)
    if not (found or unknown or excluded) and (of_kind := _tasks_of_kind(text, rest, known)):
        return of_kind
    not_of_kind = grammar.NOT_OF_KIND.search(rest)
    other_kind = kinds(not_of_kind["kind"]) if not_of_kind else ""
    rest = grammar.NOT_OF_KIND.sub("单位", rest)
    if (two := grammar.TWO_PARTS.search(rest)) and not found:
        roles = (two["one"] or two["only"], two["other"] or two["never"])
        named_kind = re.search(grammar.KIND, rest)
        what = kinds(named_kind[0]) if named_kind else ""
        return Query(text, "institutions", what, roles=roles, only=bool(two["only"]))
    lacking_kind = grammar.LACKING_KIND.search(rest) if grammar.TASKS.search(rest) else None
    if lacking_kind:
        rest = grammar.LACKING_KIND.sub(" ", rest)
    part_of_list = bool(grammar.AMONG.search(rest))
    rest = grammar.AMONG.sub(" ", rest)
    labels = [(to_integer(m[1]), to_integer(m[2])) for m in grammar.LABEL.finditer(rest)]
    rest = grammar.ELSEWHERE.sub(" ", grammar.LABEL.sub(" ", rest))
    whole = bool(grammar.WHOLE.search(rest) and grammar.SUMMARY_WORD.search(rest))
    whole = whole and not (grammar.OF_SUBJECT.search(rest) and subject_of(said, reading))
    outside, rest = take_outside(rest, known)
    tasks, rest = ((), rest) if whole else take_numbers(grammar.TASK, rest)
    sections, rest = take_sections(rest, known)
    off_topic = grammar.EXCLUDED_TOPIC.search(rest)
    besides = off_topic[next(filter(off_topic.group, ("topic", "other")))] if off_topic else ""
    rest = grammar.EXCLUDED_TOPIC.sub(" ", rest) if off_topic else rest
    if found and not (left_out or tasks) and (known_of := grammar.BESIDES.search(rest)):
        besides, rest = known_of["topic"], grammar.BESIDES.sub(" ", rest)  # 除了联盟还做什么
    without = grammar.WITHOUT_ROLE.search(rest)
    rest = grammar.WITHOUT_ROLE.sub(" ", rest)
    neighbour = grammar.NEIGHBOUR.search(rest)
    refers = bool(grammar.PRONOUN.search(rest) or grammar.FOLLOW.search(text.rstrip("?。! ")))
    rest = grammar.NEIGHBOUR.sub(" ", grammar.PRONOUN.sub(" ", rest))
    rest = grammar.HOW_OFTEN.sub(_act_of, rest)
    shared = grammar.THEIR_TASKS.search(rest) if found else None
    other = grammar.SHARED_PART.search(rest) if found and not shared else None
    if other:
        rest = f"{rest[: other.start()]} {other['other']}单位{rest[other.end() :]}"
    if shared:
        rest = rest[: shared.start()] + " " + rest[shared.end() :]
    ranked = grammar.RANKED_SUM.search(rest) if re.search(grammar.MONEY, rest) else None
    if ranked := ranked or grammar.MOST_GIVEN.search(rest):
        bare = grammar.MOST_GIVEN.sub(" ", rest)
        topic = grammar.SUM_WORDS.sub(" ", grammar.RANKED_SUM.sub(" ", bare))
        return Query(
            text=text,
            asks="sum",
            kind="、".join(dict.fromkeys(re.findall(grammar.MONEY, rest))),
            topic=trim(topic, known),
            tasks=tasks,
            sections=sections,
            least=bool(ranked["least"]),
        )
    if furthest := grammar.FURTHEST.fullmatch(text):  # 那最高是多少: of what was spoken of
        return Query(text, "sum", least=bool(furthest["least"]))
    most, only = grammar.MOST.search(rest), bool(grammar.ONLY.search(rest))
    if more := (grammar.MORE.search(rest) if len(found) > 1 else None):
        rest = grammar.MORE.sub(lambda m: m["role"] or " ", rest)
    # 哪个任务涉及的省外高校最多
    placed = most and re.search(rf"(?:省外|外省|省内)(?={grammar.KIND})", rest[: most.end()])
    rest = grammar.ONLY.sub(" ", grammar.MOST.sub(_kind_alone if placed else " ", rest))
    choice = grammar.ROLE_CHOICE.search(rest) if found else None
    rest = grammar.ROLE_CHOICE.sub(" ", rest) if choice else rest
    rest, place, field, part_of_name = take_quality(rest, known)
    if begins := grammar.NAME_BEGINS.search(rest):
        rest = rest[: begins.start()] + rest[begins.end() :]
        part_of_name = f"^{begins['part']}"
    ends = grammar.NAME_ENDS.search(rest)
    ending = (ends["last"] or ends["end"]) if ends else ""
    if ends and known.names and not platform_type(ending):
        rest = rest[: ends.start()] + rest[ends.end() :]
        part_of_name = f"{ending}$"
    if grammar.OPENING.match(text):
        return Query(text, "opening")
    if grammar.WHY_MADE.search(text) and not (found or tasks or sections):
        return Query(text, "purpose")
    headings = grammar.HEADINGS.search(text) and not (found or tasks or sections)
    if headings or grammar.ABOUT_WHAT.match(text):
        return Query(text, "summary")
    valid = not (found or tasks or sections) and grammar.VALID.search(rest)
    issued = grammar.ISSUED.search(rest) if not (found or tasks or sections) else None
    rest = "" if issued else rest
    asks, kind, role, rest = take_asked(rest, bool(found or unknown), known)
    asks = "issued" if issued else asks
    if choice and asks == "institutions":
        asks, kind, role = "text", "", None  # 甲局是主责还是帮手
    nameless = re.sub("|".join(map(re.escape, (*found, *unknown))) or "$^", "", said)
    both_roles = bool(role and grammar.BOTH_ROLES.search(nameless))
    role = None if both_roles else role
    named_role = re.search(grammar.ROLES, left_out) if excluded else None
    if other:
        shared, asks = other, "institutions"
    if shared and shared["role"] in grammar.SPECIFIC_ROLES:
        role = shared["role"]
    elif named_role and not role:
        role = named_role[0]  # 除了甲局牵头的
    for fact, pattern in _FACTS:
        if asks == "text" and pattern.search(rest):
            asks, rest = fact, pattern.sub(" ", rest)
    figure = _asks_figure(text)
    if part_of_list and asks == "text" and grammar.ASKS_SOME.search(text) and not figure:
        asks = "institutions"
    if asks == "tasks" and not found and counts_things(said, reading):
        asks = "text"
    if asks == "text" and not (choice or outline or grammar.ASKS_WAY.match(text)):
        again, what = ask_again(text, rest, reading, bool(found))
        told = again == "institutions" or not tasks or found
        if told and not (again == "title" and (sections or labels)):
            asks, kind = again, what
            rest = without_types(rest) if asks == "platforms" else rest
    states = grammar.CHECK.search(text) or not grammar.INTERROGATIVE.search(text)
    if asks == "platforms" and found and states:
        asks, kind = "text", ""  # 丙中心是甲大学建的吗
    topic = "" if whole else trim(take_measures(rest, known), known)
    topic = keep_subject(topic, said, reading, known)
    topic = grammar.SO_MANY.sub(" ", f" {topic}").translate(_MARKUP).strip()
    untold = set(reading.tags) <= {"O"} and reading.asks not in ("chat", "text")
    surely = untold and reading.margin >= _UNTOLD
    untold = untold and not any(is_said(word, known) for word in known.cut(topic))
    if found and (untold or surely or any(_abbreviates(topic, name) for name in found)):
        topic = ""
    if found and all(_is_place(word, known) for word in topic.split()):
        topic = ""  # 辽宁这份文件里有几条带上了我们学校
    counts = reading.asks == "count" and grammar.HOW_MANY_TASKS.search(said)
    if surely and counts and asks == "text" and not found:
        asks, topic = "tasks", ""  # 从头到尾合计多少条
    words = [word for word in topic.split() if word not in grammar.FILLERS | grammar.VAGUE]
    quoted = quoted_topic(said, known)
    if (
        quoted
        and quoted not in besides
        and not (sections and any(quoted in title for _, title in known.sections))
    ):
        words = [w for w in words if w not in quoted and quoted not in w] + [quoted]
    words = [word for word in words if not grammar.ROLE_WORDS.fullmatch(word)]
    topic = " ".join(words) if words or asks in ("platforms", "institutions") else topic
    if (asks == "platforms" and not words) or topic == kind:
        topic = ""
    if found and re.fullmatch(grammar.KIND, topic):
        topic = ""  # 我在甲大学工作,学校有哪些任务
    if part_of_name and asks == "text":
        asks = "institutions"
    if asks == "text" and not (found or choice) and grammar.WHO_TOO.search(said):
        asks = "institutions"  # 安家钱给多少?哪个局落实
    open_kind = not (kind or found or left_out or grammar.BOTH_SIDES.search(text))
    if asks == "institutions" and open_kind:
        kind = find_kind(said, reading, known)
    if left_out_tasks and tasks and asks == "institutions":
        outside = outside or (left_out_tasks, ())
    parts = split_topics(rest, known) if topic else ()
    topics = tuple(filter(None, (keep_subject(part, said, reading, known) for part in parts)))
    opens = re.match(grammar.KIND, topic)
    if asks == "institutions" and kind and opens and kinds(opens[0]) == kind:
        topic = topic[opens.end() :].strip() or topic  # 学校免费教辽菜
    if topic and len(topics) < 2 and grammar.JOINT.search(text):
        topics = split_subjects(said, reading)
    if asks == "tasks" and len(topics) < 2 and re.search("或者?|、", topic):
        topics = tuple(filter(None, re.split("或者?|、", topic)))
    sole = grammar.QUALIFIED.fullmatch(topic)
    if asks == "institutions" and sole and not (sole["field"] and "类" not in topic):
        place, field, topic = (
            place or sole["side"] or sole["place"] or "",
            sole["field"] or field,
            "",
        )
    elif asks in ("institutions", "tasks") and all(
        _is_place(word, known) or re.fullmatch(grammar.KIND, word) for word in topic.split()
    ):
        topic = ""  # 沄州的企业 of a plan of 沄州
    elif asks == "institutions" and (
        grammar.ANY_OF_KIND.fullmatch(topic) or (topic and topic in part_of_name)
    ):
        kind, topic = kind or kinds(topic), ""
    if valid and not grammar.VALID_WORDS.sub("", topic):
        asks, topic, refers = "valid", "", False
    sets_up = asks in ("institutions", "tasks") and grammar.SET_UP.search(text)
    if role and not found and (term := _term_of_role(role, topic, said, known)):
        role, topic = None, term
    if kind == "政府" and topic in ("人民政府", "政府"):
        topic = ""
    if found and asks == "text" and grammar.IN_WHAT_PART.fullmatch(topic):
        asks, topic = "tasks", ""
    alone = len(found) == 1 and bool(grammar.ALONE.search(said)) and asks in ("text", "tasks")
    if alone and not tasks:
        asks, role, topic, only = "tasks", None, "", True
    if grammar.CONTACT.search(rest) and not sets_up:
        asks = "contact"
    if grammar.ADDRESSED.search(said) and not (found or tasks or topic.strip("印下发主送给")):
        asks, refers = "addressed", False
    if (chatter := grammar.CHATTER.search(said)) and not is_said(chatter[0], known):
        return Query(text=text, asks="chat", topic=chatter[0])
    of_document = asks in OF_DOCUMENT
    names = found or unknown or tasks or sections or labels
    if is_chat(topic, reading, known) and not (names or of_document or outline):
        asks = "chat"
    if asks == "text" and not topic and grammar.SUMMARY.search(text):
        asks = "summary"
    if sections and grammar.SUMMARY_WORD.search(said):
        asks, topic = "summary", ""  # 最后那部分怎么不走过场?归纳成几点
    if asks in ("tasks", "summary") and not (topic or found or tasks or sections or most):
        topic = subject_of(said, reading) if not (outline or whole) else ""
        asks = "text" if topic else asks
    if asks == "tasks" and topic and not found and grammar.CLASSED.search(said):
        asks = "text"
    if asks == "title" and topic and grammar.THAT_ITEM.search(said):
        asks = "tasks"  # 讲辽菜的那条,标题叫什么
    if only_kind := grammar.KIND_ONLY.fullmatch(text):
        asks, kind, topic = "institutions", kinds(only_kind["kind"]), ""
    if sections and asks in ("tasks", "summary") and topic in ("清单", "列表", "目录"):
        topic = ""
    framed = asks == "place" and not grammar.DIVIDED.sub("", grammar.OUTLINE.sub("", topic))
    plain = asks in ("text", "tasks", "summary") or framed
    if outline and plain and not (tasks or sections or found):
        asks, topic = "summary", ""
    if asks == "tasks" and most and (named := re.search(grammar.KIND, rest)):
        kind = kinds(named[0])
    if asks == "tasks" and not topic and role and not (found or grammar.ANAPHOR.search(said)):
        topic = role  # 写了“牵头”的任务有哪些
    located = asks in ("text", "institutions", "platforms") and grammar.IN_WHICH_PLACE.search(text)
    summed = grammar.SUMMARY_WORD.search(said) and not (found or grammar.ASKS_SOME.search(said))
    if asks == "institutions" and summed and grammar.DUTIES.search(said):
        asks, kind = "text", ""  # 归纳主管单位和主办单位各自的职责
    if asks == "institutions" and grammar.CLASSES.search(said):
        asks, kind = "text", ""
    in_parts = grammar.IN_PARTS.search(text) and not (kind or found or tasks)
    if asks in ("institutions", "tasks") and in_parts:
        asks = "text"
    if asks == "institutions" and grammar.FOLLOWS_FROM.search(said):
        asks, kind = "text", ""  # 谁老是垫底会怎样
    if located and (kind in ("", "政府", "乡镇") or asks == "platforms"):
        asks, kind = "text", ""
    if located:
        topic = grammar.PLACE_KIND.sub("", topic)
    if asks == "platforms" and grammar.FOR_WHICH.search(text):
        asks, kind = "text", ""
    places = grammar.WHICH_PLACES.search(text)
    if asks == "institutions" and places and not kind:
        called = any(name.endswith(places["place"]) for name in known.names)
        asks = asks if called else "text"
    person = grammar.PERSON.search(text)
    terse = len(text) <= _TERSE and bool(tasks)
    step = 0 if not neighbour else -1 if neighbour["back"] or neighbour["before"] else 1
    if step and len(tasks or labels) == 1:  # 任务3的下一项
        asks, topic = asks if asks == "institutions" else "text", ""
    return Query(
        text=text,
        asks=asks,
        kind=kind,
        role=role,
        excluded_role=(without["a"] or without["b"]) if without else None,
        excluded_kind="" if excluded or left_out_tasks else kinds(left_out) or other_kind,
        topic=topic,
        excluded_topic=trim(besides, known),
        topics=topics if len(topics) > 1 else (),
        institutions=found,
        unknown=unknown,
        excluded=excluded,
        excluded_tasks=left_out_tasks,
        tasks=tasks or tuple(number for _, number in labels),
        sections=sections or tuple(section for section, _ in labels),
        pairs=() if tasks or sections else tuple(labels),
        outside=outside,
        shared=bool(shared) and asks == "institutions",
        other_role=other["other"] if other else None,
        count=bool(grammar.COUNT.search(text)),
        quantity=_asks_figure(rest) or (asks in ("text", "institutions") and _asks_figure(said)),
        joint=bool(grammar.JOINT.search(text)),
        most=bool(most or more),
        least=bool(most and (most["least"] or most["few"])),
        together=bool(grammar.TOGETHER.search(text)),
        everyone=bool(also) or both_roles or len(set(re.findall(grammar.PARTS_ASKED, said))) > 1,
        times=times,
        parts=roles_of if len({role for _, role in roles_of}) > 1 else (),
        lacking=kinds(lacking_kind["kind"]) if lacking_kind else "",
        person=(person["office"] or person["post"] or "姓名") if person else "",
        place=place,
        field=field,
        part_of_name=part_of_name or (name_kind(text) if kind == "企业" else ""),
        not_of_name=not_of_name["part"] if not_of_name else "",
        where=bool(located or grammar.WHERE.search(text)),
        only=only,
        check=bool(grammar.CHECK.search(text)),
        step=step,
        refers=refers
        or part_of_list
        or bool(step and not (tasks or labels))
        or (terse and not topic),
    )


def _term_of_role(role: str, topic: str, said: str, known: Known) -> str:
    """The topic with a word for a part that is of a term of the documents: 联合抽查事项清单,
    协调推进机制; empty where the word asks for the part."""
    if role in topic and any(topic in text for text in known.texts):
        return topic
    term = f"{role}{topic}"
    inside = re.compile(rf"[\u4e00-\u9fff]{re.escape(term)}")
    if len(topic) < _TERM or term not in said:
        return ""
    ends = {name[-1] for name in known.names}
    before = (text[m.start()] for text in known.texts for m in inside.finditer(text))
    return term if any(character not in ends for character in before) else ""


def _tasks_of_kind(text: str, rest: str, known: Known) -> Query | None:
    """The query for the tasks in which somebody of a kind has a part, if it is one."""
    inside, rest = take_sections(rest, known)
    asked = grammar.TASKS_OF_KIND.match(rest)
    if not asked:
        return None
    named = filter(None, (asked["one"] or asked["doer"], asked["other"]))
    role = asked["role"] or asked["part"]
    return Query(
        text,
        "tasks",
        "、".join(map(kinds, named)),
        role if role in grammar.SPECIFIC_ROLES else None,
        sections=inside,
        joint=bool(asked["other"]),
    )


def _asks_figure(text: str) -> bool:
    """Whether a figure is asked for: 经费多少, not 经费怎么保障."""
    asked = [match[0] for match in grammar.QUANTITY.finditer(text)]
    named = all(word in ("比例", "金额", "预算", "经费") for word in asked)
    return bool(asked) and not (
        named
        and re.search("[吗么][?？。]*$|有没有|是否|怎么|如何|怎样|按什么|用于|用在|从哪|来自", text)
    )


def _kind_alone(match: re.Match[str]) -> str:
    """The kind of a superlative without the rest of it: 高校 of 高校数量最多."""
    kind = re.search(grammar.KIND, match[0])
    return kind[0] if kind else " "


def _asks_tasks(text: str) -> bool:
    """Whether a question is for tasks: 由甲局牵头、乙局配合的有哪几项."""
    return bool(grammar.TASKS.search(text) or re.search("的(?:任务|工作|事项|条款)", text))


def _abbreviates(topic: str, name: str) -> bool:
    """Whether the topic is the name with characters left out: 农科院 of 某省农业科学院."""
    rest = iter(name)
    return bool(topic) and all(character in rest for character in topic)


def _is_said(topic: str, known: Known) -> bool:
    """Whether any word of a topic tells one, and stands in the documents."""
    return any(is_said(word, known) for piece in topic.split() for word in known.cut(piece))


def _act_of(often: re.Match[str]) -> str:
    """What is done so often, where a word says it: 召开 of 多久召开一次."""
    act = often["act"] or often["times"] or ""
    return act if len(act) > 1 else ""


def _is_place(topic: str, known: Known) -> bool:
    """Whether the topic is but the place that the documents are of."""
    bare = re.sub(r"^在|的$", "", topic)
    return bool(bare) and any(bare in (place, place[:-1]) for place in known.places)


def follow_up(
    query: Query,
    previous: Query,
    named: tuple[str, ...],
    leading: tuple[str, ...] = (),
    item: Query | None = None,
) -> Query:
    """The query with what it leaves out taken from the turn before.

    ``named`` are the institutions that the earlier answer named: what 它 and 这些学校 stand for;
    ``leading`` those of them that do not only join in; ``item`` has the number and section of the
    one item that it cited, if it was one.
    A question that stands on its own takes nothing.
    """
    if not (query.refers or query.is_bare):
        return query
    if previous.step and item:  # the item beside, as it was found
        previous = replace(
            previous, tasks=item.tasks, sections=item.sections, pairs=item.pairs, step=0
        )
    if query.asks == "sum":  # 最多能拿多少: of what was spoken of
        inside = item or previous
        return replace(query, topic=previous.topic, tasks=inside.tasks)
    if query.is_of_type and previous.topic.endswith(query.kind):
        return replace(query, asks="text", kind="", topic=previous.topic)
    of_thing = grammar.WHAT_OF.fullmatch(query.text)
    if of_thing and query.asks in ("platforms", "institutions") and not query.institutions:
        named_thing = query.topic and of_thing["topic"] in query.topic
        if named_thing and previous.asks == "institutions" and previous.topic:
            return replace(previous, text=query.text, topic=query.topic, topics=())
    own = query.topic or query.tasks or query.sections or query.institutions or query.unknown
    item = previous if len(previous.tasks) == 1 else item
    if item and previous.tasks and (number := grammar.BARE_NUMBER.fullmatch(query.text)):
        return _at(query, previous, to_integer(number["number"]))
    if item and not (own or query.step) and grammar.THIS_ITEM.search(query.text):
        return replace(query, tasks=item.tasks, sections=item.sections, pairs=item.pairs)
    placed = query.asks == "place" or bool(grammar.WHICH_ITEM.search(query.text))
    if placed and not own and (previous.topic or item):
        if previous.topic and query.asks != "place":
            return replace(query, asks="tasks", topic=previous.topic, count=False)
        if item:
            return replace(
                query, asks="place", tasks=item.tasks, sections=item.sections, pairs=item.pairs
            )
    level = grammar.LEVEL.search(query.text)
    if level and not own and grammar.LEVEL.search(previous.topic):  # 省级呢, after 国家级
        return replace(previous, text=query.text, topic=grammar.LEVEL.sub(level[0], previous.topic))
    if previous.asks == "platforms" and grammar.ANAPHOR.search(query.text) and not own:
        return replace(previous, text=query.text)  # 它们由谁建设: the list says
    thing = grammar.THIS_THING.search(query.text)
    if thing and thing["thing"] in previous.topic and not query.institutions:
        asks = query.asks if query.asks == "institutions" else "text"
        return replace(query, topic=previous.topic, asks=asks)
    if query.quantity and not own and previous.topic and query.asks == "text":
        return replace(query, topic=previous.topic)  # 它规模有多大: of what was spoken of
    own_subject = own or query.asks != "text"
    measured = query.count and not grammar.LISTED_COUNT.search(query.text)
    if measured and not own_subject and previous.topic:  # 建多少套: of what was built
        return replace(
            query, topic=previous.topic, institutions=previous.institutions, quantity=True
        )
    institutions = query.institutions
    spoken = previous.topic or previous.tasks
    if query.step and item and previous.topic and not previous.tasks:
        return replace(_at(query, item, item.tasks[-1], query.step), topic=previous.topic)
    if query.step and previous.tasks:
        return _at(query, previous, previous.tasks[-1], previous.step + query.step)
    if query.role and not own and spoken and not grammar.ANAPHOR.search(query.text):
        kind = query.kind or (previous.kind if previous.asks == "institutions" else "")
        return replace(previous, text=query.text, role=query.role, asks="institutions", kind=kind)
    lists = query.asks in ("institutions", "platforms", "scope", "place")
    if grammar.AMONG.search(query.text) and query.asks == "institutions" and named:
        base = query if query.topic or query.tasks or query.sections else previous
        return replace(
            query, topic=base.topic, tasks=base.tasks, sections=base.sections, among=named
        )
    if not institutions and grammar.ANAPHOR.search(query.text):
        one = bool(grammar.IT.search(query.text))
        single = leading if one and len(leading) == 1 else named
        institutions = (previous.institutions if one else ()) or single or previous.institutions
    elif not (institutions or query.unknown or query.tasks or query.sections or query.topic):
        institutions = previous.institutions or (() if lists else named)
    bare = not (query.role or query.kind) and query.asks in ("text", "summary")
    if query.topic and grammar.INTERROGATIVE.search(query.text):
        bare = False  # 它还要建立什么制度 asks for itself, 那冰雪经济呢 as the turn before
    subject = query.topic or query.tasks or query.sections or query.institutions or query.unknown
    if query.institutions and bare and not query.topic and previous.asks == "institutions":
        return replace(query, topic=previous.topic)  # 那辽宁大学呢: what it does there
    return replace(
        query,
        asks=previous.asks if bare else query.asks,
        kind=previous.kind if bare else query.kind,
        role=previous.role if bare and not institutions else query.role,
        topic=query.topic or ("" if subject or institutions else previous.topic),
        institutions=institutions,
        tasks=query.tasks or (() if subject or institutions else previous.tasks),
        sections=query.sections or (() if subject or institutions else previous.sections),
    )


def _at(query: Query, previous: Query, number: int, step: int = 0) -> Query:
    """The query for an item beside the one that was spoken of: by its number, so many after it."""
    base = query if query.asks == "institutions" else previous
    return replace(
        base,
        text=query.text,
        tasks=(number,),
        sections=previous.sections,
        pairs=tuple((section, number) for section, _ in previous.pairs[-1:]),
        step=step,
        topic="",
    )
