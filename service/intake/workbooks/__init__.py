"""Workbooks -> their sheets, cell by cell as a person sees them."""
