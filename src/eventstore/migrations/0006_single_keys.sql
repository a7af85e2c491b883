-- `shredded` names persons, and from here on also single keys: the key of one case dies alone when
-- the case turns out to be somebody else's. Nothing else of the function of 0002 is changed.

create or replace function :schema.append_batch(
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
            where (k.person = any (b.shredded) or k.kid = any (b.shredded))
            and k.wrapped is not null;
        delete from tokens t where t.person = any (b.shredded);
    end if;
end $$;
