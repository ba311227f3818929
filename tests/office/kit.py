"""What the office's tests share: a running office, kiosks with keys, letters, and a browser without a screen."""

import base64
import hashlib
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import jwt
import uvicorn
from argon2 import PasswordHasher
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import text

from sync.container import build
from sync.office.accounts import Role
from sync.office.app import create_app
from sync.office.confined import Nursery
from sync.office.context import Office, World
from sync.office.schema import metadata
from sync.office.settings import OfficeSettings
from sync.seal import Sealer
from sync.submission import StatusSecret, Submission
from tests.sync.kit import DrivenClock, Holder, Letter, holder, letter, private_pem

DEADLINE_S = 60.0
PASSWORD = "Kujawy-i-Pomorze-2026"
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
TUS = {"Tus-Resumable": "1.0.0"}
OFFSET_TYPE = "application/offset+octet-stream"


@dataclass
class Kiosk:
    """A kiosk's keys, and what it does with them."""

    id: str = "tor1"
    name: str = "Toruń, Targowa"
    clock: DrivenClock = field(default_factory=DrivenClock)

    def __post_init__(self) -> None:
        self.authority = holder("Test CA")
        self.seal = holder(f"Kiosk {self.id}", issuer=self.authority)
        self.transport = ec.generate_private_key(ec.SECP256R1())

    @property
    def transport_pem(self) -> str:
        public = self.transport.public_key()
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return public.public_bytes(serialization.Encoding.PEM, form).decode()

    @property
    def sealer(self) -> Sealer:
        return Sealer.from_pem(self.seal.key_pem, self.seal.pem, self.authority.pem)

    def token(self, **changes: object) -> str:
        now = int(self.clock().timestamp())
        claims: dict[str, object] = {
            "iss": self.id,
            "sub": self.id,
            "aud": "urzedomat-office",
            "iat": now,
            "exp": now + 300,
            "jti": secrets.token_hex(8),
        }
        kept = {key: value for key, value in (claims | changes).items() if value is not None}
        return jwt.encode(kept, private_pem(self.transport), algorithm="ES256")

    def headers(self, **changes: object) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(**changes)}"}


@dataclass(frozen=True)
class Package:
    """A sealed letter, with what is announced of it."""

    submission: Submission
    data: bytes = field(repr=False)
    secret: StatusSecret = field(repr=False)

    @property
    def id(self) -> str:
        return self.submission.submission_id

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def with_data(self, data: bytes) -> "Package":
        """The same announcement, other content: the announced digest follows the content."""
        return Package(self.submission, data, self.secret)


def sealed(kiosk: Kiosk, a_letter: Letter | None = None, **options: object) -> Package:
    """Seal a letter as the kiosk does."""
    made = a_letter or letter(clock=kiosk.clock, kiosk_id=kiosk.id, **options)  # type: ignore[arg-type]  # passed on
    return Package(made.submission, build(made.submission, kiosk.sealer), made.secret)


def metadata_header(values: Mapping[str, str]) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


class RunningOffice:
    """The real application behind a real HTTP server on a free port."""

    def __init__(
        self, folder: Path, database_url: str, nursery: Nursery, *, clock: DrivenClock, **changes: object
    ) -> None:
        self.folder = folder
        self.nursery = nursery
        self.clock = clock
        keep = changes.pop("keep", False)
        self.seal: Holder = _old_seal(folder) if keep else _office_seal(folder)
        self.settings = OfficeSettings.model_validate(
            {
                "database_url": database_url,
                "blob_dir": folder / "blobs",
                "office_seal_key_path": folder / "office.key.pem",
                "office_seal_certificate_path": folder / "office.cert.pem",
                "tidy_interval_s": 3600.0,
            }
            | changes
        )
        self._thread: threading.Thread | None = None
        self.client = httpx.Client(timeout=DEADLINE_S)

    @property
    def office(self) -> Office:
        office = self.app.state.office
        assert isinstance(office, Office)
        return office

    def start(self) -> "RunningOffice":
        self.app = create_app(
            self.settings, World(clock=self.clock, hasher=CHEAP_HASHER, nursery=self.nursery)
        )
        self._started = threading.Event()
        config = uvicorn.Config(
            self.app, host="127.0.0.1", port=0, log_config=None, ws="none", date_header=False, lifespan="on"
        )
        self._server = _AnnouncingServer(config, self._started)
        self._thread = threading.Thread(target=self._server.run, name="office")
        self._thread.start()
        assert self._started.wait(DEADLINE_S)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    def stop(self) -> None:
        self.client.close()
        if self._thread is not None:
            self._server.should_exit = True
            self._thread.join(DEADLINE_S)
            assert not self._thread.is_alive()

    def add_kiosk(self, kiosk: Kiosk) -> Kiosk:
        self.office.register.add(
            kiosk.id,
            kiosk.name,
            seal_pem=kiosk.seal.pem.decode(),
            transport_pem=kiosk.transport_pem,
            now=self.clock(),
        )
        return kiosk

    def add_user(self, login: str, role: Role, name: str = "") -> None:
        self.office.accounts.add(login, name or login.title(), role, PASSWORD, now=self.clock())

    def create(self, kiosk: Kiosk, package: Package, **headers: str) -> httpx.Response:
        """Announce a package."""
        about = {
            "submission_id": package.id,
            "sha256": package.sha256,
            "number": str(package.submission.number),
        }
        fixed = {"Upload-Length": str(len(package.data)), "Upload-Metadata": metadata_header(about)}
        return self.client.post(f"{self.url}/api/v1/uploads", headers=TUS | kiosk.headers() | fixed | headers)

    def patch(self, kiosk: Kiosk, location: str, offset: int, data: bytes, **headers: str) -> httpx.Response:
        fixed = {"Upload-Offset": str(offset), "Content-Type": OFFSET_TYPE}
        return self.client.patch(
            f"{self.url}{location}", headers=TUS | kiosk.headers() | fixed | headers, content=data
        )

    def head(self, kiosk: Kiosk, location: str) -> httpx.Response:
        return self.client.head(f"{self.url}{location}", headers=TUS | kiosk.headers())

    def get(self, kiosk: Kiosk, path: str) -> httpx.Response:
        return self.client.get(f"{self.url}{path}", headers=kiosk.headers())

    def deliver(self, kiosk: Kiosk, package: Package) -> dict[str, object]:
        """Upload a package in one piece and answer what the office says of it in the end."""
        created = self.create(kiosk, package)
        assert created.status_code == 201, created.text
        patched = self.patch(kiosk, created.headers["Location"], 0, package.data)
        assert patched.status_code == 204, patched.text
        return self.settled(kiosk, package)

    def settled(self, kiosk: Kiosk, package: Package) -> dict[str, object]:
        """Wait until the office has decided."""
        assert self.office.intake.wait_idle(DEADLINE_S)
        answer = self.get(kiosk, f"/api/v1/submissions/{package.id}")
        assert answer.status_code == 200, answer.text
        said: dict[str, object] = answer.json()
        return said

    def footprint(self) -> dict[str, object]:
        """Every row but the history's, and every file: what a refusal must leave as it was."""
        untouched = {"events", "sessions", "tries", "schema_versions"}
        with self.office.database.read() as connection:
            rows = {
                table.name: sorted(map(repr, connection.execute(table.select()).all()))
                for table in metadata.sorted_tables
                if table.name not in untouched
            }
            found = connection.execute(text("SELECT submission_id FROM submission_search")).all()
        rows["search"] = sorted(map(repr, found))
        files = {
            str(path.relative_to(self.folder)): path.stat().st_size
            for path in (self.folder / "blobs").rglob("*")
            if path.is_file() and path.name != "clock-was-right"
        }
        return {**rows, "files": files}


class _AnnouncingServer(uvicorn.Server):
    """Tells when it listens, so that no test has to ask again and again."""

    def __init__(self, config: uvicorn.Config, started: threading.Event) -> None:
        super().__init__(config)
        self._announced = started

    async def startup(self, sockets: object = None) -> None:
        await super().startup(sockets=sockets)  # type: ignore[arg-type]  # passed on
        self._announced.set()


def _office_seal(folder: Path) -> Holder:
    made = holder("Urząd")
    (folder / "office.key.pem").write_bytes(made.key_pem)
    (folder / "office.cert.pem").write_bytes(made.pem)
    return made


def _old_seal(folder: Path) -> Holder:
    """The seal of the office that ran here before."""
    key = serialization.load_pem_private_key((folder / "office.key.pem").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return Holder(key, x509.load_pem_x509_certificate((folder / "office.cert.pem").read_bytes()))


class Browser:
    """As much of a browser as forms and cookies need; it takes `Secure` cookies over loopback, as Chromium does."""

    def __init__(self, running: RunningOffice) -> None:
        self._running = running
        self._client = running.client
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> httpx.Response:
        return self._keep(self._client.get(self._running.url + path, headers=self._headers()))

    def post(self, path: str, form: Mapping[str, str]) -> httpx.Response:
        return self._keep(
            self._client.post(self._running.url + path, headers=self._headers(), data=dict(form))
        )

    def form_token(self, path: str) -> str:
        """What the form on that page carries."""
        page = self.get(path).text
        return page.partition('name="form_token" value="')[2].partition('"')[0]

    def log_in(self, login: str, password: str = PASSWORD) -> httpx.Response:
        token = self.form_token("/logowanie")
        return self.post("/logowanie", {"login": login, "password": password, "form_token": token})

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _keep(self, answer: httpx.Response) -> httpx.Response:
        for header in answer.headers.get_list("Set-Cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        self._client.cookies.clear()
        return answer


def eventually(condition: Callable[[], bool]) -> None:
    """Wait for something that another process or thread does in its own time."""
    pause = threading.Event()
    for _ in range(int(DEADLINE_S / 0.02)):
        if condition():
            return
        pause.wait(0.02)
    raise AssertionError("it did not come true")
