"""Bytes to text: UTF-8, UTF-16 and GB18030, as Chinese offices save them."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from ingest.errors import IngestError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_COMMON = frozenset("的一和在是了、，。；：关于发展建设工作实施")
_NO_TEXT = {"Cc", "Cn", "Co", "Cs"}  # control, unassigned, private use, surrogate


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises ``IngestError`` if it is missing, a folder, unreadable or empty."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise IngestError(f"找不到文件“{path}”,请检查路径。") from None
    except IsADirectoryError:
        raise IngestError(f"“{path}”是文件夹,不是方案文件。") from None
    except OSError as error:
        reason = error.strerror or "读取失败"
        raise IngestError(f"无法读取文件“{path}”({reason}),请检查权限。") from None
    if not data.strip():
        raise IngestError(f"文件“{path.name}”是空的,请换一个有正文的方案文件。")
    return data


def decode(data: bytes, name: str) -> str:
    """Text of a plan file, byte order mark dropped, newlines as ``\\n``.

    A byte order mark decides; else a zero byte tells UTF-16, in the order that yields more common
    Chinese characters; else UTF-8 if the bytes are valid in it, else GB18030. Raises
    ``IngestError`` where nothing fits.
    """
    text = _decode_marked(data)
    if text is None and b"\x00" not in data:  # a zero byte occurs in UTF-16 text alone
        text = _try(data, "utf-8") or _try(data, "gb18030")
    elif text is None:
        candidates = [_try(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
        text = max(filter(None, candidates), key=_commonness, default=None)
    if text is None or not _is_text(text):
        raise IngestError(
            f"文件“{name}”不是可识别的文本,请另存为 UTF-8、GB18030 或 UTF-16 编码的 .txt 文件。"
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _HAN.search(text):
        raise IngestError(f"文件“{name}”中没有中文正文,请换一个方案文件。")
    return text


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding)
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_text(text: str) -> bool:
    strange = sum(unicodedata.category(c) in _NO_TEXT and c not in "\t\n\r\f" for c in text)
    return strange * 100 <= len(text)


def _commonness(text: str) -> float:
    return sum(character in _COMMON for character in text) / (len(text) or 1)
