-- Exports of statements of reasons, and counts of what policies did day by day. Made here, unlike what comes from the topics: a replay rebuilds neither.

create table statement_export (
  export_id       text        primary key,
  -- orders that were first sent to the platform in this time
  released_from   timestamptz not null,
  released_before timestamptz not null,
  state           text        not null,
  asked_by        text        not null,
  asked_at        timestamptz not null,
  ended_at        timestamptz,
  statement_count integer,
  left_out_count  integer,
  -- how many orders have no statement, by reason
  left_out        jsonb,
  failure         text,
  sha256          text,
  -- batches as the database of the European Union takes them, zipped
  content         bytea
);
create index statement_export_by_time on statement_export (asked_at desc, export_id desc);
create index statement_export_by_period on statement_export (released_from, released_before, asked_at desc);
create index statement_export_by_end on statement_export (ended_at) where ended_at is not null;
-- Who asks for what waits already gets what waits.
create unique index statement_export_waiting on statement_export (released_from, released_before) where state = 'queued';

create index action_dispatch_by_release on action_dispatch (released_at desc, action_id desc) where released_at is not null;

-- What is counted outlives the rows that it was counted from.
create table policy_day (
  day         date        not null,
  policy_name text        not null,
  -- empty for decisions whose decider did not tell the sheet
  sheet_hash  text        not null,
  -- decision, order or review
  measure     text        not null,
  word        text        not null,
  count       bigint      not null,
  counted_at  timestamptz not null,
  primary key (day, policy_name, sheet_hash, measure, word)
);
create index policy_day_by_policy on policy_day (policy_name, day desc);

-- Reports go with their orders, when both are over.
create index action_by_report on action (report_id);
