-- The keys that seal what is known of people. Not part of the read model: what stands here cannot be
-- made again from the log, so it belongs into every backup. Without a master key, which is never
-- stored here, nothing in these tables opens anything or names anybody.

create table key_secret (
  tenant    text  collate "C" not null,
  name      text  not null,
  master_id text  not null,
  wrapped   bytea not null,
  primary key (tenant, name)
);
comment on table key_secret is
  'Secrets of a tenant, each wrapped by a master key: lookup, under which ids of people are hashed to find their key.';

create table person_key (
  tenant     text        collate "C" not null,
  key_id     uuid        not null,
  lookup     bytea,
  pseudonym  text        collate "C",
  master_id  text,
  wrapped    bytea,
  erasure    uuid,
  created_at timestamptz not null default now(),
  primary key (tenant, key_id),
  unique (tenant, lookup)
);
comment on table person_key is
  'One row per person and generation: AES-256 keys, wrapped by a master key. Of an erased person the id of the key is left.';
comment on column person_key.lookup is 'HMAC-SHA256 of the person''s id under the tenant''s secret; null once erased.';
comment on column person_key.pseudonym is 'The key of the person''s messages in the topics; null once erased.';
comment on column person_key.erasure is 'The erasure under way; nothing more is sealed with this key.';

create index person_key_erasing on person_key (tenant) where erasure is not null;
