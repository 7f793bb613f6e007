"""Items and their fields, as they stand in the sections of a draft or a signed review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import get_args

from service.documents.node import Document, Node
from service.documents.places import evidence_documents, read_evidence
from service.errors import Language
from service.review import (
    FIELDS_OF,
    SECTION_TITLES,
    SECTIONS,
    Claim,
    Fields,
    Item,
    ItemKind,
    SectionKey,
    Sentence,
    Support,
)

_FIELD_NAMES = tuple(field.name for field in fields(Fields))
_DAYS = frozenset({"planned_due", "actual_date", "due"})
_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
_CLAIMS: tuple[Claim, ...] = get_args(Claim)
_SUPPORTS: tuple[Support, ...] = get_args(Support)


def section_documents(
    items: Iterable[Item], cited: Mapping[str, Sentence], language: Language
) -> list[Document]:
    """The four sections in their order, an empty one included."""
    by_section: dict[SectionKey, list[Document]] = {key: [] for key in SECTIONS}
    for item in items:
        by_section[item.section].append(_item_document(item, cited))
    return [
        {"key": key, "title": SECTION_TITLES[language][key], "items": by_section[key]}
        for key in SECTIONS
    ]


def read_sections(node: Node, cited: dict[str, Sentence]) -> tuple[Item, ...]:
    """The items of the four sections; ids must not repeat, nor may a section."""
    items: list[Item] = []
    seen: set[str] = set()
    sections: set[str] = set()
    for section in node.each():
        key = section.at("key").choice(SECTIONS)
        if key in sections:
            raise section.at("key").fault(zh="这一部分出现了两次", en="this section comes twice")
        sections.add(key)
        for entry in section.at("items").each():
            item = _read_item(entry, key, cited)
            if item.id in seen:
                raise entry.at("id").fault(zh="编号重复", en="this id is used twice")
            seen.add(item.id)
            items.append(item)
    return tuple(items)


def _item_document(item: Item, cited: Mapping[str, Sentence]) -> Document:
    return {
        "id": item.id,
        "kind": item.kind,
        "text": item.text,
        "claim": item.claim,
        "status": item.status,
        "fields": _fields_document(item),
        "questions": list(item.questions),
        "doubts": list(item.doubts),
        "evidence": evidence_documents(item.evidence, cited),
    }


def _read_item(node: Node, section: SectionKey, cited: dict[str, Sentence]) -> Item:
    return Item(
        id=node.at("id").text(),
        section=section,
        kind=node.at("kind").choice(_KINDS),
        text=node.at("text").text(),
        claim=node.at("claim").choice(_CLAIMS),
        evidence=read_evidence(node.at("evidence"), cited),
        status=node.at("status").choice(_SUPPORTS),
        fields=_read_fields(node.at("fields")),
        questions=node.at("questions").texts(),
        doubts=node.at("doubts").texts(),
    )


def _fields_document(item: Item) -> Document:
    """The fields that belong to the kind, empty or not, and any other that is filled."""
    document: Document = {}
    for name in _FIELD_NAMES:
        value = getattr(item.fields, name)
        if value or name in FIELDS_OF[item.kind]:
            document[name] = list(value) if isinstance(value, tuple) else value
    return document


def _read_fields(node: Node) -> Fields:
    values: dict[str, str] = {}
    whys: tuple[str, ...] = ()
    for name in node.members():
        if name not in _FIELD_NAMES:
            raise node.at(name).fault(zh="没有这个字段", en="there is no such field")
        if name == "whys":
            whys = node.at(name).texts()
        else:
            member = node.at(name)
            values[name] = member.day() if name in _DAYS else member.text()
    return Fields(whys=whys, **values)
