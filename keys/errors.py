"""Everything that `keys` raises.

    KeysError
    ├── FormatError            the bytes are not what they should be, and nothing secret is involved
    │   └── NoteTooLargeError
    ├── PassphraseError        a new passphrase is too short
    ├── OpeningError           one error for every envelope, wrap, grant or share that does not open
    │   ├── GrantError
    │   └── WrongPassphraseError
    ├── SignatureError
    ├── WaiverError            a waiver does not allow this, or not any more
    ├── KeyStoreError          a key is not there, or not any more
    ├── ProofError
    └── BundleError            carries the number of the step that failed

The docstring of a class is its default message. `hint` says what to do next. Opening fails with
the same words whatever the cause, so that a failure teaches an attacker nothing.
"""

from __future__ import annotations

from typing import ClassVar


class KeysError(Exception):
    """Something about keys or proofs is not right."""

    default_hint: ClassVar[str] = "Ask whoever gave you this file for a fresh copy."

    def __init__(self, message: str = "", *, hint: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())
        self.hint = hint or self.default_hint


class FormatError(KeysError):
    """These bytes do not have the expected format."""

    default_hint = "Check that this is the right file, whole and made by this version."


class NoteTooLargeError(FormatError):
    """The note is larger than the largest envelope."""

    default_hint = "Split the document, or remove images and attachments from it."


class PassphraseError(KeysError):
    """The new passphrase is too short to protect an identity."""

    default_hint = "Take four or more random words."


class OpeningError(KeysError):
    """This does not open: it was altered, cut short, or sealed to another key."""

    default_hint = (
        "Fetch it again; if it still does not open, check that you are a member of this room "
        "and use the identity it was sealed to."
    )


class WrongPassphraseError(OpeningError):
    """The identity does not open: the passphrase is wrong, or the file is damaged."""

    default_hint = (
        "Type the passphrase again; if it is right, restore the identity from its backup."
    )


class GrantError(OpeningError):
    """The grant does not allow this: it is for something else, it has expired, or it was used."""

    default_hint = "Start the job again, and let an organiser grant it."


class SignatureError(KeysError):
    """The signatures do not count."""

    default_hint = "Ask each of the signers to sign exactly this document again."


class WaiverError(KeysError):
    """The waiver does not allow this."""

    default_hint = "Leave the name or the quotation out, or ask the person for a new waiver."


class KeyStoreError(KeysError):
    """The key store has no such key."""

    default_hint = "Check the room; what was destroyed cannot be brought back."


class ProofError(KeysError):
    """The proof from the log does not hold."""

    default_hint = (
        "Fetch the proof again; if it still fails, tell the auditor: the log may be forked."
    )


class BundleError(KeysError):
    """The release bundle does not verify."""

    default_hint = "Do not rely on this document. Ask the organisers for the bundle they approved."

    def __init__(self, step: int, reason: str = "", *, hint: str = "") -> None:
        super().__init__(f"step {step}: {reason}" if reason else "", hint=hint)
        self.step = step
        self.reason = reason
