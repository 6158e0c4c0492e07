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
    "1 article": "1 篇文章",
    "Articles": "文章",
    "Responses": "响应",
    "every": "每",
    "noted at": "记于",
    "year": "年份",
    "of them without a date": "篇没有日期",
    "Nothing was found.": "什么也没有找到。",
    "lines of the corpus are not in the index yet, and were not searched.": "行尚未编入索引，未被检索。",
    "Narrow down": "缩小范围",
    "portal": "门户",
    "section": "栏目",
    "source": "来源",
    "state": "状况",
    "remove": "去掉",
    "Less frequent ones are not listed.": "其余较少的未列出。",
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
    "versions": "个版本",
    "1 version": "1 个版本",
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
    "running": "运行中",
    "killed": "被杀死",
    "Responses and articles over time": "响应与文章随时间的累计",
    "The last lines of the log": "日志的最后几行",
    "reprints together": "合并转载",
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
    "Gaps": "缺口",
    ", usually": "，通常",
    "No gaps are known.": "没有已知的缺口。",
    "Schedules": "定时",
    "No schedules are set.": "没有设定定时。",
    "A schedule stands in collection.toml:": "定时写在 collection.toml 里：",
    "It has not run yet.": "还没有运行过。",
    "Alarms of the last crawls": "最近抓取的警报",
    "Alarms": "警报",
    "alarms": "警报",
    "paused": "已暂停",
    "portals": "门户",
    "when": "时间安排",
    "due": "应运行",
    "due since": "已到期",
    "next runs": "下次运行",
    "report": "报告",
    "Older ones stand in the JSON.": "更早的见 JSON。",
    "Nothing is held yet.": "还没有任何内容。",
    "This cannot be searched": "无法检索",
    "This cannot be written here": "此处无法写出",
    "This is not here": "这里没有",
    "This is withdrawn": "已撤下",
    "Something went wrong": "出了问题",
    "What can be asked as JSON": "可用 JSON 查询的内容",
}

#: Why something is refused: what errors say of it.
REFUSALS = {
    "Not Found": "没有这样的页面",
    "not archived": "未存档",
    "the first day is after the last": "起始日期晚于截止日期",
    "this is no day such as 2024-01-25": "不是 2024-01-25 这样的日期",
    "this is no cursor of a page before": "不是前一页给出的游标",
    "it is not valid text": "不是有效的文字",
    "a page of results is for at most 500 characters": "结果页面的检索式最多 500 字",
    "a quotation mark is not closed": "引号没有闭合",
    "there is nothing between two quotation marks": "两个引号之间没有内容",
    "NEAR stands between two words of one field": "NEAR 两边须是同一字段的词",
    "a word is missing at its end": "末尾缺一个词",
    **{
        f"a word is missing before {name}": f"{name} 前缺一个词"
        for name in ("AND", "OR", "NOT", "NEAR")
    },
}

#: What the records call things: outcomes, what was stripped, what became of an article or a run.
CODES = {
    "article": "文章",
    "unchanged": "未变",
    "waiting_for_pages": "待后续页",
    "page_of_article": "文章的后续页",
    "list": "列表页",
    "gallery": "图集",
    "soft_404": "假 404",
    "blocked": "被拦截",
    "other": "其他",
    "redirect": "重定向",
    "gone": "已消失",
    "error": "出错",
    "truncated": "不完整",
    "robots": "robots.txt",
    "sitemap": "站点地图",
    "feed": "订阅源",
    "requisite": "页面资源",
    "file": "文件",
    "failed": "失败",
    "skipped": "跳过",
    "unreadable": "无法解读",
    "waiting": "等待",
    "site_banner": "网站横幅",
    "legal_notice": "法律声明",
    "copyright": "版权",
    "share": "分享",
    "related": "相关推荐",
    "pagination": "翻页",
    "font_size": "字号",
    "advert": "广告",
    "editor_line": "编辑署名行",
    "source_line": "来源行",
    "edited": "改过",
    "deleted": "已删除",
    "restored": "已恢复",
    "moved": "已迁移",
    "done": "完成",
    "over_budget": "超出预算",
    "interrupted": "被中断",
    "missed": "错过",
    "running": "运行中",
    "finished": "完成",
}


def named(language: str, code: str) -> str:
    """Return what the records call *code* in *language*; in English as it is, in words.

    >>> named("en", "page_of_article"), named("zh-CN", "page_of_article")
    ('page of article', '文章的后续页')
    """
    return CODES.get(code, code) if language == "zh-CN" else code.replace("_", " ")


def translate(language: str, text: str) -> str:
    """Return *text* in *language*; in English where there is no other word for it."""
    return (CHINESE.get(text) or REFUSALS.get(text, text)) if language == "zh-CN" else text


def chosen(cookie: str | None, accepted: str) -> str:
    """Return the language to speak: what was chosen, else what the browser would like.

    >>> chosen(None, "zh-TW,zh;q=0.9,en;q=0.8"), chosen("en", "zh"), chosen(None, "")
    ('zh-CN', 'en', 'en')
    """
    if cookie in LANGUAGES:
        return cookie
    first = accepted.split(",")[0].strip().lower()
    return "zh-CN" if first.startswith("zh") else "en"
