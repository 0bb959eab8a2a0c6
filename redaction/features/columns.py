"""The columns of the feature matrix.  Names and order are part of the model's format."""

import numpy as np
from numpy.typing import NDArray

#: Told by the word alone, looked up on the roster.
LEXICAL = (
    "name_first", "name_last", "name_middle", "name_alias", "name_initials", "name_short",
    "name_edit", "name_sound", "honorific", "title", "role", "role_rare", "organisation",
    "organisation_rare", "acronym", "delegation", "demonym", "bio", "bio_rare", "name_many",
)  # fmt: skip
#: Two words beside each other as the roster has them.
PAIRED = ("name_pair", "role_pair", "organisation_pair", "bio_pair", "joined_sound")
#: Whether the roster's match is the speaker or somebody else.
_WHOSE = (
    "name_self", "name_other", "role_self", "role_other", "organisation_self",
    "organisation_other", "delegation_self", "delegation_other", "bio_self", "bio_other", "host",
)  # fmt: skip
_PRONOUN = (
    "gendered",
    "gender_share",
    "gender_recent",
    "gender_none",
    "first",
    "plural",
    "second",
)
_FORM = (
    "note", "speaker_known", "opening", "sentence_start", "capital", "all_capitals", "digit",
    "lower_text", "lower_elsewhere", "capital_elsewhere", "quoted", "roster",
)  # fmt: skip
#: Whether the word is in a list of common words, of states, their people and capitals.
_LISTED = ("common", "place", "lower_block")
#: What stands beside a name of the roster, here and elsewhere in the document.
_BESIDE = (
    "name_beside", "title_before", "title_fits", "stranger_before", "stranger_after",
    "named_elsewhere", "stranger_elsewhere", "located", "located_elsewhere", "often",
)  # fmt: skip
#: Whether the name is of who speaks before or after, or at all.
_TURN = ("name_before", "name_after", "name_speaks")
#: How alike one to three words sound to a name, of anybody and of who speaks around.
_HEARD = ("heard", "heard_due")
FEATURES = (
    *LEXICAL, *PAIRED, *_WHOSE, *_PRONOUN, *_FORM, *_LISTED, *_BESIDE, *_TURN, *_HEARD,
)  # fmt: skip
COLUMN = {name: i for i, name in enumerate(FEATURES)}

Matrix = NDArray[np.float32]
