"""Words of other alphabets in Latin letters, near enough to compare names by letters and sound.

Cyrillic, Greek, Armenian and Georgian go letter by letter; Arabic and Hebrew give their consonants;
Hangul is taken apart by the arithmetic of Unicode (chapter 3.12).  Kana, the
scripts of India and of South-East Asia, and Ethiopic are read by what Unicode calls their letters
("DEVANAGARI LETTER KHA").  Han characters say nothing about sound and stay: they are compared as
the list has them, and by the readings of family names, without the title behind.
"""

import re
import unicodedata

_PAIRS = """
аa бb вv гg дd еe ёyo жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe
юyu яya іi їyi єye ґg ўw қk ғg ңng өo ұu үu һh әa љlj њnj ћc ђdj џdz јj
αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo
աa բb գg դd եe զz էe ըe թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv
տt րr ցts ւv փp քk օo ֆf և ev
აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch
ხkh ჯj ჰh
اa أa إi آa ٱa ءa ؤo ئe بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz ع غgh فf قq كk لl مm نn
هh وw يy ىa ةa پp چch ژzh گg کk یy ےe ڑr ٹt ڈd ںn ھh ہh
אa בb גg דd הh וv זz חh טt יy כk ךk לl מm םm נn ןn סs ע פp ףp צts ץts קk רr שsh תt
"""
_LETTERS = {pair[0]: pair[1:] for pair in _PAIRS.split()}
_INITIALS = "g kk n d tt r m b pp s ss _ j jj ch k t p h".replace("_", "").split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()  # noqa: SIM905
_FINALS = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace("_", "").split(" ")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_CHANGED = re.compile("[\u0370-\u06ff\u10d0-\u10ff\uac00-\ud7a3]")
_NAMED = re.compile("[\u0900-\u0d7f\u0e00-\u109f\u1200-\u137f\u1780-\u17ff\u3041-\u30ff]")
#: Marks that write vowels and the like in the scripts of India and South-East Asia.
MARKS = "".join(
    chr(code)
    for code in (*range(0x0900, 0x10A0), *range(0x1780, 0x1800))
    if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
#: Titles that East Asian languages write behind a name, as one word with it.
_BEHIND = re.compile(
    "(?<=[\u3040-\u9fff])(?:先生|女士|小姐|太太|教授|博士|老师|老師|大使|部长|部長|主任|院长|会長"
    "|氏|様|殿|さん|さま|くん|君)$"
    "|(?<=[\uac00-\ud7a3])(?:선생님|선생|교수님|교수|박사님|박사|대사님|대사|장관님|장관|님|씨)$"
)
#: Titles that Thai and Burmese write before a name, as one word with it.
_BEFORE = re.compile("^(?:คุณ|นางสาว|นาง|นาย|ดร|ဦး|ဒေါ်|ကို|မ(?=မ))(?=..)")
_KANA = {"si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu"}


def romanised(word: str) -> str:
    """Return a small-written word without accents in Latin letters, as far as it can be."""
    if word.isascii():
        return word
    word = untitled(word)
    if _NAMED.search(word):
        word = _by_name(word)
    return _CHANGED.sub(lambda char: _letter(char.group()), word)


def untitled(word: str) -> str:
    """Return a word without the title that East and South-East Asian languages write with it."""
    return _BEFORE.sub("", _BEHIND.sub("", word))


def foreign(text: str) -> bool:
    """Return whether a letter of the text is not Latin."""
    return not text.isascii() and any(
        char.isalpha() and not unicodedata.name(char, "").startswith("LATIN") for char in text
    )


def _by_name(word: str) -> str:
    """Read the letters of a word by their names in Unicode; a consonant may bring its vowel."""
    out = ""
    for char in word:
        name = unicodedata.name(char, "")
        sound = name.rpartition(" ")[2].lower()
        if not _NAMED.match(char):
            out += char
        elif name.endswith(("LETTER SMALL TU", "SOUND MARK")):
            continue
        elif "KANA LETTER SMALL" in name:
            out = out.removesuffix("i")
            out += sound.removeprefix("y" if out.endswith(("sh", "ch", "j")) else "")
        elif "KANA LETTER" in name:
            out += _KANA.get(sound, sound)
        elif name.startswith(("THAI CHARACTER SARA", "LAO VOWEL SIGN")):
            out += sound
        elif name.startswith("THAI CHARACTER"):
            sound = name.split()[2].lower()
            out += "" if sound in {"mai", "maitaikhu", "thanthakhat"} else sound.removesuffix("o")
        elif "VIRAMA" in name or "ASAT" in name:
            out = out.removesuffix("a")
        elif "VOWEL SIGN" in name or "MEDIAL" in name:
            out = out.removesuffix("a") + sound
        elif "LETTER" in name or "SYLLABLE" in name:
            out += sound
        elif "ANUSVARA" in name:
            out += "n"
    return out


def _letter(char: str) -> str:
    if not _HANGUL.match(char):
        return _LETTERS.get(char, char)
    syllable = ord(char) - ord("\uac00")
    initial, rest = divmod(syllable, len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
