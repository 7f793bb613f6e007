"""Sentences become typed fact cards, cards about one thing become a matter, and nothing is lost."""
