"""`fupan serve`: the web form and the API on 127.0.0.1."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from service.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The options of the command."""
    parser.add_argument("--host", default="", help="127.0.0.1 (0.0.0.0 inside the image)")
    parser.add_argument("--port", type=int, help="default 8000, or FUPAN_PORT")
    parser.add_argument("--data", type=Path, help="default ./data, or FUPAN_DATA")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped. Raises AddressRefused and StoreInUse."""
    from service.app import ALL_ADDRESSES, LOOPBACK, check_address, serve

    settings = read_settings(os.environ)
    if options.data is not None:
        settings = replace(settings, data=options.data)
    host = options.host or (ALL_ADDRESSES if settings.in_image else LOOPBACK)
    check_address(host, in_image=settings.in_image)
    serve(settings, host, options.port)
    return 0
