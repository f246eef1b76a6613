"""An official mark cannot be imitated by a name."""

from __future__ import annotations

import pytest

from forum.accounts.names import looks_official


@pytest.mark.parametrize(
    "name",
    ["Sở Dân tộc và Tôn giáo", "S0 Dan Toc", "Ban điều hành", "ADMIN", "аdmin", "Quản trị viên",
     "a.d.m.i.n", "Cán bộ xã", "Công an huyện", "UBND xã", "người duyệt bài", "Moderator 2"],
)  # fmt: skip
def test_names_of_offices_and_roles_are_refused(name: str) -> None:
    assert looks_official(name)


@pytest.mark.parametrize(
    "name",
    ["Lò Thị Mai", "Bàn Văn Sở", "Nguyễn Công An", "Hạ Đình Minh", "Giàng A Sử", "Thạch Sa Rinh",
     "mai.lo", "người bản Nà Ca"],
)  # fmt: skip
def test_names_of_people_are_not(name: str) -> None:
    assert not looks_official(name)


def test_names_taken_by_this_installation_are_refused() -> None:
    assert looks_official("Nguyen Van Duyet", ["Nguyễn Văn Duyệt"])
