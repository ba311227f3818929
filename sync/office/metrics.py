"""Numbers for the people who run the office's server; none of them is about a person."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """One registry per application, so that two in one process don't mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "urzedomat_office_requests", "Answers by kind", ["method", "status"], registry=self.registry
        )
        self.uploaded_bytes = Counter(
            "urzedomat_office_uploaded_bytes", "Bytes made durable", registry=self.registry
        )
        self.received = Counter(
            "urzedomat_office_submissions_received", "Letters received", ["kiosk"], registry=self.registry
        )
        self.refused = Counter(
            "urzedomat_office_packages_refused", "Packages refused", ["code"], registry=self.registry
        )
        self.verify_seconds = Histogram(
            "urzedomat_office_verify_seconds", "Time to verify one package", registry=self.registry
        )
        self.worker_misfortunes = Counter(
            "urzedomat_office_worker_misfortunes",
            "Confined jobs without an answer",
            ["kind"],
            registry=self.registry,
        )
        self.unregistered = Gauge(
            "urzedomat_office_unregistered", "Letters waiting for the registry", registry=self.registry
        )

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self.registry)
