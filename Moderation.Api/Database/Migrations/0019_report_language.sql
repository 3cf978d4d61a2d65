-- In which language most of the flagged lines are that something rests on, as its record tells; null where that is not told, as of all that came before.

alter table report add column language text;
alter table decision add column language text;
alter table action add column language text;

-- That of the newest of its reports that tells one.
alter table review_case add column language text;
