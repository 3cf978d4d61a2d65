-- Policy sheets with their versions and their history, decisions, gifts, flags, verdicts and standing; and what waits to be published.

alter table report add column decision_id text;
alter table report add column proposes jsonb not null default '[]';
alter table report alter column proposes drop default;
alter table report add column confirmations_needed integer not null default 0;
alter table report alter column confirmations_needed drop default;
create index report_by_decision on report (decision_id) where decision_id is not null;

alter table action add column decision_id text;
alter table action add column message_id text;
alter table action add column verdicts jsonb not null default '[]';
alter table action alter column verdicts drop default;
create index action_by_decision on action (decision_id) where decision_id is not null;

-- From the topics, like everything before.

create table decision (
  decision_id           text        primary key,
  live_id               text        not null,
  subject_kind          text        not null,
  participant_id        text,
  subject_role          text,
  subject_user_id       text,
  subject_other_user_id text,
  policy_name           text        not null,
  policy_hash           text        not null,
  -- joins policy_version; policy_hash also covers the calibration
  sheet_hash            text,
  stage                 text        not null,
  rung                  text        not null,
  variant               text,
  effect                text        not null,
  guard                 text,
  decided_at            timestamptz not null,
  episode_started_at    timestamptz not null,
  reasons               jsonb       not null,
  evidence              jsonb       not null,
  actions               jsonb       not null,
  report_id             text,
  decided_topic         text        not null,
  decided_partition     integer     not null,
  decided_offset        bigint      not null
);
create index decision_by_time on decision (decided_at desc, decision_id desc);
create index decision_by_live_and_time on decision (live_id, decided_at desc, decision_id desc);
create index decision_by_policy_and_time on decision (policy_name, decided_at desc, decision_id desc);
create index decision_by_sheet on decision (policy_name, sheet_hash);
create index decision_by_report on decision (report_id) where report_id is not null;

-- A gift that is taken back has a row of its own, under the event that took it back.
create table gift (
  live_id                text        not null,
  gift_id                text        not null,
  event                  text        not null,
  occurred_at            timestamptz not null,
  payer_id               text        not null,
  receiver_id            text        not null,
  receiver_user_id       text,
  payer_team_id          text,
  receiver_team_id       text,
  coins                  bigint      not null,
  amount_minor           bigint      not null,
  currency               text        not null,
  match_id               text,
  stored_instrument      boolean,
  third_party_instrument boolean,
  primary key (live_id, gift_id, event)
);
create index gift_by_payer_and_time on gift (payer_id, occurred_at desc);
create index gift_by_receiver_and_time on gift (receiver_user_id, occurred_at desc) where receiver_user_id is not null;
create index gift_by_payer_team_and_time on gift (payer_team_id, occurred_at desc) where payer_team_id is not null;
create index gift_by_receiver_team_and_time on gift (receiver_team_id, occurred_at desc) where receiver_team_id is not null;

create table flag (
  live_id     text        not null,
  flag_id     text        not null,
  occurred_at timestamptz not null,
  target      text        not null,
  target_id   text,
  reason      text        not null,
  flagger_id  text        not null,
  trusted     boolean     not null,
  primary key (live_id, flag_id)
);
create index flag_by_flagger on flag (flagger_id);

-- No foreign key to report: the two topics are read independently, and a verdict can come first.
create table verdict (
  live_id     text        not null,
  verdict_id  text        not null,
  report_id   text        not null,
  reviewer    text,
  given_at    timestamptz not null,
  kind        text        not null,
  reason_code text        not null,
  primary key (live_id, verdict_id)
);
create index verdict_by_report on verdict (report_id, given_at desc, verdict_id desc);

-- Decided here, unlike everything above: a replay of the topics does not rebuild it.

create table policy (
  name       text        primary key,
  -- counts the changes of what decides; 0 until a version first does
  revision   bigint      not null,
  changed_at timestamptz not null
);

create table policy_version (
  name                 text        not null references policy (name),
  version              integer     not null,
  sheet_hash           text        not null,
  -- as it was handed in, comments and all
  sheet_yaml           text        not null,
  -- with its tests, for whoever edits it as a form
  sheet_json           text        not null,
  -- text and not jsonb: the hash is over these very characters
  canonical_json       text        not null,
  wrongful_at_most     double precision,
  wrongful_confidence  double precision,
  state                text        not null,
  author               text        not null,
  created_at           timestamptz not null,
  tested_at            timestamptz,
  approved_by          text,
  canary_share         double precision,
  human_confirm_only   boolean     not null,
  human_confirm_reason text,
  human_confirm_since  timestamptz,
  -- the bound of wrongful orders looks at verdicts after this
  reinstated_at        timestamptz,
  -- the version that was live before this one was: where a rollback goes
  replaced             integer,
  primary key (name, version)
);
create unique index policy_version_by_hash on policy_version (name, sheet_hash);
create unique index policy_version_once_per_stage on policy_version (name, state) where state in ('shadow', 'canary', 'live');

create table policy_event (
  event_id   bigint      generated always as identity primary key,
  name       text        not null,
  version    integer     not null,
  kind       text        not null,
  actor      text        not null,
  from_state text,
  to_state   text,
  happened_at timestamptz not null,
  note       text
);
create index policy_event_by_policy on policy_event (name, event_id desc);

-- A row is history and is never changed: whoever asks what decided when must be able to believe it.
create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  raise exception 'policy_event is append-only';
end $$;
create trigger policy_event_is_append_only before update or delete on policy_event for each row execute function refuse_change_of_history();

create table age_assurance (
  user_id text        primary key,
  value   text        not null,
  actor   text        not null,
  told_at timestamptz not null
);

-- What is computed out of gifts, flags, verdicts and age assurance, as it was last published.
create table standing (
  user_id    text        primary key,
  -- the record without its time, so that a second computation of the same is recognised
  content    text        not null,
  changed_at timestamptz not null
);

-- Users whose standing must be computed again. Marked in the transaction that brought the news, so that no crash forgets one.
create table standing_due (
  user_id    text   primary key,
  -- rises with each mark: a computation clears the mark that it has seen, never one that came later
  generation bigint not null
);

-- Records of the compacted topics on their way to the broker; a row is gone once the broker has it.
create table outbox (
  outbox_id  bigint      generated always as identity primary key,
  topic      text        not null,
  key        text        not null,
  value      text        not null,
  created_at timestamptz not null
);
create function announce_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('moderation_outbox', '');
  return null;
end $$;
create trigger outbox_is_announced after insert on outbox for each statement execute function announce_outbox();

-- Clusters that were sent everything once. One that is new, or forgot everything, is sent it again.
create table outbox_cluster (
  cluster_id text        primary key,
  told_at    timestamptz not null
);
