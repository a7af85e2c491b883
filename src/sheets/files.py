"""A file as it was sent, opened by what it is and not by what it is called."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from sheets.limits import FILE_BYTES_MAX
from sheets.old_excel import OldExcelSheet
from sheets.refusals import FileEmpty, FileIsAWebPage, FileNotASpreadsheet, SheetTooLarge
from sheets.text import TextSheet, text_of
from sheets.xlsx import XlsxSheet

if TYPE_CHECKING:
    from sheets.cells import Sheet

_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = (b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_WEB_PAGE: Final = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<style")


def open_sheet(content: bytes) -> Sheet:
    """Open the first sheet of an xlsx, an old xls or a CSV file. Raises `SheetRefused`."""
    if not content.strip():
        raise FileEmpty
    if len(content) > FILE_BYTES_MAX:
        raise SheetTooLarge(bytes_max=FILE_BYTES_MAX)
    if content.startswith(_ZIP):
        return XlsxSheet(content)
    if content.startswith(_OLD_EXCEL):
        return OldExcelSheet(content)
    if content[:2_000].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_WEB_PAGE):
        raise FileIsAWebPage
    text = text_of(content)
    if text is None:
        raise FileNotASpreadsheet
    return TextSheet(text)
