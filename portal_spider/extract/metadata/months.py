"""Month names of the languages that portals write in, full, inflected and abbreviated."""

# One line a language, twelve columns; alternatives within a month are joined by "/".
_NAMES = """
january february march april may june july august september/sept october november december
januar/jänner/jan februar/feber/feb märz/maerz/mrz april mai juni juli august september/sept oktober/okt november dezember/dez
janvier février/fevrier/févr mars avril mai juin juillet/juil août/aout septembre/sept octobre novembre décembre/decembre/déc
enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre
janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart/mrt april mei juni juli augustus/aug september oktober november december
januari februari mars april maj juni juli augusti/aug september oktober november december
januar februar marts/mars april maj/mai juni juli august september oktober november desember/december
tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta kesäkuu/kesäkuuta heinäkuu/heinäkuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta
stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj czerwca/czerwiec lipca/lipiec sierpnia/sierpień września/wrzesień października/październik listopada/listopad grudnia/grudzień
ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen září října/říjen listopadu prosince/prosinec
januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta/august septembra/september októbra/október novembra/november decembra/december
январь/января/янв февраль/февраля/фев март/марта/мар апрель/апреля/апр май/мая июнь/июня/июн июль/июля/июл август/августа/авг сентябрь/сентября/сен/сент октябрь/октября/окт ноябрь/ноября/ноя/нояб декабрь/декабря/дек
січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня липень/липня серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня
януари февруари март април май юни юли август септември октомври ноември декември
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė birželio/birželis liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis lapkričio/lapkritis gruodžio/gruodis
janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā jūnijs/jūnijā jūlijs/jūlijā augusts/augustā septembris/septembrī oktobris/oktobrī novembris/novembrī decembris/decembrī
jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
január február március április május június július augusztus szeptember október november december
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ιανουαρίου/ιανουάριος φεβρουαρίου/φεβρουάριος μαρτίου/μάρτιος απριλίου/απρίλιος μαΐου/μάιος ιουνίου/ιούνιος ιουλίου/ιούλιος αυγούστου/αύγουστος σεπτεμβρίου/σεπτέμβριος οκτωβρίου/οκτώβριος νοεμβρίου/νοέμβριος δεκεμβρίου/δεκέμβριος
siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj lipnja/lipanj srpnja/srpanj kolovoza/kolovoz rujna/rujan listopada/listopad studenoga/studeni prosinca/prosinac
januar februar mart april maj jun jul avgust septembar oktobar novembar decembar
januari februari maret april mei juni juli agustus september oktober november desember
januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
يناير فبراير مارس أبريل/إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר
जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर/अक्तूबर नवंबर दिसंबर
"""


def _table() -> dict[str, int]:
    """Full names first, then every prefix of three to five letters that no name before it took."""
    rows = [line.split() for line in _NAMES.strip().splitlines()]
    names = [
        (name, month)
        for row in rows
        for month, cell in enumerate(row, start=1)
        for name in cell.split("/")
    ]
    table: dict[str, int] = {}
    for name, month in names:
        table.setdefault(name, month)
    for length in (3, 4, 5):
        for name, month in names:
            if len(name) > length:
                table.setdefault(name[:length], month)
    return table


_MONTHS = _table()


def month_number(word: str) -> int | None:
    """Return the month (1-12) that *word* names, whole or shortened, in any language known here.

    >>> month_number("Sept."), month_number("марта"), month_number("Listopada"), month_number("Uhr")
    (9, 3, 11, None)

    A few names mean different months in different languages (Polish and Czech
    ``listopad`` is November, Croatian October); the more widely written wins.
    """
    return _MONTHS.get(word.rstrip(".").lower())
