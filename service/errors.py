"""Every error of the service, drawn as a tree. Knows nothing of HTTP.

    FupanError
    ├── InputError                  what was handed in cannot be used; the person can mend it
    │   ├── EmptyInput              no text at all
    │   ├── InputTooLarge           over the size that is read at once
    │   ├── BinaryInput             not text: a picture, an archive, a program
    │   ├── UnsafeInput             a file built to exhaust or deceive its reader: a bomb, a DOCTYPE
    │   ├── EncryptedInput          a file with a password
    │   ├── DamagedInput            cut off, or not what it says it is
    │   ├── UnsupportedInput        a form that is not read: .doc, .pptx, an archive in an archive
    │   ├── ReadingStopped          the process that read it ran into a limit or died
    │   ├── UnknownEncoding         no decoding of the ladder fits
    │   ├── UnreadableTable         a table without a header or without rows
    │   ├── WrongMonth              not YYYY-MM, or outside 2000-2099
    │   ├── InvalidReview           a last-month review that is not fupan.review/1
    │   └── InvalidRequest          a field is missing or has a value it may not have
    ├── ReadingCancelled            a person called the reading off
    ├── NotFound                    no such source, draft, review or finding
    ├── DecisionRefused             a decision or sign-off that the rules do not allow now
    │   └── VersionConflict         somebody else changed the text in the meantime
    ├── RequestRefused              a request from another site, or under a foreign host name
    ├── AddressRefused              serving on an address other than 127.0.0.1
    ├── StoreInUse                  another process owns this data directory
    ├── ArchiveUnavailable          the database cannot be read or written: damaged, newer, locked
    │   └── DiskFull                no space is left to write; reading goes on
    ├── RecallUnavailable           the vector index cannot be read; drafting goes on without it
    ├── ModelUnavailable            the model's server did not answer; the rules go on without it
    │   ├── ModelBusy               it has too much to do, or rests after failures; says for how long
    │   ├── ModelQuotaExhausted     the account is empty
    │   └── ModelMisconfigured      key, name, address or form of the request is wrong; the operator mends it
    ├── ModelRefused                the model gave no answer that can be used
    │   ├── ModelIncomplete         half of one
    │   └── ModelMalformed          one without the form asked for, also after a repair
    ├── PromptTooLong               more text than the model reads at once
    ├── BudgetExceeded              the tokens or the money of a run or a day are spent
    ├── SendingBlocked              the text holds what must not leave, or could not be masked
    └── RuleError                   a critique rule that is malformed or fails its own examples
        └── InvalidConfiguration    a critique.yaml that cannot be used

Each carries a `code` that is stable for programs and a message in both languages that says what to
do. `str(error)` is the English message.
"""

from __future__ import annotations

from typing import ClassVar, Literal

Language = Literal["zh", "en"]


class FupanError(Exception):
    """The root. `zh` and `en` say what happened and what to do next."""

    code: ClassVar[str] = "error"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def message(self, language: Language) -> str:
        """The message in the language of the reader."""
        return self.zh if language == "zh" else self.en


class InputError(FupanError):
    """What was handed in cannot be used as it is."""

    code = "invalid-input"


class EmptyInput(InputError):
    """No text at all: nothing pasted, a file of zero bytes, or white space only."""

    code = "empty-input"


class InputTooLarge(InputError):
    """More bytes than are read at once."""

    code = "input-too-large"


class BinaryInput(InputError):
    """Bytes that are no text: a picture, an archive, a program, an Office file."""

    code = "binary-input"


class UnsafeInput(InputError):
    """A file built to exhaust or deceive its reader: it unpacks to far more, its parts overlap, or its
    XML declares a DOCTYPE."""

    code = "unsafe-input"


class EncryptedInput(InputError):
    """A file, or a member of an archive, that a password protects."""

    code = "encrypted-input"


class DamagedInput(InputError):
    """A file that is cut off or is not what its first bytes say."""

    code = "damaged-input"


class UnsupportedInput(InputError):
    """A form that is known and not read, such as .doc or .pptx; the message says what to save it as."""

    code = "unsupported-input"


class ReadingStopped(InputError):
    """The process that read the file ran into its limit of time, memory or output, or died."""

    code = "reading-stopped"


class UnknownEncoding(InputError):
    """Bytes that no decoding of the ladder reads without damage."""

    code = "unknown-encoding"


class UnreadableTable(InputError):
    """A CSV file without a usable header or without a single row."""

    code = "unreadable-table"


class WrongMonth(InputError):
    """A month that is not written YYYY-MM or does not exist."""

    code = "wrong-month"


class InvalidReview(InputError):
    """A file handed in as last month's review that is not a signed review."""

    code = "invalid-review"


class InvalidRequest(InputError):
    """A request with a missing field or a value that is not allowed."""

    code = "invalid-request"


class ReadingCancelled(FupanError):
    """Somebody called the reading off before its end; nothing of it was kept."""

    code = "reading-cancelled"


class NotFound(FupanError):
    """What was asked for does not exist."""

    code = "not-found"


class DecisionRefused(FupanError):
    """A decision or a sign-off that the state of the draft does not allow."""

    code = "decision-refused"


class VersionConflict(DecisionRefused):
    """An edit of a text that has been changed since it was read."""

    code = "version-conflict"


class RequestRefused(FupanError):
    """A request that another site sent, or one under a host name that is not this machine's."""

    code = "request-refused"


class AddressRefused(FupanError):
    """An address that the service does not serve on."""

    code = "address-refused"


class StoreInUse(FupanError):
    """Another process holds the data directory."""

    code = "store-in-use"


class ArchiveUnavailable(FupanError):
    """The database cannot be read or written: no space, no permission, damaged, or too new."""

    code = "archive-unavailable"


class DiskFull(ArchiveUnavailable):
    """No space is left on the disk to write; what is stored can be read."""

    code = "disk-full"


class RecallUnavailable(FupanError):
    """The vector index is missing or damaged; SQL still holds everything."""

    code = "recall-unavailable"


class ModelUnavailable(FupanError):
    """The model's server did not answer in time, or not with an answer."""

    code = "model-unavailable"


class ModelBusy(ModelUnavailable):
    """The server has too much to do, or is left alone after failures. `retry_after` is in seconds."""

    code = "model-busy"

    def __init__(self, *, zh: str, en: str, retry_after: float | None = None) -> None:
        super().__init__(zh=zh, en=en)
        self.retry_after = retry_after


class ModelQuotaExhausted(ModelUnavailable):
    """The account of the model is empty."""

    code = "model-quota"


class ModelMisconfigured(ModelUnavailable):
    """The server refuses key, model, address or request; asking again does not help."""

    code = "model-misconfigured"


class ModelRefused(FupanError):
    """The model answered, but refused, or not in a way that can be used."""

    code = "model-refused"


class ModelIncomplete(ModelRefused):
    """The model stopped half-way."""

    code = "model-incomplete"


class ModelMalformed(ModelRefused):
    """The answer has not the form asked for, also after the one repair."""

    code = "model-malformed"


class PromptTooLong(FupanError):
    """A question that, with its answer, is more than the model takes at once."""

    code = "prompt-too-long"


class BudgetExceeded(FupanError):
    """A request that would cost more than is left of a run's or a day's budget; it was not sent."""

    code = "budget-exceeded"


class SendingBlocked(FupanError):
    """Text that was not sent to a model, because of what it holds or because it could not be masked."""

    code = "sending-blocked"


class RuleError(FupanError):
    """A critique rule that is malformed or does not hold on its own examples."""

    code = "rule-error"


class InvalidConfiguration(RuleError):
    """A critique.yaml with a fault, or under which the checks no longer hold their own examples."""

    code = "invalid-configuration"


def error_of(code: str, *, zh: str, en: str) -> FupanError:
    """An error that was written down, again as one of its class; the root for a code of none."""
    kinds = [FupanError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    found = next((kind for kind in kinds if kind.code == code), FupanError)
    return found(zh=zh, en=en)
