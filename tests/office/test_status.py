"""What a resident learns, at the kiosk and on the web, and what nobody else does."""

import secrets

import pytest

from sync.office.accounts import Role
from sync.office.registry import Registration, StateChange
from sync.office.states import LetterState
from sync.status import derive_keys, open_status
from sync.submission import new_number, new_secret
from tests.office.conftest import new_kiosk
from tests.office.kit import Browser, Kiosk, Package, RunningOffice, sealed


@pytest.fixture
def office(shared_on_both: RunningOffice) -> RunningOffice:
    """The windows in which tries are counted have passed since the test before."""
    shared_on_both.clock.forward(hours=1)
    if not shared_on_both.office.accounts.all():
        shared_on_both.add_user("anna", Role.CLERK)
    return shared_on_both


@pytest.fixture
def kiosk(office: RunningOffice) -> Kiosk:
    return new_kiosk(office)


@pytest.fixture
def package(office: RunningOffice, kiosk: Kiosk) -> Package:
    package = sealed(kiosk)
    office.deliver(kiosk, package)
    return package


def ask(browser: Browser, number: str, secret: str) -> tuple[int, str]:
    form = {"number": number, "secret": secret, "form_token": browser.form_token("/status")}
    answer = browser.post("/status", form)
    return answer.status_code, answer.text


def test_the_kiosk_carries_what_only_the_receipt_opens(
    office: RunningOffice, kiosk: Kiosk, package: Package
) -> None:
    anna = office.office.accounts.all()[0]
    lookup = derive_keys(package.secret).lookup
    office.clock.forward(hours=3)
    office.office.registry.register(package.id, Registration("RPW/5/2026", "", 1), anna)
    office.clock.forward(days=2)
    wish = StateChange(LetterState.DECISION_WAITING, "", 2)
    office.office.registry.set_state(package.id, wish, anna)

    blob = office.get(kiosk, f"/api/v1/status/{lookup}")

    report = open_status(blob.content, package.secret)
    assert report is not None
    assert (report["state"], report["register_number"]) == ("decision_waiting", "RPW/5/2026")
    stations = report["stations"]
    assert isinstance(stations, list)
    assert [item["state"] for item in stations if isinstance(item, dict)] == [
        "received",
        "registered",
        "decision_waiting",
    ]
    assert open_status(blob.content, new_secret(secrets.token_bytes)) is None
    assert b"RPW" not in blob.content


@pytest.mark.parametrize("lookup", ["0" * 32, "nonsense", "..%2f..%2fetc", "0" * 65])
def test_nothing_is_published_under_a_wrong_lookup(office: RunningOffice, kiosk: Kiosk, lookup: str) -> None:
    assert office.get(kiosk, f"/api/v1/status/{lookup}").status_code == 404


def test_a_stranger_may_not_even_ask(office: RunningOffice, package: Package) -> None:
    lookup = derive_keys(package.secret).lookup

    assert office.client.get(f"{office.url}/api/v1/status/{lookup}").status_code == 401


def test_number_and_secret_open_the_page(office: RunningOffice, package: Package) -> None:
    status, page = ask(Browser(office), package.submission.number, package.secret)

    assert status == 200
    assert "Urząd odebrał pismo" in page
    assert package.submission.number in page
    assert "2 kartki, 3 strony" in page
    assert "Żółć" not in page


def test_people_type_as_people_do(office: RunningOffice, package: Package) -> None:
    number = package.submission.number.lower().replace("-", " ").replace("0", "o")
    secret = package.secret.lower().replace("-", "").replace("1", "l")

    assert ask(Browser(office), f" {number} ", secret)[0] == 200


def test_wrong_number_and_wrong_secret_get_the_same_answer(
    office: RunningOffice, kiosk: Kiosk, package: Package
) -> None:
    other = sealed(kiosk)
    office.deliver(kiosk, other)
    wrong_secret = new_secret(secrets.token_bytes)
    unknown = new_number("TOR1", secrets.token_bytes)
    pairs = [
        (package.submission.number, wrong_secret),
        (unknown, package.secret),
        (package.submission.number, other.secret),
        ("nonsense", "nonsense"),
        ("", ""),
    ]

    answers = []
    for number, secret in pairs:
        status, page = ask(Browser(office), number, secret)
        hidden = page.partition('name="form_token" value="')[2].partition('"')[0]
        answers.append((status, page.replace(number or "\0", "N").replace(hidden, "T")))

    assert len(set(answers[:4])) == 1
    assert {status for status, _page in answers} == {404}


def test_guessing_is_stopped_by_number(office: RunningOffice, package: Package) -> None:
    browser = Browser(office)
    for _ in range(office.settings.status.tries_per_number):
        assert ask(browser, package.submission.number, new_secret(secrets.token_bytes))[0] == 404

    spelt_otherwise = package.submission.number.lower().replace("-", " ").replace("0", "O")
    assert ask(browser, spelt_otherwise, package.secret)[0] == 429
    office.clock.forward(seconds=office.settings.status.window_s)
    assert ask(browser, package.submission.number, package.secret)[0] == 200


def test_guessing_is_stopped_by_address(office: RunningOffice) -> None:
    browser = Browser(office)
    statuses = [
        ask(browser, new_number("TOR1", secrets.token_bytes), new_secret(secrets.token_bytes))[0]
        for _ in range(office.settings.status.tries_per_address + 1)
    ]

    assert statuses == [404] * office.settings.status.tries_per_address + [429]


def test_the_form_must_be_ours(office: RunningOffice, package: Package) -> None:
    browser = Browser(office)
    browser.form_token("/status")
    form = {"number": package.submission.number, "secret": package.secret, "form_token": "x"}

    assert browser.post("/status", form).status_code == 403


def test_the_number_from_the_receipt_is_filled_in_safely(office: RunningOffice) -> None:
    page = Browser(office).get('/status?n="><script>alert(1)</script>').text

    assert "<script>alert" not in page
    assert "&gt;&lt;script" in page
