-- Erasures. What stands here names nobody once an erasure is complete.

create table erasure (
  tenant       text        collate "C" not null,
  erasure_id   uuid        not null,
  key_id       uuid        not null,
  pseudonym    text        collate "C",
  master_id    text,
  wrapped      bytea,
  commitment   text        not null,
  step         text        not null,
  requested_at timestamptz not null default now(),
  marker       text,
  events       bigint      not null default 0,
  plain_events bigint      not null default 0,
  views_at     timestamptz,
  destroyed_at timestamptz,
  completed_at timestamptz,
  receipt      bytea,
  primary key (tenant, erasure_id)
);
create unique index erasure_of_key on erasure (tenant, key_id);
create index erasure_open on erasure (tenant) where completed_at is null;
create index erasure_pseudonym on erasure (tenant, pseudonym) where pseudonym is not null;
comment on table erasure is 'Who asked to be forgotten, as a state machine that any process may carry on.';
comment on column erasure.wrapped is 'The person''s id, wrapped by a master key; null once complete.';
comment on column erasure.commitment is
  'Hash of the person''s id and of a nonce that only the one who asked has.';
comment on column erasure.marker is 'Where the log says that the person is forgotten.';
comment on column erasure.plain_events is 'Entries of the person in the log that were never sealed.';

-- Part of the read model: which erasures it has passed.
create table erasure_applied (
  projection integer not null,
  tenant     text    collate "C" not null,
  erasure    uuid    not null,
  rows       integer not null,
  letters    integer not null,
  primary key (projection, tenant, erasure)
);
comment on column erasure_applied.rows is 'Rows of the person that were deleted.';
comment on column erasure_applied.letters is 'Entries of the person that were put aside, deleted as well.';
