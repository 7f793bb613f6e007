"""Which layout a transcript has, and its utterances."""

from __future__ import annotations

from service.intake.transcripts.captions import captions_layout, read_captions
from service.intake.transcripts.chat import is_chat, read_chat
from service.intake.transcripts.headed import headed_layout, read_headed
from service.intake.transcripts.utterances import Layout, Parsed


def layout_of(text: str) -> Layout | None:
    """The layout by the content alone; None for what is no transcript, such as minutes."""
    captions = captions_layout(text)
    if captions is not None:
        return captions
    return "zoom_chat" if is_chat(text) else headed_layout(text)


def read_layout(text: str) -> Parsed:
    """The utterances of a transcript; a text in no known layout is read line by line (see `read_headed`)."""
    layout = layout_of(text)
    if layout in ("teams_vtt", "zoom_vtt", "srt"):
        return read_captions(text, layout)
    return read_chat(text) if layout == "zoom_chat" else read_headed(text)
