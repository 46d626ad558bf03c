-- Marked papers.
SELECT title, secrecy, urgency, signer
FROM documents
WHERE secrecy IS NOT NULL OR urgency IS NOT NULL
ORDER BY title;
