"""Month names of the languages that portals write in, full, inflected and abbreviated."""

from collections.abc import Iterator
from functools import cache

# One line a language: its code, then twelve columns; alternatives within a month are joined by "/",
# the words of one name by "_". Tests hold them against CLDR.
_NAMES = """
en january february march april may june july august september/sept october november december
de januar/jänner/jan februar/feber/feb märz/maerz/mrz april mai juni juli august september/sept oktober/okt november dezember/dez
fr janvier février/fevrier/févr mars avril mai juin juillet/juil août/aout septembre/sept octobre novembre décembre/decembre/déc
es enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre
pt janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
nl januari februari maart/mrt april mei juni juli augustus/aug september oktober november december
sv januari februari mars april maj juni juli augusti/aug september oktober november december
nb januar februar marts/mars april maj/mai juni juli august september oktober november desember/december
fi tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta kesäkuu/kesäkuuta heinäkuu/heinäkuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta
pl stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj czerwca/czerwiec lipca/lipiec sierpnia/sierpień września/wrzesień października/październik listopada/listopad grudnia/grudzień
cs ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen září října/říjen listopadu prosince/prosinec
sk januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta/august septembra/september októbra/október novembra/november decembra/december
ru январь/января/янв февраль/февраля/фев март/марта/мар апрель/апреля/апр май/мая июнь/июня/июн июль/июля/июл август/августа/авг сентябрь/сентября/сен/сент октябрь/октября/окт ноябрь/ноября/ноя/нояб декабрь/декабря/дек
uk січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня липень/липня серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня
bg януари февруари март април май юни юли август септември октомври ноември декември
tr ocak şubat mart nisan mayıs/mayis haziran temmuz ağustos eylül ekim kasım/kasim aralık/aralik
lt sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė birželio/birželis liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis lapkričio/lapkritis gruodžio/gruodis
lv janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā augusts/augustā septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī
et jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
hu január február március április május június július augusztus szeptember október november december
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
el ιανουαρίου/ιανουάριος φεβρουαρίου/φεβρουάριος μαρτίου/μάρτιος απριλίου/απρίλιος μαΐου/μάιος ιουνίου/ιούνιος ιουλίου/ιούλιος αυγούστου/αύγουστος σεπτεμβρίου/σεπτέμβριος οκτωβρίου/οκτώβριος νοεμβρίου/νοέμβριος δεκεμβρίου/δεκέμβριος
hr siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj lipnja/lipanj srpnja/srpanj kolovoza/kolovoz rujna/rujan listopada/listopad studenoga/studeni prosinca/prosinac
bs januar februar mart april maj jun jul avgust septembar oktobar novembar decembar
id januari februari maret april mei juni juli agustus september oktober november desember
sw januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
ca gener febrer març abril maig juny juliol agost/ag setembre octubre novembre desembre
ar يناير فبراير مارس أبريل/إبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر
"""
_RARER = """
he ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר
hi जनवरी/जन फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त/अग सितंबर अक्टूबर/अक्तूबर नवंबर/नव दिसंबर
is janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
sr јануар фебруар март април мај јун јул август септембар октобар новембар децембар
sl januar februar marec april maj junij julij avgust september oktober november december
mk јануари февруари март април мај јуни јули август септември октомври ноември декември
be студзеня/студзень лютага/люты сакавіка/сакавік красавіка/красавік мая/май чэрвеня/чэрвень ліпеня/ліпень жніўня/жнівень верасня/верасень кастрычніка/кастрычнік лістапада/лістапад снежня/снежань
sq janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor
gl xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
eu urtarrila/urtarrilaren otsaila/otsailaren martxoa/martxoaren apirila/apirilaren maiatza/maiatzaren ekaina/ekainaren uztaila/uztailaren abuztua/abuztuaren iraila/irailaren urria/urriaren azaroa/azaroaren abendua/abenduaren
ga eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán_fómhair/mfómh deireadh_fómhair/dfómh samhain nollaig
cy ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr
mt jannar frar marzu april mejju ġunju lulju awwissu settembru ottubru novembru diċembru
af januarie februarie maart/mrt april mei junie julie augustus september oktober november desember
ms januari februari mac april mei jun julai ogos september oktober november disember
tl enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre
fa ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
ur جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
bn জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগ সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
ta ஜனவரி/ஜன பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட்/ஆக செப்டம்பர் அக்டோபர் நவம்பர்/நவ டிசம்பர்
te జనవరి/జన ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు/ఆగ సెప్టెంబర్/సెప్టెం అక్టోబర్ నవంబర్ డిసెంబర్
ml ജനുവരി ഫെബ്രുവരി/ഫെബ്രു മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്/ഓഗ സെപ്റ്റംബർ/സെപ്റ്റം ഒക്ടോബർ നവംബർ ഡിസംബർ
kn ಜನವರಿ/ಜನ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್/ಆಗ ಸೆಪ್ಟೆಂಬರ್/ಸೆಪ್ಟೆಂ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್
gu જાન્યુઆરી/જાન્યુ ફેબ્રુઆરી/ફેબ્રુ માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર
mr जानेवारी फेब्रुवारी/फेब्रु मार्च एप्रिल मे जून जुलै ऑगस्ट/ऑग सप्टेंबर/सप्टें ऑक्टोबर नोव्हेंबर/नोव्हें डिसेंबर
ne जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर
km មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ
lo ມັງກອນ/ມ.ກ ກຸມພາ/ກ.ພ ມີນາ/ມ.ນ ເມສາ/ມ.ສ ພຶດສະພາ/ພ.ພ ມິຖຸນາ/ມິ.ຖ ກໍລະກົດ/ກ.ລ ສິງຫາ/ສ.ຫ ກັນຍາ/ກ.ຍ ຕຸລາ/ຕ.ລ ພະຈິກ/ພ.ຈ ທັນວາ/ທ.ວ
my ဇန်နဝါရီ ဖေဖော်ဝါရီ/ဖေ မတ် ဧပြီ/ဧ မေ ဇွန် ဇူလိုင်/ဇူ ဩဂုတ်/ဩ စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ/ဒီ
kk қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
uz yanvar fevral mart aprel may iyun/iyn iyul/iyl avgust sentabr oktabr noyabr dekabr
az yanvar fevral mart aprel may iyun/iyn iyul/iyl avqust sentyabr oktyabr noyabr dekabr
hy հունվարի/հնվ/հունվար փետրվարի/փտվ/փետրվար մարտի/մրտ/մարտ ապրիլի/ապրիլ մայիսի/մյս/մայիս հունիսի/հնս/հունիս հուլիսի/հլս/հուլիս օգոստոսի/օգս/օգոստոս սեպտեմբերի/սեպտեմբեր հոկտեմբերի/հոկտեմբեր նոյեմբերի/նոյեմբեր դեկտեմբերի/դեկտեմբեր
ka იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი
am ጃንዋሪ/ጃን ፌብሩዋሪ/ፌብ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር
mn нэгдүгээр хоёрдугаар гуравдугаар дөрөвдүгээр тавдугаар зургаадугаар долоодугаар наймдугаар есдүгээр аравдугаар арван_нэгдүгээр арван_хоёрдугаар
th มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค
ar كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول
ar جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
ar يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر
"""
_LONG = 5  # letters: a name of a rarer language that is shorter may be a word of another
_TURKISH = {ord("İ"): "i"}  # whose small letter would be two characters
_LATIN_ENDS = "\u0370"  # what begins with this or later is in other letters
_SIGNS = ".॰׳"  # what ends an abbreviation


def _cells(rows: str) -> Iterator[tuple[str, str, int]]:
    """Yield language, name and month of each name in *rows*."""
    for row in rows.strip().splitlines():
        language, *cells = row.split()
        for month, cell in enumerate(cells, start=1):
            for name in cell.split("/"):
                yield language, name.replace("_", " "), month


def _table(names: list[tuple[str, int]]) -> dict[str, int]:
    """Full names first, then every prefix of three to five letters that no name before it took."""
    table: dict[str, int] = {}
    for name, month in names:
        table.setdefault(name, month)
    for length in (3, 4, 5):
        for name, month in names:
            if len(name) > length and " " not in name:
                table.setdefault(name[:length], month)
    return table


def _every_language() -> dict[str, int]:
    table = _table([(name, month) for _, name, month in _cells(_NAMES)])
    for _, name, month in _cells(_RARER):
        if len(name) >= _LONG or name >= _LATIN_ENDS:
            table.setdefault(name, month)
    return table


_ALSO = {"fil": "tl", "no": "nb", "nn": "nb"}  # codes of one language


@cache
def _of_language(code: str) -> dict[str, int]:
    cells = (*_cells(_NAMES), *_cells(_RARER))
    return _table(
        [(name, month) for language, name, month in cells if language == _ALSO.get(code, code)]
    )


_MONTHS = _every_language()


def month_number(word: str, language: str | None = None) -> int | None:
    """Return the month (1-12) that *word* names, whole or shortened, in any language known here.

    >>> month_number("Sept."), month_number("марта"), month_number("Listopada"), month_number("Uhr")
    (9, 3, 11, None)

    A few names mean different months in different languages (Polish and Czech
    ``listopad`` is November, Croatian October): *language*, a code such as
    ``hr``, decides, and without it the more widely written wins.
    """
    word = _bare(word)
    own = _of_language(language).get(word) if language else None
    return own or _MONTHS.get(word)


def is_sure(word: str, language: str | None = None) -> bool:
    """Whether *word* is no short word of a language that *language* is not.

    >>> is_sure("Mac"), is_sure("Mac", "ms"), is_sure("Dec."), is_sure("Enero")
    (False, True, True, True)
    """
    word = _bare(word)
    if len(word) >= _LONG or word >= _LATIN_ENDS:
        return True
    return word in _of_language("en") or (language is not None and word in _of_language(language))


def _bare(word: str) -> str:
    return word.rstrip(_SIGNS).translate(_TURKISH).lower().replace("\u200c", "")
