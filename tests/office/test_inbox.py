"""Finding a letter among many, on both databases alike."""

from dataclasses import replace
from datetime import date

import pytest

from sync.office import letters
from sync.office.accounts import Role
from sync.office.letters import InboxFilter
from sync.office.search import fold
from sync.office.states import LetterState
from sync.submission import Party, PartyKind
from tests.office.conftest import new_kiosk
from tests.office.kit import Browser, Kiosk, RunningOffice, sealed
from tests.sync.kit import NOON, letter

LETTERS = [
    ("Józefa Żółć", "Wniosek o wycinkę drzewa", "Departament Środowiska", "Zażółć gęślą jaźń 100% pewna"),
    ("Łukasz Dąb", "Skarga na hałas", "Departament Środowiska", "Warsztat na ulicy Źródlanej"),
    ("Gmina Śliwice", "Odwołanie od decyzji", "Departament Rolnictwa i Geodezji", "Decyzja GD.6123.4.2026"),
]


@pytest.fixture(scope="module")
def office(shared_on_both: RunningOffice) -> RunningOffice:
    """Three letters on three days; the last from another kiosk."""
    shared_on_both.add_user("anna", Role.CLERK)
    kiosks = [new_kiosk(shared_on_both), new_kiosk(shared_on_both)]
    for index, (sender, subject, addressee, words) in enumerate(LETTERS):
        _deliver(shared_on_both, kiosks[index // 2], sender, subject, addressee, words)
        shared_on_both.clock.forward(days=1)
    return shared_on_both


def _deliver(
    office: RunningOffice, kiosk: Kiosk, sender: str, subject: str, addressee: str, words: str
) -> None:
    made = letter(clock=kiosk.clock, kiosk_id=kiosk.id)
    documents = tuple(
        replace(item, data=words.encode()) if item.name == "text/001.txt" else item
        for item in made.submission.documents
    )
    submission = replace(
        made.submission,
        sender=Party(sender),
        subject=subject,
        recipient=Party(addressee, PartyKind.INSTITUTION),
        documents=documents,
    )
    assert office.deliver(kiosk, sealed(kiosk, replace(made, submission=submission)))["state"] == "received"


def subjects(office: RunningOffice, **wanted: object) -> list[str]:
    page = office.office.letters.inbox(InboxFilter(**wanted), 1)  # type: ignore[arg-type]  # named in each test
    assert page.total == len(page.rows)
    return [row.subject.split()[0] for row in page.rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Odwołanie", "Skarga", "Wniosek"]),
        ("żółć", ["Wniosek"]),
        ("ZOLC", ["Wniosek"]),
        ("lukasz", ["Skarga"]),
        ("źródlan", ["Skarga"]),
        ("departament decyz", ["Odwołanie"]),
        ("wycinkę śliwice", []),
        ("6123", ["Odwołanie"]),
        ("100%", ["Wniosek"]),
        ("' OR 1=1 --", []),
        ('"', ["Odwołanie", "Skarga", "Wniosek"]),
        ("NEAR(a b)", []),
        ("& | !", ["Odwołanie", "Skarga", "Wniosek"]),
        ("TOR1", ["Odwołanie", "Skarga", "Wniosek"]),
    ],
)
def test_words_are_found_however_they_are_spelt(office: RunningOffice, words: str, found: list[str]) -> None:
    assert subjects(office, words=words) == found


def test_a_letter_is_found_by_its_number(office: RunningOffice) -> None:
    wanted = office.office.letters.inbox(InboxFilter(), 1).rows[1]

    for spelling in (wanted.number, wanted.number.lower(), wanted.number.replace("-", " ")):
        assert [row.id for row in office.office.letters.inbox(InboxFilter(words=spelling), 1).rows] == [
            wanted.id
        ]


def test_filters_narrow_the_list(office: RunningOffice) -> None:
    kiosk_ids = [kiosk.id for kiosk in office.office.register.all()]

    assert subjects(office, addressee="Departament Środowiska") == ["Skarga", "Wniosek"]
    assert [subjects(office, kiosk_id=kiosk_id) for kiosk_id in kiosk_ids] == [
        ["Skarga", "Wniosek"],
        ["Odwołanie"],
    ]
    assert subjects(office, is_signed=True) == []
    assert subjects(office, is_signed=False, words="hałas") == ["Skarga"]
    assert subjects(office, state=LetterState.RECEIVED) == ["Odwołanie", "Skarga", "Wniosek"]
    assert subjects(office, state=LetterState.CLOSED) == []


def test_a_day_is_a_day_in_warsaw(office: RunningOffice) -> None:
    first = NOON.date()

    assert subjects(office, since=first, until=first) == ["Wniosek"]
    assert subjects(office, since=date(2026, 11, 24)) == ["Odwołanie", "Skarga"]
    assert subjects(office, until=date(2026, 11, 22)) == []


def test_the_page_keeps_the_filter(office: RunningOffice) -> None:
    browser = Browser(office)
    browser.log_in("anna")

    page = browser.get("/pisma?szukaj=ha%C5%82as&stan=received&podpis=nie&od=2026-11-01").text
    assert page.count("<tr>") == 2
    assert 'value="hałas"' in page
    assert 'href="?szukaj=ha%C5%82as&amp;podpis=nie&amp;od=2026-11-01"' in page


@pytest.mark.parametrize(
    "query", ["stan=x&podpis=x&od=x&strona=-5", "od=0001-01-01&do=9999-12-31", "do=99999-01-01", "szukaj=%00"]
)
def test_nonsense_in_the_address_filters_nothing(office: RunningOffice, query: str) -> None:
    browser = Browser(office)
    browser.log_in("anna")

    assert "3 pisma, strona 1 z 1" in browser.get(f"/pisma?{query}").text


def test_long_lists_are_paged(on_both: RunningOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "PAGE_ROWS", 3)
    kiosk = new_kiosk(on_both)
    for index in range(5):
        _deliver(on_both, kiosk, "Nadawca", f"Sprawa-{index:02}", "Urząd", "tekst")
        on_both.clock.forward(minutes=1)

    first, second, beyond = (on_both.office.letters.inbox(InboxFilter(), page) for page in (1, 2, 99))

    assert (first.total, first.pages, len(first.rows), len(second.rows)) == (5, 2, 3, 2)
    assert [row.subject for row in second.rows] == ["Sprawa-01", "Sprawa-00"]
    assert beyond.page == 2


def test_folding_keeps_only_plain_letters() -> None:
    assert fold("ZAŻÓŁĆ Gęślą jaźń ßÄ") == "zazolc gesla jazn ssa"


def test_the_counts_are_by_state(office: RunningOffice) -> None:
    assert office.office.letters.counts()[LetterState.RECEIVED] == 3
