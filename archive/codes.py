"""The short names that records, reports and files use, as a reader is told them."""

CODES = {
    # outcomes (docs/formats.md)
    "article": "文章",
    "unchanged": "未变",
    "waiting_for_pages": "待后续页",
    "page_of_article": "文章的后续页",
    "list": "列表页",
    "gallery": "图集",
    "soft_404": "软 404",
    "blocked": "被拦截",
    "other": "其他",
    "redirect": "重定向",
    "gone": "已不存在",
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
    "handed_over": "已交出",
    # what was stripped
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
    # what an article says of itself, and what it was read by
    "charset": "字符集",
    "body": "正文",
    "title": "标题",
    "subtitle": "副标题",
    "language": "语言",
    "authors": "作者",
    "editors": "责任编辑",
    "source": "来源",
    "dateline": "电头",
    "published": "发布",
    "modified": "修改",
    "section": "栏目",
    "keywords": "关键词",
    "description": "简介",
    "canonical_url": "规范网址",
    # what became of an article
    "edited": "有修改",
    "deleted": "已删除",
    "restored": "已恢复",
    "moved": "已迁移",
    # how a crawl or a scheduled run ended
    "done": "完成",
    "finished": "完成",
    "over_budget": "超出预算",
    "interrupted": "被中断",
    "shutdown": "被信号中止",
    "cannot_keep": "无法保存，已停止",
    "missed": "错过",
    "running": "运行中",
}
_ENGLISH = {"shutdown": "stopped by a signal", "cannot_keep": "stopped: could not keep"}


def named(language: str, code: str) -> str:
    """Return *code* in words of *language*; one that is not known stays as it is.

    >>> named("en", "page_of_article"), named("zh-CN", "page_of_article")
    ('page of article', '文章的后续页')
    """
    if language == "zh-CN":
        return CODES.get(code, code)
    return _ENGLISH.get(code, code.replace("_", " "))
