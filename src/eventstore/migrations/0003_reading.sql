-- Read models live in builds: schemas that services make and fill. One row says which one serves.

create table :schema.builds (
    name     text collate "C" primary key,
    shape    text collate "C" not null,
    position bigint not null default 0,
    -- filling until it has caught up once; then it may be switched to, and is kept up to date
    state    text collate "C" not null default 'filling' check (state in ('filling', 'ready')),
    made_at  timestamptz not null default clock_timestamp()
);
comment on column :schema.builds.position is 'every event up to here is folded';

create table :schema.reading (
    shape text collate "C" primary key,
    build text collate "C" not null references :schema.builds (name)
);
comment on table :schema.reading is
    'the build that serves, one row for each shape, so that a release reads only its own';

grant select, insert, update, delete on :schema.builds, :schema.reading to :service;
