"""How much bytes look like writing when they are read in one encoding: by the characters that any text is full of."""

HAN = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知"
    "全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度"
    "门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做"
    "接必场件计管期市直德资命山金指许统区保至队形社便空决治展马科司五基书非则听白却界达光放强即难且权思王象完设式色路记南品住告"
    "类求据程北边死张该交规万取格望觉术领共确传师观清今切院让识候带导争运单位责任组织检查应须按办印省委局厅县府号函镇乡村施项落严"
    "格监督执六七八九百千安全费款防检款改持续联系值班备案核准标审批"
)
HAN_OLD = (
    "們來為國說時會這個對發後裡種經樣從實軍無與長機點業將兩間問並應戰頭體見產話給門東聲員論處義幾認條係氣題爾別變總電數報結務場"
    "計資許統區隊決馬書則聽達強難權設類據邊張該規萬覺術領確傳師觀讓識帶導爭運單責組織檢須辦縣號鎮鄉項嚴監執費聯繫備審準標開關過還"
    "進動現學當於沒產內將關應樓課師灣臺灣語"
)
KANA = "".join(chr(code) for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC))
HANGUL = (
    "이다는에의을를가고하지한은로도기사시그리나대인자아일수과어서정전제여보해부스것으들라구주장면상성만있안없원음연소동행경계국공문유"
    "신비우세선조회때위니며된할습중간적과있었였겠오입당등내요관실무방법용생물차말마모바도록까터람와또더및각치결단체업무통신청원본현"
    "재산민화학교육개발설명심재내용년월명처양식건물담요확변따른울될금출력점운영필당합격려협주드립니다까민"
)
PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉「」『』—…·　〔〕【】０１２３４５６７８９％／．－～"
FREQUENT = frozenset(HAN + HAN_OLD + KANA + HANGUL + PUNCTUATION)
SAMPLE = 6_000


def likeness(sample: bytes, encoding: str) -> float:
    """The share of a text's characters beyond ASCII that are frequent ones, less what no text has; -1 for no such."""
    text = sample[:SAMPLE].decode(encoding, "replace")
    wide = encoding.startswith("utf-16")
    chars = text if wide else [char for char in text if char > "\x7f"]
    if not chars:
        return -1.0
    worth = 0.0
    for char in chars:
        if char in FREQUENT:
            worth += 1.0
        elif char == "\ufffd":
            worth -= 2.0
        elif char < "\x80":
            worth += 0.8 if char.isalnum() or char in " \r\n\t.,;:()-/<>\"'=" else 0.0 if char >= " " else -1.0
        elif "\ue000" <= char <= "\uf8ff" or "\uff61" <= char <= "\uff9f" or not char.isprintable():
            worth -= 1.0
        elif not ("\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"):
            worth -= 0.3
    return worth / len(chars)
