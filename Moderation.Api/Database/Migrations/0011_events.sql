-- What changed, for every Api to read a few times a second. Written with the change, so there when it is committed and never when it is not. Told are ids and kinds, never what stands in a row.
-- Not by notify: of the transactions that notify, only one commits at a time, and claims came down to half.

-- Outside the table, so that a number names one event also after a crash has emptied it.
create sequence change_event_id;

-- What is lost in a crash nobody needs: who reads is told to read everything anew.
create unlogged table change_event (
  tx      xid8        not null default pg_current_xact_id(),
  id      bigint      not null default nextval('change_event_id'),
  at      timestamptz not null default now(),
  content jsonb       not null
);
-- The order of reading: transactions that are over, by their number, and what each wrote in its order.
create index change_event_by_order on change_event (tx, id);

create function announce_change(content jsonb) returns void language sql as $$
  insert into change_event (content) values (jsonb_strip_nulls(announce_change.content));
$$;

create function announce_case() returns trigger language plpgsql as $$
declare
  told text;
begin
  if tg_op = 'INSERT' then
    told := 'case.opened';
  elsif (old.outcome is null) <> (new.outcome is null) then
    told := case when new.outcome is null then 'case.opened' else 'case.decided' end;
  elsif new.version <> old.version and new.lease_reviewer is not null then
    told := 'case.claimed';
  -- A claim that is kept alive, and a rank or an audience that moves, are no news.
  elsif (new.version, new.report_count, new.decided_count, new.flag_count, new.urgency, new.is_forced, new.is_running, new.needs_senior, new.due_at, new.escalated_at)
        is distinct from
        (old.version, old.report_count, old.decided_count, old.flag_count, old.urgency, old.is_forced, old.is_running, old.needs_senior, old.due_at, old.escalated_at) then
    told := 'case.updated';
  else
    return null;
  end if;
  perform announce_change(jsonb_build_object('kind', told, 'caseId', new.case_id, 'queue', new.queue, 'liveId', new.live_id));
  return null;
end $$;
create trigger review_case_is_announced after insert or update on review_case for each row execute function announce_case();

create function announce_report() returns trigger language plpgsql as $$
begin
  perform announce_change(jsonb_build_object('kind', 'report.raised', 'reportId', new.report_id, 'liveId', new.live_id, 'policy', new.policy_name));
  return null;
end $$;
create trigger report_is_announced after insert on report for each row execute function announce_report();

create function announce_action() returns trigger language plpgsql as $$
begin
  perform announce_change(jsonb_build_object('kind', 'order.given', 'actionId', new.action_id, 'liveId', new.live_id, 'policy', new.policy_name));
  return null;
end $$;
create trigger action_is_announced after insert on action for each row execute function announce_action();

create function announce_dispatch() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or (new.state, new.is_overdue) is distinct from (old.state, old.is_overdue) then
    perform announce_change(jsonb_build_object('kind', 'order.updated', 'actionId', new.action_id, 'liveId', new.live_id));
  end if;
  return null;
end $$;
create trigger action_dispatch_is_announced after insert or update on action_dispatch for each row execute function announce_dispatch();

create function announce_receipt() returns trigger language plpgsql as $$
begin
  perform announce_change(jsonb_build_object('kind', 'order.answered', 'actionId', new.action_id, 'liveId', new.live_id));
  return null;
end $$;
create trigger action_receipt_is_announced after insert on action_receipt for each row execute function announce_receipt();

create function announce_policy() returns trigger language plpgsql as $$
begin
  perform announce_change(jsonb_build_object('kind', 'policy.changed', 'policy', new.name));
  return null;
end $$;
create trigger policy_event_is_announced after insert on policy_event for each row execute function announce_policy();
