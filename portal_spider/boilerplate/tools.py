"""What a reader is to do with a page: share, print, write, follow, go on to its neighbours."""

from portal_spider.boilerplate.rule import TextRule, text_rule

TOOLS: tuple[TextRule, ...] = (
    text_rule(
        "share",
        "share",
        begins=(
            r"分享$"
            r"|(?:share|tweet)(?:$|\s*[^a-z\s]"
            r"|\s+(?:this|it|on|via|with|to|now|link|by|article|story|page|post|full|tweet|share|pin|print"
            r"|e-?mail|facebook|twitter|whatsapp|your (?:thoughts|story|views?|opinion))(?:$|[^a-z]))"
            r"|(?:teilen|deel|partager|compartir|compartil(?:he|har)|comparte|condividi|udostępnij|sdílet"
            r"|поделиться|paylaş|bagikan)\s*(?:$|:?\s*$"
            r"|[:\s](?:.{0,20}\s)?(?:"
            r"facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|artikel|beitrag|article|artículo"
            r"|artigo|articolo|nota|noticia|notícia|esto|isto|questo"
            r")\W*(?:$|\s(?:auf|sur|en|no|su|na|via|per)\s.*$))"
            r"|(?:facebook|instagram|twitter|tiktok|youtube|linkedin|telegram|whatsapp"
            r")\s*:\s*@?[a-z0-9_.-]{2,30}$"
            r"|(?:(?:"
            r"facebook|twitter|x|linkedin|whatsapp|telegram|pinterest|reddit|e-?mail|print|copy link|digg"
            r"|delicious|stumbleupon|mixx|myspace|tumblr|flipboard|messenger|threads|bluesky|mastodon"
            r"|google(?:\+| buzz)?|fark)(?:$|[\s|,·•/]+)){3,}$"
        ),
        holds=(
            r"分享(?:到|至|让更多|给(?:$|[好朋亲友微更大家你您]))|扫一扫|扫码|扫描.{0,6}二维码"
            r"|长按.{0,8}二维码|微信好友|朋友圈|用微信|手机(?:看|阅读)新闻"
        ),
        longest=80,
    ),
    text_rule(
        "print",
        "other",  # 收藏家林一 and 关闭核电站 begin sentences
        begins=(
            r"[\s\[【（(|]*(?:(?:(?:打\s?印|(?:友善)?列印|转寄|关\s?闭|收\s?藏|举报|纠错"
            r")(?:打印|列印|转寄|关闭|收藏|举报|分享|评论)*(?:给?[亲好]友)?(?:"
            r"[本此该这]?[条页网站文稿篇此]?(?:"
            r"文章|评论|页面?|网?站|新闻|链接|[窗视][口窗]|广告|专区|问题|内容|制度|电话|邮箱|反馈|投诉"
            r"|预览|人|条)?){0,2}"
            r"|回(?:上一?页|首页|列表)|返回(?:首页|列表|上一?[页级]))(?:$|[^ぁ-ヿ一-鿿])"
            r"|关闭窗口|我要反馈|返回顶部|回到顶部|点击查看|我要评论|举报(?:内容|制度)|阅读原文$)"
        ),
        longest=40,
    ),
    text_rule(
        "contact",
        "other",
        begins=(
            r"[\s【\[]*(?:"
            r"新闻(?:热线|爆料)|[爆报]料(?:、?维权)?(?:热线|电话|邮箱|通道|方式|平台)|投稿(?:邮箱|信箱)"
            r")(?:电话)?\s*[:：]"
            r"|(?:"
            r"(?:关于我们|联系我们|网站地图|网站导航|版权声明|隐私(?:政策|声明)|广告服务|服务条款|免责声明"
            r")[\s|｜·/／-]*){2,}$"
        ),
        longest=120,
    ),
    text_rule(
        "follow",
        "advert",
        begins=r"[^，。]{0,12}粉丝(?:专页|团)$|(?:欢迎|敬请)(?:扫码|长按|点击)?关注[^，。！？；]{2,20}$",
        holds=(
            r"关注.{0,16}(?:公众号|官方微信|微博|微信)|客户端下载|下载.{0,10}(?:app|客户端)|app专享"
            r"|用app看新闻|加入line|line好友|追踪我们(?:$|[^一-鿿]|的?(?:脸书|粉丝|社群|频道|官方))"
            r"|(?:加入|追踪|订阅)[^，。]{0,12}粉丝(?:专页|团)$|按赞(?:加入|追踪|支持|订阅|分享|$)"
            r"|打开.{0,6}app(?:$|[^>＞→]{0,12}(?:阅读|查看|观看|看更多|全文))|官方微信"
            r"|尽在[^，。]{0,12}app\W*$"
        ),
        longest=100,
    ),
    text_rule(
        "neighbours",
        "pagination",
        begins=(
            r"[\s<>«»【\[]*(?:上一[篇页条]|下一[篇页条]|前一页|后一页|(?:首页|尾页|末页)$)\s*[:：>»\]】]?"
            r"|(?:previous|next)(?: article| post| page)?\s*[:»>]?$"
        ),
        longest=120,
    ),
)
