"""Everything that can be set, from the environment as LIANXIN_…; secrets never reach a log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from eventstore.ledger.hashing import HashName
from eventstore.migrations.provision import SERVICE_ROLE


class Settings(BaseSettings):
    """Everything that can be set, from the environment as LIANXIN_…, secrets included."""

    model_config = SettingsConfigDict(env_prefix="LIANXIN_", extra="ignore")

    database_url: SecretStr | None = None
    owner_url: SecretStr | None = None
    service_role: str = SERVICE_ROLE
    log_schema: str = "lianxin"
    var: Path = Path("var")
    keys: Path | None = None
    seal_algorithm: Literal["AES-256-GCM", "SM4-GCM"] = "AES-256-GCM"
    ledger_key_file: Path | None = None
    ledger_origin: Annotated[str | None, Field(pattern=r"^[^\s+]+$", max_length=200)] = None
    ledger_hash: HashName | None = None
    ledger_witnesses: str = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    threads_max: Annotated[int, Field(ge=4, le=200)] = 40

    @property
    def ledger_folder(self) -> Path:
        """Where the ledger of this log keeps what must not be in the database."""
        return self.var / "ledger" / self.log_schema
