"""The generator of the texts: the baseline's own, so that all forums measured hold the same."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

from benching.baseline import folder


def generator() -> ModuleType:
    """``vitext`` of the baseline: ``Text`` and ``plan``."""
    spec = importlib.util.spec_from_file_location("vitext", folder() / "vitext.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module
