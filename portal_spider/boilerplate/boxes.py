"""Boxes that their ids and classes say are no part of an article."""

from portal_spider.boilerplate.rule import BoxRule, box_rule

BOX_RULES: tuple[BoxRule, ...] = (
    box_rule(
        "box_share",
        "share",
        r"shar(?:e|ing)|social|bdshare|jiathis|fenxiang|addthis|ewm|qrcode|erweima",
    ),
    box_rule(
        "box_related",
        "related",
        r"relat(?:ed|e)|xiangguan|recommend|tuijian|hot[-_]?(?:news|list)"
        r"|rank(?:s|ings?|list|box)?(?:$|[\s_-])|paihang|also-?read|read-?more"
        r"|more-?(?:on|stories|news)|outbrain|taboola|promo|teaser|trending|popular",
    ),
    box_rule(
        "box_comment",
        "other",
        r"formulaire_forum|forum[-_](?:fil|message|top)(?:$|[\s_-])|comments?(?!ary|ator|aire)"
        r"|leave-?comment"
        r"|(?<=\s)(?:"
        r"comentarios|commentaires|commenti(?:$|[\s_-])|reacties|(?:leser)?kommentare(?:$|[\s_-])"
        r"|komentar(?:ze|e|i)(?:$|[\s_-])|yorumlar)"
        r"|pinglun|disqus|replies|respond(?:$|[\s_-])",
    ),
    box_rule(
        "box_advert",
        "advert",
        r"ads?(?:$|[\s_-])|advert|disturber|st(?:oe|ö)rer|donat(?:e|ions?)(?:$|[\s_-])"
        r"|support[-_](?:us|pay|banner)(?:$|[\s_-])|guanggao|sponsor|newsletter|subscri|sign-?up"
        r"|paywall(?=[\w-])|cookie|banner",
    ),  # schema.org marks as paywall what is paid for
    box_rule(
        "box_neighbours",
        "pagination",
        r"prenext|pre-?next|prev-?next|pagination|pager|shangxia|context$|page-?nav|post-nav",
    ),
    box_rule("box_notice", "legal_notice", r"shengming|disclaimer|declare|statement|mianze"),
    box_rule("box_editor", "editor_line", r"(?:ep-)?editor(?:$|[\s_-])|zeren|bianji"),
    box_rule(
        "box_furniture",
        "other",
        r"breadcrumb|crumbs?|toolbar"
        r"|font-?size(?:$|\s|[_-]?(?:adjust|bar|box|btn|button|chang|control|select|set|switch|tool))"
        r"|print|sidebar"
        r"|(?<!by[_-])side(?:$|\s"
        r"|[_-]?(?:ad|area|bar|block|box|col|column|content|inner|list|main|menu|nav|panel|widget|wrap"
        r")(?:$|[\s_-]|s\b|per\b))"
        r"|aside|menu|nav(?:$|[\s_-]|bar)"
        r"|authors?[-_]{0,2}(?:bio|box|info|profile|popup|desc|details?|card|about|position|dropdown)"
        r"|about[-_]{0,2}(?:the[-_]{0,2})?author|stars?[-_]?ratings?(?:$|[\s_-])|estrellas(?:$|[\s_-])"
        r"|ratings?[-_](?:stars?|wrapper|confirm|form|bar|widget)|polls?(?:$|[\s_-])|umfrage"
        r"|(?:user|post|article)[-_]?ratings?|byline|tags?(?:$|[\s_-])|keywords"
        r"|widget[-_]?(?:area|title)|foot(?:er|$|[\s_-])|copyright(?:$|[\s_-])|(?<=\s)bottom(?=$|\s)"
        r"|modal(?:$|[\s_-])|pop-?up(?:$|[\s_-])|lightbox"
        r"|(?:video|media|audio|screen|live)[-_]?(?:player|control|ctrl)"
        r"|video[-_]+(?:resource|headline|title|duration)|vjs|jwplayer|txp_"
        r"|right[-_]?(?:bar|col(?:umn)?|side|area|box|list)(?:$|[\s_-])"
        r"|(?:main|con|content|page)[-_]?right(?:$|[\s_-])",
    ),
)
