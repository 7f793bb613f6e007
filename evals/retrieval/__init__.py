"""Is what was handed in found again? Questions over invented projects, each with what answers it."""
