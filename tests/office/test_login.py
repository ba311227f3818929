"""Who gets in, and who is stopped from guessing."""

import itertools

import pytest

from sync.office.accounts import AccountRefusedError, Role
from tests.office.kit import PASSWORD, Browser, RunningOffice

_numbers = itertools.count(1)


@pytest.fixture
def office(shared_on_both: RunningOffice) -> RunningOffice:
    """The windows in which tries are counted have passed since the test before."""
    shared_on_both.clock.forward(hours=1)
    return shared_on_both


@pytest.fixture
def anna(office: RunningOffice) -> str:
    """The login of a clerk that no other test has."""
    login = f"anna{next(_numbers)}"
    office.add_user(login, Role.CLERK, "Anna Nowak")
    return login


def test_the_right_password_opens_the_inbox(office: RunningOffice, anna: str) -> None:
    browser = Browser(office)

    answer = browser.log_in(f"{anna.upper()} ")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/pisma")
    assert "Anna Nowak" in browser.get("/pisma").text


def test_the_cookie_is_only_for_this_host_and_no_script(office: RunningOffice, anna: str) -> None:
    header = Browser(office).log_in(anna).headers["Set-Cookie"]

    name, _, rest = header.partition("=")
    assert name == "__Host-urzedomat-session"
    attributes = {item.strip().lower() for item in rest.split(";")[1:]}
    assert {"httponly", "secure", "samesite=strict", "path=/"} <= attributes
    assert not any(item.startswith("domain") for item in attributes)


def test_wrong_login_and_wrong_password_look_the_same(office: RunningOffice, anna: str) -> None:
    wrong_password = Browser(office).log_in(anna, "Zupelnie-inne-haslo-1")
    wrong_login = Browser(office).log_in("nikt", PASSWORD)

    assert (wrong_password.status_code, wrong_login.status_code) == (401, 401)
    sentence = "Login lub hasło się nie zgadza"
    assert sentence in wrong_password.text
    assert sentence in wrong_login.text


def test_an_account_is_locked_after_five_wrong_passwords(office: RunningOffice, anna: str) -> None:
    for _ in range(5):
        assert Browser(office).log_in(anna, "zle").status_code == 401

    assert Browser(office).log_in(anna).status_code == 401
    office.clock.forward(seconds=office.settings.login.lock_s + 1)
    assert Browser(office).log_in(anna).status_code == 303


def test_a_guesser_who_changes_logins_is_stopped_by_address(office: RunningOffice, anna: str) -> None:
    limit = office.settings.login.tries_per_address

    statuses = [Browser(office).log_in(f"login{number}", "zle").status_code for number in range(limit + 1)]

    assert statuses == [401] * limit + [429]
    assert Browser(office).log_in(anna).status_code == 429
    office.clock.forward(seconds=office.settings.login.window_s)
    assert Browser(office).log_in(anna).status_code == 303


def test_a_login_form_that_is_not_ours_is_refused(office: RunningOffice, anna: str) -> None:
    browser = Browser(office)
    browser.form_token("/logowanie")
    form = {"login": anna, "password": PASSWORD, "form_token": "0" * 64}

    assert browser.post("/logowanie", form).status_code == 403
    assert Browser(office).post("/logowanie", form).status_code == 403


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "pisma"])
def test_the_login_leads_nowhere_else(office: RunningOffice, anna: str, onward: str) -> None:
    browser = Browser(office)
    form = {
        "login": anna,
        "password": PASSWORD,
        "form_token": browser.form_token("/logowanie"),
        "dalej": onward,
    }

    assert browser.post("/logowanie", form).headers["Location"] == "/pisma"


def test_the_login_leads_back_to_the_letter(office: RunningOffice, anna: str) -> None:
    browser = Browser(office)
    form = {"login": anna, "password": PASSWORD, "form_token": browser.form_token("/logowanie")}

    answer = browser.post("/logowanie", form | {"dalej": "/pisma/01890a5d-ac96-774b-bcce-b302099a8057"})

    assert answer.headers["Location"] == "/pisma/01890a5d-ac96-774b-bcce-b302099a8057"


def test_logging_out_ends_the_session_at_the_server(office: RunningOffice, anna: str) -> None:
    browser = Browser(office)
    browser.log_in(anna)
    stolen = dict(browser.cookies)

    browser.post("/wyloguj", {"form_token": browser.form_token("/pisma")})

    thief = Browser(office)
    thief.cookies = stolen
    assert thief.get("/pisma").status_code == 303


def test_logging_out_needs_a_form_of_ours(office: RunningOffice, anna: str) -> None:
    browser = Browser(office)
    browser.log_in(anna)

    browser.post("/wyloguj", {"form_token": "x"})

    assert browser.get("/pisma").status_code == 200


@pytest.mark.parametrize("step", [{"minutes": 31}, {"hours": 11}])
def test_a_session_that_was_left_ends(office: RunningOffice, anna: str, step: dict[str, float]) -> None:
    browser = Browser(office)
    browser.log_in(anna)

    office.clock.forward(**step)

    assert browser.get("/pisma").status_code == 303


def test_a_session_in_use_goes_on_until_its_end(office: RunningOffice, anna: str) -> None:
    browser = Browser(office)
    browser.log_in(anna)

    for _ in range(23):  # 23 × 25 minutes: 9 h 35 min
        office.clock.forward(minutes=25)
        assert browser.get("/pisma").status_code == 200
    office.clock.forward(minutes=26)

    assert browser.get("/pisma").status_code == 303


def test_a_clerk_who_is_shut_out_is_out_at_once(office: RunningOffice, anna: str) -> None:
    browser = Browser(office)
    browser.log_in(anna)

    office.office.accounts.set_active(anna, is_active=False, now=office.clock())

    assert browser.get("/pisma").status_code == 303
    assert Browser(office).log_in(anna).status_code == 401
    office.office.accounts.set_active(anna, is_active=True, now=office.clock())
    assert Browser(office).log_in(anna).status_code == 303


def test_a_new_password_ends_the_old_sessions(office: RunningOffice, anna: str) -> None:
    browser = Browser(office)
    browser.log_in(anna)

    office.office.accounts.set_password(anna, "Nowe-dlugie-haslo-2026", now=office.clock())

    assert browser.get("/pisma").status_code == 303
    assert Browser(office).log_in(anna, "Nowe-dlugie-haslo-2026").status_code == 303


def test_an_account_needs_a_long_password_and_a_free_login(office: RunningOffice, anna: str) -> None:
    add, now = office.office.accounts.add, office.clock()

    with pytest.raises(AccountRefusedError, match="12 characters"):
        add("EWA", "Ewa", Role.VIEWER, "krotkie", now=now)
    with pytest.raises(AccountRefusedError, match="taken"):
        add(f" {anna.upper()}", "Anna", Role.VIEWER, PASSWORD, now=now)
