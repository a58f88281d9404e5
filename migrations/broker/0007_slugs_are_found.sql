-- Slugs are how people name datasets: listings taken in before they were part of the text get theirs.
UPDATE listing_text
SET body = (SELECT json_extract(l.facts, '$.slug') FROM listing l WHERE l.num = listing_text.rowid) || char(10) || body
WHERE rowid IN (SELECT num FROM listing WHERE json_extract(facts, '$.slug') IS NOT NULL);
