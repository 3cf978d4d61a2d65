-- What the topics say, in tables. Filled by the projectors only; a replay of the topics rebuilds it.

create table live (
  live_id             text        primary key,
  status              text        not null,
  clock               timestamptz not null,
  started_at          timestamptz,
  -- where the live stands in lists: set once and kept, so that pages neither repeat nor skip a live while clocks run on
  opened_at           timestamptz not null,
  frames_scored       bigint      not null,
  frames_not_scored   bigint      not null,
  faces_outside_tiles bigint      not null,
  participants        jsonb       not null,
  covers_topic        text        not null,
  covers_partition    integer     not null,
  covers_offset       bigint      not null
);
create index live_by_opening on live (opened_at desc, live_id desc);
create index live_by_status_and_opening on live (status, opened_at desc, live_id desc);

create table report (
  report_id          text        primary key,
  live_id            text        not null,
  participant_id     text        not null,
  subject_role       text        not null,
  subject_user_id    text,
  policy_name        text        not null,
  policy_hash        text        not null,
  rung               text        not null,
  raised_at          timestamptz not null,
  episode_started_at timestamptz not null,
  reasons            jsonb       not null,
  evidence           jsonb       not null,
  decided_topic      text        not null,
  decided_partition  integer     not null,
  decided_offset     bigint      not null
);
create index report_by_time on report (raised_at desc, report_id desc);
create index report_by_live_and_time on report (live_id, raised_at desc, report_id desc);
create index report_by_policy_and_time on report (policy_name, raised_at desc, report_id desc);

create table action (
  action_id            text        primary key,
  live_id              text        not null,
  participant_id       text        not null,
  subject_role         text        not null,
  subject_user_id      text,
  kind                 text        not null,
  ordered_at           timestamptz not null,
  expires_at           timestamptz not null,
  reverses             text,
  max_coins_per_minute bigint,
  policy_name          text        not null,
  policy_hash          text        not null,
  rung                 text        not null,
  ground               text        not null,
  reasons              jsonb       not null,
  evidence             jsonb       not null,
  report_id            text        not null,
  decided_topic        text        not null,
  decided_partition    integer     not null,
  decided_offset       bigint      not null
);
create index action_by_time on action (ordered_at desc, action_id desc);
create index action_by_live_and_time on action (live_id, ordered_at desc, action_id desc);
create index action_by_kind_and_time on action (kind, ordered_at desc, action_id desc);
create index action_by_expiry on action (expires_at);
create index action_by_reversed_order on action (reverses) where reverses is not null;

-- No foreign key to action: the two topics are read independently, and a receipt can come first.
create table action_receipt (
  action_id   text        not null,
  status      text        not null,
  occurred_at timestamptz not null,
  live_id     text        not null,
  detail      text,
  primary key (action_id, status, occurred_at)
);

-- Up to where each partition is contained in the tables above; written in the same transaction as their rows.
create table projection_offset (
  cluster_id  text    not null,
  topic       text    not null,
  partition   integer not null,
  next_offset bigint  not null,
  primary key (cluster_id, topic, partition)
);

-- Records that could not be used. The bytes are not kept: they lie in the topic until its retention ends.
create table projection_fault (
  cluster_id    text        not null,
  topic         text        not null,
  partition     integer     not null,
  record_offset bigint      not null,
  record_key    bytea,
  reason        text        not null,
  detail        text        not null,
  sha256        text        not null,
  byte_count    bigint      not null,
  found_at      timestamptz not null,
  -- null until the dead letter is published
  published_at  timestamptz,
  primary key (cluster_id, topic, partition, record_offset)
);
create index projection_fault_unpublished on projection_fault (found_at) where published_at is null;
