"""A reading host whose reading processes behave as its arguments say; see `tests/ocr/standin_worker.py`."""

import argparse
import socket

from drivers.host import Answer, serve
from drivers.wire import Buffer
from ocr.service import OcrService
from tests.ocr.kit import standin


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("behaviour")
    parser.add_argument("--connection-fd", type=int, required=True)
    arguments = parser.parse_args()
    service = OcrService(standin(arguments.behaviour), make_buffer=Buffer.of, answer=Answer)
    serve(service, socket.socket(fileno=arguments.connection_fd))


if __name__ == "__main__":
    main()
