"""Which part of a text is in another language."""

import pytest

from redaction.language import foreign_share

ENGLISH = "The permit is slow, and nobody does anything to change the law before the next session."
NOTES = "- Drafting: Yi-chen, under 2 pp, coast A / coast B, no adjectives; usec left for plane."


@pytest.mark.parametrize(
    "text",
    [
        "Frau Hohepa sagte, dass die Genehmigung für das Kabel viel zu lange dauert und so weiter.",
        "Madame Dupont a dit que le permis est trop lent et que personne ne fait rien pour la loi.",
        "El señor dijo que el permiso es demasiado lento y que nadie hace nada para cambiarlo.",
        "Bapak itu mengatakan bahwa izin terlalu lambat dan tidak ada yang berbuat apa apa lagi.",
        "قال السيد إن التصريح بطيء",
        "許可が遅い",
    ],
)
def test_other_languages(text: str) -> None:
    assert foreign_share([text]) == 1
    assert 0.2 < foreign_share([ENGLISH, text, ENGLISH]) < 0.6 or len(text) < 30


def test_english_and_hasty_notes() -> None:
    assert foreign_share([ENGLISH, NOTES, "Grazie mille!", "", "1996"]) == 0
    assert foreign_share([]) == 0
