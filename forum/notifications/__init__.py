"""Telling people: the inbox and mail, in their reader's language."""
