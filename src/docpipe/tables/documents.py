"""One row per document, accepted or held."""

from datetime import date, datetime
from typing import Literal

from docpipe.tables.column import Row, given, maybe

Precision = Literal["day", "month", "year"]
GB = "GB/T 9704-2012"


class DocumentRow(Row):
    """A document: where it came from, what it says of itself, its clean text."""

    document_id: str = given(
        "Identity of the document: the source_id of its file, for an attachment inside the text followed by -1, -2 …; "
        "stays the same for as long as the file keeps its name."
    )
    parent_document_id: str | None = maybe("The document in whose text this attachment stands.", zh="所附文件")
    source_id: str = given("The file or container member it was read from (sources.source_id).")
    collection: str = given("Folder directly under raw/ that the file belongs to.", low=True)
    source_path: str = given(
        "Path of the file inside its collection, / between folders; for an attachment inside the text followed by "
        "#1, #2 …"
    )
    member: str | None = maybe("Name of the part inside a container (archive, mail, WARC); NULL for a plain file.")
    source_sha256: str = given("SHA-256 of the file's or member's bytes, hexadecimal.")
    text_sha256: str = given("SHA-256 of the whole text in UTF-8: all blocks joined in order.")
    media_type: str | None = maybe("Media type by content.", low=True)
    encoding: str | None = maybe("Character encoding that the bytes were decoded with.", low=True)
    reader: str = given("The reader that read it.", low=True)
    status: Literal["accepted", "held", "duplicate"] = given(
        "accepted: keeps the contract of its collection; held: waits for a person, see problems; duplicate: the same "
        "content as an earlier document.",
        low=True,
    )
    language: str | None = maybe("Language of the original, BCP 47 (zh-Hans, zh-Hant, en …).", zh="语言", low=True)
    title: str | None = maybe("The document's own title, lines joined.", zh="标题", clause=f"{GB} 7.3.1")
    page_title: str | None = maybe("Title of the web page, where a page has one.", zh="网页标题")
    doc_kind: str | None = maybe("Kind of document as its title says it (通知, 意见, 函 …).", zh="文种", low=True)
    masthead: str | None = maybe(
        "Issuing body as printed on top of the paper.", zh="发文机关标志", clause=f"{GB} 7.2.4"
    )
    doc_number: str | None = maybe(
        "The document's own number, normalised: 〔〕 around the year, half-width digits.",
        zh="发文字号",
        clause=f"{GB} 7.2.5",
    )
    doc_number_code: str | None = maybe("Code of the issuer in the number.", zh="机关代字", clause=f"{GB} 7.2.5")
    doc_number_year: int | None = maybe("Year in the number.", zh="年份", clause=f"{GB} 7.2.5", arrow="int16")
    doc_number_serial: int | None = maybe("Serial in the number.", zh="发文顺序号", clause=f"{GB} 7.2.5", arrow="int32")
    issuers: list[str] | None = maybe("Who issued it, one entry each.", zh="发文机关", low=True)
    signatories: list[str] | None = maybe(
        "Who signed at the end, one entry each.", zh="发文机关署名", clause=f"{GB} 7.3.5", low=True
    )
    signer: list[str] | None = maybe("Who signed for issue, one entry each.", zh="签发人", clause=f"{GB} 7.2.6")
    recipients: str | None = maybe(
        "Whom it addresses, as one line without the colon.", zh="主送机关", clause=f"{GB} 7.3.2"
    )
    reported_to: list[str] | None = maybe("Whom it is reported to, one entry each.", zh="抄报")
    copied_to: list[str] | None = maybe("Whom a copy goes to, one entry each.", zh="抄送", clause=f"{GB} 7.4.2")
    secrecy: str | None = maybe("Secrecy and its period.", zh="密级和保密期限", clause=f"{GB} 7.2.2", low=True)
    urgency: str | None = maybe("Urgency.", zh="紧急程度", clause=f"{GB} 7.2.3", low=True)
    serial_copy: str | None = maybe("Serial number of the copy.", zh="份号", clause=f"{GB} 7.2.1")
    signed_on: date | None = maybe(
        "Day on which it was written; where only month or year is known, the first day of it.",
        zh="成文日期",
        clause=f"{GB} 7.3.5",
    )
    signed_on_precision: Precision | None = maybe("How much of signed_on is known.", zh="成文日期精度", low=True)
    published_on: date | None = maybe("Day on which it was published on the web.", zh="发布日期")
    published_on_precision: Precision | None = maybe("How much of published_on is known.", low=True)
    effective_on: date | None = maybe("Day from which it is in force.", zh="施行日期")
    effective_on_precision: Precision | None = maybe("How much of effective_on is known.", low=True)
    adopted_on: date | None = maybe("Day on which it was adopted.", zh="通过日期")
    adopted_on_precision: Precision | None = maybe("How much of adopted_on is known.", low=True)
    repealed_on: date | None = maybe("Day on which it ceased to be in force.", zh="废止日期")
    repealed_on_precision: Precision | None = maybe("How much of repealed_on is known.", low=True)
    printed_on: date | None = maybe("Day of printing.", zh="印发日期", clause=f"{GB} 7.4.3")
    printed_on_precision: Precision | None = maybe("How much of printed_on is known.", low=True)
    printed_by: str | None = maybe("Office that printed it.", zh="印发机关", clause=f"{GB} 7.4.3")
    attachments: list[str] | None = maybe("Names of its attachments, in order.", zh="附件说明", clause=f"{GB} 7.3.4")
    note: str | None = maybe("Note in brackets under the date.", zh="附注", clause=f"{GB} 7.3.6")
    keywords: list[str] | None = maybe("Subject words (before 2012) or keywords of the page.", zh="主题词")
    index_number: str | None = maybe("Index number of a government site.", zh="索引号")
    category: str | None = maybe("Subject category of a government site.", zh="主题分类", low=True)
    validity: str | None = maybe("Whether it is in force, as the site says.", zh="效力状态", low=True)
    source_site: str | None = maybe("Where the page says it comes from.", zh="来源", low=True)
    author: str | None = maybe("Author of an article.", zh="作者")
    cited: list[str] | None = maybe("Documents that the text cites, each once, normalised.", zh="引用文件")
    site: str | None = maybe(
        "Where pages like it come from: host of its address, else its collection; NULL for what is no page.", low=True
    )
    template_key: str | None = maybe(
        "What the template of its site said of its lines when it was labelled; NULL where nothing was known.", run=True
    )
    url: str | None = maybe("Address of the page.", zh="网址")
    body: str | None = maybe(
        "Clean text of the original: headings and paragraphs, one per line; no clutter, no header or imprint.",
        zh="正文",
    )
    body_chars: int = given("Characters of body; 0 where there is none.", arrow="int32")
    text_chars: int = given("Characters of the whole text, clutter included (Unicode code points).", arrow="int32")
    clutter_chars: int = given("Characters of the text that are clutter.", arrow="int32")
    translation: str | None = maybe("Clean text of the translation, without artefacts.", zh="译文")
    translation_chars: int = given("Characters of translation; 0 where there is none.", arrow="int32")
    translation_language: str | None = maybe("Language of the translation, BCP 47.", zh="译文语言", low=True)
    translation_method: str | None = maybe(
        "machine, human or official; NULL where nothing says so.", zh="译文方式", low=True
    )
    translation_title: str | None = maybe("Title of the translation.", zh="译文标题")
    profile: str = given("The profile that told where things are.", low=True)
    docpipe_version: str = given("Version of docpipe that made the row.", low=True, run=True)
    run_id: str = given("The run that made the row (runs.run_id).", low=True, run=True)
    processed_at: datetime = given("When the row was made, UTC.", run=True)
