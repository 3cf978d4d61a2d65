-- Whom the platform protects from orders that nobody looked at. Decided here: a replay of the topics does not rebuild it; who changed it when is in the audit log.

create table protected_subject (
  user_id  text        primary key,
  kind     text        not null,
  reason   text        not null,
  added_by text        not null,
  added_at timestamptz not null,
  -- null without end
  until_at timestamptz
);
create index protected_subject_by_time on protected_subject (added_at desc, user_id desc);
