"""What the service knows: critique rules, ticket dialects, cue words, passages and their ranking."""
