"""Transcripts and chats of meetings -> sentences with speaker, time and turn.

`read_transcript` is the reader; `layout_of` says which layout a text is in, None for what is no
transcript; `summary_of` tells a person what was recognised.
"""

from service.intake.transcripts.layouts import layout_of
from service.intake.transcripts.reader import read_document_as_talk, read_transcript
from service.intake.transcripts.remarks import summary_of

__all__ = ["layout_of", "read_document_as_talk", "read_transcript", "summary_of"]
