"""What a page says of itself: comments, where it is filed, counts, its parts."""

from portal_spider.boilerplate.rule import TextRule, text_rule

PAGE: tuple[TextRule, ...] = (
    text_rule(
        "comments",
        "other",
        begins=(
            r"[\s\[【]*(?:(?:精彩|热门|最新|全部|最热)评论\W*\d*\W*$|网友评论|发表评论|我来说两句|我有话说"
            r"|(?:发表)?留言(?:\s*[（(]?\d+[）)]?)?$|参与评论|评论(?:区|列表|文章)?(?:$|[^ぁ-ヿ一-鿿])"
            r"|跟贴|登录后(?:$|[^ぁ-ヿ])|请登录|登录\s*/?\s*注册"
            r"|已有\d+人(?:参与|评论|跟[帖贴]|[点按]?赞|阅读|浏览|关注|分享|$)"
            r"|(?:\d+\s)?(?:(?:post|add|write|view|show)(?: an?| all)?\s)?comments?\s*\(?[\d+]*\)?$"
            r"|be the first to comment|join the (?:conversation|discussion)|leave a (?:comment|reply)"
            r"|laisser un commentaire|dej[ae]r? un comentario|deixe (?:um|o? ?seu) comentário"
            r"|lascia un commento"
            r"|(?:schreib|hinterlass|verfass)\S*(?: sie)? (?:einen?|ihren) (?:kommentar|antwort)"
            r"|kommentar (?:schreiben|verfassen|hinterlassen)|(?:оставить|добавить) комментарий"
            r"|tinggalkan (?:komentar|balasan)|geef een reactie|(?:napisz|dodaj) komentarz|přidat komentář"
            r"|voit keskustella aiheesta|コメントを(?:残す|書く)|kommentare?\s(?:lesen|abgeben)[\W\d]*$"
            r"|laat een reactie achter|(?:lämna|skriv) en kommentar"
            r"|(?:\d+\s)?(?:"
            r"kommentare|commentaires|comentarios|comentários|commenti|reacties|kommentarer|komentarze"
            r")\s*\(?\d*\)?$"
            r"|(?:log ?in|sign (?:in|up))(?:\W*$|\s?[^\w\s]"
            r"|\s(?:"
            r"or|to|with|for|and|if|here|now|below|using|via|required|register|subscribe|log|sign|create"
            r")(?:$|[^a-z])))"
        ),
        longest=60,
    ),
    text_rule(
        "filed",
        "other",  # by a blog
        begins=(
            r"\W{0,3}(?:this (?:entry|post) was (?:posted|written|published|filed) (?:"
            r"on|in|under|by [^,.]{2,40} (?:on|in|under)) .*(?:"
            r"\d{4}|filed|categor|tagged|permalink|bookmark)"
            r"|dieser (?:beitrag|text|artikel) (?:wurde|erschien) (?:im original|zuerst|ursprünglich"
            r")\b[^!?]*$"
            r"|dieser (?:beitrag|eintrag|artikel) wurde (?:\w+ )?(?:am|vor|unter|in) .*(?:"
            r"\d{4}|veröffentlicht|abgelegt|gepostet|geschrieben)"
            r"|cet(?:te)? (?:entrée|article|billet) a été publiée? (?:"
            r"le .*\d{4}|dans .*(?:par|permalien|marqué))"
            r"|esta entrada fue publicada en .*(?:\d{4}|por|etiquet)"
            r"|questo articolo è stato pubblicato in .*(?:\d{4}|da|permalink)"
            r"|(?:this|the) (?:article|story|column|review)"
            r" (?:was )?(?:originally|first) (?:published|posted|appeared"
            r"):? (?:on )?\w+ \d{1,2}, \d{4}\b[^!?]{0,24}$"
            r"|a version of this (?:article|story|column|review) (?:appears|appeared|was published|ran"
            r") in (?:print|the)\b"
            r"|citation\s?: .* retrieved \d)"
        ),
        longest=500,
    ),
    text_rule(
        "categories",
        "other",
        begins=(
            r"\W{0,3}(?:(?:kategorien?|categor(?:y|ies|ia|ie|ías?|ieën)|catégories?)\s?[:：]"
            r"|(?:topics?|themen|temas|thèmes)\s?:|filed under\b|abgelegt unter\b"
            r"|(?:posted in|veröffentlicht in|publicado en|publié dans)\s?[:：])[^.!?]*$"
        ),
        longest=260,
    ),
    text_rule(
        "page_tools",
        "other",
        begins=(
            r"\W{0,3}(?:back to (?:the )?(?:top|overview|list)|(?:zurück )?nach oben|zum seitenanfang"
            r"|zurück zur (?:übersicht|startseite|liste)|zur (?:startseite|übersicht)"
            r"|(?:retour )?en haut(?: de (?:la )?page)?|retour à la liste|volver arriba|torna su"
            r"|(?:show|see|view|load) (?:more|all)|close(?: (?:window|dialog|caption|gallery|menu|ad))?"
            r"|(?:mehr|alle|alles) (?:anzeigen|laden)|voir (?:plus|tout)|ver (?:más|todos)"
            r"|mostra (?:altro|tutti)|(?:zur )?merkliste(?: hinzufügen)?"
            r"|(?:link kopieren|weitere optionen zum teilen|artikel (?:anhören|merken|verschenken))"
            r"|ajouter à (?:vos|mes) (?:sélections|favoris)|lire plus tard"
            r"|copi(?:er le lien|ar enlace|ar link|a link)|guardar (?:artículo|nota|noticia)"
            r"|(?:ver )?(?:noticia|nota|artículo)s? guardad[ao]s?(?: en (?:tu|su) perfil)?"
            r"|lyssna på artikeln|artikel (?:delen|opslaan))\W{0,3}$"
        ),
        longest=40,
    ),
    text_rule(
        "counts",
        "other",
        begins=(
            r"(?:点[阅击赞]|浏览|阅读|访问|收藏|在看|赞)(?:次数|人[次数]|[量数率])?\s*(?:"
            r"[:：(（]?\s*\d+\s*[)）次]?|[:：]\s*-*)$"
            r"|已收藏$|点(?:分享|收藏|在看|点?赞)$"
            r"|(?:[顶踩赞挺]一下[\s(（]*\d*(?:\.\d+)?%?[)）]?[\s|/]*)+$"
            r"|(?:点赞|收藏|转发|在看|分享|关注|三连|一键三连)(?:"
            r"[\s、，,+和|]+(?:点赞|收藏|转发|在看|分享|关注|三连|一键三连))+\W*$"
        ),
        holds=(
            r"点(?:个|一?下|亮|击)?[“\"「『]?(?:赞[、和及]?)?[“\"「『]?在看(?:"
            r"$|[^的过书电一-鿿]|[你吧哦支让鼓])"
        ),
        longest=40,
    ),
    text_rule(
        "page_of",
        "pagination",
        begins=(
            r"\W*(?:第?\s*\d+\s*(?:/|／|of|von|sur|de)\s*\d+\s*[页頁]?"
            r"|第\s*\d+\s*[页頁]\s*[,，/]?\s*共\s*\d+\s*[页頁]"
            r"|共\s*\d+\s*[页頁](?:\s*[:：]?\s*(?:上一页|下一页|首页|尾页|末页|\d+|[\s\[\]|·.<>«»])*))\W*$"
        ),
        longest=60,
    ),
    text_rule(
        "contents",
        "other",
        begins=(
            r"\W*(?:(?:table of )?contents|on this page|in this article|jump to|inhaltsverzeichnis|inhalt"
            r"|sommaire|table des matières|índice(?: de contenidos)?|indice(?: dei contenuti)?"
            r"|inhoud(?:sopgave)?|spis treści|innehållsförteckning|содержание|本?文?目录)\W*$"
        ),
        longest=40,
    ),
)
