"""The four sections of a review and their titles: a part of the vocabulary (service.review) of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from service.errors import Language

SectionKey = Literal["progress", "problems", "lessons", "next_month"]
SECTIONS: tuple[SectionKey, ...] = ("progress", "problems", "lessons", "next_month")
SECTION_TITLES: Mapping[Language, Mapping[SectionKey, str]] = {
    "zh": {
        "progress": "进度与成果盘点",
        "problems": "问题与挑战分析",
        "lessons": "经验沉淀与改进措施",
        "next_month": "下月计划与资源需求",
    },
    "en": {
        "progress": "Progress and results",
        "problems": "Problems and challenges",
        "lessons": "Lessons and measures",
        "next_month": "Next month and resources",
    },
}
