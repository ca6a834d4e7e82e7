"""Embed, store and search clauses; the library on disk."""
