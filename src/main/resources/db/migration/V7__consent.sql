-- Whether a person may be profiled. Part of the read model: the log says so, and every version of the
-- projection comes to the same.

alter table interest_profile
  add column consent_granted boolean not null default true,
  add column consent_since timestamptz;
comment on column interest_profile.consent_granted is
  'False while consent is withdrawn: no day of the person holds more than the hashes of ids.';
comment on column interest_profile.consent_since is
  'Where granted: what happened earlier is not profiled; else the newest withdrawal. Null where consent was never withdrawn.';
