-- The log: one ordered history. Rows are only ever added, and only by the functions of 0002.
-- ":schema" is the schema of this district's log, ":service" the role that services connect as.

create table :schema.events (
    position           bigint primary key,
    recorded_at        timestamptz not null,
    originator_id      uuid not null,
    originator_version bigint not null,
    topic              text collate "C" not null,
    state              text collate "C" not null,
    unique (originator_id, originator_version)
);
comment on table :schema.events is
    'Every event, dense positions 1..n in commit order; state holds the stored JSON byte for byte';

-- The first answer of each command, so that a repeated one is answered and not done again.
create table :schema.commands (
    actor          uuid not null,
    command_id     uuid not null,
    fingerprint    text collate "C" not null,
    first_position bigint not null,
    last_position  bigint not null,
    primary key (actor, command_id)
);

-- What may exist once across all streams, and which stream holds it.
create table :schema.reservations (
    key    text collate "C" primary key,
    holder uuid not null
);

-- Data keys, one or more a person, wrapped by a key that is never in the database.
-- "matter" names the case a key is for, and is empty for the person's file.
create table :schema.keys (
    kid      uuid primary key,
    person   uuid not null,
    matter   uuid,
    wrapping text collate "C" not null,
    wrapped  bytea,
    made_at  timestamptz not null default clock_timestamp(),
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
);
comment on column :schema.keys.wrapped is 'null for ever once the key is destroyed';
create index keys_person on :schema.keys (person);
create index keys_destroyed on :schema.keys (destroyed_at) where destroyed_at is not null;

-- Blind tokens: keyed hashes by which a person is found; they die with the key.
create table :schema.tokens (
    token  text collate "C" not null,
    person uuid not null,
    primary key (token, person)
);
create index tokens_person on :schema.tokens (person);

-- Written once, with the first event: is this log production or demonstration?
create table :schema.log (
    only_row boolean primary key default true check (only_row),
    mode     text collate "C" not null check (mode in ('production', 'demonstration'))
);

-- Written once, with the first use of a keyring: which one these keys and tokens were made with.
create table :schema.keyring (
    only_row    boolean primary key default true check (only_row),
    fingerprint text collate "C" not null
);

create function :schema.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is never changed, only added to' using errcode = 'LX900';
end $$;

create trigger events_are_for_ever before update or delete or truncate on :schema.events
    for each statement execute function :schema.refuse_change();
create trigger commands_are_for_ever before update or delete or truncate on :schema.commands
    for each statement execute function :schema.refuse_change();
create trigger the_mode_is_for_ever before update or delete or truncate on :schema.log
    for each statement execute function :schema.refuse_change();

create trigger the_keyring_is_for_ever before update or delete or truncate on :schema.keyring
    for each statement execute function :schema.refuse_change();
-- "always": also for a session that says it only replays another server's changes.
alter table :schema.events enable always trigger events_are_for_ever;
alter table :schema.commands enable always trigger commands_are_for_ever;
alter table :schema.log enable always trigger the_mode_is_for_ever;
alter table :schema.keyring enable always trigger the_keyring_is_for_ever;

-- Functions of this schema are called by whom they are granted to, and by nobody else.
alter default privileges in schema :schema revoke execute on functions from public;
grant usage on schema :schema to :service;
grant select on all tables in schema :schema to :service;
