-- Holds the place of the schema of reviews, which comes from elsewhere.
select 1;
