"""Tell the plan from the web page around it: title, printed facts, and where the body runs.

Nothing here knows one site. A page is lines; the title is the line that names a kind of official
document, the header ends with the last ``key:value`` line under it, the footer begins with the
first line, after the last heading, that only a web page prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.outline import is_heading

DOCUMENT_NUMBER = r"[\u4e00-\u9fff]{2,12}[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】]\s*第?\s*\d{1,5}\s*号"

_KINDS = (
    "方案|规划|计划|纲要|意见|办法|通知|决定|规定|细则|条例|措施|要点|通告|公告|公报|批复|指南|清单|"
    "规则|规程|准则|章程|标准|制度|预案|行动|若干政策|政策措施|倡议书|报告|函|通报|答复|请示|决议"
)
_TITLE = re.compile(rf"(?:{_KINDS})[”》」]?(?:\s*[（(\[〔][^）)\]〕]{{1,24}}[）)\]〕])?$")
_TITLE_LINES = 3  # of a title, above its last
_SHORTEST_LINE = 4  # characters of a line of a title
_LONGEST_LINE = 60  # characters of one
_TITLE_OPENS = re.compile(r"(?:关于|印发|转发|发布)[^。；]*$")
_SENTENCE_END = re.compile(r"[。！？；!?;]")
_KEYS = (
    "发布时间|发布日期|发文日期|成文日期|生成日期|印发日期|公布日期|施行日期|实施日期|日期|时间|作者|来源|"
    "信息来源|文章来源|稿源|编辑|责任编辑|发文机关|发布机构|发布单位|发文单位|制定机关|印发机关|公开机构|"
    "发文字号|文号|文件编号|索引号|主题分类|分类|主题词|体裁分类|标题|名称|有效性|公开方式|浏览次数|浏览量|"
    "阅读次数|阅读量|点击数|点击率|访问量|字体|字号|字体大小|视力保护色|分享到|分享|打印|保护视力色|当前位置|当前所在|"
    "您的位置|您现在的位置|所在位置|扫一扫"
)
_KEY = re.compile(rf"(?:{_KEYS})\s*[:：]")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_NAVIGATION = re.compile(
    r"[>＞»›]|^(?:首页|返回|打印|关闭|收藏|分享|字号|大|中|小|登录|注册|搜索)(?:\s|$)"
)
_FOOTER = re.compile(
    r"^[\[【（(]?\s*(?:原文链接|原文地址|原文网址|来源链接|免责声明|版权声明|版权所有|责任编辑|上一篇|下一篇|上一条|下一条|"
    r"相关链接|相关阅读|相关文章|相关新闻|相关文件|相关附件|相关解读|延伸阅读|打印本页|打印|关闭窗口|关闭|分享到|"
    r"扫一扫|网站地图|网站标识码|主办单位|主办|承办|技术支持|联系我们|关于我们|设为首页|收藏本站|返回顶部|"
    r"推荐阅读|热门推荐|友情链接|Copyright|©)|"
    r"ICP备|ICP证|公网安备|版权所有|Copyright\b|All Rights Reserved|网站标识码|免责声明",
    re.IGNORECASE,
)
_DOTTED_LINE = re.compile(r"[.．…·]{3,}\s*\d*$")
_DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_SIGNED_DATE = re.compile(r"^[（(]?\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[）)]?$")
_ISSUES = re.compile(
    r"(国务院|.{2,30}?(?:政府|办公厅|办公室|委员会|部|厅|局|委|署))(?:关于|印发|转发|批转)"
)
_CARRYING_OUT = re.compile(r"贯彻|落实|根据|按照|依据|执行|部署")
_URL = re.compile(
    r"(?:原文链接|原文地址|原文网址|来源链接|来源网址|网址|链接)\s*[:：]\s*(https?://\S+)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its surrounding blanks taken off; offsets into the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the page beside the body, and the body's lines."""

    title: str
    issuer: str | None
    number: str | None
    carries_out: str | None
    date: str | None
    source: str | None
    body: tuple[Line, ...]


def read_page(text: str, fallback_title: str) -> Page:
    """Find title, facts and body of a decoded page. ``body`` is empty where no line is left."""
    lines = _split_lines(text)
    first_heading = next((i for i, line in enumerate(lines) if is_heading(line.text)), len(lines))
    title, after_title = _find_title(lines, first_heading)
    start = _skip_header(lines, after_title, first_heading, title)
    end = _find_footer(lines, max(start, _last_heading(lines, start)))
    printed = [n for n in lines[after_title:start] if _is_number(n.text)]  # belongs to the text
    body = tuple(n for n in [*printed, *lines[start:end]] if not _DOTTED_LINE.search(n.text))
    header = [_SPACED.sub("", line.text) for line in lines[:start]]
    opening = " ".join(line.text for line in lines[start : max(first_heading, start + 3)])
    number = _find_number(header)
    return Page(
        title=title or fallback_title,
        issuer=_find_issuer(header, body, title),
        number=number,
        carries_out=_find_carried_out(opening, number),
        date=_find_date(header, body),
        source=match[1] if (match := _URL.search(text)) else None,
        body=body,
    )


def _is_number(line: str) -> bool:
    """Whether a line is a document number and no more: 澜政办发〔2024〕23号."""
    return bool(re.fullmatch(DOCUMENT_NUMBER, _SPACED.sub("", line)))


def _split_lines(text: str) -> list[Line]:
    lines = []
    for match in re.finditer(r"[^\n\x0c]+", text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            lines.append(Line(stripped, start, start + len(stripped)))
    return lines


def _find_title(lines: list[Line], first_heading: int) -> tuple[str, int]:
    """The title and the index of the line after it; ``("", 0)`` where no line is a title."""
    for index, line in enumerate(lines[:first_heading]):
        words = _SPACED.sub("", line.text)
        if len(words) > 100 or _SENTENCE_END.search(words) or not _TITLE.search(words):
            continue
        if _KEY.match(words) or _NAVIGATION.search(words):
            continue
        title = _title_before(lines, index) + words
        while index + 1 < first_heading and _goes_on(title, lines[index + 1].text):
            index += 1
            title += _SPACED.sub("", lines[index].text)
        return title, index + 1
    return "", 0


def _goes_on(title: str, line: str) -> bool:
    """Whether a line is the rest of a title that seemed whole: …记录制度 / …审核制度的指导意见."""
    words = _SPACED.sub("", line)
    plain = not (_SENTENCE_END.search(words) or _KEY.search(words) or _TITLE_OPENS.search(words))
    told = "关于" in title and bool(_TITLE.search(words)) and len(words) <= _LONGEST_LINE
    return told and plain and not title.endswith(("》", "通知")) and not _is_number(words)


def _title_before(lines: list[Line], index: int) -> str:
    """What the lines above a title's last line have of it, back to the first that opens one."""
    above: list[str] = []
    opened = 0
    for line in reversed(lines[max(0, index - _TITLE_LINES) : index]):
        words = _SPACED.sub("", line.text)
        ends = _SENTENCE_END.search(words) or _TITLE.search(words) or len(words) > _LONGEST_LINE
        if ends or _KEY.search(words) or _NAVIGATION.search(words) or _is_number(words):
            break
        above.append(words)
        if _TITLE_OPENS.search(words):
            opened = len(above)
    return "".join(reversed(above[:opened]))


def _skip_header(lines: list[Line], index: int, first_heading: int, title: str) -> int:
    """The index of the body's first line, at or after ``index``; a page may print the title twice,
    the second time in several lines."""
    while index < min(first_heading, len(lines)):
        words = _SPACED.sub("", lines[index].text)
        keys = len(_KEY.findall(words))
        printed = keys > 1 or (keys and not words.endswith(("。", "：", ":")))
        again = len(words) >= _SHORTEST_LINE and words in title
        if not (printed or again or _NAVIGATION.search(words) or _is_number(words)):
            break
        index += 1
    return index


def _last_heading(lines: list[Line], start: int) -> int:
    headings = [i for i, line in enumerate(lines) if i >= start and is_heading(line.text)]
    return headings[-1] + 1 if headings else start + 1


def _find_footer(lines: list[Line], start: int) -> int:
    for index in range(start, len(lines)):
        if _FOOTER.search(lines[index].text):
            return index
    return len(lines)


def _value(header: list[str], keys: str) -> str | None:
    """What stands after the first of the keys, up to a blank or the next key."""
    for key in keys.split("|"):
        for line in header:
            if match := re.search(rf"{key}\s*[:：]\s*(\S+)", line):
                value = re.split(rf"(?:{_KEYS})\s*[:：]", match[1])[0]
                if value:
                    return value
    return None


def _find_issuer(header: list[str], body: tuple[Line, ...], title: str) -> str | None:
    printed = _value(header, "发文机关|制定机关|印发机关|发文单位|发布机构|发布单位|公开机构")
    if printed:
        return printed
    for name, date in zip(body[-4:], body[-3:], strict=False):
        signed = _SIGNED_DATE.match(date.text) and len(name.text) <= 40
        if signed and not _SENTENCE_END.search(name.text):
            return _SPACED.sub("", name.text)
    if match := _ISSUES.match(title):
        return match[1]
    return _value(header, "信息来源|文章来源|来源")


def _find_number(header: list[str]) -> str | None:
    if (printed := _value(header, "发文字号|文件编号|文号")) and re.search(r"\d", printed):
        return printed
    return next((line for line in header if re.fullmatch(DOCUMENT_NUMBER, line)), None)


def _find_carried_out(opening: str, own: str | None) -> str | None:
    """The number of the first document that the opening says it carries out."""
    for match in re.finditer(rf"[（(]\s*({DOCUMENT_NUMBER})\s*[）)]", opening):
        if match[1] != own and _CARRYING_OUT.search(opening[: match.start()]):
            return match[1]
    return None


def _find_date(header: list[str], body: tuple[Line, ...]) -> str | None:
    for keys in ("发布时间|发布日期|公布日期", "印发日期|成文日期|发文日期|生成日期|日期|时间"):
        if (printed := _value(header, keys)) and (match := _DATE.search(printed)):
            return _iso(match)
    signed = [line.text for line in body if _SIGNED_DATE.match(line.text)]
    return _iso(match) if signed and (match := _DATE.search(signed[-1])) else None


def _iso(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
