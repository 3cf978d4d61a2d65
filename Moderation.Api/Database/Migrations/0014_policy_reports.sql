-- Reports for policy teams as they were written: what was known then. A replay of the topics does not rebuild them.

create table policy_report (
  -- daily or weekly
  kind       text        not null,
  first_day  date        not null,
  last_day   date        not null,
  language   text        not null,
  written_at timestamptz not null,
  html       text        not null,
  primary key (kind, first_day, language)
);
create index policy_report_by_time on policy_report (written_at);
