"""A server that nobody here wrote, with a model that is made on the spot."""
