"""A Zoom chat: messages over several lines, reactions, quoted replies."""

from __future__ import annotations

from service.intake.transcripts import layout_of
from tests.service.intake.transcripts.reading import account, read, said, turns
from tests.service.intake.transcripts.samples import CHAT


def test_messages_keep_their_lines_and_reactions_are_left_out() -> None:
    """A line that begins no message belongs to the one above."""
    source = read(CHAT, "meeting_saved_chat.txt")
    assert (source.form, source.dialect) == ("transcript", "zoom_chat")
    assert [(speaker, words) for speaker, words in turns(source)] == [
        ("Ravi Menon", "gm"),
        ("Anna Berg", "https://tracker.example/issues/19"),
        ("Anna Berg", "is the audio cutting out for anyone else?"),
        ("Ole Falk | Ops", 'Replying to "is the audio cutting..." Here too'),
        ("Ravi Menon", "The import is back. 40 rows must be loaded again."),
    ]
    assert account(source).endswith("7 with words, 4 reactions, which were left out.")


def test_what_a_reply_quotes_is_not_said_again() -> None:
    """It is kept, as a quote; the answer is a sentence of its own."""
    pairs = [(s.role, s.text) for place, s in said(read(CHAT)) if place.speaker.startswith("Ole")]
    assert pairs == [("quote", 'Replying to "is the audio cutting..."'), ("body", "Here too")]


def test_lines_of_a_message_are_sentences_of_one_time() -> None:
    """Both carry the time of their message."""
    pairs = [(p.time, s.text) for p, s in said(read(CHAT)) if p.turn == 5]
    assert pairs == [
        ("00:19:02", "The import is back."),
        ("00:19:02", "40 rows must be loaded again."),
    ]


def test_the_older_form_with_from_and_to_is_read() -> None:
    """`From … to …` names the speaker and the audience."""
    text = "".join(f"00:0{n}:00\t From  张伟明  to  Everyone:\t第 {n} 条\n" for n in range(1, 5))
    assert turns(read(text))[0] == ("张伟明", "第 1 条")


def test_a_log_with_times_that_fall_is_no_chat() -> None:
    """Three messages in order make a chat; a table of times does not."""
    text = "".join(f"0{n}:00:00\tjob{n}:\tdone\n" for n in (5, 3, 4, 1, 2))
    assert layout_of(text) is None
