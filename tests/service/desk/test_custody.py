"""A room's key in shares: sealed to custodians or on paper, k of them bring it back."""

from __future__ import annotations

import json
from datetime import date

import pytest

from keys.errors import FormatError, OpeningError
from keys.opening import Identity, RoomSecret, announce_room, unwrap_room
from redaction.roster import Roster
from service.desk.custody import (
    SealedShare,
    forget_recovered,
    hand_over,
    keep_recovered,
    parse_room_file,
    parse_share,
    plaintext_pages,
    read_share,
    recover,
    recovered,
    room_file,
    split,
)
from service.desk.errors import DeskError, StrangerError
from service.desk.home import Home
from service.desk.rooms import Agenda, AgendaItem, Room
from service.protocol.coarse import today
from service.protocol.dialogues import Profile, Segment, SessionView
from service.protocol.wire import new_identifier

ROSTER = Roster.load(b'{"roster": [{"name": "Ana Silva"}]}', "roster.json")


def a_room(organiser: Identity) -> Room:
    secret = RoomSecret.generate(new_identifier(), 1)
    segment = new_identifier()
    view = SessionView(
        session=secret.room,
        dialogue=new_identifier(),
        epoch=1,
        policy="ab" * 32,
        opened=today(),
        announcement=announce_room(secret, organiser).to_json(),
        announcer=organiser.public.to_json(),
        wrap=b"a wrap of the organiser's own",
        sealed_agenda=None,
        sealed_roster=None,
        segments=(Segment(segment=segment, profile=Profile.CHATHAM_HOUSE),),
    )
    agenda = Agenda(topic="Nets", items=(AgendaItem(segment=segment, title="Nets"),))
    return Room(view, secret, agenda, ROSTER)


@pytest.fixture
def room(identities: list[Identity]) -> Room:
    return a_room(identities[0])


@pytest.fixture
def known(identities: list[Identity]) -> frozenset[str]:
    return frozenset({identities[0].public.key_id})


@pytest.fixture
def shares(room: Room, identities: list[Identity]) -> tuple[SealedShare, ...]:
    return split(room, 2, [one.public for one in identities[1:4]])


def test_two_of_three_custodians_bring_the_room_back(
    room: Room,
    known: frozenset[str],
    shares: tuple[SealedShare, ...],
    identities: list[Identity],
):
    new = Identity.generate()
    handed = [
        hand_over(share, custodian, new.public)
        for share, custodian in zip(shares[1:], identities[2:4], strict=True)
    ]
    view = parse_room_file(room_file(room.session).encode())
    assert view.wrap is None
    words = [read_share(share.model_dump_json().encode(), new, view) for share in handed]
    back = recover(view, known, words, new)
    assert back.wrap is not None
    assert unwrap_room(back.wrap, new, back.session, back.epoch) == room.secret
    with pytest.raises(OpeningError, match="do not recover"):
        recover(view, known, words[:1], new)
    with pytest.raises(OpeningError, match="do not recover"):
        recover(view, known, [words[0], words[0]], new)
    with pytest.raises(StrangerError):
        recover(view, frozenset(), words, new)


def test_a_share_opens_for_its_custodian_only(
    shares: tuple[SealedShare, ...], identities: list[Identity]
):
    with pytest.raises(OpeningError):
        hand_over(shares[0], identities[2], identities[0].public)


def test_shares_of_another_room_are_refused(
    room: Room, known: frozenset[str], identities: list[Identity]
):
    other = a_room(identities[0])
    theirs = split(other, 2, [one.public for one in identities[1:3]])
    content = theirs[0].model_dump_json().encode()
    with pytest.raises(OpeningError):
        read_share(content, identities[1], room.session)
    pages = plaintext_pages(other, 2, 2, date(2026, 3, 1))
    words = [read_share(page.encode(), identities[1], room.session) for page in pages]
    with pytest.raises(OpeningError, match="do not recover"):
        recover(room.session, known, words, identities[1])


def test_pages_are_typed_back(room: Room, known: frozenset[str], identities: list[Identity]):
    pages = plaintext_pages(room, 2, 3, date(2026, 3, 1))
    assert len(pages) == len(set(pages)) == 3
    assert "share 2 of 3" in pages[1]
    assert room.session.session in pages[1]
    words = [read_share(page.encode(), identities[1], room.session) for page in pages[:2]]
    typed = words[0].upper().replace(" ", "\n")
    back = recover(room.session, known, [typed, words[1]], identities[1])
    assert back.wrap is not None
    assert unwrap_room(back.wrap, identities[1], back.session, back.epoch) == room.secret
    with pytest.raises(DeskError, match="33 words, and this has 32"):
        read_share(" ".join(words[0].split()[:32]).encode(), identities[1], room.session)


def test_custody_needs_different_people_and_more_than_one(room: Room, identities: list[Identity]):
    one, two = identities[1].public, identities[2].public
    with pytest.raises(DeskError, match="named twice"):
        split(room, 2, [one, one, two])
    for threshold, custodians in ((1, [one, two]), (3, [one, two]), (2, [one])):
        with pytest.raises(FormatError, match="2 to 16 custodians"):
            split(room, threshold, custodians)
    with pytest.raises(FormatError, match="2 to 16 custodians"):
        plaintext_pages(room, 1, 3, date(2026, 3, 1))


def test_other_files_are_no_shares_and_no_rooms():
    for content in (b"", b"{}", b"not a share", json.dumps({"session": "x"}).encode()):
        with pytest.raises(DeskError, match="not a custodian's share"):
            parse_share(content)
        with pytest.raises(DeskError, match="not the file of a room"):
            parse_room_file(content)


def test_a_recovered_room_is_kept_wrapped_until_it_is_forgotten(tmp_path, room: Room):
    home = Home(tmp_path)
    assert recovered(home, room.session.session) is None
    keep_recovered(home, room.session)
    assert recovered(home, room.session.session) == room.session
    assert room.secret.seed not in next((tmp_path / "recovered").iterdir()).read_bytes()
    forget_recovered(home, room.session.session)
    assert recovered(home, room.session.session) is None
