"""Words of other alphabets in Latin letters, near enough to compare names by letters and sound.

Cyrillic, Greek, Armenian and Georgian go letter by letter; Arabic and Hebrew give their consonants;
Hangul is taken apart by the arithmetic of Unicode (chapter 3.12).  Han characters say nothing about
sound and stay: they are compared as the list has them, without the title behind.
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
#: Titles that East Asian languages write behind a name, as one word with it.
_BEHIND = re.compile("(?<=[\u3040-\u9fff])(?:先生|女士|小姐|教授|博士|老师|氏|様|さん|さま|君)$")


def romanised(word: str) -> str:
    """Return a small-written word without accents in Latin letters, as far as it can be."""
    if word.isascii():
        return word
    latin = _CHANGED.sub(lambda char: _letter(char.group()), word)
    return _BEHIND.sub("", latin)


def foreign(text: str) -> bool:
    """Return whether a letter of the text is not Latin."""
    return not text.isascii() and any(
        char.isalpha() and not unicodedata.name(char, "").startswith("LATIN") for char in text
    )


def _letter(char: str) -> str:
    if not _HANGUL.match(char):
        return _LETTERS.get(char, char)
    syllable = ord(char) - ord("\uac00")
    initial, rest = divmod(syllable, len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
