"""The pages: paste, progress, review, sign off, critique; `pages.install` adds them to an app."""
