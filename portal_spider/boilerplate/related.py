"""What else there is to read."""

from portal_spider.boilerplate.rule import TextRule, text_rule

#: "Also read" in languages whose words for it begin no sentence.
ALSO = (
    "baca juga|simak juga|lihat juga|xem thêm|đọc thêm|tin liên quan|ilgili haber|यह भी पढ़ें"
    "|ये भी पढ़ें|इसे भी पढ़ें|আরও পড়ুন|اقرأ أيض|اقرأ ايض|إقرأ أيض|بیشتر بخوانید|یہ بھی پڑھیں"
    "|читайте (?:также|ещё|еще)|читайте також|leia (?:também|mais)|veja (?:também|mais)"
    "|lea también|lea además|citește și|vezi și|zobacz (?:też|także|również)"
    "|czytaj (?:też|także|więcej|również)|lees ook|lees meer|læs også|διαβάστε (?:ακόμα|επίσης)"
    "|lexo edhe|lexoni edhe|pročitaj(?:te)? (?:i|još|više)|อ่านเพิ่มเติม"
    "|(?:เรื่อง|ข่าว)ที่เกี่ยวข้อง|lue (?:myös|lisää)|loe ka|skaitykite taip pat|lasi arī"
    r"|not[ií]cias relacionadas\W*$"
    r"|(?:más información|saber más|más sobre este tema|para saber más|mirá también)\W*$"
)

RELATED: tuple[TextRule, ...] = (
    text_rule(
        "related",
        "related",
        begins=(
            r"[\s【\[◆■●▼★☆※]*(?:"
            r"相关(?:新闻|阅读|链接|报道|推荐|资讯|文章|专题)|推荐阅读|热门推荐|热点推荐|为您推荐"
            r"|猜[你您]喜欢|大家都在看(?:$|[\]】:：>»…\s])|(?:小编|主编|编辑)推荐(?:$|\W)"
            r"|(?:本[周月日]|今日|一周)热[点榜门](?:新闻|文章|排行)?\s*$|延伸阅读|更多精彩|点击排行"
            r"|最新(?:新闻|文章|资讯)|热门(?:文章|新闻|点击)|返回搜狐|阅读下一篇|查看更多"
            r"|往期(?:精彩|热门)?(?:回顾|推荐)|相关(?:稿件|解读|视频|文档|政策)\s*(?:$|[:：>»\]】…])"
            r"|返回.{1,8}[，,]\s*查看更多(?:$|[^一-鿿])|喜欢此内容的人|(?:同场加映|更多文章)\s*[:：]"
            r"|24小时热[榜闻点]|(?:精彩|热门)视频$|视频推荐$|今日热[点搜榜]$|看更多(?:$|\s*[>»…（(])"
            r"|更多(?:相关)?新闻\s*[:：>»]*$"
            r"|[你您]可能(?:也|还|会)?(?:想看|喜欢|感兴趣|有兴趣)的?(?:内容|文章|新闻|商品|视频|影片"
            r")?\s*(?:$|[\]】:：>»…])"
            r"|精彩推荐|图片推荐|今日推荐"
            r"|(?:continue|keep) reading(?:\s*(?:$|[^a-z\s])|\s(?:below|the (?:full|rest)|more|this)\b)"
            r"|read (?:more|next|also)|see also\W*$|you may also like"
            r"|you (?:may|might) (?:also (?:like|enjoy|be interested in)|be interested in|like)\b[^.!?]*$"
            r"|also read|don.t miss:?$|lesen sie auch|mehr zum thema"
            r"|das (?:thema )?könnte (?:sie|dich|euch) (?:auch |ebenfalls )?interessieren"
            r"|editors.? (?:picks|recommendations)|weitere videos|(?:[àa] )?lire aussi|à lire|leer también"
            r"|lee también|te puede interesar|leggi anche|läs (?:också|mer)|les også|čtěte také"
            r"|(?:about the authors?|über (?:den autor|die autorin)|der autor|die autorin|zum autor"
            r"|zur autorin|sobre (?:el autor|la autora|o autor|a autora)|à propos de l.auteure?|l.autore"
            r"|l.autrice|作者简介|关于作者|作者介绍)(?:\W*$|\s?[:：–-])"
            r"|関連記事|あわせて読みたい|관련\s?기사|"
        )
        + ALSO
        + r")\s*[\]】:：>…]*",
        longest=60,
    ),
    text_rule(
        "related_words",
        "related",  # Most read the letter twice. is a sentence
        begins=(
            r"[\s【\[◆■●▼]*(?:"
            r"related(?: articles| stories| posts)?|popular (?:articles|news|posts|reads|stories)"
            r"|more (?:on|from|stories"
            r"|(?:(?:great|top|good|local|recent|latest|featured) "
            r")?(?:[\w’'-]+ )?(?:stories|articles|coverage|reads)\W*$)"
            r"|most (?:read|popular)|recommended|auch interessant|topmeldungen)\b[^.!?]*$"
        ),
        longest=60,
    ),
    text_rule(
        "more_of",
        "related",  # of its kind
        begins=(
            r"\W*(?:(?:voir )?(?:tous|tous les|tous nos|derniers|d.autres|autres) articles"
            r"|(?:weitere|alle) (?:artikel|beiträge|meldungen|nachrichten)"
            r"|(?:más|otras|otros|todas las|todos los) (?:artículos|noticias)"
            r"|(?:mais|outras|todas as) not[ií]cias|(?:altri|tutti gli) articoli|altre notizie"
            r"|all (?:articles|posts|stories))\b[^.!?]*$"
        ),
        longest=100,
    ),
    text_rule(
        "more",
        "related",
        begins=r"点击(?:进入|查看)\s*(?:专题|更多)",
        holds=(
            r"[【\[（(](?:(?:查看|阅读)?\s*(?:详细|详情|更多)|(?:查看|阅读)\s*全文)[】\])）]$"
            r"|[。！？…]\s*[【\[（(]全文[】\])）]$"
        ),
        longest=260,
    ),
)
