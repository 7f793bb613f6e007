"""Mail: a letter is taken out of its file (EML, MSG), its thread is told apart, its attachments are files."""
