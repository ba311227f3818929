"""The clerk's and the resident's pages in real Chromium: by mouse, by keyboard, and under attack."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as now
from selenium.webdriver.support.wait import WebDriverWait

from sync.office.accounts import Role
from sync.submission import Party
from tests.office.conftest import new_kiosk
from tests.office.kit import DEADLINE_S, PASSWORD, Package, RunningOffice, sealed
from tests.sync.kit import letter

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1440,1000",
    "--lang=pl",
)
ATTACK = '"><img src=x onerror="document.title=1"><script>document.title="zhakowane"</script>{{7*7}}'

# What tools such as axe look for first: a name for everything that can be used, one h1, no heading left out,
# labels for fields, text for images, a language, no id twice, and contrast of at least 7:1.
AUDIT = r"""
const faults = [];
const seen = (e) => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
const name = (e) => (e.getAttribute("aria-label") || [...(e.labels || [])].map((l) => l.textContent).join(" ")
  || (e.getAttribute("aria-labelledby") || "").split(" ").map((i) => document.getElementById(i)?.textContent).join("")
  || e.textContent || [...e.querySelectorAll("img")].map((i) => i.alt).join("")).trim();
const fields = "input:not([type=hidden]), select, textarea";
for (const e of document.querySelectorAll(`a, button, ${fields}, summary, [tabindex='0']`))
  if (seen(e) && !name(e)) faults.push(`no name: ${e.outerHTML.slice(0, 120)}`);
for (const e of document.querySelectorAll(fields))
  if (seen(e) && !e.labels.length) faults.push(`no label: ${e.outerHTML.slice(0, 120)}`);
for (const e of document.querySelectorAll("img")) if (!e.hasAttribute("alt")) faults.push("an image without words");
const levels = [...document.querySelectorAll("h1, h2, h3, h4")].filter(seen).map((e) => +e.tagName[1]);
if (levels.filter((l) => l === 1).length !== 1) faults.push(`headings: ${levels}`);
// Two columns are read one after the other: each begins again at 2.
levels.forEach((l, i) => { if (i && l > levels[i - 1] + 1) faults.push(`heading left out: ${levels}`); });
const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
if (new Set(ids).size !== ids.length) faults.push("an id twice");
if (document.documentElement.lang !== "pl" || !document.title) faults.push("no language or title");
if (document.querySelectorAll("main").length !== 1) faults.push("no main part");
if (document.documentElement.scrollWidth > innerWidth) faults.push("scrolls sideways");
const parse = (c) => c.match(/[\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || !seen(e) || e.closest(".hidden, .skip, script, option")) continue;
  const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < 7) faults.push(`contrast ${ratio.toFixed(2)}: ${e.textContent.trim().slice(0, 40)}`);
}
for (const e of document.querySelectorAll(`button, .button, .pills a, ${fields}, .files a, nav a`)) {
  const box = e.getBoundingClientRect();
  if (seen(e) && (box.height < 44 || box.width < 44)) faults.push(`small: ${name(e)} ${box.width}x${box.height}`);
}
return faults;
"""


class Screen:
    """Chromium, with the few moves that the tests make."""

    def __init__(self, driver: webdriver.Chrome, office: RunningOffice) -> None:
        self.driver = driver
        self.office = office

    def open(self, path: str) -> None:
        self.driver.get(self.office.url + path)

    def find(self, css: str) -> WebElement:
        return WebDriverWait(self.driver, DEADLINE_S).until(
            now.presence_of_element_located((By.CSS_SELECTOR, css))
        )

    def text(self) -> str:
        return self.find("main").text

    def press(self, words: str) -> None:
        """Click what carries these words, and wait until the page has gone."""
        self.driver.execute_script("window.isOld = true")
        self.driver.find_element(
            By.XPATH, f"//main//*[self::button or self::a][normalize-space()='{words}']"
        ).click()
        # Asking an old element whether it is stale can end in an inspector error while the page is changing.
        WebDriverWait(self.driver, DEADLINE_S, ignored_exceptions=[WebDriverException]).until(
            lambda driver: driver.execute_script("return !window.isOld && document.readyState === 'complete'")
        )

    def log_in(self, login: str) -> None:
        self.driver.delete_all_cookies()
        self.open("/logowanie")
        self.find("#login").send_keys(login, Keys.TAB, PASSWORD)
        self.press("Zaloguj się")

    def faults(self) -> list[str]:
        found: list[str] = self.driver.execute_script(AUDIT)
        return found

    def complaints(self) -> list[str]:
        """What Chromium itself finds wrong: blocked scripts and styles, missing files."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def office(shared: RunningOffice) -> RunningOffice:
    shared.add_user("anna", Role.CLERK, "Anna Nowak")
    shared.add_user("szef", Role.ADMIN, "Piotr Zieliński")
    return shared


@pytest.fixture
def screen(driver: webdriver.Chrome, office: RunningOffice) -> Screen:
    driver.get_log("browser")  # what the test before left
    return Screen(driver, office)


@pytest.fixture
def package(office: RunningOffice) -> Package:
    kiosk = new_kiosk(office)
    package = sealed(kiosk)
    office.deliver(kiosk, package)
    return package


def test_a_clerk_takes_a_letter_from_the_inbox_to_the_register(screen: Screen, package: Package) -> None:
    screen.log_in("anna")
    assert screen.driver.current_url.endswith("/pisma")
    screen.find("#szukaj").send_keys(package.submission.number, Keys.ENTER)
    screen.press("Wniosek o wycinkę drzewa")

    assert "2 kartki, 3 strony" in screen.text()
    assert "Pieczęć się zgadza" in screen.text()
    pictures = screen.driver.find_elements(By.CSS_SELECTOR, ".sheet img")
    assert len(pictures) == 3
    screen.driver.execute_script("arguments[0].scrollIntoView()", pictures[0])
    WebDriverWait(screen.driver, DEADLINE_S).until(lambda _d: pictures[0].get_property("naturalWidth") == 900)

    screen.find("#register_number").send_keys("RPW/77/2026")
    screen.press("Oznacz jako zarejestrowane")
    assert "Zapisano." in screen.text()
    assert screen.find(".facts dd.number").text == "RPW/77/2026"
    assert screen.driver.switch_to.active_element.get_attribute("id") == "wynik"

    screen.find("#note").send_keys("Sprawę prowadzi Departament Środowiska.")
    screen.press("Zapisz stan")
    assert "Sprawę prowadzi Departament Środowiska." in screen.find(".quote").text
    assert screen.complaints() == []


def test_the_keyboard_is_enough(screen: Screen, package: Package) -> None:
    screen.log_in("anna")
    screen.open(f"/pisma/{package.id}")
    body = screen.find("body")

    body.send_keys(Keys.TAB)
    assert screen.driver.switch_to.active_element.text == "Przejdź do treści"
    reached = []
    for _ in range(40):
        screen.driver.switch_to.active_element.send_keys(Keys.TAB)
        active = screen.driver.switch_to.active_element
        reached.append(active.get_attribute("id") or active.text.replace("\n", " "))

    for stop in (
        "register_number",
        "case_mark",
        "Oznacz jako zarejestrowane",
        "Pobierz pismo (PDF)",
        "Powiększ",
    ):
        assert stop in reached
    assert len(set(reached)) > 12


def test_a_page_opens_large_and_gives_the_focus_back(screen: Screen, package: Package) -> None:
    screen.log_in("anna")
    screen.open(f"/pisma/{package.id}")
    link = screen.find("a[data-zoom]")

    link.send_keys(Keys.ENTER)
    shown = screen.find("dialog[open] img")
    WebDriverWait(screen.driver, DEADLINE_S).until(lambda _d: shown.get_property("naturalWidth") == 1800)
    screen.driver.switch_to.active_element.send_keys(Keys.ESCAPE)

    assert not screen.driver.find_elements(By.CSS_SELECTOR, "dialog[open]")
    assert screen.driver.switch_to.active_element == link


def test_what_a_letter_says_stays_words(screen: Screen, office: RunningOffice) -> None:
    kiosk = new_kiosk(office)
    made = letter(clock=kiosk.clock, kiosk_id=kiosk.id, text=ATTACK)
    hostile = replace(
        made.submission,
        subject=ATTACK,
        sender=Party(ATTACK),
        recipient=Party(ATTACK),
        fields={ATTACK: replace(made.submission.fields["sender_name"], value=ATTACK)},
    )
    package = sealed(kiosk, replace(made, submission=hostile))
    assert office.deliver(kiosk, package)["state"] == "received"
    screen.log_in("anna")

    for path in (f"/pisma/{package.id}", "/pisma", "/pisma?szukaj=%22%3E%3Cscript%3E"):
        screen.open(path)
        assert "zhakowane" not in screen.driver.title.split(" – ")[-1]
        assert screen.driver.find_elements(By.CSS_SELECTOR, "main script, main img[src='x']") == []
        assert screen.complaints() == []
    screen.open(f"/pisma/{package.id}")
    assert screen.find("h1").text == ATTACK
    assert ATTACK in screen.find(".text pre").text
    assert screen.driver.title == f"{ATTACK} – Urzędomat"


def test_a_script_that_got_in_would_still_not_run(screen: Screen, package: Package) -> None:
    """The second lock: even with the escaping gone, the browser refuses."""
    screen.log_in("anna")
    screen.open(f"/pisma/{package.id}")

    screen.driver.execute_script(
        "document.querySelector('main').insertAdjacentHTML('beforeend', "
        '\'<img src=/static/mark.svg onload="document.title=1"><a id=t href="javascript:document.title=2">x</a>\')'
    )
    WebDriverWait(screen.driver, DEADLINE_S).until(
        lambda driver: driver.execute_script(
            "return document.querySelector('main > img:last-of-type').complete"
        )
    )
    screen.driver.execute_script("document.getElementById('t').click()")

    assert screen.driver.title not in ("1", "2")
    assert any("Content Security Policy" in complaint for complaint in screen.complaints())


def test_another_sites_form_is_refused(screen: Screen, package: Package, tmp_path: Path) -> None:
    screen.log_in("anna")
    page = tmp_path / "evil.html"
    action = f"{screen.office.url}/pisma/{package.id}/rejestr"
    page.write_text(
        f'<meta charset="utf-8"><main><form method="post" action="{action}">'
        '<input name="register_number" value="RPW/666/2026"><input name="version" value="1">'
        "<button>Wygraj nagrodę</button></form></main>",
        encoding="utf-8",
    )

    screen.driver.get(page.as_uri())
    screen.press("Wygraj nagrodę")

    # SameSite=Strict: the cookie did not even come along.
    assert "/logowanie" in screen.driver.current_url
    found = screen.office.office.letters.get(package.id)
    assert found is not None
    assert found.row.register_number is None


def test_the_receipts_address_fills_the_form_and_hides_the_secret(screen: Screen, package: Package) -> None:
    screen.open(f"/status?n={package.submission.number}#{package.secret}")

    assert screen.find("#secret").get_property("value") == package.secret
    assert package.secret not in screen.driver.current_url
    screen.press("Sprawdź pismo")
    assert "Urząd odebrał pismo" in screen.find("h1").text
    assert package.secret not in screen.driver.current_url
    assert screen.complaints() == []


@pytest.mark.parametrize("width", [1440, 800, 420])
def test_every_page_can_be_used_by_everybody(screen: Screen, package: Package, width: int) -> None:
    driver = screen.driver
    driver.delete_all_cookies()
    # Chromium's window has a smallest width; the page's own does not.
    metrics = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    faults = {}
    try:
        for path in ("/logowanie", "/status"):
            screen.open(path)
            faults[path] = screen.faults()
        screen.open(f"/status?n={package.submission.number}#{package.secret}")
        screen.press("Sprawdź pismo")
        faults["status"] = screen.faults()
        screen.log_in("szef")
        for path in ("/pisma", f"/pisma/{package.id}", "/pisma?szukaj=nicniema", "/nadzor"):
            screen.open(path)
            faults[path] = screen.faults()
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    assert {path: found for path, found in faults.items() if found} == {}
