"""Fakes and made-up values that several tests share."""
