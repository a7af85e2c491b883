"""Why a file is not taken at all, whatever is in its rows."""

from __future__ import annotations

from domain.history import Rejected


class SheetRefused(Rejected):
    """这个文件不能导入。 | This file cannot be imported."""


class SheetTooLarge(SheetRefused):
    """文件过大, 请分成几个文件导入。 | The file is too large; split it into several."""


class FileTooManyRows(SheetRefused):
    """表格超过20万行, 请分成几个文件导入。
    | The sheet has over 200,000 rows; split it into several.
    """


class FileUnpacksTooLarge(SheetRefused):
    """文件解压后过大, 可能已损坏或不是正常的表格。
    | The file unpacks to far too much; it may be damaged or no ordinary spreadsheet.
    """


class FileNotASpreadsheet(SheetRefused):
    """无法读取这个文件; 请用 Excel 或 WPS 打开后另存为 xlsx, 且不要设置密码。
    | The file cannot be read; open it in Excel or WPS, save it as xlsx, without a password.
    """


class FileIsAWebPage(SheetRefused):
    """这个文件其实是网页(很多系统导出的 xls 是这样), 请用 Excel 打开后另存为 xlsx。
    | The file is really a web page, as many systems export it; open it and save it as xlsx.
    """


class FileEmpty(SheetRefused):
    """表格里没有内容。 | There is nothing in the sheet."""


class HeaderNotFound(SheetRefused):
    """没有找到表头, 请使用模板, 或把列名改为模板中的名称。
    | No header was found; use the template, or name the columns as it does.
    """


class ColumnsMissing(SheetRefused):
    """缺少必填的列, 请补上后再导入。 | Columns that must be there are missing; add them."""
