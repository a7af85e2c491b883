"""What a file may hold. Above these a file is refused before it is unpacked or read on."""

from typing import Final

FILE_BYTES_MAX: Final = 32_000_000  # 100,000 residents are some 8 MB of xlsx
UNPACKED_BYTES_MAX: Final = 600_000_000  # of all parts of an xlsx together
TEXTS_BYTES_MAX: Final = 120_000_000  # of an xlsx's table of texts, which is held in memory
PARTS_MAX: Final = 2_000
ROWS_MAX: Final = 200_000
COLUMNS_MAX: Final = 120
CELL_CHARACTERS_MAX: Final = 4_000  # what a text may have anywhere in the casework
HEADER_WITHIN_ROWS: Final = 20
