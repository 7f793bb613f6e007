"""Is the service better than last week? Authored months, independent metrics and one table.

Nothing in `evals.metrics` uses the service: it reads the documents the service wrote and the
bytes of the files that were handed in.
"""
