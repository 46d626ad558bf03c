"""The language of a line, by its script and the letters and words that only one language has."""

import re
from functools import lru_cache

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef]+")
KANA = re.compile(r"[\u3041-\u30fa\uff66-\uff9d]+")
HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
VIETNAMESE = re.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
# Characters of one of the two ways to write Chinese that the other does not have; the commonest of each.
SIMPLIFIED = re.compile(
    "[与业东个为丽习乡书买乱争亏云亚产亲亿仅从仓仪们价众优会伟传伤体余侧债倾偿储儿党兰关兴养军农冲决况净减"
    "几凤凭击则刚创删别剂剧劝办务动励劲劳势区医华协单卖卫厂厅历厉压厌县参双发变叶号听启员响团园围国图圆圣"
    "场坏块坚坛坝坠垄处学实对导广应开当总执扩扫扬护报担拟择损换据摄撑敌数斋断无旧时显晋晓术机杀杂权条来极"
    "构枪标树样桥检楼横欢欧毁气汉汤沟没测济浓润渐温湾湿满滤灭灯灵灾炉点热焕状独狭狮猎献环现瓯电疗痒盐监盖"
    "盘码确碍礼祸离种积称税稳穷窃竞笔筑签简类粮纠红约级纪纯纲纳纵纷纸纹纺线组细织终绍经结绕给绝统继绩续维"
    "综绿缓编缩缴网罗罚职联聪肃肤胜脏脑脚节苏苹范荐荣药获营蓝虑虽补装见规视览觉触计订认讨让训议讯记讲许论"
    "设访证评识诉词译试话详语误说请诸读课谁调谈谋谓谢谱贝财责败货质贩贫购贯贴贵费资赋赏赔赖赚赛赞车转轮软"
    "轻载较辅辆输辩辽达迁过运还这进远违连迟适选递邓邮郑酱释里钟钢钱铁银锁错键镇长门闭问间闻队阳阴阵阶际陆"
    "陈险随隐难雾静韩页项顺须顾预领频题颜额风飞饭馆马驶驾验鱼鲁鲜鸟黄齐龙]+"
)
TRADITIONAL = re.compile(
    "[亂亞來倉個們偉側傳債傷傾僅價儀億償優儲兒別刪則剛創劇劑勁動務勝勞勢勵勸區協厭厲參員問啟單國圍園圓圖團"
    "執堅報場塊墜壇壓壞壟壩學實對導幾廠廣廳從慮憑應掃揚換損撐擇擊擔據擬擴攝敗敵數斷時晉曉書會東條業極榮構"
    "槍樓標樣樹橋機橫檢權歐歡歷殺毀氣決沒況淨減測湯溝溫滅滿漢漸潤濃濕濟濾灣災為無煥熱燈營爐爭狀狹獅獨獲獵"
    "獻現環甌產當療癢發監盤眾確碼礙禍禮稅種稱積穩窮竊競筆節範築簡簽糧糾紀約紅紋納純紙級紛紡細紹終組結絕給"
    "統經綜綠維綱網線編緩縣縮縱總績織繞繳繼續罰羅習聖聞聯聰職聽肅腦腳膚臟臺與興舊華葉蓋薦藍藥蘇蘋蘭處號虧"
    "術衛衝補裝見規視親覺覽觸訂計訊討訓記訪設許訴評詞試話詳認語誤說誰課調談請論諸謀謂講謝證識譜譯議護讀變"
    "讓貝財貧貨販貫責貴買費貼資賞賠賣賦質賴賺購賽贊車軍軟較載輔輕輛輪輸轉辦辯農這連進運過達違遞遠適遲遷選"
    "遼還郵鄉鄧鄭醫醬釋銀鋼錢錯鍵鎖鎮鐘鐵長門閉開間關陣陰陳陸陽隊階際隨險隱雖雙雜離難雲電霧靈靜韓響頁項順"
    "須預領頻題額顏類顧顯風飛飯養餘館馬駕駛驗體魚魯鮮鳥鳳鹽麗黃點黨齊齋龍]+"
)
SCRIPTS = (
    ("bo", re.compile(r"[\u0f00-\u0fff]")),
    ("ug", re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")),
    ("mn-Mong", re.compile(r"[\u1800-\u18af]")),
    ("ii", re.compile(r"[\ua000-\ua4cf]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)
# Characters as only Japanese writes them.
JAPANESE = re.compile(
    "[県対応検済経発価児囲図圏壊塩変実専広庁徴徳悪恵懐戦択払拠拡挙摂撃斎暁桜栄楽様権歓歩歯気浄渉渋渓満滝瀬焼犠獣畳砕稲穂穏竜粋粛絵継続総緑縁縄縦繊"
    "聴脳臓荘薬蔵覚覧観訳証読譲豊賛転軽辺遅郷酔醸釈鉄鉱銭鋳録関陥険隣隷雑霊顔顕駅駆騒験髪鶏黒黙働込峠畑]"
)
CYRILLIC = re.compile(r"[\u0400-\u052f]")
KAZAKH = re.compile(r"[әғқңұһіӘҒҚҢҰҺІ]")
MONGOLIAN = re.compile(r"[өүӨҮ]")
# What is in neither Chinese nor Latin letters.
OTHER = re.compile(
    f"[{''.join(letters.pattern.strip('[]+') for letters in (KANA, HANGUL, CYRILLIC, *dict(SCRIPTS).values()))}]"
)
# Letters and words that tell Uyghur from Arabic and Persian.
UYGHUR = re.compile(r"[\u06d0\u06d5\u06c6\u06c7\u06c8\u06cb\u06ad\u06be]")
ARABIC = re.compile(r"\b(?:في|من|على|التي|أن|إلى)\b")
WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to in a is that for on with as by at from be are was this which or an not it shall has all".split()
    ),
    "fr": frozenset("le la les des et du une est dans que qui pour sur au aux avec par plus ne pas".split()),
    "de": frozenset("der die das und den von zu mit ist des im für auf nicht ein eine dem sich auch".split()),
    "es": frozenset("el los las del y en que una por con para es se al lo como más".split()),
    "pt": frozenset("o os as do da dos das e em que um uma para com não por se ao mais".split()),
    "it": frozenset("il lo gli di e che in un una per con non del della sono si dei".split()),
}
# The words of all, and of which languages they are.
TELLING = {
    word: tuple(tag for tag, known in WORDS.items() if word in known) for word in frozenset().union(*WORDS.values())
}
PIECE = 1 << 20  # characters whose runs are listed together
UNSURE = 20  # Chinese characters that may be of either language
WORD = re.compile(r"[a-z\u00df-\u024f]+")


@lru_cache(maxsize=8192)
def language_of(text: str) -> str | None:
    """BCP 47 tag of a stretch of text; None where nothing in it tells."""
    if text.isascii():
        return _latin(text)
    if OTHER.search(text) is None:  # as most lines are
        han = _count(HAN, text)
        if not han:
            return _latin(text) if LATIN.search(text) else None
        return chinese(text) if 4 * han >= len(text) or 3 * han >= _count(LATIN, text) else _latin(text)
    han, kana, hangul, latin = (_count(script, text) for script in (HAN, KANA, HANGUL, LATIN))
    if han + kana + hangul:
        if hangul > han + kana:
            return "ko"
        if kana and (kana > 0.1 * han or kana >= 3):
            return "ja"
        # A word of English is about five letters where Chinese needs two characters.
        return chinese(text) if han * 3 >= latin else _latin(text)
    if CYRILLIC.search(text):
        return "kk" if KAZAKH.search(text) else "mn" if MONGOLIAN.search(text) else "ru"
    for tag, pattern in SCRIPTS:
        if pattern.search(text):
            return _arabic(text) if tag == "ug" else tag
    return _latin(text) if latin else None


def _count(script: re.Pattern[str], text: str) -> int:
    """How many characters the runs of a script have."""
    if len(text) > PIECE:  # the runs of a book on one line are millions
        return sum(_count(script, text[at : at + PIECE]) for at in range(0, len(text), PIECE))
    return sum(map(len, script.findall(text)))


def _also_japanese(char: str) -> bool:
    """Whether a character is one of the 2,965 that Japanese uses most (JIS X 0208, level 1)."""
    try:
        return b"\x88\x9f" <= char.encode("shift_jis") <= b"\x98\x72"
    except UnicodeEncodeError:
        return False


def may_be_japanese(text: str) -> bool:
    """Whether a line of Chinese characters alone has none that only simplified Chinese has."""
    return all(_also_japanese(char) for run in SIMPLIFIED.findall(text) for char in run)


def japanese_beside(text: str, expected: str | None) -> bool:
    """Whether a line of Chinese characters alone is Japanese, in a text that has Japanese; `expected` is the language
    that a line in its place would have."""
    if not may_be_japanese(text):
        return False
    return JAPANESE.search(text) is not None or (expected == "ja" and _count(HAN, text) <= UNSURE)


def _arabic(text: str) -> str:
    return "ar" if not UYGHUR.search(text) and ARABIC.search(text) else "ug"


def chinese(text: str) -> str:
    """zh-Hans or zh-Hant by the characters that only one of them has; zh-Hans where a text has neither."""
    return "zh-Hant" if _count(TRADITIONAL, text) > _count(SIMPLIFIED, text) else "zh-Hans"


def _latin(text: str) -> str | None:
    plain = text.isascii()
    if not plain and VIETNAMESE.search(text):
        return "vi"
    words = WORD.findall(text.lower())
    if not words:
        return None
    scores = dict.fromkeys(WORDS, 0)
    for word in filter(TELLING.__contains__, words):
        for tag in TELLING[word]:
            scores[tag] += 1
    best = max(scores, key=lambda tag: scores[tag])
    if scores[best] and (best == "en" or scores[best] > scores["en"]):
        return best
    return "en" if plain and len(words) >= 2 else None
