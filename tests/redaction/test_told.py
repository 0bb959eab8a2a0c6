"""What a document tells about people, and when a block would be answered the same again."""

from redaction.told import Told, Trace

ADA, BO = frozenset({"a"}), frozenset({"b"})


def read(told: Told, *, asks: tuple[str, ...] = (), gives: dict[str, frozenset[str]]) -> Trace:
    told.begin()
    for word in asks:
        told.who(word)
    for word, who in gives.items():
        told.give(word, who)
    return told.trace()


def test_words_are_given_in_addition() -> None:
    told = Told()
    told.give("minister", ADA)
    told.give("minister", BO)
    assert told.who("minister") == ADA | BO
    assert told.who("curator") == frozenset()


def test_a_block_is_taken_in_again_when_its_answers_are_the_same() -> None:
    first = Told()
    traces = [read(first, gives={"minister": ADA}), read(first, asks=("minister",), gives={})]
    again = Told()
    assert all(again.again(trace) for trace in traces)
    assert again.who("minister") == ADA


def test_a_block_is_read_anew_when_something_else_was_told_before_it() -> None:
    told = Told()
    trace = read(told, asks=("minister",), gives={"curator": BO})
    other = Told()
    other.give("minister", ADA)
    assert not other.again(trace)
    assert other.who("curator") == frozenset()


def test_what_a_block_told_itself_is_no_question_to_the_others() -> None:
    told = Told()
    told.begin()
    told.give("minister", ADA)
    told.who("minister")
    assert told.trace().asked == {"minister": frozenset()}
