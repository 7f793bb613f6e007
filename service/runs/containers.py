"""A file that holds files: each member becomes a thing of its own, behind its container."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from service.archive.intake_log import IntakeLog
from service.archive.records import IntakeThing, NewThing
from service.errors import InputError
from service.intake.containers import Contents


def holds_others(contents: Contents, name: str) -> bool:
    """Whether there is more in a file than itself."""
    alone = [member.name for member in contents.members] == [name]
    return not alone or any(one.refused for one in contents.left_out)


def open_container(
    log: IntakeLog, thing: IntakeThing, contents: Contents, check: Callable[[], None]
) -> None:
    """Takes the members out one by one; one that cannot be is refused on its own.

    `check` is called before each and raises when the reading is to end.
    """
    log.begin_container(thing.id)
    number = 0
    for member in contents.members:
        check()
        error: InputError | None = None
        data = b""
        try:
            data = member.read()
        except InputError as fault:
            error = fault
        digest = hashlib.sha256(data).hexdigest()
        log.add_member(thing.id, number, NewThing(member.name, data, digest, thing.choices), error)
        number += 1
    for left in contents.left_out:
        if left.refused:
            digest = hashlib.sha256(b"").hexdigest()
            new = NewThing(left.name, b"", digest, thing.choices)
            log.add_member(thing.id, number, new, left.reason)
            number += 1
    log.settle(thing.id, "opened")
