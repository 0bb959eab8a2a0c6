"""How long a day of speech takes, from the dropped file to the proposals; printed."""

from __future__ import annotations

import re
import resource
import time
from itertools import islice
from pathlib import Path

import pytest
from desk_visits import Visit

WORDS = 20_000
PROCESSOR_SECONDS = 40.0
"""20 s on two cores. By processor time, since the machine may be shared."""


def transcript() -> bytes:
    """Twenty thousand words of annotated sessions, as a transcript of the sample's people."""
    people = ("Inês Valadares", "Paúl Egas", "Hanna Lindqvist", "Gonzalo Frías", "Tobias Rain")
    lines: list[str] = []
    words = 0
    for path in sorted(Path("tests/redaction/blind").glob("*.md")):
        body = path.read_text().rpartition("---\n")[2]
        for paragraph in islice(re.split(r"\n\s*\n", body), 1, None):
            said = re.sub(r"\{[A-Z]+[^|}]*\||[{}\[\]*#]", "", paragraph)
            said = " ".join(re.sub(r"^[^:]{1,40}:", "", said).split())
            if words >= WORDS or not said:
                continue
            lines.append(f"{people[len(lines) % len(people)]}: {said}")
            words += len(said.split())
    return "\n\n".join(lines).encode()


def processor() -> float:
    """Seconds of processor time of this process and its ended children."""
    own, ended = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


@pytest.mark.slow
def test_a_day_of_speech(sampler: Visit):
    began, before = time.monotonic(), processor()
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "X-File-Name": "day.txt",
        "Accept": "application/json",
        "Content-Type": "application/octet-stream",
    }
    sampler.get("/home")
    base = f"{sampler.entrance.root}/rooms/1"
    brought = sampler.client.post(f"{base}/write/file", content=transcript(), headers=headers)
    texts = [brought.json()["text"], "", "", ""]
    ours = {"Sec-Fetch-Site": "same-origin"}
    kept = sampler.client.post(f"{base}/write/save", json={"texts": texts}, headers=ours).json()
    sampler.post("/rooms/1/write/send")
    sent = time.monotonic()
    sampler.get("/rooms/1/review")
    shares = []
    while sampler.get("/rooms/1/review/progress").status_code != 303:
        shares.append(sampler.desk.sitting(1).progress.share)
        time.sleep(0.2)
    done = time.monotonic()
    began_page = time.monotonic()
    page = sampler.get("/rooms/1/review/0")
    shown = time.monotonic() - began_page
    took = processor() - before
    proposals = len(sampler.desk.sitting(1).review.proposals)
    print(
        f"\n{kept['words']:,} words: read and sent {sent - began:.1f} s, {proposals} proposals "
        f"after {done - sent:.1f} s more, {took:.1f} s of processor time; "
        f"page of {len(page.content):,} bytes in {shown:.3f} s"
    )
    assert shares == sorted(shares)
    assert took < PROCESSOR_SECONDS
