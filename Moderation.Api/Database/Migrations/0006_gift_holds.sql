-- Gifts that are held, the orders that can hold gifts, and what became of held gifts.

-- From the topics.
create table gift_hold (
  live_id          text        not null,
  gift_id          text        not null,
  -- where it stands in lists among others of the same moment
  hold_number      bigint      generated always as identity,
  payer_id         text        not null,
  receiver_id      text        not null,
  receiver_user_id text,
  coins            bigint      not null,
  held_at          timestamptz not null,
  -- the latest time at which one of the orders ends by itself; it moves when another order takes over
  until            timestamptz not null,
  -- the orders that hold it: those it was held by, and those that took over since
  orders           text[]      not null,
  -- when to look at it next; null once it is settled
  due_at           timestamptz,
  primary key (live_id, gift_id)
);
create index gift_hold_by_time on gift_hold (held_at desc, hold_number desc);
create index gift_hold_by_live_and_time on gift_hold (live_id, held_at desc, hold_number desc);
create index gift_hold_by_payer_and_time on gift_hold (payer_id, held_at desc, hold_number desc);
create index gift_hold_by_receiver on gift_hold (receiver_id, held_at desc, hold_number desc);
create index gift_hold_by_receiver_user on gift_hold (receiver_user_id, held_at desc, hold_number desc) where receiver_user_id is not null;
create index gift_hold_by_due_time on gift_hold (due_at) where due_at is not null;
create index gift_hold_open_by_order on gift_hold using gin (orders) where due_at is not null;

-- What settling asks about an order: what became of it, whom it concerns, which order it renews. No foreign keys: every topic is read by itself.
create table gift_order (
  action_id             text        primary key,
  live_id               text        not null,
  kind                  text        not null,
  subject_kind          text        not null,
  participant_id        text,
  subject_role          text,
  subject_user_id       text,
  subject_other_user_id text,
  expires_at            timestamptz not null,
  renews                text,
  report_id             text        not null,
  state                 text        not null,
  reason                text,
  ended_at              timestamptz,
  revision              bigint      not null
);
create index gift_order_by_live on gift_order (live_id);

-- Decided here, and told on a topic from which a lost database is refilled before anything more is decided. The key is the promise: one settlement for a gift.
create table gift_settlement (
  live_id     text        not null,
  gift_id     text        not null,
  settlement  text        not null,
  coins       bigint      not null,
  settled_at  timestamptz not null,
  reason_code text        not null,
  reason_text text        not null,
  primary key (live_id, gift_id)
);
