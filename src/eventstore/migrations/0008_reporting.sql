-- For other programs' dashboards: views without keys, tokens, sealed values, commands or persons, in a
-- schema of their own. The read models move from build to build; so each view asks a function, which
-- looks up the build that serves every time it is asked, and nothing has to be changed by a rebuild.
-- Who may read them is said by `lianxin reporting grant`.

create schema if not exists :schema_reporting;
comment on schema :schema_reporting is
    '供报表工具只读查询的视图 | Views for dashboards, to be read only';

-- The newest build that serves: while two releases stand beside each other, the newer one's.
create function :schema_reporting.build() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select b.name from :schema.reading r join :schema.builds b on b.name = r.build
    order by b.made_at desc limit 1
$$;

create view :schema_reporting.standing as
    select (select coalesce(max(position), 0) from :schema.events) as last_position, b.position as read_position
    from :schema_reporting.build() as n(name) join :schema.builds b on b.name = n.name;
comment on view :schema_reporting.standing is
    '现状: 账本与统计视图各到第几条 | Where the log and the read models stand; one row';
comment on column :schema_reporting.standing.last_position is
    '账本最后一条的位置 | Last position of the log';
comment on column :schema_reporting.standing.read_position is
    '统计视图已算到的位置 | Last position that the other views have counted';

create view :schema_reporting.log as
    select position, recorded_at, (e.state::json -> 'envelope' ->> 'occurred_on')::date as occurred_on,
           originator_id as record, originator_version as version, topic,
           e.state::json -> 'envelope' ->> 'role' as role,
           e.state::json -> 'envelope' ->> 'area' as area,
           e.state::json -> 'envelope' ->> 'channel' as channel
    from :schema.events e;
comment on view :schema_reporting.log is
    '账本目录: 何时何地记了什么, 不含内容 | What was recorded when and where, without its content';
comment on column :schema_reporting.log.position is
    '位置, 从 1 起连续 | Position, dense from 1';
comment on column :schema_reporting.log.recorded_at is
    '记录时间 | When it was recorded';
comment on column :schema_reporting.log.occurred_on is
    '业务发生日期 | The business date';
comment on column :schema_reporting.log.record is
    '哪份记录 | The record it belongs to';
comment on column :schema_reporting.log.version is
    '该记录的第几条 | Its number within the record';
comment on column :schema_reporting.log.topic is
    '事件类型, 见 docs/events.md | Topic of the event';
comment on column :schema_reporting.log.role is
    '以何种角色 | The role it was done in';
comment on column :schema_reporting.log.area is
    '在哪个区划 | The division it was done for';
comment on column :schema_reporting.log.channel is
    '由何渠道 | How it came in';

create function :schema_reporting.read_facts() returns table (
    measure text,
    counted_once text,
    code text,
    town text,
    occurred_on date,
    amount bigint,
    source uuid,
    "position" bigint
) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    serving text := :schema_reporting.build();
begin
    if serving is null then
        return;
    end if;
    return query execute format(
        'select measure, encode(sha256(convert_to(person::text || '' '' || rest, ''UTF8'')), ''hex''),
         code, town, occurred_on, amount, source, position
         from %I.facts',
        serving
    );
end $$;
create view :schema_reporting.facts as
    select measure, counted_once, code, town, occurred_on, amount, source, position from :schema_reporting.read_facts();
comment on view :schema_reporting.facts is
    '计入各指标的事实; 指标为计数键中合计大于零者的个数 | What figures count: the distinct keys whose amounts add up to more than zero';
comment on column :schema_reporting.facts.measure is
    '指标编号, 见 docs/figures.md | Measure';
comment on column :schema_reporting.facts.counted_once is
    '计数键 (散列): 同键只计一次 | Hash of what is counted once';
comment on column :schema_reporting.facts.code is
    '村(社区)代码 | Division code of the village';
comment on column :schema_reporting.facts.town is
    '镇(街道)代码 | Division code of the town';
comment on column :schema_reporting.facts.occurred_on is
    '发生日期 | Business date';
comment on column :schema_reporting.facts.amount is
    '增减量, 更正时为负 | Amount; negative where something was taken back';
comment on column :schema_reporting.facts.source is
    '来自哪份记录 | The record it is about';
comment on column :schema_reporting.facts.position is
    '由账本哪一条得知 | The event that made it known';

create function :schema_reporting.read_totals() returns table (
    measure text,
    period text,
    area text,
    total bigint,
    from_position bigint,
    to_position bigint
) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    serving text := :schema_reporting.build();
begin
    if serving is null then
        return;
    end if;
    return query execute format(
        'select measure, period, area, total, from_position, nullif(to_position, 9223372036854775807)
         from %I.steps',
        serving
    );
end $$;
create view :schema_reporting.totals as
    select measure, period, area, total, from_position, to_position from :schema_reporting.read_totals();
comment on view :schema_reporting.totals is
    '按月、年和区划累计的指标 | Running totals of measures by month, year and area';
comment on column :schema_reporting.totals.measure is
    '指标编号 | Measure';
comment on column :schema_reporting.totals.period is
    '年或月 | Year or month';
comment on column :schema_reporting.totals.area is
    '区划代码 | Division code';
comment on column :schema_reporting.totals.total is
    '合计 | Total';
comment on column :schema_reporting.totals.from_position is
    '自账本哪一条起 | Holds from this position';
comment on column :schema_reporting.totals.to_position is
    '至账本哪一条止, 空为现在 | Held until this position; empty while it holds';

create function :schema_reporting.read_cases() returns table (
    id uuid,
    kind text,
    number text,
    opened_on date,
    code text,
    town text,
    status text,
    open boolean,
    category text,
    due_on date,
    provisional boolean,
    corrected boolean
) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    serving text := :schema_reporting.build();
begin
    if serving is null then
        return;
    end if;
    return query execute format(
        'select id, kind, number, opened_on, code, town, status, open, category, due_on, provisional,
         corrected
         from %I.cases where to_position = 9223372036854775807',
        serving
    );
end $$;
create view :schema_reporting.cases as
    select id, kind, number, opened_on, code, town, status, open, category, due_on, provisional,
           corrected from :schema_reporting.read_cases();
comment on view :schema_reporting.cases is
    '现有各类事项 | The records of casework as they are now';
comment on column :schema_reporting.cases.id is
    '编号 (内部) | Id of the record';
comment on column :schema_reporting.cases.kind is
    '种类 | Kind';
comment on column :schema_reporting.cases.number is
    '受理号 | Case number';
comment on column :schema_reporting.cases.opened_on is
    '登记日期 | Day it was opened';
comment on column :schema_reporting.cases.code is
    '村(社区)代码 | Division code of the village';
comment on column :schema_reporting.cases.town is
    '镇(街道)代码 | Division code of the town';
comment on column :schema_reporting.cases.status is
    '状态 | Status';
comment on column :schema_reporting.cases.open is
    '是否在办 | Whether it is open';
comment on column :schema_reporting.cases.category is
    '类别 | Category';
comment on column :schema_reporting.cases.due_on is
    '最近的期限 | The next deadline';
comment on column :schema_reporting.cases.provisional is
    '期限是否暂算 | Whether the deadline may still move';
comment on column :schema_reporting.cases.corrected is
    '是否更正过 | Whether it was corrected';

create function :schema_reporting.read_associations() returns table (
    association uuid,
    code text,
    town text,
    name text
) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    serving text := :schema_reporting.build();
begin
    if serving is null then
        return;
    end if;
    return query execute format(
        'select association, code, town, name
         from %I.places where to_position = 9223372036854775807',
        serving
    );
end $$;
create view :schema_reporting.associations as
    select association, code, town, name from :schema_reporting.read_associations();
comment on view :schema_reporting.associations is
    '村(社区)残协 | The associations';
comment on column :schema_reporting.associations.association is
    '编号 (内部) | Id';
comment on column :schema_reporting.associations.code is
    '村(社区)代码 | Division code of the village';
comment on column :schema_reporting.associations.town is
    '镇(街道)代码 | Division code of the town';
comment on column :schema_reporting.associations.name is
    '名称 | Name';

create function :schema_reporting.read_clocks() returns table (
    id uuid,
    clock text,
    kind text,
    code text,
    town text,
    start_on date,
    due_on date,
    provisional boolean,
    calendar_version text,
    reminded boolean,
    missed boolean
) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    serving text := :schema_reporting.build();
begin
    if serving is null then
        return;
    end if;
    return query execute format(
        'select id, clock, kind, code, town, start_on, due_on, provisional, calendar_version, reminded,
         missed
         from %I.clocks where to_position = 9223372036854775807',
        serving
    );
end $$;
create view :schema_reporting.clocks as
    select id, clock, kind, code, town, start_on, due_on, provisional, calendar_version, reminded,
           missed from :schema_reporting.read_clocks();
comment on view :schema_reporting.clocks is
    '现有期限 | The deadlines that run now';
comment on column :schema_reporting.clocks.id is
    '哪份记录 | The record';
comment on column :schema_reporting.clocks.clock is
    '哪个期限 | Which clock';
comment on column :schema_reporting.clocks.kind is
    '记录的种类 | Kind of the record';
comment on column :schema_reporting.clocks.code is
    '村(社区)代码 | Division code of the village';
comment on column :schema_reporting.clocks.town is
    '镇(街道)代码 | Division code of the town';
comment on column :schema_reporting.clocks.start_on is
    '起算日 | First day';
comment on column :schema_reporting.clocks.due_on is
    '到期日 | Last day';
comment on column :schema_reporting.clocks.provisional is
    '是否暂算 | Whether it may still move';
comment on column :schema_reporting.clocks.calendar_version is
    '所用日历 | The calendar it was counted by';
comment on column :schema_reporting.clocks.reminded is
    '是否提醒过 | Whether it was reminded of';
comment on column :schema_reporting.clocks.missed is
    '是否已逾期 | Whether it was missed';

revoke all on all tables in schema :schema_reporting from public;
revoke execute on all functions in schema :schema_reporting from public;

-- What the last comparison of the read models with a refold from zero came to; one row.
create table :schema.refolded (
    only_row   boolean primary key default true check (only_row),
    checked_at timestamptz not null,
    position   bigint not null,
    differing  bigint not null
);
comment on column :schema.refolded.differing is 'rows that differ from a refold; 0 is right';
grant select, insert, update on :schema.refolded to :service;
