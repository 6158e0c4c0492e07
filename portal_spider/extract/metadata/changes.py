"""The words that call a day one of change: updated, aktualisiert, 更新."""

import re

UPDATED = re.compile(
    r"updat|modif|modyfik|edited|revis(?:ed|ion|ado|ión)|reviewed|aktualis|aktualiz|geändert"
    r"|actualis[ée]|actualiz|actualitz|atualiz|alterad|aggiorn"
    r"|mis(?:e)? à jour|corrigé|uppdater|opdater|oppdater|ändra[dt]|[eæ]ndret|päivitet|muokattu"
    r"|bijgewerkt|gewijzigd|aangepast|laatste update"
    r"|upraven|\bstand\s*:|frissít|módosít|обновл|обнов|измен|промян|оновл|ажурир|ενημ[εέ]ρ"
    r"|τροποπο|güncelle|diperbarui|dikemas ?kini"
    r"|ažurira|izmj?en|cập nhật|atnaujin|atjaun|uuenda|uppfært"
    r"|อัปเดต|อัพเดต|แก้ไข|ปรับปรุง|تحديث|تعديل|עודכן|अपडेट|अद्यतन|আপডেট|হালনাগাদ|به‌?روز|ویرایش"
    r"|更新|修改|修订|改[订訂]|最后编辑|(?<!新媒体)编辑于|수정|업데이트",
    re.IGNORECASE,
)
#: … 9:00更新: where the word stands right behind its day
CHANGED_THEN = re.compile(r"(?:更新|改[订訂]|수정)(?![\s:：]*\d)(?=\s*(?:[)）\]】|｜]|$))")
