"""Why a cell, a row or a whole import is not taken. No message repeats what stands in the cell."""

from __future__ import annotations

from domain.history import Rejected


class CellMissing(Rejected):
    """必填, 不能为空。 | This must be filled in."""


class CellIsAnError(Rejected):
    """这一格是公式错误(如 #N/A), 请改为实际内容。
    | The cell holds an error of a formula, such as #N/A; write what is meant.
    """


class CellTooLong(Rejected):
    """内容过长, 最多4000字。 | The text is too long; 4,000 characters at most."""


class LineTooLong(Rejected):
    """内容过长, 最多300字。 | The text is too long; 300 characters at most."""


class CellHasForeignCharacters(Rejected):
    """含有不允许的字符(如控制符), 请删除后重新填写。
    | The cell holds characters that nobody writes; delete them and type it again.
    """


class CellNotAChoice(Rejected):
    """不在可选范围内, 请照模板填写。 | This is not one of the choices; see the template."""


class TwoPersonsInOneCell(Rejected):
    """一格里写了两个人, 请一人一行分开填写。
    | Two persons stand in one cell; give each a row of their own.
    """


class DateNotUnderstood(Rejected):
    """日期无法识别, 请写成 2022-03-05。 | The date cannot be read; write it as 2022-03-05."""


class DateNotThere(Rejected):
    """没有这一天, 请核对日期。 | There is no such day; please check the date."""


class DateWithoutDay(Rejected):
    """日期只写到年或月, 请补全到日, 如 2022-03-05。
    | The date has no day; complete it, as in 2022-03-05.
    """


class DateWithShortYear(Rejected):
    """年份请写四位, 如 2022-03-05。 | Write the year with four digits, as in 2022-03-05."""


class SexDisagreesWithNumber(Rejected):
    """性别与身份证号不一致, 请核对; 登记有误的, 请在网页上单独建档并说明。
    | The sex is not the identity number's; check it, or put this person on file by hand.
    """


class BirthDateDisagreesWithNumber(Rejected):
    """出生日期与身份证号不一致, 请核对; 登记有误的, 请在网页上单独建档并说明。
    | The birth date is not the identity number's; check it, or put this person on file by hand.
    """


class AssociationNotFound(Rejected):
    """没有找到这个村(社区)残协, 请核对名称, 或填写12位区划代码。
    | No such association; check the name, or give the 12-digit division code.
    """


class AssociationAmbiguous(Rejected):
    """有几个同名的村(社区), 请填写12位区划代码。
    | Several have this name; give the 12-digit division code.
    """


class ResidentNotFound(Rejected):
    """没有这个身份证号的档案, 请先导入或登记残疾人档案。
    | Nobody on file has this identity number; put the person on file first.
    """


class AppealIsClosed(Rejected):
    """这件诉求已办结; 这里只导入仍在办理的。
    | This appeal is closed; only open ones are imported here.
    """


class TwiceInThisFile(Rejected):
    """与本文件前面的一行重复。 | The row repeats an earlier one of this file."""


class AlreadyOnFile(Rejected):
    """系统中已有同一身份证号的档案, 不重复建档。
    | The identity number is on file already; no second file is made.
    """


class NothingToConfirm(Rejected):
    """文件与预览的不是同一个, 请重新预览后再确认。
    | The file is not the one that was previewed; preview it again before confirming.
    """


class SheetMissing(Rejected):
    """请选择要导入的文件和种类。 | Choose the kind of import and the file."""


class ImportUnknown(Rejected):
    """没有这次导入的文件(超过一小时不保留), 请重新选择文件。
    | The file of this import is no longer kept (an hour at most); choose it again.
    """


class ImportStillRunning(Rejected):
    """正在导入, 请稍候。 | The import is running; please wait."""


class ImportInterrupted(Rejected):
    """导入中断, 已写入的不会丢失; 请重新选择同一文件继续, 不会重复写入。
    | The import was interrupted; what was written stays. Send the same file again to go on: nothing
    is written twice.
    """
