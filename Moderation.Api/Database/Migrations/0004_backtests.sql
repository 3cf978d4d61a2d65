-- Backtests that were asked for, and what came of them. Asked here, unlike what comes from the topics: a replay does not rebuild it.

create table policy_backtest (
  backtest_id      text             primary key,
  -- no foreign key: a sheet can be tried before its policy is handed in
  policy_name      text             not null,
  state            text             not null,
  asked_by         text             not null,
  asked_at         timestamptz      not null,
  -- the sheets themselves, in canonical form: what becomes of the versions meanwhile changes no answer
  candidate_hash   text             not null,
  candidate_sheet  text             not null,
  against_hash     text,
  against_sheet    text,
  event_from       timestamptz,
  event_to         timestamptz,
  -- rises each time that a process takes it up; whoever holds an older number has lost it
  attempt          integer          not null,
  -- how often it was taken from a process that was not heard of any more
  losses           integer          not null,
  -- by the database's clock, because two processes' own may differ
  lease_until      timestamptz,
  begun_at         timestamptz,
  ended_at         timestamptz,
  signals_read     bigint           not null,
  -- null until the log was looked at
  signals_total    bigint,
  signals_gone     bigint           not null,
  live_seconds     double precision not null,
  cancelled_by     text,
  failure          text,
  -- text and not jsonb, so that it comes out in the order in which people read it
  report           text,
  csv              text
);
create index policy_backtest_by_policy_and_time on policy_backtest (policy_name, asked_at desc, backtest_id desc);
create index policy_backtest_at_work on policy_backtest (asked_at, backtest_id) where state in ('queued', 'running');
create index policy_backtest_by_end on policy_backtest (ended_at) where ended_at is not null;
