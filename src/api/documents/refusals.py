"""Why a file is not taken, or not given."""

from __future__ import annotations

from domain.history import Rejected


class FileRefused(Rejected):
    """文件不能接收。 | The file is not taken."""


class FileMissing(FileRefused):
    """没有收到文件, 请选择一个文件再上传。 | No file came; choose one and send it again."""


class FileTooLarge(FileRefused):
    """文件超过 20 MB, 请压缩或分次上传。 | The file is over 20 MB; make it smaller or send it in parts."""


class FileKindUnknown(FileRefused):
    """认不出文件内容, 只接受 PDF、JPEG、PNG。 | The content is not known; PDF, JPEG and PNG are taken."""


class FileIsNotWhatItSays(FileRefused):
    """文件内容与所称格式不符, 请核对后上传。 | The content is not of the type it is said to be."""


class PictureDamaged(FileRefused):
    """图片已损坏或不完整, 请重新拍照。 | The picture is damaged or cut short; take it again."""


class PictureTooLarge(FileRefused):
    """图片尺寸超过 4000 万像素, 请降低分辨率后上传。
    | The picture has over 40 million pixels; make it smaller.
    """


class PdfDamaged(FileRefused):
    """PDF 文件已损坏或不完整, 请重新生成。 | The PDF is damaged or cut short; make it again."""


class PdfIsLocked(FileRefused):
    """PDF 文件加了密码, 无法检查, 请去掉密码后上传。
    | The PDF is encrypted and cannot be looked into; take the password off.
    """


class PdfRunsPrograms(FileRefused):
    """PDF 文件含有脚本、启动程序的动作或内嵌文件, 请打印成新的 PDF 后上传。
    | The PDF holds scripts, actions that start programs, or other files; print it to a new PDF.
    """
