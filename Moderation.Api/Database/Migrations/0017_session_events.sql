-- What happened in lives and to the people in them, as platforms told: who came and left, matches, overlays. A replay of the topic rebuilds it.

create table session_event (
  live_id        text        not null,
  event_id       text        not null,
  occurred_at    timestamptz not null,
  kind           text        not null,
  participant_id text,
  user_id        text,
  role           text,
  -- shares of the picture; all four or none
  tile_left      double precision,
  tile_top       double precision,
  tile_width     double precision,
  tile_height    double precision,
  match_id       text,
  country        text,
  viewer_count   integer,
  primary key (live_id, event_id)
);
create index session_event_by_live_and_time on session_event (live_id, occurred_at desc, event_id desc);
create index session_event_by_time on session_event (occurred_at);
