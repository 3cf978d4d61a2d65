-- What one account flags beyond its limit is kept, and weighs nothing.

alter table flag add column is_over_limit boolean not null default false;

-- Those that count are what a limit is counted by, and what a flagger's record is made of.
drop index flag_by_flagger;
create index flag_counted on flag (flagger_id, occurred_at) where not is_over_limit;

-- The case is about something else in the same live; what became of it says nothing of the flag.
alter table review_case_flag add column is_aside boolean not null default false;
