"""Letters of the Republic (公文程式條例): every element stands behind its own label."""

import re

from docpipe.document import CLUTTER, ORIGINAL
from docpipe.label.line import Label, Line
from docpipe.label.structure_page import Page
from docpipe.label.structure_tail import PERSON
from docpipe.profile import Profile
from docpipe.values.offices import is_office, offices

LABELLED = re.compile(r"^([\u4e00-\u9fff\s\u3000]{2,16}?)\s*[:\uff1a]\s*(.*)$", re.DOTALL)
ANCHORS = frozenset({"受文者", "發文日期", "發文字號", "主旨", "发文日期", "发文字号"})
LEAST_ANCHORS = 3
OF_ORDERS = frozenset({"發文日期", "發文字號"})  # 令 and 公告 address nobody
HEAD_LINES = 30
ROLES = {
    "受文者": "recipients",
    "發文日期": "date",
    "发文日期": "date",
    "發文字號": "doc_number",
    "发文字号": "doc_number",
    "速別": "urgency",
    "密等及解密條件或保密期限": "secrecy",
    "密等及解密條件": "secrecy",
    "附件": "attachment_note",
    "正本": "recipients",
    "副本": "copied_to",
    "抄本": "copied_to",
    "地址": "contact",
    "機關地址": "contact",
    "承辦人": "contact",
    "聯絡人": "contact",
    "聯絡方式": "contact",
    "電話": "contact",
    "傳真": "contact",
    "電子信箱": "contact",
    "電子郵件": "contact",
    "主旨": "paragraph",
    "說明": "heading",
    "辦法": "heading",
    "公告事項": "heading",
    "依據": "paragraph",
}
# 受文者：如正副本行文單位 names nobody: 正本 and 副本 do.
ELSEWHERE = re.compile(
    r"^[(\uff08]?(?:詳?如|同|詳)(?=.*[正副]本|.*行文)[正副本、及與和,，/之行受文單位機關所列]{2,}[)\uff09]?[。.]?$"
)
KINDS = re.compile(r"[\s\u3000]*(?:函|書函|公告|令|開會通知單|簡便行文表)(?:[(\uff08].{1,8}[)\uff09])?$")
MAY_BE_EMPTY = frozenset({"heading", "paragraph"})


def _label(text: str) -> tuple[str, str] | None:
    found = LABELLED.match(text)
    return (re.sub(r"[\s\u3000]", "", found[1]), found[2].strip()) if found else None


def is_roc_letter(lines: list[Line], own: list[int]) -> bool:
    """Whether the head of a text has the labels of such a letter."""
    head = [lines[at].text for at in own[:HEAD_LINES]]
    said = {found[0] for text in head if (text[:1] in "受發发主") and (found := _label(text))}
    return len(said & ANCHORS) >= LEAST_ANCHORS or said >= OF_ORDERS


def roc_letter(lines: list[Line], labels: list[Label], own: list[int], profile: Profile) -> None:
    """Every labelled line has the role that its label names; masthead on top, signature at the end."""
    page = Page(lines, labels, own, profile)
    for at in own:
        found = _label(page.text(at))
        role = ROLES.get(found[0]) if found else None
        if found is None or role is None:
            continue
        if found[0] == "受文者" and ELSEWHERE.match(found[1]):
            page.say(at, "metadata", "label that points to another", CLUTTER)
        elif role == "heading":
            labels[at] = labels[at]._replace(role=role, level=1, rule="labelled line of a letter")
        elif found[1] or role in MAY_BE_EMPTY:
            page.say(at, role, "labelled line of a letter")
        else:
            page.say(at, "metadata", "label without a value", CLUTTER)
    first = next((at for at in own if at in page.done), own[0])
    for at in own:
        text = page.text(at)
        stem = KINDS.sub("", text)
        if at < first and at not in page.done and all(is_office(item.name, profile) for item in offices(stem, profile)):
            page.say(at, "masthead", "office on top of a letter")
    for at in own[-4:]:
        if at not in page.done and labels[at].part == ORIGINAL and PERSON.match(page.text(at)):
            page.say(at, "signatory", "head of an office at the end")
