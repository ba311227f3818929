"""Every failure has a code, words for the resident in four languages and words for the technician."""

from kiosk.failures.catalogue import Catalogue, Failure, ResidentWords, Severity, load_catalogue

__all__ = ["Catalogue", "Failure", "ResidentWords", "Severity", "load_catalogue"]
