-- Why documents are held, most often first.
SELECT code, count(*) AS documents, min(message) AS example
FROM held
GROUP BY ALL
ORDER BY documents DESC, code;
