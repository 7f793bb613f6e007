"""Matters -> the items of the four sections, by rules: each thing once, with its state and questions."""
