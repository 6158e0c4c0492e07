"""The families of Chinese names: what tells a name from any other word of its length."""

import re

from archive.simplified import spelled

# Those that are words far more often (全, 相, 左) are left out.
_FAMILIES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马"
    "苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁"
    "毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡"
    "田樊胡凌霍虞万柯管卢莫房裘缪应宗丁宣邓郁杭洪包诸石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲封芮储靳汲松井段巫"
    "乌焦巴牧车侯宓蓬郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶司韶黎薄白怀蒲鄂籍赖卓蔺屠蒙池乔阴闻莘党"
    "翟谭贡劳姬申扶冉宰雍桑桂濮牛寿边扈燕冀尚农温庄晏柴瞿阎慕连茹习艾鱼容易慎戈廖庾居衡耿匡寇阙欧沃蔚夔隆"
    "巩聂晁敖冷辛阚饶曾沙鞠丰关蒯荆游竺权盖桓肖闫付岳栗佟丛冼占练涂覃揭邝揣宛苑迟代展谌商牟佘帅缑亢况琴仝"
    "亓笪谯逯郏尧粟鄢腊兰矫郜邸敦庹钦迮昝靖"
)
# How names of peoples without families often begin.
_GIVEN = "阿艾巴古玛才旦扎央拉洛仁旺尼买热努帕吐迪塔呼萨额其娜哈格多"
_DOUBLE = (
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|夏侯|诸葛|尉迟|皇甫|公孙|慕容|令狐|长孙|宇文|司徒|司空|轩辕|呼延|淳于"
    "|澹台|申屠|钟离|鲜于|闾丘"
)
_NAME = re.compile(
    rf"(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{_FAMILIES}][\u4e00-\u9fff]{{1,2}}"
    rf"|[\u4e00-\u9fff]{{2,8}}·[\u4e00-\u9fff·]{{2,8}}"
)
_INTRODUCED = re.compile(rf"[{_GIVEN}][\u4e00-\u9fff]{{1,3}}|[{_FAMILIES}][\u4e00-\u9fff]{{3}}")
# Words that begin as a family does.
_WORD = re.compile(
    r"(?:谢谢|连载|安徽|江苏|江西|宁夏|甘肃).?|何时|何以|任何|许多|马上|马路|于是|明[天日]|常见"
    r"|白天|严禁|方[案法]|计划|应[急该]"
    r"|安[全排]|关[注于键联]|成[员都]|时[评政讯事]|高清|连续|封面|权威|花絮|游记|文摘|金句|金融.?"
    r"|车讯|贺[信电]|路线|温馨|荣誉|任务|盛况|万象|包装|管理|程序|项目"
)


def is_full_name(text: str, *, introduced: bool = False) -> bool:
    """Whether a text has the form of a person's name; *introduced*: a label before it says that it is one.

    >>> [is_full_name(text) for text in ("林一川", "欧阳一川", "图文无关", "高清")]
    [True, True, False, False]
    >>> is_full_name("旦增"), is_full_name("旦增", introduced=True)
    (False, True)
    """
    text = spelled(text)
    if _NAME.fullmatch(text) is None:
        return introduced and _INTRODUCED.fullmatch(text) is not None
    return _WORD.fullmatch(text) is None and _WORK.match(text) is None


# What newspeople do and say, and what stands behind their names
_WORK = re.compile(
    r"[您你]|谢谢|请问|手[记绘]|感言|观察|调查|[走探暗专]访|体验|连线|现场|实地|综合|专题|集体"
    r"|联合|深度|独家|日记|札记|随笔|直击|采[写访编]|报[道导]|摄[影像]|图文|文图"
    r"|整理|编[译审排]|[提追]问|问答|点评|视频|纠错|出品|签发|组稿|设计|制[图作]|运营|监制"
    r"|审[定读核校签]|策划|统筹|排版|关闭|打印|电话|邮箱|投稿|联系|来稿"
    r"|热线|简介|介绍|招聘|微[信博]|扫码|更多|相关|声明|版权"
)


def may_be_name(text: str) -> bool:
    """Whether what a label of nothing but names introduces may be one: a pen name, too.

    >>> [may_be_name(text) for text in ("青禾", "手记", "纠错")]
    [True, False, False]
    """
    return _WORK.match(spelled(text)) is None


# What else two characters in brackets behind a sentence say
_NOTE = re.compile(
    r"[掌笑哭]声|.笑|鼓掌|拍手|[有删节略].|.[删节略]|[转摘录引]自|[下上]转|上接|下接|结束|全[文剧]"
    r"|[原译正附]文|[作编译笔]者|记者|本[刊版文期]|广告|推广|图[源片文表]|[附注见][注表录后下上]"
    r"|[同如][上前下]|.[一二三四五六七八九十]|[左右前后上中下第][图起排一-十]|[化假匿]名|暂定"
)


def is_pen_name(text: str) -> bool:
    """Whether a bracket that closes a text's last sentence may hold who signs it.

    >>> [is_pen_name(text) for text in ("青禾", "林一川", "高清", "今日关注")]
    [True, True, False, False]
    """
    read = spelled(text)
    if is_full_name(read):
        return True
    return len(read) == 2 and not any(p.match(read) for p in (_WORD, _NOTE, _WORK))
