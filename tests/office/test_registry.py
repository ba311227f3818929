"""The clerk's two acts, as the browser sends them: the register number and the word for the resident."""

import pytest

from sync.office.accounts import Role
from tests.office.conftest import new_kiosk
from tests.office.kit import Browser, Package, RunningOffice, sealed


@pytest.fixture
def office(shared_on_both: RunningOffice) -> RunningOffice:
    known = {user.login for user in shared_on_both.office.accounts.all()}
    for login, role in (
        ("anna", Role.CLERK),
        ("piotr", Role.CLERK),
        ("ewa", Role.VIEWER),
        ("jan", Role.ADMIN),
    ):
        if login not in known:
            shared_on_both.add_user(login, role)
    return shared_on_both


@pytest.fixture
def package(office: RunningOffice) -> Package:
    kiosk = new_kiosk(office)
    package = sealed(kiosk)
    assert office.deliver(kiosk, package)["state"] == "received"
    return package


def logged_in(office: RunningOffice, login: str) -> Browser:
    browser = Browser(office)
    assert browser.log_in(login).status_code == 303
    return browser


def form_of(browser: Browser, package: Package, **values: str) -> dict[str, str]:
    """The fields that the letter's page puts into its forms, and what the clerk typed."""
    page = browser.get(f"/pisma/{package.id}").text
    version = page.partition('name="version" value="')[2].partition('"')[0]
    return {"form_token": browser.form_token(f"/pisma/{package.id}"), "version": version, **values}


def state_of(office: RunningOffice, package: Package) -> tuple[str, str | None, str | None]:
    letter = office.office.letters.get(package.id)
    assert letter is not None
    return letter.row.state, letter.row.register_number, letter.row.case_mark


def numbered(package: Package) -> str:
    """A register number that no other test uses."""
    return f"RPW/{int(package.sha256[:5], 16)}/2026"


def test_a_clerk_writes_the_number_down(office: RunningOffice, package: Package) -> None:
    anna, number = logged_in(office, "anna"), numbered(package)
    form = form_of(anna, package, register_number=f"  {number.lower()} ", case_mark="OR-I.152.3.2026.AB")

    answer = anna.post(f"/pisma/{package.id}/rejestr", form)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/pisma/{package.id}?wynik=done")
    assert state_of(office, package) == ("registered", number, "OR-I.152.3.2026.AB")
    page = anna.get(f"/pisma/{package.id}").text
    assert "Wpisano do rejestru" in page
    assert "Anna" in page


@pytest.mark.parametrize(
    "number", ["", "10321", "RPW-1-2026", "RPW/1/1999", "RPW/1/2026; DROP TABLE", "x" * 5000]
)
def test_a_number_that_is_none_is_not_taken(office: RunningOffice, package: Package, number: str) -> None:
    anna = logged_in(office, "anna")

    answer = anna.post(f"/pisma/{package.id}/rejestr", form_of(anna, package, register_number=number))

    assert answer.status_code == 422
    assert "nie wygląda jak numer z rejestru" in answer.text
    assert state_of(office, package) == ("received", None, None)


def test_a_case_mark_that_is_none_is_not_taken(office: RunningOffice, package: Package) -> None:
    anna = logged_in(office, "anna")
    form = form_of(anna, package, register_number=numbered(package), case_mark="sprawa Kowalskiego")

    answer = anna.post(f"/pisma/{package.id}/rejestr", form)

    assert (answer.status_code, "inny układ" in answer.text) == (422, True)
    assert state_of(office, package)[0] == "received"


def test_a_form_sent_twice_counts_once(office: RunningOffice, package: Package) -> None:
    anna = logged_in(office, "anna")
    form = form_of(anna, package, register_number=numbered(package))

    first = anna.post(f"/pisma/{package.id}/rejestr", form)
    second = anna.post(f"/pisma/{package.id}/rejestr", form)

    assert first.headers["Location"].endswith("wynik=done")
    assert second.headers["Location"].endswith("wynik=done_before")
    letter = office.office.letters.get(package.id)
    assert letter is not None
    assert [event.kind.value for event in letter.history].count("submission_registered") == 1


def test_two_clerks_can_not_register_differently(office: RunningOffice, package: Package) -> None:
    anna, piotr = logged_in(office, "anna"), logged_in(office, "piotr")
    annas = form_of(anna, package, register_number=numbered(package))
    piotrs = form_of(piotr, package, register_number="RPW/999999/2026")

    assert anna.post(f"/pisma/{package.id}/rejestr", annas).status_code == 303
    late = piotr.post(f"/pisma/{package.id}/rejestr", piotrs)

    assert late.status_code == 409
    assert "Ktoś zmienił to pismo" in late.text
    assert numbered(package) in late.text
    assert state_of(office, package)[1] == numbered(package)


def test_one_number_is_for_one_letter(office: RunningOffice, package: Package) -> None:
    anna = logged_in(office, "anna")
    kiosk = new_kiosk(office)
    other = sealed(kiosk)
    office.deliver(kiosk, other)
    anna.post(f"/pisma/{package.id}/rejestr", form_of(anna, package, register_number=numbered(package)))

    answer = anna.post(f"/pisma/{other.id}/rejestr", form_of(anna, other, register_number=numbered(package)))

    assert answer.status_code == 409
    assert f"ma już pismo {package.submission.number}" in answer.text
    assert state_of(office, other) == ("received", None, None)


def test_a_wrong_number_is_corrected_with_a_reason(office: RunningOffice, package: Package) -> None:
    anna, right = logged_in(office, "anna"), numbered(package)
    wrong = right.replace("RPW/", "RPW/9")
    anna.post(f"/pisma/{package.id}/rejestr", form_of(anna, package, register_number=wrong))

    without = anna.post(f"/pisma/{package.id}/rejestr", form_of(anna, package, register_number=right))
    correction = form_of(anna, package, register_number=right, reason="Pomylona cyfra")
    with_reason = anna.post(f"/pisma/{package.id}/rejestr", correction)

    assert (without.status_code, with_reason.status_code) == (422, 303)
    assert state_of(office, package)[:2] == ("registered", right)
    assert f"{wrong} → {right}. Pomylona cyfra" in anna.get(f"/pisma/{package.id}").text


def test_the_resident_is_told_how_things_stand(office: RunningOffice, package: Package) -> None:
    anna = logged_in(office, "anna")
    anna.post(f"/pisma/{package.id}/rejestr", form_of(anna, package, register_number=numbered(package)))
    form = form_of(anna, package, state="needs_completing", note="Brakuje mapy. Prosimy ją donieść.")

    answer = anna.post(f"/pisma/{package.id}/stan", form)

    assert answer.status_code == 303
    status = office.office.resident.open(package.submission.number, package.secret)
    assert status is not None
    assert (status.state.value, status.sentence) == ("needs_completing", "Brakuje mapy. Prosimy ją donieść.")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "in_progress"}, "Najpierw wpisz pismo do rejestru"),
        ({"state": "received"}, "Najpierw wpisz pismo do rejestru"),
        ({"state": "nonsense"}, "Najpierw wpisz pismo do rejestru"),
        ({"state": "in_progress", "note": "x" * 301}, "300 znaków"),
    ],
)
def test_a_state_that_can_not_be_is_refused(
    office: RunningOffice, package: Package, values: dict[str, str], words: str
) -> None:
    anna = logged_in(office, "anna")

    answer = anna.post(f"/pisma/{package.id}/stan", form_of(anna, package, **values))

    assert (answer.status_code, words in answer.text) == (422, True)
    assert state_of(office, package)[0] == "received"


class TestWhoMay:
    """Roles, sessions and forms of our own."""

    def test_without_a_login_there_is_only_the_login(self, office: RunningOffice, package: Package) -> None:
        stranger = Browser(office)
        paths = ("/pisma", f"/pisma/{package.id}", f"/pisma/{package.id}/document.pdf", "/nadzor")
        pictures = (f"/pisma/{package.id}/strony/1.jpg", f"/pisma/{package.id}/package.asice")

        for path in paths + pictures:
            answer = stranger.get(path)
            assert (answer.status_code, answer.headers["Location"]) == (303, f"/logowanie?dalej={path}")
        for act in ("rejestr", "stan"):
            assert (
                stranger.post(f"/pisma/{package.id}/{act}", {}).headers["Location"]
                == "/logowanie?dalej=/pisma"
            )

    def test_a_viewer_reads_and_changes_nothing(self, office: RunningOffice, package: Package) -> None:
        ewa = logged_in(office, "ewa")
        page = ewa.get(f"/pisma/{package.id}")
        form = form_of(ewa, package, register_number=numbered(package), version="1")

        assert "Oznacz jako zarejestrowane" not in page.text
        assert ewa.post(f"/pisma/{package.id}/rejestr", form).status_code == 403
        assert ewa.post(f"/pisma/{package.id}/stan", form | {"state": "closed"}).status_code == 403
        assert state_of(office, package)[0] == "received"

    def test_only_an_administrator_sees_the_oversight(self, office: RunningOffice) -> None:
        assert logged_in(office, "anna").get("/nadzor").status_code == 403
        assert logged_in(office, "jan").get("/nadzor").status_code == 200

    @pytest.mark.parametrize("token", ["", "0" * 64, "ąę"])
    def test_a_form_that_is_not_ours_is_refused(
        self, office: RunningOffice, package: Package, token: str
    ) -> None:
        anna = logged_in(office, "anna")
        form = form_of(anna, package, register_number=numbered(package)) | {"form_token": token}

        assert anna.post(f"/pisma/{package.id}/rejestr", form).status_code == 403
        assert state_of(office, package)[0] == "received"

    def test_another_clerks_form_token_is_no_good(self, office: RunningOffice, package: Package) -> None:
        anna, piotr = logged_in(office, "anna"), logged_in(office, "piotr")
        form = form_of(anna, package, register_number=numbered(package))

        assert piotr.post(f"/pisma/{package.id}/rejestr", form).status_code == 403

    def test_a_body_that_is_no_form_is_refused(self, office: RunningOffice, package: Package) -> None:
        anna = logged_in(office, "anna")
        url = f"{office.url}/pisma/{package.id}/rejestr"
        cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in anna.cookies.items())}

        assert office.client.post(url, json={"form_token": "x"}, headers=cookie).status_code == 400
        assert office.client.post(url, data={"note": "x" * 20_000}, headers=cookie).status_code == 400


def test_every_page_and_file_comes_with_the_rules(office: RunningOffice, package: Package) -> None:
    anna = logged_in(office, "anna")

    for path in ("/pisma", f"/pisma/{package.id}", f"/pisma/{package.id}/strony/1.jpg?w=220", "/nadzor"):
        headers = anna.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def test_the_files_are_the_sealed_ones(office: RunningOffice, package: Package) -> None:
    anna = logged_in(office, "anna")

    files = {
        name: anna.get(f"/pisma/{package.id}/{name}")
        for name in ("document.pdf", "package.asice", "proof-of-receipt.xml")
    }

    assert files["package.asice"].content == package.data
    assert files["document.pdf"].content == package.submission.documents[0].data
    assert files["proof-of-receipt.xml"].content == office.office.proofs.issue(package.id)
    for name, answer in files.items():
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_page_is_drawn_only_in_the_known_sizes(office: RunningOffice, package: Package) -> None:
    anna = logged_in(office, "anna")

    drawn = anna.get(f"/pisma/{package.id}/strony/3.jpg?w=220")

    assert (drawn.status_code, drawn.headers["Content-Type"], drawn.content[:2]) == (
        200,
        "image/jpeg",
        b"\xff\xd8",
    )
    for path in ("strony/4.jpg", "strony/0.jpg", "strony/1.jpg?w=100000", "strony/1.jpg?w=x"):
        assert anna.get(f"/pisma/{package.id}/{path}").status_code == 404


def test_what_was_changed_in_the_store_is_not_shown(office: RunningOffice, package: Package) -> None:
    stored = office.settings.blob_dir / "packages" / package.sha256[:2] / package.sha256
    whole = stored.read_bytes()
    at = whole.index(b"%PDF")
    stored.write_bytes(whole[: at + 40] + bytes([whole[at + 40] ^ 1]) + whole[at + 41 :])

    answer = logged_in(office, "anna").get(f"/pisma/{package.id}/document.pdf")

    assert answer.status_code == 500
    assert b"%PDF" not in answer.content


def test_who_looked_is_on_record(office: RunningOffice, package: Package) -> None:
    ewa = logged_in(office, "ewa")
    for _ in range(3):
        ewa.get(f"/pisma/{package.id}")
    ewa.get(f"/pisma/{package.id}/document.pdf")

    letter = office.office.letters.get(package.id)

    assert letter is not None
    ewas = [event.kind.value for event in letter.history if event.user_name == "Ewa"]
    assert ewas == ["submission_opened", "package_downloaded"]
