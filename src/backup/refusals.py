"""What is refused about backups, named for the state of the world.

The docstring is the message, in the two languages of the screens; `detail` adds the path, the
moment or the tool's own words.
"""


class BackupError(Exception):
    """备份或恢复未能完成。 | The backup or the restore could not be done."""


class ToolMissing(BackupError):
    """找不到所需的数据库工具。 | A tool of PostgreSQL that is needed was not found."""


class ToolFailed(BackupError):
    """数据库工具报告失败。 | A tool of PostgreSQL failed."""


class FolderHoldsOtherThings(BackupError):
    """该文件夹里有别的东西, 不能当作备份文件夹。 | The folder holds other things; it is none for backups."""


class FolderOfAnotherInstance(BackupError):
    """该文件夹存放的是另一套系统的备份。 | The folder holds the backups of another instance."""


class KeysBesideBackups(BackupError):
    """密钥文件不得与备份放在一起, 否则已删除的个人信息会随备份复活。
    | Key files and backups must not lie together, or what was erased would come back with a backup.
    """


class ReplicationNotAllowed(BackupError):
    """所用的数据库角色无权复制, 请由管理员用 pg_basebackup 或 pgBackRest 备份, 或授予 REPLICATION。
    | The role may not replicate: let the administrator use pg_basebackup or pgBackRest, or grant
    REPLICATION.
    """


class NoBackupHere(BackupError):
    """该文件夹里没有完成的备份。 | There is no finished backup in the folder."""


class BackupDamaged(BackupError):
    """备份已损坏, 不能用来恢复。 | The backup is damaged; nothing can be restored from it."""


class ChainBroken(BackupError):
    """增量备份所依赖的前一份备份缺失。 | An earlier backup that an incremental one builds on is missing."""


class SegmentsMissing(BackupError):
    """备份之间的数据库日志缺了一段。 | A part of the write-ahead log between the backups is missing."""


class MomentNotCovered(BackupError):
    """备份不包含该时刻。 | The backups do not reach that moment."""


class MomentNotUnderstood(BackupError):
    """时刻应写作 2022-04-05T18:30 或日志位置 0/3000060。
    | Write the moment as 2022-04-05T18:30, or as a place in the write-ahead log, 0/3000060.
    """


class InstanceNotEmpty(BackupError):
    """目标位置已有数据库, 不会覆盖; 请另选文件夹。
    | There is a database already, which is never overwritten; choose another folder.
    """


class InstanceRunning(BackupError):
    """目标位置的服务正在运行。 | The instance there is running."""


class RestoreIsForTheAdministrator(BackupError):
    """使用外部数据库时由其管理员恢复: pg_combinebackup 合并备份, 再按 recovery_target_time 恢复。
    | A database of your own is restored by its administrator: pg_combinebackup, then
    recovery_target_time; or restore here into an own server, without LIANXIN_DATABASE_URL.
    """


class RestoredOtherwise(BackupError):
    """恢复出的账本与备份时记下的不一致。 | The restored log is not the one that was written down."""
