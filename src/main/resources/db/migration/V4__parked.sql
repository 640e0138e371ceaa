-- What is put aside: a bad entry of the log, and behind it what its person did later.

alter table dead_letter add column mended bytea;
comment on table dead_letter is
  'Entries of the log that are put aside, as they stand there: those that cannot be folded, and those behind them.';
comment on column dead_letter.person_key is
  'The key of the log''s message, which stands for the person; null where it has none.';
comment on column dead_letter.reason is
  'Why, in the machine''s words and without any of the entry''s: BEHIND for an entry that is fit itself.';
comment on column dead_letter.mended is
  'The decision that says what should stand there instead, as it stands in the log.';

create index dead_letter_1_person on dead_letter_1 (tenant, person_key);

create table parked_person (
  projection integer not null,
  tenant     text    collate "C" not null,
  partition  integer not null,
  person_key text    collate "C" not null,
  kept       integer not null,
  left_over  bigint  not null,
  primary key (projection, tenant, partition, person_key)
) partition by list (projection);
comment on table parked_person is
  'Whose entries are put aside: all later ones are put behind, until a decision lets them go on.';
comment on column parked_person.kept is 'Entries in dead_letter.';
comment on column parked_person.left_over is
  'Entries behind those, beyond the limits: only the log has them.';
create table parked_person_1 partition of parked_person for values in (1);

alter table log_position
  add column parked_people  integer not null default 0,
  add column parked_entries integer not null default 0,
  add column parked_left    bigint  not null default 0;
comment on column log_position.parked_people is
  'Rows of parked_person; with the next two columns: how much is put aside of this partition.';
