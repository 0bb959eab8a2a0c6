"""What is remembered for the next state of a document, and what is not."""

from redaction.memory import Memory


def test_a_result_is_worked_out_once() -> None:
    memory, made = Memory(), []
    for _ in range(3):
        assert memory.get("a", lambda: made.append(1) or "A") == "A"
        memory.turn()
    assert made == [1]


def test_what_the_newest_state_does_not_use_is_forgotten() -> None:
    memory = Memory()
    memory.keep("a", 1)
    memory.turn()
    assert memory.known("a")
    memory.turn()
    memory.turn()
    assert not memory.known("a")


def test_a_debt_is_forgotten_with_the_state() -> None:
    memory = Memory()
    memory.owed = 2
    memory.turn()
    assert memory.owed == 0
