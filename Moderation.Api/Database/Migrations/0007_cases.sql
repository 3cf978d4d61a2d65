-- Cases for reviewers, and what reviewers said. Opened here out of reports and flags in the transaction that stores those; decided here: a replay of the topics opens the same
-- cases again, but knows of no lease.

-- null where the platform does not tell how many watch
alter table live add column viewers bigint;

create table review_case (
  -- derived from what opened it, so that a replay means the same case
  case_id               text             primary key,
  kind                  text             not null,
  queue                 text             not null,
  live_id               text             not null,
  subject_kind          text             not null,
  participant_id        text,
  subject_role          text,
  subject_user_id       text,
  subject_other_user_id text,
  -- null where only people flagged
  policy_name           text,
  -- what was flagged, where only people flagged
  flag_target           text,
  flag_target_id        text,
  -- the decided case that is looked at again, or whose order is appealed against
  parent_case_id        text,
  -- the order that is appealed against
  action_id             text,
  -- what is hidden from reviewers until they have decided: the first verdict of a second look, the expected one of a golden case
  is_golden             boolean          not null,
  expected_outcome      text,
  urgency               text             not null,
  probability           double precision,
  viewers               bigint,
  is_running            boolean          not null,
  flag_count            integer          not null,
  flag_weight           double precision not null,
  is_forced             boolean          not null,
  opened_at             timestamptz      not null,
  due_at                timestamptz      not null,
  -- set once when its time was up and it went to senior reviewers
  escalated_at          timestamptz,
  -- orders open cases as their scores do at any time; computed whenever one of the facts changes
  rank                  double precision not null,
  report_count          integer          not null,
  decided_count         integer          not null,
  confirmations_needed  integer          not null,
  needs_senior          boolean          not null,
  excluded              text[]           not null,
  skipped               text[]           not null,
  -- rises whenever the right to decide passes on; a verdict names the one it saw
  version               bigint           not null,
  lease_reviewer        text,
  lease_since           timestamptz,
  lease_until           timestamptz,
  first_claimed_at      timestamptz,
  -- what was said of the reports that are not decided yet, oldest first
  verdicts              jsonb            not null,
  outcome               text,
  closed_at             timestamptz
);
create index review_case_by_rank on review_case (queue, rank desc, case_id) where outcome is null;
create index review_case_by_due on review_case (queue, due_at, case_id) where outcome is null;
create index review_case_forced on review_case (queue, opened_at, case_id) where outcome is null and is_forced;
create index review_case_by_time on review_case (opened_at desc, case_id desc);
create index review_case_by_queue_and_time on review_case (queue, opened_at desc, case_id desc);
create index review_case_by_live on review_case (live_id, opened_at desc, case_id desc);
create index review_case_by_user on review_case (subject_user_id, opened_at desc) where subject_user_id is not null;
create index review_case_by_lease on review_case (lease_reviewer) where lease_reviewer is not null;
create index review_case_by_closing on review_case (closed_at desc) where closed_at is not null;
create index review_case_by_parent on review_case (parent_case_id) where parent_case_id is not null;

create table review_case_report (
  case_id   text    not null references review_case (case_id),
  -- from 1, in the order in which they came
  number    integer not null,
  report_id text    not null,
  primary key (case_id, number)
);
create unique index review_case_report_by_report on review_case_report (report_id);

create table review_case_flag (
  case_id text             not null references review_case (case_id),
  live_id text             not null,
  flag_id text             not null,
  weight  double precision not null,
  primary key (live_id, flag_id)
);
create index review_case_flag_by_case on review_case_flag (case_id);

create table review_verdict (
  verdict_id  text        primary key,
  case_id     text        not null references review_case (case_id),
  reviewer    text        not null,
  claimed_at  timestamptz not null,
  given_at    timestamptz not null,
  kind        text        not null,
  reason_code text        not null,
  ground      text,
  note        text,
  -- whether the note goes to the subject with the notice
  note_public boolean     not null,
  -- what becomes of which order
  actions     jsonb       not null,
  first_seen  integer     not null,
  last_seen   integer     not null,
  -- whether it closed the case, or what it was about
  outcome     text
);
create index review_verdict_by_case on review_verdict (case_id, given_at);
create index review_verdict_by_reviewer on review_verdict (reviewer, given_at desc, verdict_id desc);
create index review_verdict_by_time on review_verdict (given_at desc, verdict_id desc);
create or replace function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger review_verdict_is_append_only before update or delete on review_verdict for each row execute function refuse_change_of_history();

create table review_appeal (
  case_id      text        primary key references review_case (case_id),
  action_id    text        not null,
  appellant    text        not null,
  -- the account that was acted on, or somebody on its behalf
  on_behalf    boolean     not null,
  statement    text        not null,
  appealed_at  timestamptz not null
);
create unique index review_appeal_by_action on review_appeal (action_id);

-- How much of what each reviewer has seen, so that nobody sees too much of one thing in a shift; and what they asked not to be given.
create table review_exposure (
  exposure_id bigint      generated always as identity primary key,
  reviewer    text        not null,
  queue       text        not null,
  case_id     text        not null,
  at          timestamptz not null
);
create index review_exposure_by_reviewer on review_exposure (reviewer, at);

create table review_opt_out (
  reviewer text        not null,
  queue    text        not null,
  since    timestamptz not null,
  primary key (reviewer, queue)
);
