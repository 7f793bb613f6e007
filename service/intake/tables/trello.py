"""A Trello board -> records: each card with its list, members, labels, check items and moves.

A board has no states: the list a card lies in is one only when its name is such a word. An archived
card is put away, which is not done; a card that was deleted is left only in the board's history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.intake.tables.days import DayReader, zone_of
from service.intake.tables.dialects import dialects, normal
from service.intake.tables.records import Leaf, Lists
from service.review import IntakeWarning, State, StateChange, Ticket

HISTORY_LIMIT = 1000
"""Actions at which Trello cuts a board's history off."""
_PLAIN = ("idShort", "name", "desc", "start", "due", "dateLastActivity")
_ENDED = ("resolved", "closed", "cancelled")
_SHOWN = 8


def is_board(root: object) -> bool:
    """Whether a JSON file is a board: cards that lie in lists."""
    return (
        isinstance(root, dict)
        and isinstance(root.get("cards"), list)
        and isinstance(root.get("lists"), list)
        and all(isinstance(card, dict) and "idList" in card for card in root["cards"])
    )


def read_board(root: Mapping[str, Any], lists: Lists) -> None:
    """Read the cards of a board into `lists`."""
    board = _Board(root, lists)
    cards = root["cards"]
    lists.read("cards", [list(board.card(n, card)) for n, card in enumerate(cards)], board.adjust)
    lists.warnings += board.warnings()


class _Board:
    def __init__(self, root: Mapping[str, Any], lists: Lists) -> None:
        self.cards: Sequence[Mapping[str, Any]] = root["cards"]
        self.columns = _by_id(root, "lists")
        self.labels = _by_id(root, "labels")
        self.members = _by_id(root, "members")
        self.checklists = _by_id(root, "checklists")
        self.actions = [one for one in root.get("actions") or () if isinstance(one, dict)]
        self.archived: list[str] = []
        self.days = DayReader({}, zone=zone_of(lists.given.choices.zone))
        self.chosen = {normal(word): state for word, state in lists.given.choices.states.items()}
        self.known = next(one for one in dialects() if one.name == "trello").states
        self.created: dict[str, tuple[int, str]] = {}
        self.moves: dict[str, list[tuple[str, int, str]]] = {}
        self.comments: dict[str, list[tuple[int, str]]] = {}
        for number, action in enumerate(self.actions):
            self._file(number, action)

    def card(self, number: int, card: Mapping[str, Any]) -> Iterator[Leaf]:
        """The values of a card, those of other parts of the file joined by their ids."""
        path = f"cards[{number}]"
        for name in _PLAIN:
            if card.get(name) not in (None, ""):
                yield Leaf(name, f"{path}.{name}", str(card[name]))
        at, column = self.columns.get(card["idList"], (0, {}))
        if column.get("name"):
            yield Leaf("list", f"lists[{at}].name", str(column["name"]))
        yield from self._labels(path, card)
        for member in card.get("idMembers") or ():
            at, person = self.members.get(member, (0, {}))
            field = "fullName" if person.get("fullName") else "username"
            if person.get(field):
                yield Leaf("members", f"members[{at}].{field}", str(person[field]))
        for checklist in card.get("idChecklists") or ():
            at, found = self.checklists.get(checklist, (0, {}))
            for n, item in enumerate(found.get("checkItems") or ()):
                if str(item.get("name") or "").strip():
                    yield Leaf(
                        "checkItems", f"checklists[{at}].checkItems[{n}].name", str(item["name"])
                    )
        yield from self._history(str(card.get("id", "")))

    def adjust(self, number: int, ticket: Ticket) -> Ticket:
        """What the board says of a card beside its fields."""
        card = self.cards[number - 1]
        moves = self.moves.get(str(card.get("id", "")), [])
        history = tuple(
            StateChange(self.days.read(date), name, self._state(name) or "unknown")
            for date, _, name in sorted(moves)
        )
        state: State = ticket.state
        if card.get("dueComplete") is True and state not in _ENDED:
            state = "resolved"
        elif card.get("closed") is True and state not in _ENDED:
            state = "unknown"
            self.archived.append(ticket.key)
        return replace(ticket, state=state, history=history)

    def warnings(self) -> Iterator[IntakeWarning]:
        """Cards put away, cards gone, and a history that was cut."""
        if self.archived:
            shown = _listed(self.archived)
            yield IntakeWarning(
                "archived_cards",
                f"{len(self.archived)} 张卡片已归档但不在完成的列表里（{shown}）：归档不等于完成，"
                "记为“状态未知”。",
                f"{len(self.archived)} cards are archived outside a list of done cards ({shown}): "
                "archived is not done, their state is unknown.",
            )
        there = {str(card.get("idShort")) for card in self.cards}
        gone = [
            str(number)
            for action in self.actions
            if action.get("type") == "deleteCard"
            and (number := _data(action, "card").get("idShort")) is not None
            and str(number) not in there
        ]
        if gone:
            shown = _listed([f"#{number}" for number in dict.fromkeys(gone)])
            yield IntakeWarning(
                "gone_cards",
                f"{len(set(gone))} 张卡片已被删除，只在历史里留有记录（{shown}）：不算完成。",
                f"{len(set(gone))} cards were deleted and are left only in the history ({shown}): "
                "they do not count as done.",
            )
        if len(self.actions) == HISTORY_LIMIT:
            yield IntakeWarning(
                "perhaps_cut",
                f"历史正好 {HISTORY_LIMIT} 条：更早的创建和移动可能被截断。",
                f"The history has exactly {HISTORY_LIMIT} entries: earlier ones may be cut off.",
            )

    def _file(self, number: int, action: Mapping[str, Any]) -> None:
        card = str(_data(action, "card").get("id", ""))
        kind = action.get("type")
        if kind in ("createCard", "copyCard"):
            self.created[card] = (number, str(action.get("date", "")))
        elif kind == "updateCard" and (after := _data(action, "listAfter").get("name")):
            moves = self.moves.setdefault(card, [])
            moves.append((str(action.get("date", "")), number, str(after)))
        elif kind == "commentCard" and (text := (action.get("data") or {}).get("text")):
            self.comments.setdefault(card, []).append((number, str(text)))

    def _history(self, card: str) -> Iterator[Leaf]:
        if card in self.created:
            number, date = self.created[card]
            yield Leaf("created", f"actions[{number}].date", date)
        moves = sorted(self.moves.get(card, []))
        if moves and self._state(moves[-1][2]) in ("resolved", "closed"):
            date, number, _ = moves[-1]
            yield Leaf("done", f"actions[{number}].date", date)
        for number, text in reversed(self.comments.get(card, [])):
            if text.strip():
                yield Leaf("comments", f"actions[{number}].data.text", text)

    def _labels(self, path: str, card: Mapping[str, Any]) -> Iterator[Leaf]:
        embedded = [one for one in card.get("labels") or () if isinstance(one, dict)]
        for n, label in enumerate(embedded):
            if str(label.get("name") or "").strip():
                yield Leaf("labels", f"{path}.labels[{n}].name", str(label["name"]))
        if not embedded:
            for identity in card.get("idLabels") or ():
                at, known = self.labels.get(identity, (0, {}))
                if str(known.get("name") or "").strip():
                    yield Leaf("labels", f"labels[{at}].name", str(known["name"]))

    def _state(self, name: str) -> State | None:
        return self.chosen.get(normal(name)) or self.known.get(normal(name))


def _by_id(root: Mapping[str, Any], name: str) -> dict[str, tuple[int, Mapping[str, Any]]]:
    """Id -> position and record of a list of the board."""
    records = root.get(name) or ()
    return {str(one.get("id")): (n, one) for n, one in enumerate(records) if isinstance(one, dict)}


def _data(action: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = (action.get("data") or {}).get(name)
    return found if isinstance(found, dict) else {}


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values[:_SHOWN]) + (" …" if len(values) > _SHOWN else "")
