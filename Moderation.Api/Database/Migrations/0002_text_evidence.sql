-- Reports and orders can concern an author, a pair of accounts or the whole live; reports have a priority, lives count text lines.
-- What was stored before concerns participants and rests on their age.

alter table report alter column participant_id drop not null;
alter table report alter column subject_role drop not null;
alter table report add column subject_kind text not null default 'participant';
alter table report alter column subject_kind drop default;
alter table report add column subject_other_user_id text;
alter table report add column priority text not null default 'high';
alter table report alter column priority drop default;
update report set evidence = evidence || '{"kind": "age"}';
create index report_by_priority_and_time on report (priority, raised_at desc, report_id desc);
create index report_by_kind_and_time on report (subject_kind, raised_at desc, report_id desc);
create index report_by_user_and_time on report (subject_user_id, raised_at desc, report_id desc) where subject_user_id is not null;
create index report_by_other_user_and_time on report (subject_other_user_id, raised_at desc, report_id desc) where subject_other_user_id is not null;

alter table action alter column participant_id drop not null;
alter table action alter column subject_role drop not null;
alter table action add column subject_kind text not null default 'participant';
alter table action alter column subject_kind drop default;
alter table action add column subject_other_user_id text;
update action set evidence = evidence || '{"kind": "age"}';

alter table live add column lines_scored bigint not null default 0;
alter table live alter column lines_scored drop default;
alter table live add column lines_not_scored bigint not null default 0;
alter table live alter column lines_not_scored drop default;
alter table live add column flagged_rates jsonb not null default '[]';
alter table live alter column flagged_rates drop default;
