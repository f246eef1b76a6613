"""Names that could be taken for an authority, a role or the board are refused."""

from __future__ import annotations

from collections.abc import Iterable

from forum.core.text import skeleton

# What stands beside the texts of a deleted account. It is stored, as every name is: pages are drawn
# as before, and it is one name for all of them.
DELETED = "Tài khoản đã xóa"

# Compared on folded letters with look-alikes unified and spaces gone: anywhere in the name.
PHRASES = (
    "sở dân tộc", "ban dân tộc", "bộ dân tộc", "ủy ban nhân dân", "hội đồng nhân dân",
    "mặt trận tổ quốc", "ban điều hành", "ban quản trị", "quản trị viên", "quản trị diễn đàn",
    "người duyệt bài", "trả lời chính thức", "diễn đàn đối thoại", "administrator", "moderator",
    DELETED,
)  # fmt: skip
# Only at the beginning: inside, they are parts of people's names (Nguyễn Công An).
BEGINNINGS = (
    "công an", "cán bộ", "công chức", "lãnh đạo", "giám đốc", "chủ tịch", "bí thư", "thanh tra",
    "trưởng ban", "phó ban", "ubnd", "hđnd", "ủy ban", "chính phủ", "thủ tướng", "duyệt bài",
    "quản trị", "hệ thống", "admin", "official", "system",
)  # fmt: skip
# Only as the whole name.
WHOLE = ("mod", "root", "staff", "support", "ban quản lý", "diễn đàn", "forum")

_PHRASES = tuple(skeleton(phrase) for phrase in PHRASES)
_BEGINNINGS = tuple(skeleton(word) for word in BEGINNINGS)
_WHOLE = frozenset(skeleton(word) for word in WHOLE)


def looks_official(name: str, taken: Iterable[str] = ()) -> bool:
    """True when readers could take ``name`` for an office; ``taken`` adds this installation's own
    names (authority, agencies, people with a role)."""
    key = skeleton(name)
    if key in _WHOLE or key.startswith(_BEGINNINGS):
        return True
    if any(phrase in key for phrase in _PHRASES):
        return True
    return any(key == skeleton(other) for other in taken)
