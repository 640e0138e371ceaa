-- Versions of the projection beside each other, and which of them serves.

create table projection_pointer (
  tenant     text        collate "C" not null primary key,
  projection integer     not null,
  switches   bigint      not null default 0,
  changed_at timestamptz not null default now()
);
comment on table projection_pointer is
  'Which version of the projection a tenant''s reads and its projector use; without a row the configured one.';

create table projection_version (
  tenant      text        collate "C" not null,
  projection  integer     not null,
  begun_at    timestamptz not null default now(),
  told_at     timestamptz not null default now(),
  events      bigint      not null default 0,
  per_second  bigint      not null default 0,
  lag_ms      bigint,
  reached     double precision not null default 0,
  caught_up   boolean     not null default false,
  primary key (tenant, projection)
);
comment on table projection_version is
  'Versions that were filled from the log beside the serving one, as whoever fills them told last.';
comment on column projection_version.reached is
  'How far it is through the log, 0 to 1, by the times at which the log took its entries.';

-- Makes the partitions of a version, like those of another one.
create function make_projection(version integer) returns void language plpgsql as $$
declare
  parent  record;
  name    text;
  pattern text;
  options text;
begin
  for parent in
    select c.oid, c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'projection' and c.relkind = 'p'
      and c.relnamespace = current_schema()::regnamespace
  loop
    name := parent.relname || '_' || version;
    if to_regclass(quote_ident(name)) is null then
      select c.relname, array_to_string(c.reloptions, ', ') into strict pattern, options
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = parent.oid order by c.oid limit 1;
      execute format('create table %I (like %I including all)', name, pattern);
      if options is not null then
        execute format('alter table %I set (%s)', name, options);
      end if;
      execute format(
        'alter table %I attach partition %I for values in (%L)', parent.relname, name, version);
    end if;
  end loop;
end
$$;

-- Drops the rows of a tenant in a version, and its partitions where nobody else has any.
create function drop_projection(whose text, version integer) returns void language plpgsql as $$
declare
  parent record;
  alone  boolean;
begin
  alone := not exists (
    select 1 from log_position where projection = version and tenant <> whose);
  for parent in
    select c.relname, c.relkind from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'projection' and c.relkind in ('p', 'r') and not c.relispartition
      and c.relname not in ('projection_pointer')
      and c.relnamespace = current_schema()::regnamespace
  loop
    if alone and parent.relkind = 'p' then
      execute format('drop table if exists %I', parent.relname || '_' || version);
    else
      execute format(
        'delete from %I where projection = %L and tenant = %L', parent.relname, version, whose);
    end if;
  end loop;
end
$$;
