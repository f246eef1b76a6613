"""Catalogues: a missing string falls back to Vietnamese, never to English, never to a raw key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path

from babel.support import Translations
from flask_babel import Domain

from forum.languages.catalogue import LANGUAGES, SOURCE

_spoken: ContextVar[str] = ContextVar("language_tag", default=SOURCE)


def current_tag() -> str:
    """The tag of the language that is being written now."""
    return _spoken.get()


def set_tag(tag: str) -> None:
    """From here on this request speaks ``tag`` (a key of LANGUAGES)."""
    _spoken.set(tag)


def formatting_locale() -> str:
    """``vi`` or ``en``: how numbers are written for who reads now."""
    return LANGUAGES[current_tag()].formatting


@contextmanager
def speaking(tag: str | None) -> Iterator[None]:
    """Inside, texts are in ``tag``: mails and notices in their reader's language."""
    chosen = tag if tag in LANGUAGES else SOURCE
    token = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(token)


class CatalogueDomain(Domain):
    """Flask-Babel's domain, choosing by our tag and joining the fallbacks."""

    def __init__(self, root: Path) -> None:
        super().__init__(str(root))
        self.root = root
        self.chains: dict[str, Translations] = {}

    def get_translations(self) -> Translations:
        tag = current_tag()
        if tag not in self.chains:
            self.chains[tag] = self._chain(tag)
        return self.chains[tag]

    def _chain(self, tag: str) -> Translations:
        first: Translations | None = None
        for step in (tag, *LANGUAGES[tag].fallbacks):
            catalogue = self._load(LANGUAGES[step].folder)
            if first is None:
                first = catalogue or Translations()
            elif catalogue is not None:
                first.add_fallback(catalogue)
        return first or Translations()

    def _load(self, folder: str) -> Translations | None:
        source = self.root / folder / "LC_MESSAGES" / "messages.po"
        ready = source.with_suffix(".mo")
        if ready.exists() and (
            not source.exists() or ready.stat().st_mtime >= source.stat().st_mtime
        ):
            with ready.open("rb") as file:
                return Translations(file)
        if not source.exists():
            return None
        from forum.languages.compiled import compiled  # rarely needed, never in an installation

        return Translations(BytesIO(compiled(source)))
