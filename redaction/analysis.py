"""What was read of a document on the way to its findings, for those who go on from there."""

from dataclasses import dataclass

from spacy.tokens import Doc

from redaction.documents import Document
from redaction.prediction import Prediction


@dataclass(frozen=True, slots=True)
class Analysis:
    """The document as it was read, a parsed Doc for each block, and what the detector thinks."""

    document: Document
    docs: tuple[Doc, ...]
    prediction: Prediction
