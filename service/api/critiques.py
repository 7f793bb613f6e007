"""Critiques: what is vague in a draft somebody wrote."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(tags=["critiques"])
