"""The editor's door: findings appear while a review is written.

It speaks the Language Server Protocol over standard input and output. Like the command and the pages
it only shows what the critique says; it never writes a fact for the writer.
"""
