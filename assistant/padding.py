"""Take away what is said around a question: greetings, thanks, who asks and why, how to answer.

“您好,我是记者,想核实一下:哪些高校负责冰雪经济?请逐一列出,谢谢!” asks what “哪些高校负责冰雪经济?”
asks. A part between two marks goes where nothing but such words is in it, or where it tells of the
asker; a part that asks anything stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.grammar import KIND, SELVES
from assistant.reading import Reading, read
from assistant.wording import Known
from ingest.institutions import find_institutions


def _any(words: str) -> str:
    return "|".join(sorted(set(words.split()), key=len, reverse=True))


_POLITE = """
你好 您好 大家好 早上好 上午好 下午好 晚上好 老师好 各位好 领导好 同志好 在吗 在不在 哈喽 嗨 喂 hi
hello 谢谢 谢了 谢啦 谢 多谢 感谢 非常感谢 感激 感激不尽 十分感谢 辛苦 辛苦了 辛苦啦 拜托 拜托了
有劳 劳驾 劳烦 麻烦 烦请 麻烦了 打扰 打扰了 打扰一下 不好意思 抱歉 对不起 冒昧 冒昧问一句 借问
借问一下 跪求 求助 求教 求解 求 请 还请 敬请 恳请 望 盼 盼复 望告知 望回复 祝好 祝工作顺利
顺颂商祺 此致 敬礼 亲 亲亲 嗯 呃 额 哦 噢 那个 就是 话说 对了 那么 顺便 另外 哎 诶 哈 呀 啊 呢 吧
嘛 哈哈 急 急急 很急 挺急 比较急 急用 着急 加急 在线等 等着用 马上要用 现在就要 等回复 等您回复
速回 尽快 赶紧 抓紧 快 快速 快点 越快越好
"""
_PERSON = """
你 您 你们 您们 我 我们 咱 咱们 俺 本人 自己 老师 老师们 小编 各位 大家 同志 同志们 朋友 朋友们
领导 工作人员 客服 助手 小助手 小助理 机器人 专家 大神 师傅 先生 女士 有关同志 相关同志 同学 同事
人家 别人 朋友圈 群里
"""
_REQUEST = """
想 想要 很想 要 需要 需 得 希望 打算 准备 正在 正 在 刚 刚刚 刚好 先 再 还 又 也 就 来 去 给 帮
帮忙 帮助 替 让 叫 把 被 跟 和 与 对 为 用 能 能不能 能否 可以 可否 可不可以 是否可以 方便 的话
如果 打听个事 请教个事 知道 了解 了解了解 弄清 弄清楚 弄明白 搞清 搞清楚 搞明白 问 问问 问下
问一下 问一句 问个 询问 请问 请教 咨询 打听 打听一下 查 查查 查下 查一下 查找 查询 查到 找 找找 看
看看 看一下 看一看 核实 核对 核查 确认 确定 明确 搞懂 求证 告诉 告知 告诉我 回答 回答我 回复 答复
解答 解释 解释一下 说 说说 说一下 讲 讲讲 讲一下 聊聊 介绍 介绍一下 提供 列 列出 列出来 列全 列明
给出 列清 列清楚 列一下 列个 列个表 列一个 列成 列表 表格 清单 名单 形式 方式 格式 罗列 写 写出
写出来 写全 写明 写清 写清楚 标 标注 标明 标出 标上 注明 附 附上 带上 带 出处 来源 依据 原文
原文依据
任务编号 任务号 编号 条目号 条款号 序号 引用 准信 要点 条款 免得 省得 以便 以免 便于 联系 跟进
数字 数目 个数 总数 和
简明 简明扼要 个清单 列个清单 就行 任何 任何一家 任何一个 事儿 个事 个事儿 一一 逐一 逐个 逐条
逐项 全部 全 都 完整 完整地 齐全 详细 详细点 详细地 具体 具体点 简单 简单点 简短 简短点 简要 简洁
扼要 准确 准确的 精确 清楚 清晰 明白 直接 直接说 照实 如实 务必 一定 最好 尽量 尽可能 只 只要 只需
只需要 仅 不用 不必 不需要 无需 别 不要 不能 勿 漏 遗漏 漏掉 落下 一个 一个都 一个不 一家都 一所都
一项都 一句话 两句话 几句话 一两句 一下 一下下 一点 点 个 次 遍 地 的 了 着 过 些 好 好了 就好
就可以 即可 行 行了 可以了 足够 越 越好 越详细越好 越具体越好 越全越好 越准越好 问题 个问题
一个问题 几个问题 小问题 事 件事 一件事 事情 有 有个 有一个 有几个 是 为了 关于 根据 按照 按 以
方案 文件 这份 这个 该 本 文 中 里 里面 内容 意思
数一数 数数 数一下 数了数 算一算 算算 一段话 通盘 通盘看 看下来 总的来看 总体来看
"""
_PURPOSE = """
写 新闻稿 文案 通稿 篇 推文 课题 PPT 写稿 写稿子 写文章 写报道 发稿 写材料 写报告 写总结 写论文
写作业 做作业 做表 做表格 做课件 做汇报 做统计 做功课 做调研 做研究 做参考 做对接 做笔记 报告 材料
稿子 文稿 论文 毕业论文 作业 课件 汇报 汇报材料 总结 总结材料 讲稿 发言稿 发言 简报 信息 台账 调研
调研用 研究 备课 备查 存档 归档 统计 参考 参考用 学习 学习用 转告 转述 转达 对接 上报 报上去
报上级 汇总 备用 开会 会上 会议 会上用 采访 采访用 报道 核稿 校对 填表 填报 申报材料 使用 用 用的
要用 要的 用途 工作需要 工作 等着 等着要 要报 交差 交上去 今天 明天 后天 下午 上午 晚上 马上 立刻
本周 这周 下周 近期 最近 现在 目前 手头 手上 手边 没有 没 还没 还没来得及 来不及 细看 看完 看到
读到 听说 看见 看了 读了 翻了 找不到 没找到 没看懂 不太懂 不懂 不清楚 不太清楚 不知道 不了解
不确定 好奇 有点 有些 半天 半天没 没看明白 看明白 挺 很 说实话 实话 老实说 查阅 查看 翻阅 疑问
个疑问 感兴趣 关心 关注 疑惑
"""
_WORDS = re.compile(f"(?:{_any(_POLITE + _PERSON + _REQUEST + _PURPOSE)})+", re.IGNORECASE)
_ASKS = re.compile(
    r"哪|谁|什么|几(?![句个]?(?:话|个问题))|多少|怎|(?<!任)何(?!妨)|[\u4e00-\u9fff]吗|是否(?!可以)|有没有|有无|多[大长久高远]|第[0-9一二三四五六七八九十]"
    r"|(?:总结|概括|概述|归纳)(?:一?下)?[\u4e00-\u9fff]{2}|(?:介绍|列出|列举|讲讲|说说|找出|列一?下|梳理|罗列|盘点).*(?:任务|部分|方案|单位|学校|高校|院校|企业|部门|医院)"
)
_ASKING = (
    "知道|了解|弄清楚?|弄明白|搞清楚?|搞明白|问|询问|请问|请教|咨询|打听|查|查询|核实|核对|确认"
    "|告诉|告知|回答|说明|说|讲|看|好奇|找"
)
_WISH = (
    "请|麻烦|劳驾|烦请|帮忙?|替|给|来|能不能|能否|可否|可不可以|可以|是否可以|想要?|需要|希望|打算"
    "|很|就|先|再|还|也|只|有点|非常|领导|老板|让|叫|要"
)
_OPENING = re.compile(
    r"^(?:在?(?:这|本|该|此)(?:份|个)?(?:文件|方案|通知|意见|办法|规划|计划|措施|政策)(?:里面?|当?中|之?内|上)[,，]?"
    rf"|(?:老师|同志|领导|各位)?(?:你好|您好)|请问一?下?|不好意思|打扰一下|老师好|各位好|麻烦[你您]?|劳驾|请(?![示求假愿])"
    rf"|(?:很|挺|有点)?好奇|数一数|数数|数一下|(?:我|我们)?(?:听说|听人说|听闻|据说|据悉|有人说|有人讲|网上说|都说|传言|传闻)(?:过|是)?|(?:(?:{_WISH}|我们?|咱们?|俺|[你您])+(?:{_ASKING})+|(?:快速|简单)?(?:{_ASKING})(?=(?:一?下|一句|看看)))"
    r"(?:一?下|一句|看看|看|清楚)?(?:我们(?![学单公校院局厅处省市县区])|我(?![们校院局厅处省市县区国]))?(?:[哈哦啊呀吧]|$)?)+(?!$)"
)
_CLOSING = re.compile(
    r"(?:(?:谢谢|多谢|感谢|谢了|谢啦|辛苦了?|拜托了?|麻烦了?|劳驾了?)(?:老师|您|你|各位|大家|啦|了|哈|啊)*"
    r"|盼复|急用|在线等|求告知|求解|求助|[哈呀嘛啦]|请?(?:一一|逐一|逐个|逐项)(?:列出|说明|列举|回答)|请?列全|请回答)+$"
)
_ASKER = re.compile(
    r"^(?:作为|身为|[你您]?扮演|假设[你您]是|我们?(?:单位|公司|学校|部门|这边|家|村|县|局|院|校|处|科室?)?|咱们?(?:单位|这边)?|俺们?|本人|笔者|领导|老板|同学|同事|朋友|孩子|娃|儿子|女儿|家里|家长|听说|看到|刚)"
)
_OF_HOUSE = re.compile("(?:我们?|本人|作为|咱们?)(?:是|在|来自)[\u4e00-\u9fff]{3,14}的")
_IS_SOMEBODY = re.compile(r"^(?:作为|身为|本人|笔者|我们?(?:这边)?(?:是|在|来自))")
_PLAYS = re.compile("请?[你您]?(?:来|现在)?(?:扮演|假设[你您]是)")
_FOR = re.compile(r"(?:给|为|替)[^,，]{0,10}(?:参考|备用|备查|用的?|看看?)")
_REFERS = re.compile(r"这(?:个|种|类|些)?(?:问题|情况|现象|方面|事)")  # to what the asker told
_THAT_HOUSE = re.compile(
    r"(?:[这该](?:[所家个])?|[他她]们?的?|人家)(?:学校|院校|公司|企业|单位|医院|集团|学院|大学)"
    r"|(?:^|[,，。里])(?:要写)?(?:公司|学校|单位|集团|医院)(?=参与|承担|在|要|有|被|涉及|做)"
)
_BOUNDS = re.compile(  # 到2027年, 在辽西部分, 省外的, 不含高职
    rf"[0-9]|^(?:关于|对于|对|就|在|围绕|针对|除|如果|假如|到|按|从)|除[了去开]|不含|不算|不包括|仅限|限于|[省市县区内外]的|方面|领域|问题$|{KIND}"
)
_SUBJECT = 2  # characters of a subject in a part that is no padding
_EVERYDAY = 12.0  # -ln of a word's share: a rarer one, or one that no dictionary has, is a subject
_COMMON = 8.6  # the same for a word that the documents use: 领导, 重要
_MARKS = re.compile(r"([,，。;；!！?？:：\n]+)")
_BRACKETS = re.compile(r"[(（]([^()（）]{1,12})[)）]")


def without_padding(text: str) -> str:
    """The question itself; the text as it is where nothing of a question would be left."""
    whole = text
    text = _BRACKETS.sub(lambda m: "" if _WORDS.fullmatch(m[1]) else m[0], text)
    pieces = _MARKS.split(text)
    parts = list(zip(pieces[::2], [*pieces[1::2], ""], strict=True))
    parts = [(_OPENING.sub("", words.strip()), mark) for words, mark in parts if words.strip()]
    parts = [part for part in parts if not _is_padding(part[0])]
    if any(_ASKS.search(words) for words, _ in parts):
        parts = [part for part in parts if not _PLAYS.match(part[0])]
    kept = [
        part
        for part in parts
        if not _tells_of_asker(part[0], "".join(w for w, _ in parts if w != part[0]))
        or _names_subject(part[0], whole, read(whole))
    ]
    if not kept:
        return text
    kept[-1] = (_CLOSING.sub("", kept[-1][0]), kept[-1][1])
    bare = "".join(map("".join, kept)).strip(",，:：;； ")
    return bare if len(bare) > 1 else text


def without_asides(text: str, known: Known, is_whole: Callable[[str], bool]) -> str:
    """The text without parts beside a whole question that say nothing of its subject.

    Such a part asks nothing, sets no bound, and is made of words of asking and everyday words:
    给孩子填志愿参考, 免得写错. ``is_whole`` tells whether a part asks about something by itself.
    """
    parts = [part for part in _MARKS.split(text)[::2] if part.strip()]
    asking = [part for part in parts if _ASKS.search(part)] or parts
    if len(parts) < 2 or not any(map(is_whole, asking)):
        return text
    whole, reading = text, read(text)
    for part in parts:
        if (
            not (_ASKS.search(part) or _BOUNDS.search(part))
            and not _names_subject(part, whole, reading)
            and _is_everyday(part, known)
        ):
            text = text.replace(part, "", 1)
    return text.strip(",，:：;；。!！ ")


def _is_everyday(part: str, known: Known) -> bool:
    rest = _WORDS.sub(" ", part)
    if rest == part or find_institutions(part):
        return False
    pieces = [piece for run in rest.split() for piece in _pieces(run, known)]
    return all(
        len(word) < 2
        or known.information(word)
        < (_COMMON if any(word in text for text in known.texts) else _EVERYDAY)
        for word in pieces
    )


def _pieces(run: str, known: Known) -> list[str]:
    """The words of a run of characters; the whole of it where they are characters alone: 文号."""
    words = known.cut(run)
    return words if any(len(word) > 1 for word in words) else [run]


def _is_padding(words: str) -> bool:
    words = words.replace(" ", "").removesuffix("吗")  # 能列个清单吗
    plain = _WORDS.fullmatch(words) or _FOR.fullmatch(words)  # 给孩子填志愿参考
    return not _ASKS.search(words) and bool(plain)


def _names_subject(words: str, text: str, reading: Reading) -> bool:
    """Whether a part names what the question is about: 想学造船,哪所高职对口."""
    start = text.find(words)
    if start < 0:
        return False
    others = [match.span() for match in re.finditer(KIND, words)]
    others += [(named.start, named.end) for named in find_institutions(words)]
    plain = sum(reading.count_subject(start + a, start + b) for a, b in others)
    return reading.count_subject(start, start + len(words)) - plain >= _SUBJECT


def _tells_of_asker(words: str, others: str) -> bool:
    """Whether a part says who asks or why, and the other parts ask without it."""
    if not _ASKER.match(words) or _ASKS.search(words) or _REFERS.search(others):
        return False
    named = find_institutions(words) or _OF_HOUSE.match(words)
    if named and (SELVES.search(others) or _THAT_HOUSE.search(others)):
        return False  # 我们学校, 这家公司: the one named
    return bool(others and _IS_SOMEBODY.match(words)) or bool(_ASKS.search(others))
