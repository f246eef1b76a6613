"""Catalogues as files: reading ``.po`` and making the ``.mo`` that gettext loads. Knows only Babel.

Babel writes a Plural-Forms header only for languages it knows, and gettext without that header
asks for an English plural: a Vietnamese "3 replies" would then stay English. So it stands here.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser

# None of the languages of this forum but English changes a noun by number.
ONE_FORM = (1, "0")
FORMS = {"en": (2, "(n != 1)")}


class Catalogue(Catalog):
    """A catalogue with a header of our own: no dates that change, always Plural-Forms."""

    def __init__(self, tag: str | None = None) -> None:
        super().__init__(charset="utf-8", header_comment="", fuzzy=False)
        self.tag = tag

    @property
    def num_plurals(self) -> int:
        return FORMS.get(self.tag or "", ONE_FORM)[0]

    @property
    def plural_expr(self) -> str:
        return FORMS.get(self.tag or "", ONE_FORM)[1]

    def _headers(self) -> list[tuple[str, str]]:
        headers = [("Language", self.tag.replace("_", "-"))] if self.tag else []
        headers += [("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8")]
        headers += [("Content-Transfer-Encoding", "8bit")]
        if self.tag:
            headers += [
                ("Plural-Forms", f"nplurals={self.num_plurals}; plural={self.plural_expr};")
            ]
        return headers

    def _keep(self, headers: object) -> None:
        """What a file's header says is replaced by ours at the next writing."""

    mime_headers = property(_headers, _keep)


def read(path: Path, tag: str | None = None) -> Catalogue:
    """The catalogue of a file; ``tag`` is the name of its folder. ValueError where it is broken."""
    catalogue = Catalogue(tag)
    with path.open("rb") as file:
        PoFileParser(catalogue, ignore_obsolete=True, abort_invalid=True).parse(file)
    return catalogue


def compiled(path: Path) -> bytes:
    """The ``.mo`` of ``<tag>/LC_MESSAGES/messages.po``; fuzzy and empty strings are left out."""
    buffer, catalogue = BytesIO(), read(path, path.parents[1].name)
    for message in catalogue:
        if not all(message.string or ()):  # Babel would write an empty plural, and nothing be shown
            message.string = ""
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def compile_catalogues(root: Path, out_dir: Path) -> list[str]:
    """Every ``.po`` below ``root`` has its ``.mo`` below ``out_dir``; the tags that were stale.

    A ``.mo`` appears whole or not at all, so a running site never reads half of one.
    """
    fresh = []
    for source in sorted(root.glob("*/LC_MESSAGES/messages.po")):
        target = (out_dir / source.relative_to(root)).with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = target.with_suffix(".mo.new")
        whole.write_bytes(compiled(source))
        whole.replace(target)
        fresh.append(source.parents[1].name)
    return fresh
