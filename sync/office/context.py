"""Builds the office's parts from the settings; nothing else does."""

import os
import random
import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from sync.channel_settings import OFFICE, ChannelsRefused, load_channels
from sync.channel_setup import ChannelWorld, make_channels
from sync.clock import Clock, ClockReading, ClockWatch, RandomBytes, kernel_clock, system_clock
from sync.courier import Courier
from sync.office.accounts import Accounts
from sync.office.blobs import BlobStore, FolderStore, Staging
from sync.office.confined import Nursery, Workers
from sync.office.database import Database
from sync.office.forwarding import Forwarding
from sync.office.intake import Intake, IntakeParts
from sync.office.kiosks import KioskRegister
from sync.office.letters import Letters
from sync.office.limits import TryCounter
from sync.office.metrics import Metrics
from sync.office.migrations import migrate
from sync.office.pages import PagePictures
from sync.office.proofs import Proofs
from sync.office.registry import Registry
from sync.office.resident import ResidentDesk
from sync.office.sessions import Sessions
from sync.office.settings import OfficeSettings
from sync.office.tokens import Doorkeeper
from sync.office.uploads import Uploads
from sync.office.verifier import Verifier
from sync.proof import ProofSigner
from sync.seal import is_demo_certificate

_LITTER_AGE = timedelta(days=1)


@dataclass(frozen=True)
class World:
    """What the office takes from outside: time, chance and the cost of a password."""

    clock: Clock = system_clock
    random: RandomBytes = secrets.token_bytes
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    nursery: Nursery = field(default_factory=Nursery)


class DemoKeyRefusedError(RuntimeError):
    """The office's key is a demonstration's and this office is not one."""


@dataclass(frozen=True)
class Office:
    """The running office."""

    settings: OfficeSettings
    world: World
    database: Database
    blobs: BlobStore
    staging: Staging
    metrics: Metrics
    register: KioskRegister
    doorkeeper: Doorkeeper
    uploads: Uploads
    intake: Intake
    proofs: Proofs
    letters: Letters
    pictures: PagePictures
    registry: Registry
    forwarding: Forwarding | None
    resident: ResidentDesk
    accounts: Accounts
    sessions: Sessions
    tries: TryCounter
    clock_watch: ClockWatch
    clock_lock: threading.Lock

    def read_clock(self) -> ClockReading:
        """The time with what is known of the clock; the watch's memory has room for one writer."""
        with self.clock_lock:
            return self.clock_watch.read()

    def tidy(self) -> None:
        """What must be done again and again, and after every start; any instance may do it."""
        now = self.world.clock()
        self.intake.resume()
        self.tries.sweep(before=now - timedelta(days=1))
        self.staging.sweep(before=(now - _LITTER_AGE).timestamp())

    def close(self) -> None:
        """Finish what is in hand."""
        self.intake.close()
        if self.forwarding is not None:
            self.forwarding.close()
        self.database.close()


def open_database(settings: OfficeSettings, now: datetime) -> Database:
    """Open the database with today's schema."""
    prefix = "sqlite:///"
    if settings.database_url.startswith(prefix):
        Path(settings.database_url.removeprefix(prefix)).parent.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    migrate(database, now=now)
    return database


def open_office(settings: OfficeSettings, world: World) -> Office:
    """Build everything."""
    signer = _proof_signer(settings)
    database = open_database(settings, world.clock())
    limits = settings.limits
    metrics = Metrics()
    blobs, staging = FolderStore(settings.blob_dir), Staging(settings.blob_dir / "staging")
    register = KioskRegister(database, is_demo=settings.demo)
    workers = Workers(
        world.nursery, count=limits.worker_count, memory_bytes=limits.worker_memory_bytes, metrics=metrics
    )
    uploads = Uploads(database, blobs, lifetime_s=limits.upload_lifetime_s, random=world.random)
    proofs = Proofs(database, signer, settings.office_name)
    verifier = Verifier(register, workers, limits, _roots(settings), settings.demo)
    letters = Letters(database, blobs)
    registry = Registry(database, settings.register_number_pattern, world.clock)
    intake_parts = IntakeParts(
        database=database,
        blobs=blobs,
        staging=staging,
        uploads=uploads,
        verifier=verifier,
        proofs=proofs,
        clock=world.clock,
        metrics=metrics,
    )
    return Office(
        settings=settings,
        world=world,
        database=database,
        blobs=blobs,
        staging=staging,
        metrics=metrics,
        register=register,
        doorkeeper=Doorkeeper(register, leeway_s=settings.token_leeway_s),
        uploads=uploads,
        intake=Intake(intake_parts, threads=limits.worker_count),
        proofs=proofs,
        letters=letters,
        pictures=PagePictures(
            letters, workers, cache_bytes=limits.page_cache_bytes, deadline_s=limits.render_deadline_s
        ),
        registry=registry,
        forwarding=_forwarding(settings, world, database, blobs, registry),
        resident=ResidentDesk(database, world.random),
        accounts=Accounts(database, settings.login, world.hasher),
        sessions=Sessions(database, settings.session, world.random),
        tries=TryCounter(database),
        clock_watch=ClockWatch(world.clock, kernel_clock, settings.blob_dir / "clock-was-right"),
        clock_lock=threading.Lock(),
    )


def _forwarding(
    settings: OfficeSettings, world: World, database: Database, blobs: BlobStore, registry: Registry
) -> Forwarding | None:
    if settings.channels_file is None:
        return None
    chosen = load_channels(settings.channels_file)
    if OFFICE in chosen.routing.named():
        raise ChannelsRefused(f"{settings.channels_file}: an office passes nothing on to itself")
    channels = make_channels(chosen, ChannelWorld(world.clock, world.random, os.environ))
    chance = random.Random(secrets.randbits(64))  # noqa: S311  spreads retries, keeps no secret
    return Forwarding(database, blobs, registry, Courier(channels, chosen.routing), world.clock, chance)


def _proof_signer(settings: OfficeSettings) -> ProofSigner:
    signer = ProofSigner.from_pem(
        settings.office_seal_key_path.read_bytes(), settings.office_seal_certificate_path.read_bytes()
    )
    if is_demo_certificate(signer.certificate.public_bytes(Encoding.DER)) and not settings.demo:
        raise DemoKeyRefusedError(
            "the office's certificate is a demonstration's; make real keys or set demo = true"
        )
    return signer


def _roots(settings: OfficeSettings) -> tuple[bytes, ...]:
    certificates = [
        certificate
        for path in settings.signature_trust_paths
        for certificate in x509.load_pem_x509_certificates(path.read_bytes())
    ]
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in certificates)
