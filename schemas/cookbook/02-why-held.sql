-- Why documents are held, most often first.
SELECT code, count(*) AS documents, any_value(message) AS example
FROM quarantine
GROUP BY ALL
ORDER BY documents DESC;
