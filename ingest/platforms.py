"""Name the platforms of a clause: what is built, relied upon or spoken of, and of which type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.document import Clause, Commitment
from ingest.institutions import find_institutions, lexicon

_PIECE = re.compile(r"(?:[^、，,；;。：:“”（）()《》]|“[^”]{1,12}”(?=[\u4e00-\u9fff]))+")
_BEFORE = re.compile(
    r".*(?:建设|组建|共建(?!国家)|建立|成立|打造|设立|筹建|搭建|构建|依托|服务|助力|推进|"
    r"推动|支持|对接|联合(?!实验|研究|培养|体|会)|会同|携手|围绕|利用|发挥|加强|加快|牵头|布局|完善|健全|一批|以|对|为|在)"
)
_AFTER = re.compile(r"建设|重组|等|和|与|及|作用|$")
_NOT_NAMES = frozenset("学院 医院 学校 大学 课程 品牌 专班 工作组 机制 制度 体系".split())


def find_platforms(
    text: str, clause: Clause, commitments: Sequence[Commitment]
) -> list[tuple[int, int]]:
    """Offsets of the names of platforms in a clause, in order.

    Names that the clause's commitments build or rely upon come first; what else ends like one
    (海岸和近海工程等国家重点实验室重组) is read from the last verb or institution before it on.
    """
    known = {c.deliverable for c in commitments if c.deliverable}
    known |= {actor.name for c in commitments for actor in c.actors if actor.kind == "平台"}
    spans = [
        (start, start + len(name))
        for name in sorted(known, key=len, reverse=True)
        if (start := text.find(name, clause.start, clause.end)) >= 0
    ]
    for start, end in _spoken_of(text, clause.start, clause.end):
        if all(end <= a or b <= start for a, b in spans):
            spans.append((start, end))
    return sorted(set(spans))


def platform_type(name: str) -> str | None:
    """The type that a name ends with, the longest that the data has: 国家重点实验室, 联盟 …"""
    match = _type_at_end().search(name.strip("“”"))
    return match[0] if match else None


def bare_name(name: str) -> str:
    """A name without the quotes around all of it: “辽河”平台 keeps its own."""
    return name[1:-1] if re.fullmatch("“[^“”]*”", name) else name


def type_words() -> list[str]:
    """Every type of platform that is no kind of institution, the longest first."""
    words = dict.fromkeys(lexicon().platform.pattern.split("|"))
    return sorted((word for word in words if word not in _NOT_NAMES), key=len, reverse=True)


def _spoken_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for piece in _PIECE.finditer(text, start, end):
        for match in lexicon().platform.finditer(text, *piece.span()):
            after = text[match.end() : piece.end()]
            if match[0] in _NOT_NAMES or (
                after and not re.match(r"建设|重组|等|和|与|及|作用", after)
            ):
                continue
            begin = piece.start()
            named = [i.end for i in find_institutions(text, begin, match.start())]
            begin = max([begin, *named])
            verb = _BEFORE.match(text, begin, match.start())
            if verb and match.start() - verb.end() > 1:  # 销售服务中心
                begin = verb.end()
            if match.start() - begin >= 2:
                yield begin, match.end()


@cache
def _type_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{lexicon().platform.pattern})$")
