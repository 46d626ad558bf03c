-- What is wrong, by code, with one example.
SELECT code, severity, count(*) AS n, any_value(message ORDER BY source_id) AS example
FROM problems
GROUP BY ALL
ORDER BY n DESC, code;
