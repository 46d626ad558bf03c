-- What pages name as related, and whether it is in the warehouse.
SELECT title, kind, text, target_document_id
FROM related_documents
ORDER BY document_id, kind, text
LIMIT 20;
