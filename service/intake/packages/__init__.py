"""Files made of parts: zips, Office packages, old compound files; what is refused before they are unpacked."""
