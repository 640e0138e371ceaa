-- After a switch everybody's view is made anew, from the version that serves now.

alter table projection_pointer
  add column revision       bigint  not null default 0,
  add column served_before  integer not null default 0,
  add column renewed        bigint  not null default 0,
  add column people         bigint  not null default 0,
  add column renewing_until timestamptz,
  add column renewed_at     timestamptz;
comment on column projection_pointer.revision is
  'Least revision of what is published from now on: by the clock, above all that was published before the switch.';
comment on column projection_pointer.served_before is 'The version before this one; 0 for none.';
comment on column projection_pointer.renewed is
  'People whose profile was published anew, of column people, by whoever is at it until renewing_until.';
comment on column projection_pointer.renewed_at is 'When that was done for everybody; null before.';

-- A switch of before: nobody made views anew then.
update projection_pointer
set revision = (extract(epoch from changed_at) * 1000000)::bigint
where switches > 0;

-- An erasure covers every name that the log gives the person where the marker is written.
alter table erasure add column reach text;
comment on column erasure.reach is
  'The last entry of each partition of the log when the marker was written; the key is kept until all that is folded.';

-- Whose entries in the log were never sealed, and cannot be made unreadable: they are passed over.
create table erased_clear (
  tenant  text        collate "C" not null,
  lookup  bytea       not null,
  erasure uuid        not null,
  until   timestamptz not null,
  primary key (tenant, lookup)
);
comment on table erased_clear is
  'Keys of messages under which the log holds entries in clear of somebody who was erased, as keyed hashes; only of such people.';
comment on column erased_clear.until is 'What the log took later is of somebody new.';
