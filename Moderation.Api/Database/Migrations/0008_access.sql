-- Who may ask for what. Nothing here can be used to sign in: secrets are stored as what can only be compared.

-- People, and programs that an issuer of tokens speaks for.
create table access_account (
  account_id           text        primary key,
  -- what stands in histories; it never changes
  name                 text        not null,
  kind                 text        not null,
  roles                text[]      not null,
  -- where the issuer says who it is; null for those who sign in here
  issuer               text,
  subject              text,
  -- the framework's form of PBKDF2; null for those who sign in elsewhere
  password_hash        text,
  -- whether the password was set by somebody else and must be changed
  is_password_given    boolean     not null default false,
  -- encrypted with Access:SignIn:TotpKey
  totp_secret          bytea,
  is_totp_confirmed    boolean     not null default false,
  -- the step of the last code that was taken: none is taken twice
  totp_step            bigint,
  failure_count        integer     not null default 0,
  locked_until         timestamptz,
  disabled_at          timestamptz,
  created_at           timestamptz not null,
  created_by           text        not null,
  check ((issuer is null) = (subject is null))
);
create unique index access_account_by_name on access_account (lower(name));
create unique index access_account_by_subject on access_account (issuer, subject) where issuer is not null;

create table access_key (
  key_id         text        primary key,
  -- SHA-256 of a secret of 256 random bits
  secret_hash    bytea       not null,
  name           text        not null,
  roles          text[]      not null,
  may_name_actor boolean     not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  expires_at     timestamptz not null,
  revoked_at     timestamptz,
  revoked_by     text,
  -- to within Access:Refresh
  last_used_at   timestamptz
);
-- A name stands in histories, so two keys that can be used at the same time do not share one.
create unique index access_key_by_name on access_key (lower(name)) where revoked_at is null;

create table access_session (
  session_id   text        primary key,
  secret_hash  bytea       not null,
  account_id   text        not null references access_account (account_id) on delete cascade,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz not null,
  ended_at     timestamptz
);
create index access_session_by_account on access_session (account_id) where ended_at is null;

-- What was done to accounts and keys, and who was let in or not.
create table access_event (
  event_id    bigint      generated always as identity primary key,
  happened_at timestamptz not null,
  -- null where nobody was known
  actor       text,
  kind        text        not null,
  -- the account's name, or the key's id
  target      text        not null,
  detail      text
);
create index access_event_by_time on access_event (happened_at desc, event_id desc);
