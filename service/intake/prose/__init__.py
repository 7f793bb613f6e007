"""Notes and minutes, plain or Markdown -> sentences, the meetings they fall into, what was never filled in."""
