"""Words and their keys: what makes two spellings the same."""

import re
import unicodedata
from functools import lru_cache

from redaction.romanising import MARKS, romanised

WORD = re.compile(r"[^\W_]+(?:['’ʻʼ`-][^\W_]+)*")
_SPECIAL = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "þ": "th"}
    | {"ð": "d", "’": "'", "ʻ": "'", "ʼ": "'", "`": "'"}
)


@lru_cache(maxsize=200_000)
def key(text: str) -> str:
    """Return lower-case `text` in Latin letters without diacritics, dots and repeated space."""
    if text.isascii():
        plain = text.lower()
    else:
        plain = unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL))
        plain = "".join(char for char in plain if char in MARKS or not unicodedata.combining(char))
        plain = romanised(unicodedata.normalize("NFC", plain).translate(_SPECIAL))
    return " ".join(plain.replace(".", " ").split())
