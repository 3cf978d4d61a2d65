-- Strikes: which orders concern a user, and when a standing changes by itself because a strike expires.

create index action_by_user on action (subject_user_id, ordered_at desc) where subject_user_id is not null;

-- null where nothing changes by time alone
alter table standing add column due_at timestamptz;
create index standing_by_due on standing (due_at) where due_at is not null;
