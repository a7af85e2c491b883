-- The bytes of documents, sealed, beside the log and not in it: a file is kept before the event that
-- names it, under the id of its stream, and swept when that event never came.

create table :schema.files (
    file       uuid primary key,
    kid        uuid not null references :schema.keys (kid),
    kept_at    timestamptz not null default clock_timestamp(),
    is_settled boolean not null default false
);
comment on table :schema.files is
    'One row a file, with the key of its own; settled once its event was seen in the log';
create index files_unsettled on :schema.files (kept_at) where not is_settled;

create table :schema.file_chunks (
    file uuid not null references :schema.files (file) on delete cascade,
    nth  int not null check (nth >= 0),
    box  bytea not null,
    primary key (file, nth)
);
-- What is sealed cannot be compressed.
alter table :schema.file_chunks alter column box set storage external;

-- Begins a file with its key, in the transaction that brings its chunks.
create function :schema.keep_file(
    file uuid, kid uuid, person uuid, wrapping text, wrapped bytea
) returns void language sql security definer set search_path = :schema, pg_temp as $$
    insert into keys (kid, person, matter, wrapping, wrapped)
        values (kid, person, file, wrapping, wrapped);
    insert into files (file, kid) values (file, kid);
$$;

-- Removes the files of before `moment` that no event names, with their keys; answers how many.
create function :schema.sweep_files(moment timestamptz) returns bigint
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
    swept uuid[];
begin
    update files f set is_settled = true
        where not f.is_settled and f.kept_at < moment
            and exists (select from events e where e.originator_id = f.file);
    with gone as (
        delete from files f where not f.is_settled and f.kept_at < moment returning f.kid
    )
    select coalesce(array_agg(kid), '{}') into swept from gone;
    delete from keys k where k.kid = any (swept);
    return cardinality(swept);
end $$;

revoke execute on function
    :schema.keep_file(uuid, uuid, uuid, text, bytea), :schema.sweep_files(timestamptz) from public;
grant execute on function
    :schema.keep_file(uuid, uuid, uuid, text, bytea), :schema.sweep_files(timestamptz) to :service;
grant select on :schema.files, :schema.file_chunks to :service;
grant insert on :schema.file_chunks to :service;
