-- Which kinds of documents there are.
SELECT doc_kind, count(*) AS documents
FROM notices
GROUP BY ALL
ORDER BY documents DESC, doc_kind;
