"""The words of the screens: English in the templates, Chinese here."""

LANGUAGES = {"en": "English", "zh-CN": "中文"}

CHINESE = {
    "Search": "检索",
    "Captures": "捕获",
    "Crawls": "抓取",
    "Coverage": "覆盖",
    "Go to the content": "跳到正文",
    "Language": "语言",
    "Main": "主导航",
    'words, "a phrase", AND OR NOT NEAR, title: source: author:': '词语、"短语"、AND OR NOT NEAR、title: source: author:',
    "from": "自",
    "to": "至",
    "order": "排序",
    "simplified = traditional": "简繁视同",
    "by relevance": "按相关度",
    "newest first": "最新在前",
    "oldest first": "最早在前",
    "articles": "篇文章",
    "of them without a date": "篇没有日期",
    "Nothing was found.": "什么也没有找到。",
    "lines of the corpus are not in the index yet, and were not searched.": "行尚未编入索引，未被检索。",
    "Narrow down": "缩小范围",
    "portal": "门户",
    "section": "栏目",
    "source": "来源",
    "remove": "去掉",
    "By month": "按月",
    "By year": "按年",
    "the numbers": "数字",
    "month": "月份",
    "Next page": "下一页",
    "First page": "第一页",
    "Take these along": "导出这些结果",
    "(no title)": "（无标题）",
    "published": "发布",
    "authors": "作者",
    "editors": "责任编辑",
    "keywords": "关键词",
    "address": "网址",
    "captured": "捕获于",
    "record": "记录",
    "digest": "摘要",
    "version": "版本",
    "versions": "版本",
    "crawl": "抓取",
    "The page as it was": "网页原貌",
    "open alone": "单独打开",
    "What was stripped": "被剥离的内容",
    "Nothing was stripped from this page.": "这一页没有剥离任何内容。",
    "rule": "规则",
    "on": "见于",
    "pages": "页",
    "Where it was read from": "各字段的依据",
    "Versions": "各版本",
    "What changed in this version": "此版本的改动",
    "current": "当前",
    "The same text elsewhere": "别处的同一篇文字",
    "had it first": "最先发表",
    "Cite": "引用",
    "every capture": "全部捕获",
    "as JSON": "JSON",
    "Title": "标题",
    "An address that was captured": "曾被捕获的网址",
    "Show": "显示",
    "status": "状态",
    "type": "类型",
    "time": "时间",
    "There are no crawls yet.": "还没有抓取。",
    "started": "开始",
    "ended": "结束",
    "outcome": "结果",
    "killed, or running still": "被杀死，或仍在运行",
    "new articles": "新文章",
    "new versions": "新版本",
    "seconds": "秒",
    "bytes received": "接收字节",
    "waiting": "等待",
    "What became of the addresses": "各网址的结果",
    "Failures": "失败",
    "Skipped": "跳过",
    "reason": "原因",
    "found on": "发现于",
    "This crawl has no report (yet).": "这次抓取（还）没有报告。",
    "how many": "数量",
    "Articles by month of publication": "按发布月份的文章数",
    "Gaps": "缺口",
    "usually": "通常",
    "No gaps are known.": "没有已知的缺口。",
    "Schedules": "定时",
    "No schedules are set.": "没有设定定时。",
    "Nothing is held yet.": "还没有任何内容。",
    "This cannot be searched": "无法检索",
    "This is not here": "这里没有",
    "This is withdrawn": "已撤下",
    "Something went wrong": "出了问题",
    "What can be asked as JSON": "可用 JSON 查询的内容",
}


def translate(language: str, text: str) -> str:
    """Return *text* in *language*; in English where there is no other word for it."""
    return CHINESE.get(text, text) if language == "zh-CN" else text


def chosen(cookie: str | None, accepted: str) -> str:
    """Return the language to speak: what was chosen, else what the browser would like.

    >>> chosen(None, "zh-TW,zh;q=0.9,en;q=0.8"), chosen("en", "zh"), chosen(None, "")
    ('zh-CN', 'en', 'en')
    """
    if cookie in LANGUAGES:
        return cookie
    first = accepted.split(",")[0].strip().lower()
    return "zh-CN" if first.startswith("zh") else "en"
