-- What people did and saw, as a chain of hashes. Entries are written in the transactions of what they tell, without a lock; one process seals them afterwards:
-- it numbers what is committed, without gaps, and never numbers anew.

create table audit_entry (
  entry_id      bigint      generated always as identity primary key,
  at            timestamptz not null,
  kind          text        not null,
  actor         text        not null,
  target        text        not null,
  -- canonical JSON, as it is hashed; not jsonb, which would write it anew
  detail        text        not null,
  -- null until it is sealed
  seq           bigint      unique,
  previous_hash text,
  hash          text,
  constraint audit_entry_sealed_whole check ((seq is null) = (hash is null) and (seq is null) = (previous_hash is null))
);
create index audit_entry_unsealed on audit_entry (entry_id) where seq is null;
create index audit_entry_by_actor on audit_entry (actor, entry_id desc);
create index audit_entry_by_target on audit_entry (target, entry_id desc);
create index audit_entry_by_kind on audit_entry (kind, entry_id desc);

-- The newest entry that was sealed on each day (UTC), signed. The root of the running day grows.
create table audit_root (
  day       date   primary key,
  seq       bigint not null,
  hash      text   not null,
  key_id    text   not null,
  signature text   not null
);

create function audit_entry_only_sealed() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception 'entries of the audit log are never removed' using errcode = 'restrict_violation';
  end if;
  if old.seq is not null then
    raise exception 'entry % of the audit log is sealed', old.seq using errcode = 'restrict_violation';
  end if;
  if new.seq is null or (new.entry_id, new.at, new.kind, new.actor, new.target, new.detail) is distinct from (old.entry_id, old.at, old.kind, old.actor, old.target, old.detail) then
    raise exception 'an entry of the audit log can only be sealed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger audit_entry_only_sealed before update or delete on audit_entry for each row execute function audit_entry_only_sealed();
create trigger audit_entry_never_emptied before truncate on audit_entry for each statement execute function audit_entry_only_sealed();

create function audit_root_only_grows() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception 'roots of the audit log are never removed' using errcode = 'restrict_violation';
  end if;
  if new.day <> old.day or new.seq <= old.seq then
    raise exception 'the root of % only grows', old.day using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger audit_root_only_grows before update or delete on audit_root for each row execute function audit_root_only_grows();
create trigger audit_root_never_emptied before truncate on audit_root for each statement execute function audit_root_only_grows();
