"""Drafts, signed reviews and findings as JSON documents, and back.

The forms are published as JSON Schemas in `service/schemas/`. They are kept apart from the archive
and from the HTTP room because both, and the command, read and write the same ones.
"""

from service.documents.drafts import DRAFT_SCHEMA, draft_document, draft_from_document
from service.documents.findings import finding_document, finding_from_document
from service.documents.node import Document, document_text
from service.documents.places import place_document, place_from_document
from service.documents.reviews import (
    REVIEW_SCHEMA,
    review_document,
    review_from_document,
    review_from_json,
)
from service.documents.sources import (
    head_of,
    is_head,
    sentence_lines,
    source_from_lines,
    source_lines,
)

__all__ = [
    "DRAFT_SCHEMA",
    "REVIEW_SCHEMA",
    "Document",
    "document_text",
    "draft_document",
    "draft_from_document",
    "finding_document",
    "finding_from_document",
    "head_of",
    "is_head",
    "place_document",
    "place_from_document",
    "review_document",
    "review_from_document",
    "review_from_json",
    "sentence_lines",
    "source_from_lines",
    "source_lines",
]
