"""Drafts and signed reviews as files for people. A draft always carries its mark."""

from service.export.markdown import MarkdownText, draft_markdown, review_markdown

__all__ = ["MarkdownText", "draft_markdown", "review_markdown"]
