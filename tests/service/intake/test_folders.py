"""Files and folders handed in together."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.errors import BinaryInput, InvalidRequest
from service.intake import read_paths


def _write(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_a_folder_is_read_whole_and_in_order(tmp_path: Path) -> None:
    """Sorted, nested, named as handed in; what is not read is listed with a reason."""
    _write(
        tmp_path,
        b_dot_md="乙。".encode(),
        a__x_dot_txt="甲。".encode(),
        photo_dot_png=b"\x89PNG",
        _dot_hidden_dot_md=b"x",
        _dot_git__config_dot_txt=b"x",
        _dot_git__more_dot_txt=b"x",
        empty_dot_txt=b"",
    )
    intake = read_paths([tmp_path])
    assert [source.name for source in intake.sources] == [
        str(tmp_path / "a" / "x.txt"),
        str(tmp_path / "b.md"),
    ]
    assert {Path(refused.name).name: refused.error.code for refused in intake.refused} == {
        ".git": "invalid-input",
        ".hidden.md": "invalid-input",
        "photo.png": "invalid-input",
        "empty.txt": "empty-input",
    }
    for refused in intake.refused:
        assert refused.name in refused.error.zh
        assert refused.name in refused.error.en


def test_a_file_named_itself_is_judged_by_content(tmp_path: Path) -> None:
    """A .log of text is read when a person names it, a picture is refused by its bytes."""
    _write(tmp_path, night_dot_log="备份完成。".encode(), fake_dot_txt=b"\x89PNG\x00\x00")
    intake = read_paths([tmp_path / "night.log", tmp_path / "fake.txt"])
    assert [source.text for source in intake.sources] == ["备份完成。"]
    assert isinstance(intake.refused[0].error, BinaryInput)


def test_the_same_bytes_count_once(tmp_path: Path) -> None:
    """A copy under another name is no second source; both names are told."""
    _write(tmp_path, a_dot_txt="甲。".encode(), copy_dot_txt="甲。".encode())
    intake = read_paths([tmp_path, tmp_path / "a.txt"])
    first = str(tmp_path / "a.txt")
    assert len(intake.sources) == 1
    assert intake.duplicates == ((str(tmp_path / "copy.txt"), first), (first, first))
    assert intake.bytes_of(intake.sources[0]) == "甲。".encode()


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    """A mistyped path is an error that names it, not a folder that was empty."""
    with pytest.raises(InvalidRequest, match="nowhere"):
        read_paths([tmp_path / "nowhere"])


def test_a_link_to_a_folder_is_not_followed_in_circles(tmp_path: Path) -> None:
    """A folder that links to itself is read once."""
    _write(tmp_path, a_dot_txt="甲。".encode())
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(read_paths([tmp_path]).sources) == 1
