-- The read model of the log. All of it can be rebuilt from the log.
--
-- Every table is partitioned by projection, the version of the fold that filled it: a rebuild fills
-- partitions of its own beside the live ones, and dropping a version is dropping its partitions.
-- Keys compare by bytes (collation C): no language decides what is the same person.
-- Bodies are canonical bytes that the service alone reads; they change often, so they stay in the
-- row as long as they fit and are not compressed (event hashes do not compress).

create table log_position (
  projection  integer     not null,
  tenant      text        collate "C" not null,
  partition   integer     not null,
  ledger_id   bigint      not null,
  entry_id    bigint      not null,
  batch_index integer     not null,
  primary key (projection, tenant, partition)
) partition by list (projection);
comment on table log_position is
  'How far each partition of the log is folded in. Committed with what was folded.';

create table day_cell (
  projection  integer     not null,
  tenant      text        collate "C" not null,
  person_id   text        collate "C" not null,
  day         date        not null,
  partition   integer     not null,
  ledger_id   bigint      not null,
  entry_id    bigint      not null,
  batch_index integer     not null,
  appended_at timestamptz not null,
  body        bytea       not null,
  primary key (projection, tenant, person_id, day)
) partition by list (projection);
comment on table day_cell is
  'What a person did on a UTC day: the only stored truth about people. The position is that of the newest event folded in.';

create table interest_profile (
  projection  integer     not null,
  tenant      text        collate "C" not null,
  person_id   text        collate "C" not null,
  newest_day  date        not null,
  partition   integer     not null,
  ledger_id   bigint      not null,
  entry_id    bigint      not null,
  batch_index integer     not null,
  appended_at timestamptz not null,
  head        bytea       not null,
  primary key (projection, tenant, person_id)
) partition by list (projection);
comment on table interest_profile is
  'The sum of a person''s day cells before newest_day, derived from them. The profile is this plus the cell of newest_day; its position is the newer of the two rows''.';

create table demand_fact (
  projection  integer     not null,
  tenant      text        collate "C" not null,
  partition   integer     not null,
  day         date        not null,
  category    text        collate "C" not null,
  currency    text        collate "C" not null,
  quantity    bigint      not null,
  amount      numeric     not null,
  returned    bigint      not null,
  refunded    numeric     not null,
  primary key (projection, tenant, partition, day, category, currency)
) partition by list (projection);
comment on table demand_fact is
  'What was bought and what came back, by UTC day and category: gross sums over the people of one partition of the log, none of them named.';
comment on column demand_fact.category is
  'Levels from the root down, joined by U+001F (no level holds a control character); empty where the event named none.';
comment on column demand_fact.currency is 'ISO 4217; empty where no amount was known.';

create table category_count (
  projection  integer     not null,
  tenant      text        collate "C" not null,
  partition   integer     not null,
  category    text        collate "C" not null,
  events      bigint      not null,
  primary key (projection, tenant, partition, category)
) partition by list (projection);
comment on table category_count is 'How many events visited a category; written as in demand_fact.';

create table dead_letter (
  projection  integer     not null,
  tenant      text        collate "C" not null,
  partition   integer     not null,
  ledger_id   bigint      not null,
  entry_id    bigint      not null,
  batch_index integer     not null,
  appended_at timestamptz not null,
  person_key  text        collate "C",
  reason      text        not null,
  payload     bytea       not null,
  primary key (projection, tenant, partition, ledger_id, entry_id, batch_index)
) partition by list (projection);
comment on table dead_letter is 'Entries of the log that could not be folded, as they stand there.';

create table log_position_1 partition of log_position for values in (1) with (fillfactor = 50);
create table day_cell_1 partition of day_cell for values in (1) with (fillfactor = 75);
create table interest_profile_1 partition of interest_profile for values in (1) with (fillfactor = 75);
create table demand_fact_1 partition of demand_fact for values in (1) with (fillfactor = 75);
create table category_count_1 partition of category_count for values in (1) with (fillfactor = 75);
create table dead_letter_1 partition of dead_letter for values in (1);

alter table day_cell_1 alter column body set storage external;
alter table day_cell_1 set (toast_tuple_target = 4096);
alter table interest_profile_1 alter column head set storage external;
alter table interest_profile_1 set (toast_tuple_target = 4096);
