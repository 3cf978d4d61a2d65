-- Cases that ask reviewers about what a tried version of a policy would have reported.

-- The gravest of the subjects that only the tried version reports, as JSON, and how many there are in all; null where nothing was compared.
alter table policy_backtest add column unreported text;
alter table policy_backtest add column unreported_count bigint;

create table review_case_backtest (
  case_id     text        primary key,
  -- no foreign key: an ended backtest is forgotten before its cases are
  backtest_id text        not null,
  sheet_hash  text        not null,
  rungs       text[]      not null,
  -- by the live's clock
  reached_at  timestamptz not null
);
create index review_case_backtest_by_backtest on review_case_backtest (backtest_id);
