"""python-escpos is imported here alone, for importing it leaves things behind that a kiosk must not collect.

Version 3.1 makes a new folder under /tmp in every process, and puts a handler on the root logger.
"""

import logging
import shutil

_handlers_before = list(logging.root.handlers)

from escpos import capabilities  # noqa: E402
from escpos.constants import QR_ECLEVEL_M  # noqa: E402
from escpos.exceptions import DeviceNotFoundError, Error  # noqa: E402
from escpos.printer import Dummy, Network, Serial, Usb  # noqa: E402

__all__ = ["QR_ECLEVEL_M", "DeviceNotFoundError", "Dummy", "Error", "Network", "Serial", "Usb"]

logging.root.handlers[:] = _handlers_before
shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
