"""The metrics: each reads documents and bytes alone and returns an `Outcome`."""
