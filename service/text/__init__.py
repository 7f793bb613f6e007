"""Reading Chinese and English text: sentences, numbers, dates, people. Pure, used by all above it."""
