-- What became of each order on its way to the platform, and the switches that people set over enforcement. From the topics, like orders and receipts.

alter table action add column renews text;
create index action_by_renewed_order on action (renews) where renews is not null;

-- No foreign key to action: the two topics are read independently, and word of an order can come before the order.
create table action_dispatch (
  action_id   text        primary key,
  live_id     text        not null,
  kind        text        not null,
  state       text        not null,
  reason      text,
  received_at timestamptz not null,
  released_at timestamptz,
  applied_at  timestamptz,
  ended_at    timestamptz,
  attempts    integer     not null,
  is_overdue  boolean     not null,
  detail      text,
  -- counts the changes of the order's record; a lower one is old news
  revision    bigint      not null
);
create index action_dispatch_by_state on action_dispatch (state);
create index action_dispatch_overdue on action_dispatch (action_id) where is_overdue;

-- The topic is compacted to the newest switch of each key. What was read once is kept here, so this is the history as far as it was read.
create table enforcement_control (
  -- derived from all that the switch says, so that one told twice is one
  control_id  text        primary key,
  -- what it is over: the key of the topic
  control_key text        not null,
  scope       text        not null,
  name        text,
  mode        text        not null,
  lift        boolean     not null,
  set_at      timestamptz not null,
  until_at    timestamptz,
  actor       text        not null,
  note        text        not null
);
create index enforcement_control_by_time on enforcement_control (set_at desc, control_id desc);
create index enforcement_control_by_key_and_time on enforcement_control (control_key, set_at desc, control_id desc);

-- Decided here, unlike everything above: who took an order back by hand. A replay of the topics does not rebuild it.
create table action_reversal (
  reversal_id text        primary key,
  action_id   text        not null,
  actor       text        not null,
  note        text        not null,
  asked_at    timestamptz not null
);
