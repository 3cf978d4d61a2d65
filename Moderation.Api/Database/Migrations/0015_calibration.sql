-- What reviewers' verdicts said of beliefs, as it was on a day. Written once: what somebody has taken over into a version can be read again. A replay of the topics does not rebuild it.

create table calibration (
  day             date             not null,
  policy_name     text             not null,
  -- names and hashes of the models behind the beliefs; empty for all of them together
  models          text             not null,
  -- cases that were closed in this time
  closed_from     timestamptz      not null,
  closed_before   timestamptz      not null,
  computed_at     timestamptz      not null,
  -- upheld or overturned; these alone are compared
  judged          bigint           not null,
  upheld          bigint           not null,
  undecided       bigint           not null,
  -- an appeal, or the word of a third person, is still to come
  contested       bigint           not null,
  bins            jsonb            not null,
  -- null where nothing was judged
  brier           double precision,
  brier_low       double precision,
  brier_high      double precision,
  error           double precision,
  error_low       double precision,
  error_high      double precision,
  -- null where too few were judged to say, and then why
  correction      jsonb,
  corrected_brier double precision,
  gap             text,
  primary key (day, policy_name, models)
);
create index calibration_by_policy on calibration (policy_name, day desc);
create trigger calibration_is_written_once before update on calibration for each row execute function refuse_change_of_history();
