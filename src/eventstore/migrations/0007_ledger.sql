-- The ledger: a Merkle tree over the rows of the log, in tiles, with its signed checkpoints. What is
-- here was published or follows from the log, so rows are only ever added.

create table :schema.ledger (
    only_row boolean primary key default true check (only_row),
    origin   text collate "C" not null,
    hash     text collate "C" not null check (hash in ('sha256', 'sm3'))
);
comment on table :schema.ledger is 'Written once: what the ledger is called, and what it is made with';

-- Full tiles only; the others are made from the log and the roots below. An epoch has its own.
create table :schema.ledger_tiles (
    epoch  int not null,
    level  int not null check (level >= 0),
    index  bigint not null check (index >= 0),
    hashes bytea not null check (length(hashes) = 8192),
    root   bytea not null check (length(root) = 32),
    primary key (epoch, level, index)
);
-- Hashes cannot be compressed.
alter table :schema.ledger_tiles alter column hashes set storage external;

create table :schema.ledger_checkpoints (
    epoch        int not null,
    size         bigint not null check (size >= 0),
    root         bytea not null check (length(root) = 32),
    note         text collate "C" not null,
    published_at timestamptz not null default clock_timestamp(),
    primary key (epoch, size)
);

create table :schema.ledger_cosignatures (
    epoch       int not null,
    size        bigint not null,
    witness     text collate "C" not null,
    line        text collate "C" not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (epoch, size, witness),
    foreign key (epoch, size) references :schema.ledger_checkpoints (epoch, size)
);

-- Which keys sign, from which size on, and until which; the earliest end of a key holds.
create table :schema.ledger_keys (
    vkey      text collate "C" primary key,
    from_size bigint not null
);
create table :schema.ledger_key_ends (
    vkey       text collate "C" not null references :schema.ledger_keys (vkey),
    until_size bigint not null,
    primary key (vkey, until_size)
);

-- Where the log was found shorter than what had been published, or other than it. Until an epoch is
-- opened that says so, nothing is appended.
create table :schema.ledger_losses (
    loss           bigint generated always as identity primary key,
    epoch          int not null,
    published_size bigint not null,
    published_root bytea not null,
    found_size     bigint not null,
    found_root     bytea,
    found_at       timestamptz not null default clock_timestamp(),
    opened_at_position bigint
);
comment on column :schema.ledger_losses.epoch is 'the epoch that ended so; the next one is one more';
create unique index ledger_losses_open on :schema.ledger_losses ((true))
    where opened_at_position is null;

create function :schema.refuse_while_lost() returns trigger language plpgsql as $$
begin
    if exists (select from :schema.ledger_losses where opened_at_position is null) then
        raise exception 'the log is not what was published of it' using errcode = 'LX006';
    end if;
    return null;
end $$;
create trigger nothing_is_added_after_a_loss before insert on :schema.events
    for each statement execute function :schema.refuse_while_lost();
alter table :schema.events enable always trigger nothing_is_added_after_a_loss;

-- Says that the log is not what was published of it; said once until an epoch is opened.
create function :schema.note_loss(
    of_epoch int, size_then bigint, root_then bytea, size_now bigint, root_now bytea
) returns void language plpgsql security definer set search_path = :schema, pg_temp as $$
begin
    perform lock_log();
    insert into ledger_losses (epoch, published_size, published_root, found_size, found_root)
        values (of_epoch, size_then, root_then, size_now, root_now)
        on conflict do nothing;
end $$;

-- Opens the next epoch by the first event of it, and lets the log be added to again.
create function :schema.open_epoch(
    b :schema.batch, of_epoch int,
    out first_position bigint, out recorded timestamptz, out times timestamptz[]
) language plpgsql security definer set search_path = :schema, pg_temp as $$
begin
    perform lock_log();
    update ledger_losses
        set opened_at_position = 1 + (select coalesce(max(e.position), 0) from events e)
        where opened_at_position is null and epoch = of_epoch;
    if not found then
        raise exception 'nothing was lost' using errcode = 'LX007';
    end if;
    select a.first_position, a.recorded, a.times into first_position, recorded, times
        from append_batch(b) as a;
end $$;

create trigger the_ledger_is_for_ever before update or delete or truncate on :schema.ledger
    for each statement execute function :schema.refuse_change();
create trigger tiles_are_for_ever before update or delete or truncate on :schema.ledger_tiles
    for each statement execute function :schema.refuse_change();
create trigger checkpoints_are_for_ever
    before update or delete or truncate on :schema.ledger_checkpoints
    for each statement execute function :schema.refuse_change();
create trigger cosignatures_are_for_ever
    before update or delete or truncate on :schema.ledger_cosignatures
    for each statement execute function :schema.refuse_change();
create trigger keys_are_listed_for_ever before update or delete or truncate on :schema.ledger_keys
    for each statement execute function :schema.refuse_change();
create trigger ends_of_keys_are_for_ever
    before update or delete or truncate on :schema.ledger_key_ends
    for each statement execute function :schema.refuse_change();
create trigger losses_are_for_ever before delete or truncate on :schema.ledger_losses
    for each statement execute function :schema.refuse_change();
alter table :schema.ledger enable always trigger the_ledger_is_for_ever;
alter table :schema.ledger_tiles enable always trigger tiles_are_for_ever;
alter table :schema.ledger_checkpoints enable always trigger checkpoints_are_for_ever;
alter table :schema.ledger_cosignatures enable always trigger cosignatures_are_for_ever;
alter table :schema.ledger_keys enable always trigger keys_are_listed_for_ever;
alter table :schema.ledger_key_ends enable always trigger ends_of_keys_are_for_ever;
alter table :schema.ledger_losses enable always trigger losses_are_for_ever;

revoke execute on function
    :schema.refuse_while_lost(),
    :schema.note_loss(int, bigint, bytea, bigint, bytea),
    :schema.open_epoch(:schema.batch, int)
from public;
grant execute on function
    :schema.note_loss(int, bigint, bytea, bigint, bytea),
    :schema.open_epoch(:schema.batch, int)
to :service;
grant select, insert on
    :schema.ledger, :schema.ledger_tiles, :schema.ledger_checkpoints, :schema.ledger_cosignatures,
    :schema.ledger_keys, :schema.ledger_key_ends
to :service;
grant select on :schema.ledger_losses to :service;
