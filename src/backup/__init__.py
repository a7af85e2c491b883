"""Backups with PostgreSQL's own tools: full, incremental, and back to any moment between them.

    folder/
      line-20220405T101112Z/        an unbroken line: from its first full backup, all that was written
        wal/                        every segment of the write-ahead log since then, compressed
        20220405T101112Z-full/
          data/                     what pg_basebackup took, with its own manifest
          backup.json               ours, written last: a backup without it was never finished
        20220406T101112Z-incremental/ …

Whatever the log and its documents are is in the database. The key files are not, and are never
taken along: a backup that carried them would undo every erasure.

    taking.py       take a backup
    restoring.py    make a new instance of one, up to a moment
    segments.py     the write-ahead log between the backups
    described.py    what is in a folder, and which backups make a chain
    proof.py        the log's positions and digest, written down and compared
    tools.py        which programs are run, and how
    refusals.py     what can be refused, in the two languages of the screens
"""
