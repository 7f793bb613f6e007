"""Answers that a browser saves as a file under a name in any language."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.responses import Response

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def download(content: str | bytes, name: str, media_type: str) -> Response:
    """`content` to be saved as `name`; the plain fallback name holds ASCII alone."""
    safe = _NOT_IN_NAMES.sub("-", name)
    plain = safe.encode("ascii", "ignore").decode().strip("-. ") or "download"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
