"""The JSON API under /api/v1; `routes.install` adds it to an app."""
