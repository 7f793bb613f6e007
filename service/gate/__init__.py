"""What every request passes first: host, origin, size, language; and the headers of every answer.

    outer  AnswerHeaders     the security headers, and the chosen language as a cookie
           KnownHost         refuses a host name that is not this machine's (DNS rebinding)
           SameOrigin        refuses a changing request that another site's page sent
    inner  BodyLimit         refuses a body that is too large, after reading it to its end

Each is a pure ASGI class. A refusal is an answer made by the `refuse` function given to it.
"""

from __future__ import annotations

from service.gate.body import BodyLimit
from service.gate.headers import AnswerHeaders
from service.gate.origin import KnownHost, SameOrigin
from service.gate.refusal import Refuse

__all__ = [
    "AnswerHeaders",
    "BodyLimit",
    "KnownHost",
    "Refuse",
    "SameOrigin",
]
