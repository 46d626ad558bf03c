-- Who cites whom.
SELECT doc_number, cites, cited_title
FROM citations
ORDER BY doc_number, cites
LIMIT 20;
