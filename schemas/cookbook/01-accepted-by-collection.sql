-- How many documents were accepted, held, unreadable, per collection.
FROM outcomes;
