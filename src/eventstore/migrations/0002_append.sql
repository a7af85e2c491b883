-- The two ways into the log. Both take the log's own lock, so positions are dense by construction.

create type :schema.batch as (
    streams uuid[], versions bigint[], topics text[], states text[], times timestamptz[],
    -- commands: who, id, fingerprint, and which of the events above are theirs (1-based)
    actors uuid[], command_ids uuid[], fingerprints text[], firsts int[], lasts int[],
    released text[], released_from uuid[],
    reserved text[], reserved_for uuid[],
    read_streams uuid[], read_versions bigint[],
    kids uuid[], key_persons uuid[], key_matters uuid[], key_wrappings text[], key_boxes bytea[],
    tokens text[], token_persons uuid[],
    shredded uuid[],
    service_clock timestamptz
);

create function :schema.lock_log() returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('lianxin log ' || ':schema', 0));
$$;

-- Optimistic: only inserts. A clash raises (unique violation, or LX001..LX004) and nothing of the
-- whole batch remains; the caller then asks append_alone command by command. `times` are the
-- recording times of a story, one for each event; on the real clock `recorded` is that of all.
create function :schema.append_batch(
    b :schema.batch,
    out first_position bigint, out recorded timestamptz, out times timestamptz[]
) language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
    last_position bigint;
    last_time     timestamptz;
    released_rows bigint;
begin
    perform lock_log();
    select e.position, e.recorded_at into last_position, last_time
        from events e order by e.position desc limit 1;
    last_position := coalesce(last_position, 0);
    first_position := last_position + 1;

    if b.times is null then
        recorded := greatest(clock_timestamp(), last_time + interval '1 microsecond');
        if (recorded <= b.service_clock + interval '1 hour') is not true then
            raise exception 'the database clock is ahead' using errcode = 'LX001';
        end if;
        insert into events
        select last_position + e.nth, recorded, e.stream, e.version, e.topic, e.state
        from unnest(b.streams, b.versions, b.topics, b.states)
            with ordinality as e(stream, version, topic, state, nth);
    else
        if not exists (select from log where mode = 'demonstration') then
            raise exception 'only a demonstration has its own clock' using errcode = 'LX002';
        end if;
        with written as (
            insert into events
            select last_position + e.nth,
                   greatest(max(e.at) over (order by e.nth), last_time + interval '1 microsecond'),
                   e.stream, e.version, e.topic, e.state
            from unnest(b.streams, b.versions, b.topics, b.states, b.times)
                with ordinality as e(stream, version, topic, state, at, nth)
            returning position, recorded_at
        )
        select array_agg(w.recorded_at order by w.position) into times from written w;
        recorded := times[1];
    end if;

    if b.command_ids is not null then
        insert into commands
        select c.actor, c.id, c.fingerprint, last_position + c.first, last_position + c.last
        from unnest(b.actors, b.command_ids, b.fingerprints, b.firsts, b.lasts)
            as c(actor, id, fingerprint, first, last);
    end if;
    if b.released is not null then
        delete from reservations r using unnest(b.released, b.released_from) as x(key, holder)
            where r.key = x.key and r.holder = x.holder;
        get diagnostics released_rows = row_count;
        if released_rows < cardinality(b.released) then
            raise exception 'a reservation to release is not held' using errcode = 'LX003';
        end if;
    end if;
    if b.reserved is not null then
        insert into reservations
        select r.key, r.holder from unnest(b.reserved, b.reserved_for) as r(key, holder);
    end if;
    if b.read_streams is not null and exists (
        select from unnest(b.read_streams, b.read_versions) as r(stream, version)
        join events e on e.originator_id = r.stream and e.originator_version > r.version
    ) then
        raise exception 'a stream that was read has moved on' using errcode = 'LX004';
    end if;
    if b.kids is not null then
        insert into keys (kid, person, matter, wrapping, wrapped)
        select k.kid, k.person, k.matter, k.wrapping, k.box
        from unnest(b.kids, b.key_persons, b.key_matters, b.key_wrappings, b.key_boxes)
            as k(kid, person, matter, wrapping, box);
    end if;
    if b.tokens is not null then
        insert into tokens
        select t.token, t.person from unnest(b.tokens, b.token_persons) as t(token, person)
        on conflict do nothing;
    end if;
    if b.shredded is not null then
        -- As of `recorded`, which never decreases: who remembers keys asks what died since.
        update keys k set wrapped = null, destroyed_at = recorded
            where k.person = any (b.shredded) and k.wrapped is not null;
        delete from tokens t where t.person = any (b.shredded);
    end if;
end $$;

-- Careful: one command, looked at from every side before it is written. `answer` is one of
--   written          it stands now
--   repeated         it stood already, word for word (positions of the first time)
--   another_content  its id was used for something else
--   stale            a stream has moved on; `stream` says which
--   taken            a reservation is held; `key` and `holder` say which and by whom
--   not_held         a reservation to release is not held; `key` says which
--   refused          it cannot be kept; `key` is the SQLSTATE. No other command is touched by it
-- `resent` marks a command without an id whose first sending got no answer.
create function :schema.append_alone(
    b :schema.batch, resent boolean,
    out answer text, out first_position bigint, out last_position bigint, out recorded timestamptz,
    out stream uuid, out key text, out holder uuid
) language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
    known commands%rowtype;
begin
    perform lock_log();
    if b.command_ids is not null then
        select c.* into known from commands c
            where c.actor = b.actors[1] and c.command_id = b.command_ids[1];
        if found then
            answer := case when known.fingerprint = b.fingerprints[1]
                           then 'repeated' else 'another_content' end;
            first_position := known.first_position;
            last_position := known.last_position;
            select e.recorded_at into recorded from events e where e.position = known.last_position;
            return;
        end if;
    elsif resent then
        select min(e.position), max(e.position), max(e.recorded_at)
            into first_position, last_position, recorded
            from unnest(b.streams, b.versions, b.topics, b.states) as n(stream, version, topic, state)
            join events e on e.originator_id = n.stream and e.originator_version = n.version
                and e.topic = n.topic and e.state = n.state
            having count(*) = cardinality(b.streams);
        if found then
            answer := 'repeated';
            return;
        end if;
    end if;

    select e.originator_id into stream
        from unnest(b.streams, b.versions) as n(stream, version)
        join events e on e.originator_id = n.stream and e.originator_version = n.version limit 1;
    if not found and b.read_streams is not null then
        select r.stream into stream
            from unnest(b.read_streams, b.read_versions) as r(stream, version)
            join events e on e.originator_id = r.stream and e.originator_version > r.version limit 1;
    end if;
    if stream is not null then
        answer := 'stale';
        return;
    end if;

    if b.released is not null then
        select x.key into key from unnest(b.released, b.released_from) as x(key, holder)
            left join reservations r on r.key = x.key and r.holder = x.holder
            where r.key is null limit 1;
        if found then
            answer := 'not_held';
            return;
        end if;
    end if;
    if b.reserved is not null then
        select r.key, r.holder into key, holder from unnest(b.reserved) as n(key)
            join reservations r on r.key = n.key
            where b.released is null or r.key <> all (b.released) limit 1;
        if found then
            answer := 'taken';
            return;
        end if;
    end if;

    begin
        select a.first_position, a.recorded into first_position, recorded
            from append_batch(b) as a;
        last_position := first_position + cardinality(b.streams) - 1;
        answer := 'written';
    exception
        -- Only what the command itself is to blame for; a full disk or a lost server is no answer.
        when data_exception or integrity_constraint_violation or program_limit_exceeded
            or sqlstate 'LX000' then
        answer := 'refused';
        key := sqlstate;
    end;
end $$;

-- Opens a log once, as production or demonstration, by its first event; answers the mode in force.
-- A demonstration may tell the time it is opened at; a production log takes the real one.
create function :schema.open_log(
    wanted text, stream uuid, topic text, state text, at timestamptz, service_clock timestamptz
) returns text language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
    b        batch;
    in_force text;
begin
    perform lock_log();
    select l.mode into in_force from log l;
    if found then
        return in_force;
    end if;
    if wanted = 'production' and at is not null then
        raise exception 'only a demonstration has its own clock' using errcode = 'LX002';
    end if;
    if exists (select from events) then
        raise exception 'a log is opened by its first event' using errcode = 'LX005';
    end if;
    insert into log (mode) values (wanted);
    b.streams := array[stream];
    b.versions := array[1];
    b.topics := array[topic];
    b.states := array[state];
    b.service_clock := service_clock;
    if at is not null then
        b.times := array[at];
    end if;
    perform append_batch(b);
    return wanted;
end $$;

-- Binds a log to the keyring it is first used with; answers the fingerprint of the one in force.
create function :schema.bind_keyring(offered text) returns text
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
    in_force text;
begin
    insert into keyring (fingerprint) values (offered) on conflict do nothing;
    select k.fingerprint into in_force from keyring k;
    return in_force;
end $$;

-- Wraps live keys again under another month's wrapping key; a key destroyed meanwhile stays so.
create function :schema.wrap_again(
    kids uuid[], former_wrapping text, new_wrapping text, boxes bytea[]
) returns bigint language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
    wrapped_rows bigint;
begin
    update keys k set wrapping = new_wrapping, wrapped = n.box
        from unnest(kids, boxes) as n(kid, box)
        where k.kid = n.kid and k.wrapping = former_wrapping and k.wrapped is not null;
    get diagnostics wrapped_rows = row_count;
    return wrapped_rows;
end $$;

revoke execute on all functions in schema :schema from public;
grant execute on function
    :schema.append_batch(:schema.batch),
    :schema.append_alone(:schema.batch, boolean),
    :schema.open_log(text, uuid, text, text, timestamptz, timestamptz),
    :schema.bind_keyring(text),
    :schema.wrap_again(uuid[], text, text, bytea[])
to :service;
