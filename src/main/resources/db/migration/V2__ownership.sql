-- Who owns a partition of the log, and how far what was folded is published too.

alter table log_position
  alter column ledger_id set default -1,
  alter column entry_id set default -1,
  alter column batch_index set default -1,
  add column epoch bigint not null default 0,
  add column published_ledger_id bigint not null default -1,
  add column published_entry_id bigint not null default -1,
  add column published_batch_index integer not null default -1;

comment on column log_position.epoch is
  'Raised by every process that takes the partition over; a batch of an earlier owner is refused.';
comment on column log_position.published_ledger_id is
  'With the next two columns: up to where the profiles are published as well. Lags behind by a batch; an owner reads from here on.';
