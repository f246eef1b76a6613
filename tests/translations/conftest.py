"""scripts/translations as a module, on the real catalogues or on a small project of its own."""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _load() -> ModuleType:
    loader = SourceFileLoader("translations_script", str(ROOT / "scripts" / "translations"))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def translations() -> ModuleType:
    """The command, on this project."""
    return _load()


@pytest.fixture
def small(tmp_path: Path) -> ModuleType:
    """The command, on a project of two sources and the languages vi, en and blt."""
    module = _load()
    module.ROOT = tmp_path
    module.FOLDER = tmp_path / "translations"
    module.TEMPLATE = module.FOLDER / "messages.pot"
    (tmp_path / "babel.cfg").write_text((ROOT / "babel.cfg").read_text())
    templates = tmp_path / "forum" / "templates"
    templates.mkdir(parents=True)
    (tmp_path / "forum" / "views.py").write_text(
        'title = _("Send a question")\n'
        "# Translators: a person, not a thing\n"
        'late = lazy_gettext("%(name)s is late", name=name)\n'
    )
    (templates / "page.html").write_text(
        '{{ ngettext("%(num)s reply", "%(num)s replies", n) }} {{ _("Send a question") }}\n'
    )
    for tag in ("vi", "en", "blt"):
        (module.FOLDER / tag / "LC_MESSAGES").mkdir(parents=True)
    return module
