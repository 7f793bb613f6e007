"""Word, PDF, web pages and RTF -> the text read out of them, its sentences and what was not read."""
