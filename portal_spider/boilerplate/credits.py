"""Who saw to a text, and where it is from."""

from portal_spider.boilerplate.rule import TextRule, text_rule

#: Who sees to a text: 责任编辑, 河东日报全媒体编辑, 三审.
_EDITORS = (
    r"(?:[^\s:：。，]{0,14}(?:媒体|[报网台端社]|新闻))?(?:本文|稿件|本期)?"
    r"(?:责任|执行|网络|本文|值班|图片|文字|视频|美术|栏目|版面|见习|新媒体|流程|融媒体?|微信|核稿"
    r"|[初复终]审)?\s*"
    r"(?:编\s*辑|责\s*编|编\s*审|审\s*核|审\s*读|校\s*对|校\s*审|审\s*校|监\s*制|主\s*编|统\s*筹"
    r"|[一二三初复终]审|值班主任)"
)
_WORDS_OF_NAMES = r"[一-鿿·]{2,4}(?:[\s、]+[一-鿿·]{2,4}){0,7}"

CREDITS: tuple[TextRule, ...] = (
    text_rule(
        "editor_line",
        "editor_line",
        begins=r"[\s（(\[【]*"
        + _EDITORS
        + r"(?:\s*(?:[:：丨｜|/／]|[】\]][^，。！？]{0,20}$)|\s+"
        + _WORDS_OF_NAMES
        + r"[）)\]】]?$)|[（(\[【]\s*责任?编辑|来源[:：].{0,40}编辑[:：]",
        longest=100,
    ),
    text_rule(
        "credits",
        "editor_line",  # 文字：林一 摄影：吴三 编辑：周二
        begins=(
            r"[\s（(\[【]*(?:(?:文字?|图文?|作者|记者|摄影|图片|视频|剪辑|制图|设计|美编|来源|供稿"
            r")\s*[:：丨｜|/／]\s*[^:：丨｜|/／。，,]{1,20}[\s丨｜|]+"
            r")+(?:责任编辑|编辑|责编|校对|审核|监制|统筹)\s*[:：丨｜|/／]"
            r"|(?:redaktion|schlussredaktion|mitarbeit|faktencheck|lektorat)\s*:\s*[^.!?:]{3,80}$"
        ),
        longest=160,
    ),
    text_rule(
        "source_line",
        "source_line",
        begins=(
            r"[\s（(\[【]*(?:本文|文章|信息|稿件|新闻|内容|图片|[题配]图|封面|资料|素材|稿源"
            r")?\s*(?:来\s*源|出\s*处|稿源)\s*[于自]?\s*[:：|｜丨/／】]"
            r"|原标题\s*[:：]|[（(]\s*原标题"
        ),
        longest=160,
    ),
)
