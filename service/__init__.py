"""Drafts, critiques, signs off and exports monthly implementation reviews."""

__version__ = "0.1.0"
