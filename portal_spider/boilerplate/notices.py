"""What a site says of itself: its banner, licences, rights and legal notices, and the size of its letters."""

from portal_spider.boilerplate.rule import TextRule, text_rule

NOTICES: tuple[TextRule, ...] = (
    text_rule(
        "font_size",
        "font_size",
        begins=(
            r"[\s\[【（(|]*(?:a\s?\+\s*a\s?-|a-\s*a\+|【?字[号级体](?:$|[^ぁ-ヿ一-鿿])"
            r"|【?字[号级体](?:大小|[大中小]$|设[定置]|调[整节]|选择|缩放|放大|缩小))"
            r"|(?:font|text) size\W*$|schriftgröße\W*$"
            r"|taille du texte\W*$|tamaño de (?:la )?letra\W*$|tamanho da letra\W*$|размер шрифта\W*$"
            r"|yazı boyutu\W*$"
        ),
        longest=40,
    ),
    text_rule(
        "font_size_words",
        "font_size",
        begins=r"[\s\[【（(|]*(?:大\s*中\s*小|小\s*中\s*大|放大\s*缩小|t大)",
        longest=30,
    ),
    text_rule(
        "welcome",
        "site_banner",
        holds=r"门户网站[!！]|欢迎您[!！]?\s*$|欢迎(?:光临|访问|来到).{0,20}网",
        longest=80,
    ),
    text_rule(
        "icp_line",
        "copyright",
        begins=(
            r"(?:本[网站报台])?常年法律顾问\s*[:：]|政府网站找错"
            r"|建议(?:您|大家)?(?:使用|用)?.{0,30}(?:分辨率|浏览器|浏览本站)"
            r"|主办(?:单位)?\s*[:：][^。]{2,40}(?:承办|维护|技术支持)(?:单位)?\s*[:：]"
        ),
        holds=(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]icp[备证]|公网安备"
            r"|网站标识码"
            r"|(?:互联网新闻信息服务|视听节目|节目制作经营|网络文化经营|增值电信业务经营|网络出版服务"
            r")许可证\s*(?:编?号|[:：(（]|\d)"
        ),
        longest=400,
    ),
    text_rule(
        "rights_line",
        "copyright",
        begins=r"copyright\s*[:@][^.!?]{2,80}\.?$|©|\W*riproduzione (?:è )?riservata",
        holds=(
            r"版权所有(?:$|[^者人的])|all rights reserved|copyright\s*[©(\d]"
            r"|(?:"
            r"alle rechte (?:vorbehalten|voorbehouden)|tous droits réservés|todos los derechos reservados"
            r"|todos os direitos reservados|tutti i diritti (?:sono )?riservati)\W*$"
            r"|무단\s?(?:전재|복제)|재배포\s?금지|저작권자\s?[ⓒ©(]|无断(?:転载|复制|転载)"
        ),
        longest=320,
    ),
    text_rule(
        "notice_head",
        "legal_notice",
        begins=(
            r"[\s【\[*＊▲※]*(?:网站|免责|特别|平台|版权|郑重|重要)?(?:声明|提示)[】\]]?\s*[:：]"
            r"|[\s【\[*＊▲※]*(?:网站|免责|特别|平台|版权|郑重)声明\s*[，,]"
        ),
        longest=900,
    ),
    text_rule(
        "notice_words",
        "legal_notice",  # 未经许可，任何单位不得取水 is a law's
        begins=r"(?:股市|投资|市场|理财|入市)有风险[，,\s].{0,8}谨慎[。！!]?$",
        holds=(
            r"(?:^|[文章容点论品息料]|[^一-鿿])(?:并?不|不?并不)代表.{0,14}(?:立场|观点)"
            r"|不代表.{0,6}(?:本|网|平台|我们).{0,8}(?:立场|观点)"
            r"|仅代表作者(?:[个本]人)?(?:的?(?:观点|立场|意见|看法)|$|[^一-鿿])"
            r"|(?:^|[如若].{0,8}|[^一-鿿])侵权.{0,20}(?:联系|删除)"
            r"|侵权(?:行为|问题|内容)?(?:[，,]?(?:请|敬请|烦请|联系|告知)|立?即?删)|如有侵权"
            r"|文责自负(?:$|[^一-鿿])"
            r"|未经.{0,12}(?:授权|许可|允许|同意).{0,16}(?:转载|摘编|镜像|转贴"
            r"|(?:不得|禁止|严禁|请勿|谢绝).{0,10}(?:转载|复制|摘[编录]|引用|发布|传播|翻印|使用[本其该])"
            r"|(?:不得|禁止|严禁|请勿)(?:擅自|任意)?(?:使用)?[。.!！）)]*$)"
            r"|非经.{0,12}(?:授权|许可|允许|同意).{0,16}(?:转载|复制|摘[编录]|公开播送)|转载.{0,8}注明"
            r"|转载请(?:附|标明|保留|务必)|[同与]本[网站]联系"
            r"|凡(?:是)?(?:本[网站]站?(?:所有|所|内|上)?(?:刊[登载发]|转载|发布|标注|注明)"
            r"|[^，。]{0,6}注明.{0,4}(?:来源|出处|[“\"「『])).{0,40}(?:版权|均为|转载)"
            r"|不作任何保证|仅提供信息存储|(?:网站|免责)声明(?:$|[^一-鿿])"
            r"|不构成.{0,16}(?:投资|交易|操作|买卖|购买|诊疗|医疗)(?:决策)?的?(?:建议|意见|依据)"
            r"|据此(?:操作|投资|入市|买卖).{0,6}风险"
            r"|违法和不良信息(?:$|[^一-鿿]|举报(?:$|[^一-鿿]|电话|热线|邮箱|入口|方式|中心$))"
        ),
        longest=900,
    ),
)
