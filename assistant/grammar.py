"""How questions are put in Chinese: the patterns that ``query.py`` takes away from a question.

They are words of the language, not of any plan.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.platforms import type_words
from ingest.regions import fields, places


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


KINDS = {
    "高职": "高职高专院校 高职高专 高职院校 职业院校 职业学校 职业学院 职业技术学院 专科学校 "
    "高职 高专",
    "本科": "本科院校 本科高校 本科学校 普通本科",
    "高校": "高等院校 高等学校 高校 大学 院校",
    "学校": "大中专院校 学校 学院",
    "中小学": "中小学校 中小学",
    "企业": "企业 有限公司 公司 集团 银行 国企 央企 民企 厂家",
    "部门": "政府部门 行政部门 部门 厅局 委办局 部委",
    "医院": "医院 保健院 卫生院 医疗机构",
    "科研院所": "科研院所 科研机构 研究所 科研单位 院所",
    "乡镇": "乡镇街道 乡镇 镇街 街镇 镇乡",
    "政府": "地方政府 县区政府 区县政府 市县政府 政府 城市 市县 县区 区县 县 地市",
    "事业单位": "事业单位",
    "社会组织": "行业协会 社会组织 协会 学会 商会 联合会 社会团体",
    "": "成员单位 成员 责任单位 牵头单位 配合单位 依托单位 参与单位 负责单位 单位 机构 主体 参与方",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
_KIND = _any(" ".join(KIND_OF))
KIND_OF.update({"区": "政府", "市": "政府", "高校院所": "高校、科研院所"})
_KIND += "|(?:(?<=哪个)|(?<=哪些)|(?<=几个))[区市](?![级里直属域场])"
KIND = rf"(?:{_KIND})(?:[、和及或](?:{_KIND})(?!联合|合作|共建|共同|一起|携手))*(?:\([^()]*\))?"
ROLES = (
    "牵头|联合(?!体|会|国|实验|培养|审[核查批]|执法|检查|办公|惩戒)|依托|配合|支持|推动(?!力)|推进|共建|"
    "对接(?!会)|负责(?!人)|主责|承办|主办|协办|承担|协助|鼓励|委托|参加(?!者)"
)
ROLE = re.compile(ROLES)
DOES = _any(
    "参与 参加 涉及 建设 组建 建立 开展 承建 打造 实施 落实 从事 举办 管理 运营 主持 做 搞 完成 "
    "出力 出把力 帮忙 使劲 设立 成立 发起 制定 研发 编制 在建 在办 在管 干活 做事 共事 搭档 干事"
)
ACTS = re.compile(f"(?:{ROLES}|{DOES})+")

FROM_THE_END = re.compile(
    r"(?:最后一|末一|最末一?)[项条个](?!字|大?部分|大?板块|章)(?:任务|条款)?|倒数第(?P<number>[0-9一二两三四五六七八九十]{1,2})[项条个](?:任务|条款)?"
)
NUMERAL = r"[0-9]{1,3}|[一二三四五六七八九十百]{1,5}"
_NUMERAL = f"({NUMERAL})"
_SEVERAL = rf"(?P<numbers>(?:{NUMERAL})(?:[、和与及跟到至~—-]+第?(?:{NUMERAL}))+)"
THROUGH = re.compile(
    rf"第(?P<first>{NUMERAL})(?:[项条章]|部分)(?:到|至|~|—|-)+(?=第(?:{NUMERAL})[项条章部])"
)
"""第九条到第十二条."""
NUMBERS = (
    re.compile(
        rf"(?P<lead>第){_SEVERAL}(?:[这那]?[两二三四五六七八九十]?个?)(?P<noun>[项条章]|部分)"
    ),
    re.compile(rf"(?P<lead>任务){_SEVERAL}(?P<noun>)"),
    re.compile(
        rf"(?P<lead>)(?<![0-9第一二三四五六七八九十]){_SEVERAL}(?:这|那)?[两三四]个?(?P<noun>[项条])"
    ),
)
"""Several numbers that share a noun: 第3、5项, 第三到第五部分, 任务1和2."""
FIRST_TASKS = re.compile(
    r"前(?P<count>[两二三四五六七八九十]|[0-9]{1,2})(?:[项条]|个(?=任务|工作|事项|措施))"
    r"(?:任务|工作|事项|措施)?"
)
LABELS_OF_SECTION = re.compile(
    rf"第(?P<section>{NUMERAL})(?:个)?(?:部分|章|大项)的?[里中]?的?"
    rf"(?P<items>第?\((?:{NUMERAL})\)[项条]?(?:[、和与及跟]?第?\((?:{NUMERAL})\)[项条]?)*)"
    r"(?:这|那)?[两二三四五]?[项条个]?"
)
"""Items of one section by their bracketed numbers: 第二部分的(一)和(三)两项."""
ENGLISH = re.compile(
    r"[^A-Za-z]{0,14}(?P<question>[A-Za-z]+(?: (?:\([^()]+\)\??|[^ \u4e00-\u9fff,]+,?)){3,}?)"
    r"(?:[^A-Za-z()0-9]{0,12})",
    re.S,
)
"""An English question with a Chinese word of courtesy before or behind it."""
ENGLISH_LABEL = re.compile(r"\b(?:task|item)s?\s*(?:no\.?\s*)?(?=[0-9])", re.I)
TASK = re.compile(
    rf"任务{_NUMERAL}(?![共些起般直样下个项条])"
    rf"|(?:编号|序号)[为是]?{_NUMERAL}的?(?:那|这)?一?[项条个]?(?:任务|工作)?"
    rf"|第\(?{_NUMERAL}\)?[项个条](?:任务|工作|措施|内容|规定)?"
    rf"|(?<![0-9]){_NUMERAL}号任务"
    r"|(?<![0-9])([0-9]{1,3})[项条](?=的?(?:标题|题目|名称|内容|讲|说|是|里|写))"
    r"|(?<![0-9])([0-9]{1,3})[项条]任务(?=[讲说是有的里写])"
)
SECTION = re.compile(rf"第{_NUMERAL}个?(?:大?部分|章|大项|大?板块|节|大块)")
BARE_LABEL = re.compile(rf"^\(({NUMERAL})\)(?=[是讲说由的涉有属在里中写])")
NAMED_PART = re.compile(
    rf"(?P<part>第(?:{NUMERAL})(?:个?(?:大?部分|章)|[项条]))\([\u4e00-\u9fff“”\"]{{2,20}}\)"
)
"""第一部分(沈阳现代化都市圈)."""
THAT_SECTION = re.compile(rf"(?<![第0-9一二三四五六七八九十])({NUMERAL})、?[这那]一?个?(?=部分)")

_WHICH = (
    r"(?:都?有|是|由|被|让|靠|请问)*"
    r"(?:哪些|哪几|哪[一两三四五六]|哪|什么|几|多少|何)几?[所家个类些项]?的?"
)
_NAMED = r"(?:(?:被|所)?(?:点名|提到|提及|涉及|参与|出现)(?:到|过)?的?)?"
KIND_AFTER = re.compile(rf"(?:{_WHICH}){_NAMED}(?:责任|{ROLES})?(?P<kind>{KIND})")
KIND_BEFORE = re.compile(
    rf"的?(?P<kind>{KIND})(?:里面|里|中间|中|当中)?[,\s]*(?:都|分别|一共|总共|共)*(?:(?<=[里中面间,])|有|是|包括|为)"
    r"(?:哪些|哪[一两二三四五六七八九十几]?[所家个]|谁|什么(?!时候|时间|地方|用|意思)|几[所家个])"
)
KIND_LAST = re.compile(
    rf"(?:(?:的|^|[\s,、])(?:全部|所有|成员|参与|建设|组建|共建|相关|有关|{ROLES})*"
    rf"|(?:成员|参与|建设|组建|共建|{ROLES}))(?P<kind>{KIND})"
    r"(?:名单|名录)?(?:都?有|包括|是)?\s*(?=[:,。?!]|$)"
)
KIND_OF_ROLE = re.compile(
    rf"的?(?P<role>{ROLES}|责任|参与)(?P<kind>单位|部门|处室|科室|高校|院校|机构|企业|主体|方)"
    rf"(?:和(?P<second>{ROLES})(?:单位|部门))?(?:里|中)?(?:都|分别|各)*(?:是|有|包括)"
    rf"(?:{_WHICH}(?P<which>{KIND})?)?"
)
AND_KIND = re.compile(
    rf"(?:[、,]?(?:和|及|以及|还有|跟|与)|[、,](?=哪))(?:{_WHICH})(?P<kind>{KIND})"
)
ROLE_NOUN = re.compile(
    rf"(?:作为)?(?:{ROLES}|责任)(?:单位|部门|方|处室|科室|主体|院校|高校|机构|人)(?:里|中)?(?:都?有|是)?"
)
_PARTS = "牵头|主责|责任|负责|配合|协助|承办|协办|参加|参与"
_PART_NOUN = "(?:单位|部门|方)"
SHARED_PART = re.compile(
    rf"(?P<role>{_PARTS})的(?:所有|全部|各项)?(?:任务|工作|事项|条款)(?:里面?|中|当中)?[,，]?的?"
    rf"(?P<other>{_PARTS}){_PART_NOUN}"
)
"""Asks who has another part in the tasks of an institution: 甲局牵头的任务,配合单位有哪些."""
HAS_PART = re.compile(rf"(?:来|作为|是|为|担任|当|做)?(?P<role>{_PARTS}){_PART_NOUN}?")
PART_OF = re.compile(rf"(?P<role>{_PARTS}){_PART_NOUN}(?:是|为|:|里?有|包括)?$")
"""The part of an institution, behind its name and before it: 由甲局牵头, 配合单位是乙局."""
HAS_NEITHER = re.compile(
    "(?:既|又|也|都)?(?:不|没有?|未)(?:牵头|负责|主责)[、,，]?(?:又|也|同时)?(?:不|没有?|未)(?:配合|参与|参加|协助)"
)
"""Behind an institution: it has no part, 既不牵头也不配合."""
HAS_NO_PART = re.compile(
    r"(?:却|都|也|均|又)?(?:不|没有?|未)(?:曾|被|在)?(?:参与|参加|配合|牵头|涉及|出现|负责|承担|列入|其中|在列|内|里面)"
)
_TWO = "牵头|主责|责任|配合|协助|承办|协办"
_THEM = "(?:过|了|任务|工作|单位|部门|的)*"
TWO_PARTS = re.compile(
    rf"既(?:有|当|是)?(?P<one>{_TWO}){_THEM}[,，]?[又也还](?:有|当|是)?(?P<other>{_TWO})"
    rf"|(?:只|仅)(?:有|当|是)?(?P<only>{_TWO}){_THEM}[,，]?(?:从|而|却)?(?:不|没有?|未)(?:曾|当|是)?(?P<never>{_TWO})"
)
"""Asks who has two parts, or one and never the other."""
LACKING_PART = re.compile(
    rf"(?:没有?|未|缺少?|无)(?:写明?|明确|指定|安排)?(?:出|了)?(?P<role>{_PARTS}){_PART_NOUN}"
)
ENDINGS = tuple(map(frozenset, ("区 县 市".split(), "研究院 研究所".split(), "委员会 局".split())))
"""Endings of names of which one does not stand for another."""
ACTS_AS = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?P<kind>研究院|研究所|委员会|[区县市局])"
    r"(?=(?:都|要|将|还|应)?(?:参与|承担|负责|牵头|配合|有哪|有什么|做|干|涉及|需要))"
)
_SOME_TASKS = (
    r"(?P<tasks>(?:哪些|哪几?[项个条件]|[几多少]+[项个条件])(?:任务|工作|事项|条款|措施|项目|事)?)"
)
_OF_ROLE = (
    rf"(?P<role>(?:{ROLES}|责任|参与))(?:单位|部门|方|者|主体|机构|院校|高校|学校|企业|医院|人)"
)
TASKS_BY_ROLE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?P<who>.+?)(?:是|为|担任|当|作为|充当|做)(?:了)?{_SOME_TASKS}(?:里面?|中)?的{_OF_ROLE}",
        rf"{_SOME_TASKS}(?:里面?|中|上)?的?{_OF_ROLE}(?:是|为|写的是|里有|有|包括)(?P<who>[^,，。?]+)",
        rf"^(?P<who>.+?)在{_SOME_TASKS}(?:里面?|中|上)?(?:被列为|是|为|担任|作为|充当|当|做|属于){_OF_ROLE}",
        rf"^(?P<who>.+?)(?:作为|担任|充当|当|是|为){_OF_ROLE}的(?P<tasks>)(?=有|都|共|是)",
        rf"{_OF_ROLE}(?:是|为|写的是)(?P<who>[^,，。?的]+?)的(?P<tasks>(?:任务|工作|事项|条款|措施|项目)?)",
    )
)
"""The tasks of an institution by its role in them: 甲局是哪些任务的牵头单位."""
WHO = re.compile(
    r"(?:可以|应该|应当|要|该)?(?:向|找|到|去|跟)(?:哪里|哪儿|谁|哪个单位)(?:去)?|"
    r"(?:背后)?(?:都|还剩?|只剩)?(?:是|由|有|归|靠|让|剩)?(?:下|了)?"
    r"(?:谁|哪[一两三四几些]?[家所]|哪一方|何人)"
    r"(?:们)?(?:来|在|去|会|要)?"
)
ASIDE = re.compile(
    rf"\((?![^()]*(?:{_TWO}|依托|联合))(?![^()]*(?:不算|除外|不计)(?:在内)?\))[^()]*(?:算|含|包括|不限|写出|列出|注明|给出|说明)[^()]*\)"
    r"|(?<=[\u4e00-\u9fff])(?:虽然?|尽管)[^,。?()]{1,12}(?=,)"
    r"|[,，;；?？]?连[^,，。?]{1,10}?(?:也|都)(?:别|不要|不能)?(?:落下|漏掉?|忘了?|算上)(?:了|吧)?"
    r"|[,，;；](?:以便|便于|好让|并且?(?:注明|标明|写明|标出|说明)|(?:注明|标明|标出)(?:各自|分别|每家))[^,，。?]*"
    r"(?=[,，。?]|$)"
    r"|[,，;；。](?:请|要|最好)?(?:列全|列出|写全|答全|逐一|逐个|全部|完整)*[,，]?(?:并且?|且|同时)?"
    r"(?:注明|标明|写明|附上?|标出|给出|说明|带上)(?:一?下)?(?:出处|来源|依据|原文|条款|条目|编号|任务|的|和|、)+[。!]?$"
    r"|[,?](?:只要|给|告诉我)(?:一?个)?(?:数字?|数目)(?:就行|即可|加依据|和依据)*"
    r"|,?(?:但|却|可|似乎|好像|也|都)*被?(?:写|列|点名?|放)(?:进|入|到)(?:来|去)?了?吧?(?=,)"
    r"|按[^,，。?]{1,6}(?:来)?(?:数|算|计)(?:的话)?[,，]"
    r"|\((?:请|要)?(?:注意|当心)?[,:]?(?:可)?(?:不是|不同于|别当成|别和|不要和)[^()]*\)"
)
_PLACES = "|".join(sorted(places(), key=len, reverse=True))
_UNIT = "(?:省|市|自治区|特别行政区)?"
QUALITY = (
    rf"(?:(?P<side>省外|外省区?|外地|省内|本省|我省|(?:{_PLACES}){_UNIT}(?:以外|之外))|(?P<place>(?:{_PLACES}){_UNIT})|(?P<field>{'|'.join(fields())})类?)"
    r"(?:地区)?的?"
)
QUALIFIED = re.compile(rf"(?:(?:位于|来自|在|属于)?{QUALITY})$")
QUALIFIED_KIND = re.compile(rf"{QUALITY}(?={_KIND})")
ASKS_NEXT = re.compile(rf"{_WHICH}$")
ANY_OF_KIND = re.compile(rf"(?:{QUALITY})?{KIND}")
_ANY_TASKS = (
    r"(?:哪些|哪几?[项个条件]|[几多少]+[项个条件])(?:任务|工作|事项|条款|措施)?(?:里面?|中|上)?"
)
_ACTS_IN = "参与|参加|承担|牵头|配合|负责"
_NAMES = "有|涉及|点名|提到|包括|包含|需要|要求|依托|安排|由|靠"
TASKS_OF_KIND = re.compile(
    rf"^[\s,]*{_ANY_TASKS}(?:都|是|还)?(?P<both>既|同时)?(?:{_NAMES})(?:了|到)*(?P<one>{_KIND})"
    rf"(?:[又也还和与及、,]+(?:{_NAMES})?(?:了|到)*(?P<other>{_KIND}))?(?P<role>{_ACTS_IN})?(?:的|在内)?[?。]?$"
    rf"|^[\s,]*(?:有|由)?(?P<doer>{_KIND})(?P<part>{_ACTS_IN})(?:了|到)?的?(?:任务|工作|事项|条款)"
    rf"(?:都|一共|总共)?(?:有|是|包括)?(?:哪些|哪几[项条个]|[几多少]+[项条个])?[?。]?$"
)
"""Asks for the tasks in which somebody of a kind, or of two, has a part: 哪些任务有企业参与."""
LIST_OF_KIND = re.compile(
    r"^(?:请|麻烦|帮我|帮忙)*(?:列出|列举|列一下|罗列|找出|说出|给出|列)(?:方案|文件|文)?(?:里面?|中)?"
    rf"(?:提到|涉及|点名|参与)?(?:的|所有|全部|一下)*(?P<kind>{KIND})(?:名单|清单)?[?。!]?$"
)
ANY_SUCH = re.compile(rf"(?<=的)(?P<kind>{KIND})(?:有吗|有没有|有么|存在吗)(?=[?。!]*$)")
"""Asks whether there is anybody of a kind: 两条都沾边的学校有吗."""
IN_WHAT_PART = re.compile("(?:担任|扮演|充当|起到?|发挥)(?:了|的|着)?(?:角色|作用|身份)?")
"""What an institution is asked about that is its part in everything: 分别担任什么角色."""
OUR_SMALL = re.compile(
    "(?:我们?|咱们?)(?:这种|这样的|这家|是?家|是个|是)?(?:小微?|小型|中小微?|初创)(?:型|的)?(?:公司|企业|厂子?|店铺?|团队)"
)
"""How small askers call themselves."""
CLASSED = re.compile(
    "[分划](?:为|成|作)?(?:哪|[几多]少?)[几些]?个?(?:类|种|级|档|步|阶段|等级|环节|批|期|情形)(?![任部])"
)
"""Asks into what a thing is divided: 抽查事项分几类."""
ONLINE = re.compile(
    "公示|公布|发布|公开|查询|查到|查看|看到|申请|申报|办理|咨询|领取|报名|下载|提交|登记|投诉|举报|反映|登录|缴纳|缴费"
)
"""What is done at a counter or on a page, not in a town."""
MEETS = re.compile(
    "^(?P<when>(?:多久|多长时间|[一每]年|[一每]个?月|几个月|平均)*)(?:要|得|能|会)?开(?P<often>[一几两]?[次回趟场]|多少[次回趟场])会(?!议)"
)
"""Asks for meetings in everyday words: 多久开一次会."""
CONSISTS_OF = re.compile(
    "(?<![方案文件通知意见全文规划办法计划措施细则个份])由(?:哪些|哪?[几两三四五六七八]个?)(?:部分|方面)(?:组成|构成)"
)
"""Asks what a thing consists of, not the document: 满意度由哪些部分组成."""
SOME_BODY = re.compile("某一?(?:[家个所些类])?(?:机构|单位|高校|学校|企业|部门|平台)(?=的)")
_OF_KIND = "(?:单位|学校|高校|院校|企业|公司|医院|部门|机构|馆)"
CHOICE = re.compile(
    rf"(?:这|上述|以上)?[两二三四五六七八]?[所家个者]?{_OF_KIND}?(?:里面?|中间?|当中|之中)?[,，]?(?:到底|究竟)?"
    rf"(?:(?:有|是)?哪(?:一|几|些|两|三)?(?:[所家个]{_OF_KIND}?|{_OF_KIND}|(?<=些))(?!任务|工作|事|方面|项|条|部分)"
    r"|(?<![和与跟])谁)(?:是|才)?(?P<not>并?(?:不|没有?|未)(?!变|同))?(?P<what>[^谁哪]+)$"
)
"""Asks which of the institutions named before it: 甲、乙、丙这三家,哪一家不在名单里."""
CHOSEN_IN = re.compile(
    "^(?:曾|被|在|参与|参加|涉及|列入|纳入|进入|出现在?|属于|入选)*(?P<what>.*?)"
    "(?:的)?(?:串联|支持|建设|覆盖)?(?:名单|范围|清单|行列|之列)?(?:里面?|之?内|之?中)?[?？。!]*$"
)
"""What those are in, or not: 在名单里."""
ANY_TAKES_PART = re.compile(
    rf"^(?P<before>[^,，。?]*?)(?:有没有|是否有|有无|有)(?P<kind>(?:省外|外省|省内|本省|外地|市外|校外|国外|境外)?的?{KIND})"
    "(?:来|也|一起)*(?P<part>参与|参加|加入|涉及|承担)(?:其中|进来|的|了)?"
    "(?P<topic>(?!的)[^,，。?？吗么]{2,20}?)?(?:吗|么|没有?|吧)?[?？。!]*$"
)
"""Asks whether anybody of a kind takes part: 有省外高校参与吗."""
WITH_WHOM = re.compile(
    "(?:和|跟|与|同|联合了?|会同|携手|对接)(?:谁|哪|什么|几)|合作|伙伴|搭档|结对|一起|共建|共同|双方|另一"
)
"""Asks for partners besides those who act."""
HOW_MANY_LAST = re.compile(
    rf"^(?P<kind>{KIND})(?:一共|总共|共)?有?(?:多少|几)(?P<unit>[家个所])?[?。]?$"
)
"""Counts a kind of institution: 企业有多少."""
REQUEST = re.compile(
    r"^(?:请|麻烦|帮我|帮忙|你|能否)*(?:把|将)(?P<what>.+?)(?:都|全部|全|逐一|一一|统统)*"
    r"(?:列|找|说|写|讲|整理|罗列|点|数)(?:一?下|出来|全|明|清楚)*[。!?]*$"
)
EXCLUDED_TOPIC = re.compile(
    r"(?:没有?|未|不)(?:曾)?(?:被)?(?:安排|要求|点名)?(?:出现在|参与|参加|涉及|列入|承担|负责|选派|建设|开展)"
    r"[“\"]?(?P<topic>[^”\"?。,]{2,20}?)[”\"]?"
    r"(?:(?:这|那)一?[项块部]分?(?:任务)?|里|中)?(?=[?。]|$|的(?:是|有|单位|高校|学校|企业|部门|院校))"
    r"|(?:但|而|却)(?:是)?在?[“\"]?(?P<other>[^”\"?。,]{2,20}?)[”\"]?(?:(?:这|那)一?[项块](?:任务)?)?(?:里|中)?(?:却)?没有的?"
)
NOT_IN = re.compile(
    r"[,，]?(?:但是?|而|却|并)*(?:没有?|未|不)(?:曾|再)?"
    r"(?:参与|参加|出现在?|涉及|列入|进入|承担|牵涉|在(?=[第任]))(?:到|了|过)?(?=.)"
)
NOT_THERE = re.compile(
    r"(?:但是?|而|却|并|都|又)*(?:没有?|未|不)(?:曾|再|被)?(?:被)?"
    r"(?:(?:点名?到?|提到|提及|出现|涉及|列入|参与|参加|露面|写到|写进)(?:到|了|过)?的?|的(?=[\u4e00-\u9fff]))"
)
"""Behind a task or a section: 第四条里没有出现."""
ABSENT = re.compile(
    r"(?:(?<!有)没有?|未|不)(?:曾)?(?:涉及|点名|提到|要求|包括|包含|安排|写|出现)?(?:到|了|过)?\s*$"
)
"""Before an institution: the tasks asked for are those without it."""
OF_SUBJECT = re.compile(
    r"(?:在|关于|对于|围绕|针对|有关|涉及)[^,，。?]{2,16}?(?:方面|领域|问题|工作)?的(?!方案|通知|意见)"
)
"""Limits a summary of the whole to a subject: 概括方案在生物医药方面的安排."""
THIS_THING = re.compile(
    r"(?:这个|该|那个|这一|这座|那座)(?P<thing>[\u4e00-\u9fff]{0,4}?"
    rf"(?:{'|'.join(type_words())}|项目|工程|活动|计划|政策|补助|奖励))"
)
SELF = re.compile(
    r"(?:我们?|(?<![定订合据按照各对在])本|咱们?)(?:学校|单位|公司|部门|医院|学院|校|院|局|厅|委)"
)
"""The asker's own house: no kind of institution is asked for."""
SELVES = re.compile(rf"{SELF.pattern}|我们|咱们|俺们|[局厅委院校]里|该(?:校|院|局|单位|公司|医院)")
"""The asker's own house, or those who belong to it."""
WHOLE = re.compile(
    r"(?:整个|整份|全部|通篇|全篇|全|本)?(?:行动|工作|实施|总体)?(?:方案|文件|规划|办法|通知|全文)"
    r"|(?:整个|整份|这份|本|该)(?:政策|措施|细则|意见|要点|计划)"
)
THEIR_TASKS = re.compile(
    rf"(?:(?P<role>{ROLES}|参与|涉及)?的)(?:那?[几两三0-9]?[项个条]?)(?:任务|工作|事项|条款|项目)"
    r"(?:里面|里|中|当中|之中|上)?(?:还|都|又|也)*(?:有|涉及|包括|点名|提到|出现)?(?:了|的)*(?=(?:另外)?(?:哪些|哪几?[所家个]|多少[所家个]|几[所家个]|谁|什么)(?!任务|事项|工作|[?。!,]|$))"
)
"""Asks for those who share the tasks of an institution: 甲局牵头的任务里有哪些高校."""
KIND_DOES = re.compile(
    rf"^[\s,]*(?:那么?|请问|里面?|中|的|[一二两三四五六七八九十几0-9]+[所家个])*(?P<kind>{KIND})(?P<topic>.*?)(?:要|需要|应该?|主要|分别|各自|都|将|会|可以)*"
    r"(?:干|做|承担|负责|参与|参加)(?:了|些)*(?:什么|哪些|哪几?项|几项)(?:任务|工作|事情?|活)?[?。]?$"
)
"""Asks for a kind of institution by what it does: 高职院校在沿海经济带要干什么."""
ASKED_THING = re.compile(r"(?:什么|哪些|哪[个家种类])(?P<thing>[\u4e00-\u9fff]{2,6})[?。]?$")
_LEFT_OUT = "去掉|排除掉?|刨掉|刨去|刨开|刨除|剔除|拿掉|扣掉|撇开|抛开"
_ROLE_NOUNS = "(?:的|单位|部门|方|者|院校|高校|学校|企业|机构|主体|医院)*"
WITHOUT_ROLE = re.compile(
    rf"[(,、]?(?:但|却|而|并)*(?:不|没有?|未|不含|不包括|不算|不要|除[了去开]?|非|{_LEFT_OUT})(?:是|在|再)?"
    rf"(?P<a>{ROLES}){_ROLE_NOUNS}(?:之外|以外|外)?[)]?[,，]?"
    rf"|[(,、]?(?:把|将)?(?P<b>{ROLES}){_ROLE_NOUNS}(?:不算|除外|不含|不计|之外|以外|{_LEFT_OUT})(?:在内)?的?[)]?[,，]?"
)
PARTNERS = re.compile(
    r"(?:联合|会同|携手|合作|协同|牵手|和|(?<!参)与|跟|(?<![共协会])同)(?:的|了)*(?:是|有)?(?:谁|哪些|哪几[所家个]|哪[所家个]|什么)"
    r"(?!任务|条款|条目|事项|工作|项目|内容)"
    rf"(?:{KIND})?(?:合作|联合|一起|共同)?"
)
LABEL = re.compile(
    r"(?:(?<![第\u4e00-\u9fff])|(?<=任务)|(?<=[和与及跟在]))([一二三四五六七八九十]{1,3})[、,]?\s*\(([一二三四五六七八九十]{1,3})\)"
)
NEIGHBOUR = re.compile(
    r"(?P<back>上|前)一[项条个]"
    r"|(?P<next>(?<!最)[下后]一[项条个]|(?:后面|下面|接下来|随后|紧接着)的?(?:[那这]?一|[那这])[项条个]"
    r"|(?:之后|后面)[,，]?(?:紧接着|接着|接下来|紧跟着?|排着?|跟着)?的?(?:讲|说|写|是|排)?的?是?哪一?[项条])"
    r"|(?P<before>(?:之前|前面)[,，]?(?:紧挨着)?的?(?:讲|说|写|是|排)?的?是?哪一?[项条])"
)
THIS_ITEM = re.compile(
    r"(?:[这该此]一?|上述)[项条](?!.{0,3}些)|[那上]面?[那这]一?[项条]|[这该]个(?:任务|条款|条目)"
    r"|它(?:都|主要|具体|到底)?(?:讲|说|写的?是|谈|的(?:主要)?(?:内容|要求|标题))"
)
"""The item that was spoken of: 这项任务讲了什么."""
WHICH_ITEM = re.compile(
    r"(?:在|是|属于|出自|位于|来自|对应|归|见|排)(?:方案|文件)?的?(?:哪一?|第几)[项条](?!措施|规定)"
)
"""Asks in which item the thing that was spoken of stands: 它写在哪一项."""
BARE_NUMBER = re.compile(rf"(?:那么?|换成)?第?(?P<number>{NUMERAL})[项条]?呢?[?？。]?")
ONCE = re.compile(
    r"(?:只|仅|仅仅)(?:参与|有|承担|涉及|出现在?|负责)(?:了|过)?(?:1|一)(?:项|个|条|次)"
    r"|(?:只|仅|仅仅)在(?:1|一)[项个条]小?[项条]?(?:任务|工作|条款)?(?:里面?|中)?"
    r"(?:出现|露面|参与|被?(?:派|安排|点名?|提到))(?:过|了)?(?:任务|工作)?(?:名)?的?"
)
_TIMES = r"(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})"
AT_LEAST = re.compile(
    rf"(?:同时)?(?:在|有){_TIMES.replace('count', 'several')}[个项条](?:不同的?)(?:任务|条款|工作)"
    r"(?:里|中)?(?:都|均)?(?:有|派了|出现|承担)?|"
    rf"(?:参与|参加|涉及|承担|出现在?|有|负责)(?:了|过)?(?:至少|不少于)?{_TIMES}[个项条次](?:任务)?(?:以上|及以上|或以上)"
    rf"(?:的?任务)?|(?:参与|参加|涉及|承担|出现在?|有|负责)(?:了|过)?(?P<more>不止一|不只一|多|好几|若干)[个项条次](?:的?任务)?(?:里|中)?(?:的|都)?"
    r"|(?:参与|涉及|承担|负责)?的?(?:任务|工作)(?:数量?|总数)?(?:超过|多于|大于)"
    rf"{_TIMES.replace('count', 'over')}[项个条](?:的|以上)?"
    rf"|(?:至少|不少于){_TIMES.replace('count', 'least')}[个项条次]的?任务?"
)
NOT_OF_KIND = re.compile(rf"(?:非|不是|不属于)(?P<kind>{KIND})的?(?:单位|机构|主体|参与方)")
THAT_HOUSE = re.compile(rf"[这那](?:家|所|个)(?:{_KIND})")
NOT_OF_NAME = re.compile(
    rf"[(,，]?(?:不算|不含|不包括|除去?)?(?P<part>(?!其|别|这|那)[\u4e00-\u9fff]{{2,4}}?)(?:{_KIND})"
    r"(?:不算(?:在内)?|除外|不含在内|不计(?:在内)?)[)]?"
)
"""Leaves out those of a kind whose name holds something: 附属医院不算."""
LACKING_KIND = re.compile(
    rf"(?:没有?|未|不)(?:涉及|点名|提到|有)?(?P<kind>{KIND})(?:参与|参加|承担|出现|的)?"
)
TITLE = re.compile(
    r"^(?:这|该|本)?[份个]?(?:方案|文件|规划|办法|通知|意见)?的?(?:标题|题目|名称|全称)"
    r"(?:是什么|叫什么)?[?。]?$"
    r"|(?:这|该|本)?(?:份|个)?(?:方案|文件|办法|通知)(?:叫什么|全称)(?:名字|名称)?"
)
ELSEWHERE = re.compile(
    r"[,、]?在?(?:别的|其他|其它|另外的?|其余的?)(?:任务|部分|地方|条款|事项)?(?:里|中)?(?:都|也)?"
    r"(?:没有?|未|不)(?:提到|出现|涉及|参与|提及|点名|再出现|有)*(?:过)?的?"
)
BY_THEME = re.compile(
    r"(?P<theme>[\u4e00-\u9fffA-Za-z0-9一-龥]{2,30}?)[”\"’》」]?(?:这一?|那一?|该)?个?(?:大)?"
    r"(?:部分|板块|章节?|这一?块|那一?块|方面的?(?=任务)|(?:下面|底下|之下|里面?)(?=的?[每各]一?[条项]))"
)
THAT_PART = re.compile(
    r"(?P<theme>[\u4e00-\u9fff]{2,16}?)的?(?:那|这)一?个?(?:大)?(?:部分|章|板块|块(?![地钱田]))"
)
"""A part of the outline by what it is about, in any words: 管种地的那一章."""
TWO_THEMES = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,12}?)[、和与及跟](?P<other>[\u4e00-\u9fff]{2,12}?)"
    r"(?:这|那)?(?:两|2)个?大?(?:部分|板块|区域|片区|章)"
)
NO_NAME = re.compile(
    rf"[这那该各某哪]|外省|省外|外地|省内|本省|市县|县区|区县|各级|两级|有关|相关|本(?={_KIND})|今年|去年|明年|当年|刚|应届|名牌|好|国外|外国|本科|专科"
    r"|[一二两三四五六七八九十几0-9]+[类种个所家座]|.*(?:[念读上考办]完|[念读考]上|[建办]起|毕业|没上)"
)
"""What is no name of an institution, from its beginning."""
THEME_TASKS = re.compile(
    r"(?P<theme>[\u4e00-\u9fff]{2,12}?(?:地区|区域|片区|圈|带|区))"
    r"(?:的?(?:任务|工作|内容|部分)|(?:里面?|中|内)?(?:一共|总共|共|都)?(?:有|安排了?|包括)(?=(?:哪些|哪几项|几项|多少项|什么)的?(?:任务|工作)))"
)
"""A part of the outline by the region that it is about: 辽西地区的任务."""
THAT_ITEM = re.compile(r"[这那]一?[条项]")
KIND_ONLY = re.compile(rf"(?:那么?)?(?P<kind>{_KIND})呢[?？。]?")
"""Asks for another kind of what was listed: 企业呢?"""
ALSO_IN = re.compile("(?:还|也|又|同时)(?:都)?(?:在|出现|参与|参加|被|有|涉及)|重[合复叠]")
CONTENT_TOO = re.compile(
    "(?:内容|讲了?什么|说了?什么|做什么|干什么|要求)[,，]?(?:和|与|及|以及|还有|、|并)?[^,，。?]{0,6}(?:单位|部门|谁|哪)"
)
"""Asks what an item says and who has it: 第3项任务的内容和负责部门."""
ITEM_TOLD = re.compile(
    r"[这那]一?[条项](?:任务|工作|里)?[^。?]{0,8}(?:讲|说|写|准备|打算|安排|压缩|概括|总结|归纳|缩|提炼|内容|意思|大意)"
    r"|(?:讲讲|说说|概括|总结|归纳|介绍|压缩)[^。?]{2,16}[这那]一?[条项]"
    r"|(?:讲讲|说说|概括|总结|归纳|介绍)[^。?]{0,4}(?:第(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[条项]|任务[0-9])"
)
"""Asks for an item as a whole: 工匠那条说了什么."""
OF_ITEM = re.compile(
    r"[条项](?:任务|工作|条目|内容)?(?:里|中|内|上)|条目|[那这]一?[条项](?:任务|工作)?(?=[,，]|把)"
)
"""Asks for all that an item has: 养老那一条里提到的单位."""
HOW_MANY_ASKED = re.compile(
    r"(?:哪|那|这|的|^|[?？,，])(?P<count>[两二三四五六七八])[所家个位](?!字)"
)
IN_PARTS = re.compile(  # 哪四大领域, 有四大方向来着
    r"(?:哪|几|[两三四五六七八九十])[两三四五六七八九十]?大(?!学|部分|板块|块|项|任务|中小|队|陆|桥|道)[\u4e00-\u9fff]{2}"
)
"""Asks for the members of what a document counts: 四大领域."""
LAST_PART = re.compile(
    r"(?:最后|末尾|结尾|收尾|压轴)(?!一?[项条个件])[^,，。?!]{0,12}?(?:那|这|的|一|个|大)*(?:部分|章|板块|一?块(?=$|[,，。?!]))"
)
FIRST_PARTS = re.compile(r"前(?P<count>[二两三四五六七八九十0-9])个?(?:部分|章|板块)")
ONLY = re.compile(r"(?:只|仅|仅仅|单独)(?:在|有|参与|出现|涉及|参加|承担)")
TASKS = re.compile(
    rf"(?:{_WHICH})(?:任务|工作|事项|事情|事儿?|活儿?|项目|措施|职责|角色|内容|条款)|(?:出现)?在?哪(?:几|一)?[条项](?![街路线河道])(?:里|中)?"
    r"|有什么(?:任务|工作)|(?:任务)?是?第几[项条个]|几项|多少项|有哪些[项条](?![街路线河道例款件])"
    r"|(?:做|干|承担|负责|参与|从事|参加|牵头|配合|协助|承办|主办|协办)(?:了|些|过)*(?:什么|哪些|啥)(?=[?。!,]|$)"
    r"|哪一?[项条](?=讲|说|写|谈|提)|^(?:任务|条款|事项)的?(?:总数|数量|个数)"
    r"|任务(?:有|是|包括)哪些|(?:做|干|办)(?:了|过)*几件(?:事|工作)"
)
_HOW_MANY = (
    r"(?:都|分别|一共|总共|共|各)*(?:有|是|包括|为)?"
    r"(?:哪些|哪几[个所家]|哪[个所家]|什么|多少[个所家]?|几[个所家])"
)
_LISTED = r"(?:列出|列举|提及|提到|点名|说说|找出)(?:了|的)?(?:所有|全部|各个)?的?"


@cache
def platforms_named(types: tuple[str, ...]) -> re.Pattern[str]:
    """A question for platforms by how their names end: 名称以“研究院”结尾的, 带“基地”或“中心”的."""
    kind = "|".join(types)
    return re.compile(
        rf"(?:(?:名称|名字|名)(?:里|中|上)?)(?:是|以|带有?|含有?|有|叫)?[“\"](?:{kind})[”\"]"
        rf"(?:[或和、者]+[“\"](?:{kind})[”\"])*(?:结尾|收尾|命名|为名|字样|二字|三字|四字)?的?"
    )


@cache
def platforms_asked(types: tuple[str, ...]) -> re.Pattern[str]:
    """A question for platforms of a type: 提到的研究院有哪些, 哪几个平台叫…, 列出重点实验室."""
    kind = rf"(?P<type{{}}>{'|'.join(types)})"
    return re.compile(
        rf"{kind.format(1)}(?:的?名[称字]|名单)?{_HOW_MANY}(?:[?。!]|$|,)"
        rf"|(?:{_WHICH})(?!(?:一?[项条])?(?:讲|说|写|谈|提到|涉及))(?:(?!的|任务|事项|承担|负责|参与|牵头|建设|组建|运营|{_KIND})[\u4e00-\u9fff]){{0,6}}?{kind.format(2)}(?=[?。!,]|$|、哪|可以|能|出力?|被|要|是|会|都|由|归|建|组|正|呢"
        rf"|开发|研究|进行|来|做|加强|推进|服务|从事|参与)"
        rf"|(?:以|含|带|有|叫|是)[“\"]{kind.format(5)}[”\"](?:结尾|命名|为名|字样|二字|三字)?的?(?:名称|平台|机构)?"
        rf"|平台(?:名)?(?:叫做?|名为|称为)[“\"]?{kind.format(3)}[”\"]?"
        rf"|(?:各种|各类|所有|全部|各个){kind.format(6)}(?=都|有|名|列|[?。!,]|$|是|分)"
        rf"|{_LISTED}{kind.format(4)}(?:名单|名称)?(?=[?。!,]|\s|$|\()"
    )


HEADINGS = re.compile(
    "[每各]个?大?(?:部[分份]|章节?)的?(?:标题|题目|名称)|[几两三四五六七八九十]个大?标题|(?:大|一级)标题|标题(?:各|分别)是"
)
"""Asks for the titles of all parts: 每部分标题是什么."""
DIVIDED = re.compile("[共总]?(?:分成|分为|包括|包含|由)|一共|总共|全文|组成|构成")
PLACE = re.compile(
    r"(?:属于|归(?:入|到|在)?|排在|放在|列在|在|是)?(?:哪|第?几)(?:一|个)?(?:个)?(?:大)?(?:部分|章|板块|大项|篇|大块)"
    r"|属于(?=哪|什么|第?几)"
)
OUTLINE = re.compile(
    r"分?(?:成|为|了)?(?:哪几|几|多少|哪些)(?:个)?大?(?:部分|(?<=[分成为有哪]几)块|(?<=几大)块|板块|章节?)|各(?:个|大)?(?:部分|章)的?标题"
    r"|(?:有|共)(?:几|多少)个?(?:大?部分|章节?|板块)"
    r"|(?:所有|全部|各项?|每一?项)任务的?(?:标题|名称|题目|清单|列表)|^任务(?:清单|列表|一览表?)[?。]?$"
    r"|大纲|提纲|目录|(?:整体|总体|基本)?框架|(?:整体|总体|文章|篇章|方案|文件|全文)的?结构"
)
PERSON = re.compile(
    r"(?<=[人员者长任师授士他她])(?:们)?(?:是|都|分别)?叫什么(?:名字)?|姓名|姓什么|姓甚名谁|是什么人|(?:领导|院领导|校领导|负责人)(?:都|分别)?(?:是|叫)(?:谁|什么名字?)|哪位领导|(?P<office>法定代表人|法人代表|法人|主任|局长|市长|省长|厅长|院长|校长|书记|负责人|组长|主席|经理)"
    r"(?:是|叫)?(?:谁|哪位|什么名字?)"
    r"|(?:院士|专家|教授|学者|人员|同志)(?:都|分别)?(?:有|是)?谁"
    r"|(?P<post>主任|局长|市长|省长|厅长|院长|校长|书记|负责人|组长|主席|经理|领导|召集人|总指挥|指挥长|秘书长|联络员)(?:一职)?(?:是|由)?(?:谁|哪位|何人|什么人)(?:来)?(?:担任|任|当|兼任)?"
)
HELD_BY = "(?:由|为)[^。；，]{2,30}(?:担任|兼任|出任)"
"""Says who holds a post by another one: 办公室主任由分管负责同志兼任."""
NAME_KINDS = frozenset({"银行", "集团", "合作社", "有限公司"})
"""Kinds by the word with which their names end."""
NAME_BEGINS = re.compile(
    r"(?:校名|名字|名称|名)?(?:里|中|上)?(?:是|用|以)?[“\"]?(?P<part>[\u4e00-\u9fff]{2,4})[”\"]?(?:二字|两个字)?"
    r"(?:打头|开头|起头)的?"
)
NAME_ENDS = re.compile(
    r"(?:的?(?:校名|名字|名称|名)(?:里|中|上)?的?)?(?:最后|末)一?个?字(?:是|为|叫)[“\"]?(?P<last>[\u4e00-\u9fff])[”\"]?的?|"
    r"以[“\"]?(?P<end>[\u4e00-\u9fff]{1,4})[”\"]?(?:字|二字)?(?:结尾|收尾|为尾)的?"
)
NAME_HOLDS = re.compile(
    r"(?:校名|名字|名称|名)(?:里|中|上)?(?:面)?(?:带有?|含有?|有|包含)[“\"]?(?P<part>[\u4e00-\u9fff]{1,6}?)[”\"]?"
    r"(?:或者?[“\"]?(?P<other>[\u4e00-\u9fff]{1,6}?)[”\"]?)?(?:字?的|字样|二字|两个字|$)"
)
SUMMARY_WORD = re.compile(r"(?<!年度)(?<!工作)总结|概括|概述|综述|概况|概要|摘要|归纳")
SUMMARY = re.compile(
    rf"{SUMMARY_WORD.pattern}|讲了?(?:些)?什么|说了?(?:些)?什么|主要内容|内容是|框架|目录|结构"
)
GIST = re.compile(
    "(?<=部分|方案|通知|办法|意见|文件|规划|计划|措施|细则)(?:主要)?(?:讲|说|谈|写)?的?(?:主要)?"
    "(?:核心|重点|要点|关键|主旨|精髓|主线|精神|大意|实质)(?:内容|思想|要义|要点|精神|意思|点)?(?:是|有|在)?"
    "(?:什么|哪些|哪里)?[?。]?$"
)
"""Asks for the gist of a part or a document: 第二部分讲的核心是什么."""
MORE = re.compile(
    rf"(?:哪[一]?[个家所]|谁)(?P<role>{_PARTS})?的?(?:(?:任务|项目|工作|事)(?:数量?|次数)?(?:更|比较)?多|(?:参与|涉及|承担)得?(?:的任务)?(?:更|比较)?多)"
)
"""Which of the named institutions does more."""
MOST = re.compile(
    r"(?:出现|参与|涉及|点名|承担)?在?最(?P<least>少)?(?:多|的)*(?:项|个)?(?:任务|条款)(?:里|中)?的?"
    r"|排(?:名|在)?第一|位居?第一|居首|最忙"
    r"|(?:任务|项目|工作|次数|高校|院校|学校|企业|单位|部门|机构|参与方|参与者|成员|主体)?(?:数量|数|个数)?最(?:多|(?P<few>少))的?"
)
FULLEST_PART = re.compile(
    r"(?:部分|章|板块)[^,，。?]{0,4}(?:任务|事项|条款|措施)(?:数量?|个数)?最(?:多|(?P<few>少))"
    r"|(?:任务|事项|条款|措施)(?:数量?|个数)?最(?:多|(?P<least>少))的?(?:是)?(?:哪[一个]*)?(?:部分|章|板块)"
)
"""Asks for the part of the outline with the most tasks, or the fewest."""
HOW_MANY_TASKS = re.compile(r"[几多少](?:项|条|件|个任务|样|处)")
MONEY = "奖励|奖补|奖金|补助|补贴|资助|贴息|扶持|补偿"
RANKED_SUM = re.compile(
    r"最(?:[高大多]|(?P<least>[低少小]))(?:的(?:那?一?[笔项条档个])?|(?=[?。!,，]|$|是哪))"
)
"""Of the sums that are given for something: 最高的一笔奖励, 哪一项补助最多."""
MOST_GIVEN = re.compile(
    r"最(?:[高多大]|(?P<least>[低少小]))(?:一共|总共)?(?:能|可以?|会)?(?:补|奖|给|拿|领|获)(?:助|励|到|得|取|补)*(?:多少|几)(?:钱|[百千万亿]*元)?"
)
"""The same of a verb: 最高能补多少."""
FURTHEST = re.compile(
    "(?:那么?|它)?(?:一年|每年|全年|每次|单次|一次|一[家户人个]|每[家户人个]|单个企业|单家|总共)?(?:里|内)?"
    "最(?:[高多大]|(?P<least>[低少小]))(?:的)?(?:能|可以?)?(?:是|为|到|补|给|拿)?(?:多少|几|呢)"
    "(?:钱|[百千万亿]*元)?[?？呢。]*"
)
"""Asks for the highest, or lowest, sum of what was spoken of."""
SUM_WORDS = re.compile(
    rf"(?:{MONEY})|(?:或者?|和|、)(?=单?[笔个项]?(?:{MONEY}))|单[笔个项]|各[类种项]|财政|资金|金额|额度|数额|标准"
    r"|多少钱|是?多少|比例|(?:是|在)?哪一?[个项条笔种类档]|是?什么|给的?"
)
"""What a question for such a sum is worded with, besides its topic."""
JOINT = re.compile(
    r"共同|同时|交集|合作|既.{1,40}[又也还]|每一?个?部分|[两三][项个章条](?:任务|工作|事项|部分)?里?(?:都|均|里)"
    r"|一起|携手|联手|搭伙|合办|合伙|结对|一块儿?(?=[干做搞办])|全都|(?<![到全])都(?!(?:是|有|由|涉及|提到|包括|点名|写|叫)?(?:了|到)?(?:哪|什么|谁|几|多少)|算|要$|不|会|能)(?=[\u4e00-\u9fff]{2})"
    r"|均|重(?:复|合|叠)(?:出现|的|吗|[?。]|$)|两[边头处]"
)
NOT_COUNTED = re.compile(
    r"[,，。?]?(?:别|不要|勿)(?:把|将)(?P<e>[^,，。?]{2,20}?)(?:也|都)?"
    r"(?:算|计|混|列|加)(?:进来|进去|在内|上|入)"
    r"|[,，。;；?](?P<f>[^,，。?;；]{2,16}?)(?:就|可以|都)?(?:不用|不必|不需要?|无须|无需|别|不要|不)"
    r"(?:列|写|算|管|计|统计|考虑|提)(?:出来?|进来|进去|在内|上|入|了)?(?=[,，。;；?!]*$)"
)
"""Names what is not meant, behind the question: 甲大学参与几项?别把乙大学算进来."""
EXCEPT = re.compile(
    r"除(?:了|去|开)?(?P<a>[^,，。?]{2,40}?)"
    r"(?:(?:以外|之外)[,，]?|外?[,，]|(?=还|其他|其它|其余|剩|另|哪|谁))"
    rf"|(?:把|将)(?P<b>[^,，。?]{{2,30}}?)(?:都|全)?(?:{_LEFT_OUT})(?:以后|之后|后)?"
    r"|(?P<c>[^,，。?()除]{2,14}?)(?:之外|以外|除外|不算(?:在内|的话)?(?=[,，。?)]|$))"
    rf"|(?:{_LEFT_OUT}|不算上?)(?P<d>[^,，。?]{{2,20}}?)(?:的话)?(?=[,，。?]|$|还[有剩]|剩|其[他它余]|另[外有])"
    rf"|{NOT_COUNTED.pattern}"
)
"""What a question leaves out, by one of its groups."""
BESIDES = re.compile(
    r"除(?:了|去|开)?(?P<topic>[^,，。?]{2,40}?)"
    r"(?:(?:(?:以|之)?外[,，]?|[,，])(?=[^,，。?]{0,16}(?:还|另|也))|(?=还|另外|也))"
)
"""What an institution does that a question does not ask for."""

TOGETHER = re.compile(
    r"共同(?!参[与加]|承担|涉及|出现|负责|的?任务)|合作|联合|一起|携手|联手|合办|共建"
)
"""As opposed to 都 and 同时: side by side in one piece of work."""
JOINS = re.compile(r"[又也还和与及跟、或]|同时")
"""What stands between two subjects that are joined."""
BOTH = re.compile(
    r"[,，、;；]?(?:又|而且|并且|同时|以及|还|也)|[、和及跟]|(?<!参)与|(?<!或)或者?(?!或)"
)
"""What stands between two topics of which both are meant."""
OF_OUTLINE = re.compile("任务|部分|条款|事项|[项条章节]|板块|内容|措施|工作|方面")
COUNT = re.compile(r"多少(?:所|家|个|项|条)?|几(?:所|家|个|项|条)")
INTERROGATIVE = re.compile(r"是?(?:哪些|哪几[所家个项]?|哪[所家个项一]?|什么|多少|几[所家个项]|谁)")
ASKS_SOME = re.compile(rf"{INTERROGATIVE.pattern}|有没有|有无|是否有")
_THEM = "学校|高校|大学|院校|单位|机构|企业|部门|任务|项目"
_OF_WHOLE = "(?:实施|行动|总体|工作|指导|发展|年度)*"
PRONOUN = re.compile(
    rf"它们?|他们|(?<![与加入])其中|上述|前者|后者|[这那]些(?:{_THEM})?|该(?:校|院|所|单位|任务|项)"
    rf"|这(?:所|家|个|项|几[所家个项])(?!{_OF_WHOLE}(?:方案|文件|规划|办法|通知|计划|意见|要点))(?:{_THEM})?"
)
ANAPHOR = re.compile(
    r"它们?|他们|上述|前者|后者|[这那]些(?:学校|高校|大学|院校|单位|机构|企业|部门)?|该(?:校|院|所|单位|企业|公司)"
    r"|这(?:所|家|几[所家])(?:学校|高校|大学|院校|单位|机构|企业|部门|公司)?"
)
"""Stands for institutions named before."""
AMONG = re.compile(
    r"(?<![与加入])其中|(?:这些|这几[所家个]|上述|上面|前面|[它他]们)(?:学校|高校|大学|院校|单位|机构|企业|部门)?(?:里面|里|中|当中)"
)
"""Asks for some of those that the answer before named."""
_HOUR = r"几点(?:钟|开|关|到|上|下|结束|开始|营)"
MEASURES = tuple(
    (re.compile(rf"(?:多[大长重高]的?)?(?:{asked})"), re.compile(unit))
    for asked, unit in (
        (r"面积|占地", r"[0-9][万千百]*(?:余)?(?:平方|亩|公顷)"),
        (r"功率|装机(?:容量)?", r"[0-9][万千百]*(?:千|兆|吉)?瓦"),
        (
            r"(?<!时间)(?<!压到)(?<!缩短到)多长(?!时)|多远|长度|里程",
            r"[0-9][万千百]*(?:公里|千米|米)",
        ),
        (r"重量|吨位|产量|吞吐量", r"[0-9][万亿千百]*吨"),
        (
            r"占比|百分比|比例|比率|百分之几|几成|[几多]少个点",
            r"[0-9]%|百分之|[0-9一二三四五六七八九]成|[0-9][∶:：][0-9]",
        ),
        (r"人数", r"[0-9][万千百]*(?:余)?(?:人|名)"),
        (r"规模|体量", r"[0-9]"),
    )
)
"""What a figure measures, and the units that say so without the word."""
UNITS = (
    (
        re.compile(
            r"多少钱|几块钱|罚(?:款)?多少|(?:多少|几)[万亿]?元|花多少|投资|经费|预算|资金|金额|价格|收费|费用|票价|学费|租金|房租|工资|津贴|造价|总价|花费"
        ),
        re.compile(r"[0-9][万亿千百]*元"),
    ),
    (re.compile(r"电话|热线|联系方式"), re.compile(r"[0-9]{3,4}[-—]?[0-9]{4,}|1[0-9]{4}")),
    (
        re.compile(r"^(?!.*截[止至]).*(?:何时|什么时[候间]|哪一?个?[年天月]|几[月号]|最[晚迟])"),
        re.compile(
            r"[0-9]{2,4}年(?!行动|规划|计划)|[0-9]{1,2}(?:[月日点]|时(?!间|代))|季度|[年月][底初中末]|当年|每年|即?日起|之日"
        ),
    ),
    (re.compile("截[止至]"), re.compile(r"[0-9]{1,2}[月日]|[年月季][底初中末]|季度末")),
    (
        re.compile(r"多久(?!.{0,6}一[次回趟轮])|多长时间|几[年天日](?!号)|几个月"),
        re.compile(
            r"(?:[0-9一二两三四五六七八九十]+个?|半个?|每)(?:半?年|月|日|天|周|小时|分钟|工作日|季度?|学期)"
        ),
    ),
    (
        re.compile(
            r"多久.{0,6}一[次回趟轮]|多长时间.{0,6}一[次回趟轮]|频率|频次|(?:几|多少)[次回趟轮]"
        ),
        re.compile(r"每(?:半?年|两?个?月|季度?|周|旬|日|天|学期)|[0-9一二两三四]次"),
    ),
    (re.compile(_HOUR), re.compile(r"[0-9一二三四五六七八九十]{1,3}(?:点|[时:：](?![0-9]*间))")),
    (
        re.compile(r"多大(?!力)"),
        re.compile(r"[0-9](?![0-9]*[年月日])"),
    ),
    (
        re.compile(
            r"(?:补助|补贴|奖励|奖|资助|贴息|报销|补)(?:标准)?(?:是|为|给)?(?:多少|几)(?![人名家户个所项])|(?:多少|几)(?:补助|补贴|奖励|资助|贴息)"
        ),
        re.compile(r"[0-9][万亿千百]*元|[0-9]%|百分之|全额"),
    ),
    (re.compile(r"多少人|几个人|多少名"), re.compile(r"[0-9][万千百]*(?:余)?(?:人|名)")),
    *MEASURES,
)
"""What is asked for, and in what units an answer to it is given."""
HOW_OFTEN = re.compile(
    r"(?:隔?多久|多长时间)(?P<act>[\u4e00-\u9fff]{0,5}?)一[次回趟轮]|"
    r"(?:一|每|全|半)(?:年|个?月|周|星期|天|季度?)(?:要|得|应该?|需要?|至少|最少)*"
    r"(?P<times>[\u4e00-\u9fff]{0,4}?)(?:几|多少)[次回趟轮](?!事)"
)
ROLE_CHOICE = re.compile(
    rf"(?:是|属于|算)?(?:什么|哪种|何种)(?:身份|角色|地位)|(?:是|属于|算)?(?:{ROLES}|合作|参与)(?:单位|方)?还是"
    rf"(?:{ROLES}|合作|参与|帮手|帮忙|打下手|配角)(?:单位|方)?"
)
"""In what part an institution acts: 是什么身份,牵头还是配合."""
QUANTITY = re.compile(
    rf"{_HOUR}|多少|几个?(?:工作日|自然日|月|小时|季度)|几[次回趟轮](?!事)|几[年月天号亿万元成张台辆座套艘间栋]|最[晚迟早]|何时|什么时候|什么时间|哪一?[年月天日]|哪个月|多久|多[大长高重宽]|几成"
    r"|比例|百分之几|金额|预算(?![评管执编调绩])|经费(?![管使保])|电话|邮箱"
)
ASKS_THING = re.compile(
    r"(?:(?P<made>成立|建立|设立|组建|制定|出台)|包括|包含|涉及|采取|提供|使用|需要|分为|分成)(?:了|过|的是)?"
    r"(?:什么|哪些|哪几[个项种类])(?P<thing>[\u4e00-\u9fff]{0,4})[?。]?$"
)
"""Asks for a thing by its verb: 成立什么, 包括哪些环节."""
_RULES = "办法|方案|规划|制度|标准|清单|细则|规程|预案|目录|指南|意见|规定|条例|规范|政策|名录"
MADE_RULES = re.compile(
    r"(?P<verb>(?:制定|修订|制订|出台|编制|印发|起草|完善|建立|或者?|和|及|、)+)(?:了|过|的)*"
    rf"(?:哪些|哪几[个项部份]?|什么|几[个项部份])(?:新的?|配套)?(?P<what>{_RULES})"
)
"""Asks for the rules that are made: 要制定或修订哪几个办法."""
_CONTRASTS = tuple(
    re.compile("|".join(sorted(row.split(), key=len, reverse=True)))
    for row in (
        "初级 中级 高级 特级",
        "特等奖 一等奖 二等奖 三等奖 优秀奖",
        "国家级 部级 省级 市级 县级 区级 校级 村级 乡级",
        "小学 初中 高中 中职 大专 本科 硕士 博士",
        "金奖 银奖 铜奖",
        "冠军 亚军 季军",
        "甲级 乙级 丙级",
        "甲等 乙等 丙等",
        "一级 二级 三级 四级 五级",
        "一星 二星 三星 四星 五星",
        "一季度 二季度 三季度 四季度",
        "上半年 下半年",
        "城市低保 农村低保",
        "男性 女性",
        "轻度 中度 重度",
        "大型 中型 小型 微型",
    )
)


def contrasts(question: str, quote: str) -> bool:
    """Whether a sentence is of another rank than is asked about: 中级工, and it says 高级工."""
    for ranks in _CONTRASTS:
        asked, said = set(ranks.findall(question)), set(ranks.findall(quote))
        if asked and said and not asked & said:
            return True
    return False


WHO_IS_THERE = re.compile(
    r"(?:哪个|哪些|哪几[所家个]|谁)(?:是|在|来自|属于)(?:(?P<out>外省|省外|外地)|省内|本省)(?:的)?(?=[?。!]*$)"
)
"""Asks who of them is elsewhere: 哪个在外省."""
WHOSE_SITE = re.compile(
    r"哪个?[市县区镇]的(?=[\u4e00-\u9fff]{0,4}(?:园|基地|中心|平台|示范区|市场|港))"
)
"""Asks for a place by what stands there: 哪个市的产业园."""
NUMBERED_SO = re.compile(
    r"用?(?:\([一二三四五六七八九十]\)[、,]?){1,4}(?:等|这[种样]|那[种样])*(?:来|带括号)?编号的?"
)
"""Says how the items are numbered: 用（一）（二）编号的."""
ANY_GOVERNMENT = re.compile("(?:由)?[省市县区][级]?政府(?:或者?|、|和|及)[省市县区][级]?政府")
UNSAID_PARTS = re.compile(
    "中标|总承包|承包商|施工(?:单位|方)|监理(?:单位|方)?|供应商|供货商|设计单位|招标代理"
)
"""Parts in a work that few plans tell: 中标的是哪家."""
OUTSIDE_WHICH = re.compile(
    rf"(?P<side>外省|省外|外地|省内|本省)的?(?P<which>哪些|哪几[所家个]|几[所家个])的?(?={_KIND})"
)
"""Where they are, before which of them: 外省哪些大学."""
ONLY_ONE = re.compile(
    "(?:那么?)?只有(?P<one>[^,，、?]{2,16})[,，、](?:而|但|却)?没有(?P<other>[^,，、?的]{2,16})的?"
    "(?:任务|条|项)?(?:呢|有哪些|是哪些|是哪几[项条])?[?？。]*"
)
"""Asks for the tasks of one institution and not of another: 只有甲、没有乙的呢."""
SUCH_AS = re.compile(
    r"(?:^|(?<=[,，?]))(?:像|如)?[^,，。?哪]{2,14}(?:这样|那样|之类|这类|这种)的(?=[\u4e00-\u9fff]{2})"
)
"""Examples before what they are of: 微博、微信这样的第三方平台."""
ALL_ITEMS = re.compile(
    r"(?<![第0-9一二三四五六七八九十])(?:这|全部|所有)?(?:[1-9][0-9]{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?)[项条]"
    r"(?:任务|工作|措施|条款|事项)(?:里面?|中|当中)"
)
"""Says but where to look: 三十项措施里."""
IN_BODY = re.compile("正文|(?:除了?|不算|不含|抛开)[^,，。]{0,4}(?:括号|落款|责任单位)")
"""Asks for those of the text, not of its notes."""
ENDED = re.compile("不再执行|停止执行|废止|作废|失效")
EVERYBODYS = re.compile(
    r"(?:各(?:地区?|部门|单位|有关部门|有关单位)[、和及]*)+的(?=[\u4e00-\u9fff]{3})"
)
"""Says whose a thing is, and means anybody's: 各部门的实施办法."""
CLASSES = re.compile("哪几?[类种](?:单位|主体|机构|企业|人员?|对象|群体|部门)")
"""Asks for classes of bodies, none of them by name."""
DUE_FURTHEST = re.compile(
    "(?:时限|期限|截止|完成)[^,，。?]{0,8}最(?P<first>早|先|短|紧|快)|(?:时限|期限|截止|完成)[^,，。?]{0,8}最(?:晚|迟|后|长)"
    "|最(?P<soon>早|先|快)(?:要|得|应)?(?:完成|到期)|最(?:晚|迟|后)(?:要|得|应)?(?:完成|到期)的"
)
"""Asks for the item that is due first, or last: 完成时限最晚的是哪项."""
DUE_IN = re.compile(
    "(?P<year>20[0-9]{2})年(?:(?P<month>[0-9]{1,2})月)?(?:年?底|末)?(?:之?前|内|里)?(?:必须|需要?|应当?|要|得)?"
    "(?:完成|办结|到期|做完)|(?:时限|期限)(?:是|为|在|到)?(?P<due>20[0-9]{2})年"
)
"""Asks for the items due in a year: 2026年要完成的任务有哪些."""
NOT_DUE = re.compile(
    "(?:没有?|未|不)(?:写明?|标明?|注明|规定|明确|设定?|给)?(?:出|了|有)?(?:完成)?(?:的)?(?:时限|期限)"
)
"""Asks for the items that have no deadline."""
WHICH_ITEMS = re.compile("哪几?[些项条个]|几[项条个]|任务|工作|事项")
TIMES_TOO = re.compile(
    "(?<=任务|工作|职责|事项)[、,]?(?:和|及|与|以及)(?:其|各自的?)?(?:完成)?(?:时限|期限|时间(?:要求|节点)?)(?:要求)?"
)
"""Asks besides until when: 甲局的任务和完成时限."""
DUTIES = re.compile("职责|分工|要求|规定|做法|安排")
DOES_WHAT = re.compile("(?:做|干|建|承担|负责)(?:了|些)?(?:什么|哪些)")
OF_ROLE = re.compile(
    rf"(?:那么?|其中)?(?P<role>联合|依托|牵头|配合|参与|协办|承办)的(?P<kind>{KIND})呢[?？。]*"
)
"""Asks for those of another role of what was spoken of: 那联合的医院呢."""
WITH_SOME = re.compile(
    r"(?:^|[,，])(?:与|跟|和|同)(?!高校|院校|企业|科研)[\u4e00-\u9fff]{2,6}(?:企业|高校|院校|科研院所|科研机构)"
    r"(?=(?:一起|共同|联合)?(?:共建|建设|组建|打造|成立)[\u4e00-\u9fff“”]{4,})"
)
"""Those of a kind with whom something is built, where what is built tells what is asked for."""
WHAT_OF = re.compile("那么?(?P<topic>[^,，。?]{2,24}?)呢[?。]*")
"""Asks of another thing what was asked of the one before: 那冰雪经济呢."""
ASKS_WAY = re.compile(
    r"^(?![^?]*(?:谁|哪[些个家所]|什么)[^?]*(?:哪些|什么))[^?]*?(?:哪些|什么|哪几[种项个类条])的?(?:方式|途径|渠道|形式|好处|要求|条件|待遇|办法|优惠|"
    r"步骤|环节|流程|程序|情形|标准|手段|奖励|补贴|补助|支持|政策|材料|手续|权利|义务|处罚|后果|限制)[?。!]*$"
)
"""Asks for no institution, whatever verb stands before: 参与甲项目有哪些方式."""
WHERE = re.compile(
    r"在哪(?=[?。!办建开设]|举|落|$)|(?<![从去上到])在?(?:哪里|哪儿|什么地方|(?<!如)何处|哪[条个座](?:街|路|区|县|镇|村|楼|城市)(?![直级政]))(?!反映|举报|申请|去|能|可以|帮|找|学|查|问|报)|地点|地址|位置"
)
IN_WHICH_PLACE = re.compile(
    r"(?:在|位于|设在|建在|放在|落在|到)(?:哪|什么)(?:一|个|座|些|几个|一个|一座)?"
    r"(?:市|县|区|城市|地方|省|乡镇|镇街|镇|乡|村|街道|社区)(?!的|负责|牵头|承担)"
)
"""Asks where a thing is, not which government acts."""
WHICH_PLACES = re.compile(
    "哪(?:一|[几两三四五六七八九十]|些)?[个条座]?(?P<place>街道|社区|小区|村庄?|路段|片区|点位|站点)(?![的工服])"
)
"""Asks for places that no institution is called by: 首批试点是哪几个街道."""
MONEY_FROM = re.compile(
    "(?<![本赚挣值费花])钱(?=[是都要该得]*(?:从哪|哪来|哪儿来|由?谁|怎么[来出解保]|够不够))"
)
"""Asks for the funds in everyday words: 钱从哪儿来."""
PLACE_KIND = re.compile(r"\s+(?:乡镇|城市|地方|县城|市县|省份|街道)$")
OF_WHERE = re.compile(
    r"(?:哪里|哪儿|什么地方|哪个地方|哪个?[市县区镇])的(?P<thing>[\u4e00-\u9fff]{2,8})"
)
"""Asks whose a thing is by its place: 哪里的产业园."""
LISTED_COUNT = re.compile(r"(?:多少|几)[所家个项条](?!工作日|自然日|月|小时|季度|百分)")
PLACED = re.compile(
    r"设在|位于|地点|地址|坐落|落户|选址|在[\u4e00-\u9fff]{2,10}(?:市|县|区|街|路|镇|乡|村|内)"
    r"|以[\u4e00-\u9fff、]{2,16}(?:市|县|区|街道?|路|镇|乡|村|岛|湾|港|城)为"
)
SCOPE = re.compile(
    r"(?:适用)(?:的)?(?:范围|对象|于(?:哪些|什么|谁)[\u4e00-\u9fff]{0,4})(?:是(?:什么|哪些|谁))?"
)
_THIS = "(?:这|该|本)?[个份]?(?:方案|通知|办法|文件|意见|规划|细则)?"
ISSUED = re.compile(
    rf"^\s*{_THIS}(?:是)?(?:什么时候|什么时间|何时|哪[一]?[天年月日])(?:正式)?"
    rf"(?:印发|发布|出台|发文|成文|公布|签发|下发|批复|批准|发(?=的))(?:的)?{_THIS}[?。]?$"
    rf"|^\s*{_THIS}的?(?:印发|发布|成文|发文|出台|公布)(?:的)?(?:时间|日期|机关|单位|机构|部门)"
    rf"|^\s*{_THIS}(?:是)?由?(?:谁|哪个(?:单位|部门|机关)|哪里)(?:印发|发布|出台|发文|下发|发(?=的))(?:的)?{_THIS}[?。]?$"
)
"""When and by whom the document itself was issued."""
BY_WHOM = re.compile("谁|机关|单位|机构|部门")
DATED = re.compile("(?:成文|印发|发文|发布|签发)(?:日期|时间)|日期|哪[天年]|什么时候|何时")
SIGNED = re.compile(r"[（(]?[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日(?:印发)?[）)]?")
SOURCE = re.compile(
    r"文号|发文字号|(?:依据|根据)(?:的是|的|了|是)*(?:哪|什么)[几些部个]*(?:法|条例|规定|文件)|上位法|(?:依据|根据|落实|贯彻|执行)的?(?:是)?[省市县国务院委厅政府教育部的]{0,6}(?:哪个|哪份|什么|哪一份)文件(?:精神)?|哪个文件"
)
_DOCUMENT = "(?:方案|文件|办法|规划|通知|意见|措施|细则|规定|条例|政策|计划|要点)"
_SAFEGUARD = "保障措施|组织保障|实施保障|保障机制|工作保障|组织实施|组织推进|组织领导"
SAFEGUARDS = re.compile(
    rf"^(?:请问|那么?)?(?:{_DOCUMENT}(?:里面?|中)?)?(?:的|都?有|提出)*(?:哪些|什么|几[条项])?(?P<what>{_SAFEGUARD})"
    r"(?:这一?个?部分)?(?:都|主要|具体)?(?:有|是|包括|讲|说|写)?(?:了|的)?(?:哪些|什么|几[条项]|怎么写)?的?(?:内容|要求)?[?。]?$"
)
"""Asks for the part on how a plan is carried out, whatever that one calls it."""
SAFEGUARD = re.compile(_SAFEGUARD)
ABOUT_WHAT = re.compile(
    rf"^(?:请问|那么?)?(?:这份|这个|本|该|整个|整份)?{_DOCUMENT}(?:主要|到底|大概|究竟|具体)*(?:是|都)?"
    r"(?:关于|有关|针对|讲|说|写)(?:的是|的|了|些)*(?:什么|哪些方面)(?:的|内容|事情?)*[?。]?$"
)
"""Asks what a document is about."""
WHY_MADE = re.compile(
    rf"(?:为什么|为何|为啥)[^,，。?]{{0,6}}(?:制定|出台|印发|发布|编制|起草)[^,，。?]{{0,4}}{_DOCUMENT}"
    rf"|{_DOCUMENT}的?(?:制定|出台|印发|编制)?的?(?:目的|背景|初衷|宗旨)(?:和意义)?(?:是|何在|[?。]|$)"
    r"|(?:制定|出台|编制)的?(?:目的|背景|初衷)"
)
"""Asks what a document was made for."""
MADE_FOR = re.compile(r"(?:第一条)?\s*为(?![主其此期])[\u4e00-\u9fff]{2}")
OF_ORIGIN = re.compile(r"文号|依据|根据|按照?|来源|出自|出处|落实|贯彻|上位|哪[份个一]文件|字号")
"""What a question for a document's source is worded with."""
BOTH_ROLES = re.compile(
    r"(?:配合|协助|协同)(?:的|方|单位|部门)*(?:也|一并)"
    r"|(?:含|包括|包含|连|加上?|算上|和|及|跟)(?:[他其它]?的)?(?:配合|协助|入伙|搭伙|帮忙)"
    r"|(?:归|由|谁|哪)[^,。]{0,12}(?:负责|管|落实|牵头|主管|推进|抓|办)[^。]{0,8}(?:配合|协助)"
)
"""Asks for those who support besides those who lead: 归谁管,谁来配合."""
ON_WHAT = re.compile(r"(?:依据|根据|按照|依照)(?:的是|的|了|是)*(?:哪|什么)|上位法|法律|法规|条例")
"""Asks for what the document follows: 依据哪些法律."""
FULL_NAME = re.compile(r"全[名称]|标题|题目|名称|叫什么")
CHECK = re.compile(
    r"核实|属实|真的假的|(?:吗|吧|(?<![什怎多])么)\s*[?。!]*$|是不是|是否|对不对|有没有错"
)
"""Puts a statement: 是甲局牵头的吧."""
EACH = re.compile(r"分别|各(?:自|归|由|是|找|要?[建设办做管出])|[哪谁].{1,12}[哪谁]")
SEVERAL = re.compile(
    "这?[两三四][条项个块][^,，。?]{0,4}(?:一共|总共|共)|合计|加起来|合起来|合在一起"
)
"""Asks for those of one thing and of another, together: 这两条一共涉及哪些部门."""
PARTS_ASKED = "牵头|配合|责任|联合(?=了?(?:哪|谁|几))"
"""Parts of which a question may ask for several: 由谁牵头,又联合了哪些单位."""
WHO_EACH = re.compile(r"谁[^,，。?]{1,8}[、,，;；][^。?]{1,12}谁")
"""Asks who for one thing and another: 读本归谁编、展车归谁派."""
ROLE_WORDS = re.compile(rf"(?:作为)?(?:{ROLES}|责任|参与)(?:单位|部门|方|主体|院校|高校|学校)?")
HOW = re.compile("怎么|如何|怎样|从哪[里儿]|凭什么|为什么")
WHO_TOO = re.compile(
    r"谁(?!能)|哪[个家所一][\u4e00-\u9fff]{0,2}(?:局|厅|委|公司|企业|银行|医院|学校|高校|大学|学院|单位|部门|协会|机构)"
)
"""Asks for somebody, whatever else is asked."""
ATTRIBUTE = re.compile(
    "预算|经费|投资|金额|价格|收费|费用|票价|学费|工资|津贴|电话|邮箱|网址|面积|占地|校长|院长|局长|"
    "牌子|品牌|型号|厂家|供应商|颜色|材质|利率|税率|股价|工期|薪资|薪酬|底薪"
)
"""What a question asks of a thing: it stays of the topic, so that a refusal can name it."""
SO_MANY = re.compile(r" (?:另外?)?[一两三四五六七八九十几]+[个家所项类种座条](?=[ \u4e00-\u9fff])")
ALSO = re.compile(
    r"[,，。?;；(（]*(?:请?把)?(?P<words>[^,，。?;；()（）]{2,24}?)(?:也算(?:在内|上|进去|进来)?|也?计入|也?包括在内|都算(?:上|在内|进去)?|也要|都要|"
    r"(?:都|全|一并|也)(?:列|写|算|报)(?:出来|上|进去|全)?)(?:给我)?[。!)）]*$"
)
"""Says at a question's end whom else the list shall have: 牵头的、配合的都算上."""
PENALTY = re.compile(
    r"怎么罚|罚(?:多少|款|到|金|几)|[被挨]罚|处罚|什么后果|后果是|怎么处[理分置]|什么处分|追究|(?:会|要)怎[样么]办?(?:[?。]|$)"
)
"""Asks what follows from a breach."""
FOLLOWS_FROM = re.compile(r"会怎[样么]|(?:什么|啥)后果|后果是|怎么处[理分置]")
"""Asks what follows, whoever is meant."""
SANCTION = re.compile(
    r"从重处罚|列入[^，。]{0,8}名单|暂停|撤销|罚款|处分|刑事责任|没收|责令|吊销|终止|取消|追回|摘牌"
)
ARTICLE = re.compile(rf"第({NUMERAL})条")
CHATTER = re.compile(
    r"下不下[雨雪]|会不会[下刮打][雨雪风雷]|[下刮][雨雪风](?:吗|不|了)|天气|气温|几度|股票|彩票|星座|笑话|首诗"
)
"""Small talk, where the documents do not speak of it."""
HEARD = re.compile(r"^(?:我|我们)?(?:听说|听人说|听闻|据说|有人说|有人讲|网上说|都说|传言|传闻)")
"""Puts a statement of somebody else's."""
OF_LEVEL = re.compile("[省市县区](?:直属?|级)(?:各|有关)?(?=部门|单位|机关|委办局)")
"""What tells no department from others in a plan of one level: 哪个县直部门."""
WHICH_OFFICE = re.compile(
    r"(?<=哪)(?P<some>[一两二三四五六几]?个|些|几?家)?(?:委办局|局|厅|委|处室|科室|部委|(?<=[个些])部(?![分位门件队署落]))(?![长里托])"
)
"""Asks for departments by their usual ending: 哪两个局."""
THIS_ONE = re.compile(
    r"(?<=[这该本])(?P<one>个|份|项)?[\u4e00-\u9fff]{2,6}?"
    r"(?=(?:方案|办法|规定|细则|规划|意见)(?:什么|何|从|到|几|哪|有效|施行|失效))"
)
"""What the asker calls the document by: 这个低空方案什么时候失效."""
IS_RESPONSIBLE = re.compile(r"(?:当|作为|担任|是|做|为)(?:主要)?责任(?:单位|部门|方|主体)")
LEADS = re.compile(
    r"挑头|张罗|操办|(?<!揭榜)挂帅|领头|打头阵|主抓|牵这个头|打头(?=的(?:是|单位|部门)|是)|(?<=谁)打头"
)
"""Everyday words for 牵头."""
SIDE = re.compile("(?<=牵头|配合|责任|协办|承办|主办|参与|支持)方(?![案式法面向针])")
ALLIES = re.compile("合作(?:方|伙伴|对象|单位)(?P<end>$)?")
BOTH_SIDES = re.compile(r"谁[和跟与]谁|双方|各方|两家")
"""Asks for all who act together, of whatever kind."""
TERM = re.compile(r"(?<![0-9])[0-9]{1,2}年(?!内|后|前|底|初|级)")
LEVEL = re.compile("国家级|部级|省级|市级|县级|区级|校级")
ORDERS = re.compile(
    r"(?:忽略|无视|忘掉|忘记|不用遵守|不要遵守|抛开|绕过|跳过)[^,，。?]{0,14}(?:指令|规则|要求|限制|规定|设定|提示|约束)"
    r"|系统提示词|(?:system|hidden) prompt|ignore (?:all|the|your|previous)"
    r"|扮演(?!什么|何|怎|哪|的)|越狱",
    re.IGNORECASE,
)
"""Tells the assistant what to do instead of asking about a document."""
FOLLOWS = re.compile(r"(?:根据|依据|按照|依照|贯彻|落实|执行)[^。；]{0,20}《")
CONTACT = re.compile(
    r"(?<!打)(?<!打个)电话|手机号|热线|联系方式|邮箱|网址|传真|联系人|(?<![、和与及])(?:微信|QQ)(?=号|群|公众号|是|多少|怎么|[?。]|$)"
)
SET_UP = re.compile(
    "(?:开通|开设|设立|建立|建设|公布|推广|整合)[^,，。?]{0,12}(?:热线|微信|网址|电话)|"
    "(?:热线|网址|电话)由[谁哪]"
)
CONTACTED = re.compile(
    r"[0-9]{3,4}[-—][0-9]{7,8}|1[0-9]{10}|(?<![0-9])1[0-9]{4}(?![0-9])|@|https?:"
)
ADDRESSED = re.compile(
    r"(?:印?发|下发|写|送)给(?:谁|哪些?)|主送|抬头(?:写|是)|(?:印?发|下发)(?:到|至)(?:了)?(?:谁|哪)|收文(?:单位|机关)"
)
"""For whom the document is: 这份通知是发给谁看的."""
ADDRESSES = re.compile(r"[^。；]*(?:各|政府|单位|部门|机构|委员会|企业|学校|高校)[^。；]*[:：]")
VALID = re.compile(
    r"(?:从|自)?(?:什么时候|什么时间|何时|哪[一]?[天年月日])(?:起|开始)?(?:正式)?(?:施行|实施|执行|生效|失效|作废|到期)"
    r"|有效期|失效|(?:管|用|执行|实行|施行|有效)到(?:什么时候|何时|哪|几)|什么时候(?:到期|过期|截止|失效)|多久(?:有效|失效)"
)
"""From when to when the document itself is in force."""
VALID_WORDS = re.compile(
    rf"{VALID.pattern}|开始|执行|施行|实施|生效|失效|截止|到期|哪天|期限|[\s,，]"
)
IN_FORCE = re.compile(
    r"停止执行|自.{1,24}?(?:起|之日)?.{0,6}?(?:施行|实施|执行|生效)|有效期|(?:同时|相应)废止"
)
LACKING = re.compile(r"(?:而|但|却)(?:没有?|无|不含|不包括|不涉及|不是)")
IT = re.compile(r"它(?!们)|该(?:校|院|所|单位)|这[所家个](?!.{0,3}些)")
PARTICLE = re.compile(r"(?<=[\u4e00-\u9fff])[呢呀啊](?=[?。! ]*$)")
"""Ends a question that asks for itself: 有哪些企业呢."""
ENDS_IN_NE = re.compile(
    r"(?<!^)(?P<end>单位|主体|部门|任务|内容|编号|标题|学校|高校|企业|学院|院校|时间|金额|比例|标准|出来)呢(?=[?。!]*$)"
)
FOLLOW = re.compile(r"^(?:那么?|还有|另外|再|然后|以及)|呢$|^还")

SCAFFOLD = re.compile(
    r"请问一下|请问|你好|您好|麻烦(?:你|您)?|谢谢(?:你|您)?|帮(?:我|忙)?(?:查|看|找)?(?:一下|下)?"
    r"|我?想(?:要)?(?:知道|了解|问)(?:一下)?|能否|能不能|可以|可否|告诉我|介绍(?:一下)?|说说|讲讲"
    r"|讲了?(?:些)?什么|说了?(?:些)?什么|写了?(?:些)?什么|(?:主要)?内容(?:是什么|有哪些)?"
    r"|是什么(?:意思)?|有什么|有哪些|怎么(?:样|办|做|说|写)?|如何|怎样|为什么|为何"
    r"|(?:根据|按照)(?:本|该|这个)?(?:方案|文件|规划|办法)"
    r"|(?:本|该|这个|这份|整份)(?:政策|要点|计划)(?:中|里|里面|上)?"
    r"|在?(?:本|该|这个|这份|整个|整份)?(?:实施|行动|总体)?(?:方案|文件|规划|办法|通知|意见|措施|细则|条例|规定|公告|行动计划)"
    r"(?:中|里|里面|上)?(?:的|对|关于)?"
    r"|都?(?:提到|涉及|包括|规定|要求|提出|列出|写明|明确)(?:了|过)?|关于|有关|相关的?|方面的?|领域的?"
    r"|自?(?:何时|什么时候|什么时间|哪一?[年天])起?|多久|多长时间|为期"
    r"|用?(?:几|一两|两三|一)(?:句|段)话|请?(?:列|说|写|答|补)(?:全|齐|完整)|一个不漏|不要遗漏|别漏(?:掉)?|各说了什么"
    r"|的?那[句段]话?|[两三四五六几][个所家](?:县区|市县|县|市|区|校|单位|企业)?(?:当中|之中|里面)"
    r"|(?:要|能|得)?(?:几|多少)[天个]?(?:工作日|天|个月)(?:能|可以)?(?:内)?(?:办完|办好|完成)?"
    r"|第[0-9一二三四五六七八九十]+[点小](?:点|项)?|是?哪[两三四五六七八九十几]+[个项类种大](?!任务|部分)"
    r"|有没有|作为|几月几[号日]|几号|最[晚迟早]|截至|截止"
    r"|多[大高重宽深](?![力连年时])|对于|是否|有没有|吗|呢|吧|啊|呀|的话|一共|总共|共有|全部|所有|分别|具体|共同|同时|一起|(?<!年度)(?<!工作)总结(?:一下)?|概括(?:一下)?|综述"
    r"|在哪(?:里|儿)?|从?哪里|从?哪儿|哪些|哪几[所家个项]?|哪[所家个项]|什么|多少[所家个项户名张台辆座套处场次件艘条支架间栋批届期位门]?|几[所家个项户名张台辆座套处场次件艘条支架间栋批届期位门]|谁"
    r"|核心(?:意思|内容|要义)|中心思想|大意|要旨|(?:所涉|涉及的?)?条目的?编号"
    r"|标题|题目|名称|叫做?(?=什么|[?。!,]|$)|(?:这|那)个?部分|板块|才(?:能|可以|可)|方可|最[长短]?几[年天月]|几[年天周](?!级)"
)
EDGE = re.compile(
    r"^(?:那么?|还有|另外|的|了|是|由|有(?![效机利限色偿序害])|在|对|与|和|把|被|让|都|来|要|会|就|又|也|还|去|到|给|为|以|从|于)+"
    r"|(?:的|了|是|由|有|在|对|(?<!参)与|(?<!碳中)和|都|来|要|(?<![进谈席场度调例年展大览论议协商理促联])会|方面|工作|任务|项目|单位|部分)+$"
)
VERB_FIRST = re.compile(rf"^(?:{ROLES}|{DOES})+(?:了|着|过)?")
VERB_LAST = re.compile(rf"(?:是|由)?(?:{ROLES}|{DOES})+(?:的|了)?$")
BROAD = frozenset(
    "方式 方法 途径 渠道 手段 做法 "
    "职业院校 高职院校 高职 院校 高等学校 科研院所 医疗机构 "
    "产业 行业 专业 学科 地区 地方 区域 企业 学校 高校 单位 部门 中心 平台 背景 类 方向 资源 人员 "
    "本地 当地 这个 那个 一批 有人 使用 重要 能力 水平 体系 机制 活动 标准 办法 制度 问题 "
    "政策 研究".split()
)
"""Words that tell little beside another: they count only where they stand alone."""
VAGUE = frozenset(
    "一家 一个 一户 一套 一件 一次 一人 一台 每家 每个 每户 每人 "
    "建设 发展 推动 推进 促进 加强 服务 工作 相关 方面 领域 开展 提升 支持 助力 实施 合作 任务 "
    "项目 情况 内容 负责 参与 重点 主要 哪里 时候 要求 目标 措施 组织 管理 落实 加快 "
    "深化 完善 集中 包含 存在 属于 防止 新建 要建 后果 环节 覆盖 代表 正式 时候 地方".split()
)
"""Words that a plan says of everything: alone they tell no topic."""
EMPTY = re.compile(
    rf"(?:一|每|各|两|三|四|五|{ROLES}|{DOES}|合作|协作|各?有|的|是|和|及|、|部分|章|项|个|属于|方案|文件)+"
)
FILLERS = frozenset(
    "既有 又有 "
    "换成 改成 换 盘点 自己 同志 归纳 捋捋 捋一捋 大块 携手 联手 搭伙 合办 合伙 结对 办事 "
    "最高 最低 最多 最少 至少 提 提了 职责 职能 分工 "
    "出现 点名 提及 提到 部署 安排 列出 列举 逐项 逐一 名单 给 给出 看 看看 看下 查 查查 "
    "帮 我 我们 你 你们 咱们 想 里 里面 里头 中 其中 内 上 下 被 要 需要 应该 应当 可以 靠 "
    "跟 与 和 同 这 这类 这种 那 那些 那个 该 某 简单 说 讲 写 啊 呀 嘛 呢 吗 么 都 也 还 "
    "还有 又 就 才 只 仅 各 每 每个 逐条 一下 一共 总共 大概 主要 分别 具体 到底 究竟 别的 "
    "其他 其它 另外 现在 目前 今后 以后 原文 文中 文里 文本 用到 使用 词 这个词 字 一词 "
    "说法 方案 文件 办法 规划 通知 计划 本市 我市 全省 全市 条款 条目 事项 事情 情况 问题 "
    "东西 方面 部分 板块 章节 段 一项 一条 项 条 个 家 所 位 有份 参加 参与 涉及 相关 有关 "
    "关于 对于 属于 归 归属 负责 叫 叫做 名字 名称 标题 题目 是 有 在 由 的 了 过 着 得 地 "
    "来 去 到 从 请 麻烦 逐个 分 做 干 搞 弄 办 能 会 哪 几 多少 什么 怎么 如何 为什么 谁 "
    "哪些 哪个 算 含 包含 包括 不含 不算 整个 这一 这一个 用 靠着 提 安排了 写明 承担 出 写 位于 "
    "牵涉 牵涉到 两块 这两块 这块 管到 要建 要到 建 转发 各种 列 身份 那句话 句话 是否 有没有 "
    "享受 得到 获得 拿到 办完 办好 办成 整理 那一块 加上 没 没有 先 主体 打算 "
    "钱 元 人 家 户 天 次 名 位 亩 指 指的是 具体指 点到 被点到 办公室 县里 里头 正在 "
    "告知 烦请 请教 求问 咨询 简要 简短 大致 详细 完整 尽量 最好 事 事儿 活 步 几步 校名 带 结尾 "
    "开头 制定 放 各自 出现在 序号 带序号 连续 连续编号 "
    "活儿 活计 差事 当中 分布 牵扯 认领 摊 数量 省级 市级 县级 挂帅 份 有份 重复 全都 去掉 剩 "
    "还剩 领 揽 派 路上 引号 "
    "各项 各项任务 各条 条数 项数 件数 个数 论 一口气 准备 打算 计划 拟 沾边 搭界 挂钩 或者 或 "
    "盘子 编号 编了号 带编号 整份 整个 末尾 正文 文中 原文 全文 其余 其他 其它 剩下 剩下的 指望 "
    "弄个 弄 搞个 下面 下边 底下 之下 叫做 名 哪里 列 到底 要点 点 出来 同时 既 又 "
    "两 两项 里都 都有".split()
)
"""Words that a question is made with and no plan is about, taken off a topic's ends."""
SPECIFIC_ROLES = frozenset("主责 牵头 配合 参加 协助 依托 承办 主办 协办".split())
"""Roles in which an institution is or is not; 负责, 参与 and 共建 are said of all who share."""
NOISE = re.compile(r"[\s，,。.、；;：:？?！!“”\"'‘’《》〈〉（）()\[\]【】…—~～·|/\\]+")
