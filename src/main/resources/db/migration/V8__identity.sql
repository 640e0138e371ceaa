-- Which names belong to one person. Part of the read model: the log says so, and every version of the
-- projection comes to the same. What was done under a name stays with the name.

create table person_member (
  projection integer     not null,
  tenant     text        collate "C" not null,
  known_id   text        collate "C" not null,
  member_id  text        collate "C" not null,
  merged     boolean     not null,
  claimed_at timestamptz not null,
  event_id   text        collate "C" not null,
  primary key (projection, tenant, known_id, member_id)
) partition by list (projection);
comment on table person_member is
  'What a person said last of another name: that it is theirs, or no longer. Of several who claim a name the newest has it.';
comment on column person_member.claimed_at is
  'When it was said; no later than the log took it. With event_id it orders what is said of a name.';

create table person_member_1 partition of person_member for values in (1);
create index person_member_1_claims on person_member_1
  (tenant, member_id, merged desc, claimed_at desc, event_id desc, known_id desc);

-- Versions that are there already get theirs.
select make_projection(projection)
from (select distinct projection from log_position where projection <> 1) as versions;

-- Of all versions: it orders what was published, whichever version it came from.
create table person_revision (
  tenant    text   collate "C" not null,
  person_id text   collate "C" not null,
  revision  bigint not null,
  primary key (tenant, person_id)
);
comment on table person_revision is
  'Counts the published states of those who have, or had, several names; by the clock, so that it goes on above what was there before the table was emptied.';

-- Who is forgotten is forgotten under all names: one erasure leads those of the others.
alter table erasure add column leader uuid;
create index erasure_leader on erasure (tenant, leader) where leader is not null;
comment on column erasure.leader is
  'The erasure that somebody asked for, where this is one of another name of the same person.';

create table erasure_name (
  projection integer not null,
  tenant     text    collate "C" not null,
  erasure    uuid    not null,
  person_id  text    collate "C" not null,
  primary key (projection, tenant, erasure, person_id)
);
comment on table erasure_name is
  'The other names of somebody who is being erased, as a version knew them when it passed the erasure; gone when that is complete.';
