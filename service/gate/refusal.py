"""The shape of the function that answers what the gate refuses."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from service.errors import FupanError

Refuse = Callable[[Request, FupanError], Response]
"""Makes the answer to a refused request, as a page or as JSON."""
