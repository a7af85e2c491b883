-- How far the log has been reacted to, and which reactions a rule refused.

create table :schema.attended (
    only_row boolean primary key default true check (only_row),
    position bigint not null
);
comment on column :schema.attended.position is 'every event up to here has been reacted to';
-- What happened before there were reactions was looked after by people.
insert into :schema.attended (position)
    select coalesce(max(position), 0) from :schema.events;

create table :schema.refused_reactions (
    position bigint not null,
    policy   text collate "C" not null,
    record   uuid not null,
    rule     text collate "C" not null,
    primary key (position, policy, record)
);

grant select, update on :schema.attended to :service;
grant select, insert on :schema.refused_reactions to :service;
