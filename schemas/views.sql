-- Accepted documents with the columns that most questions need.
CREATE VIEW notices AS
SELECT document_id, collection, title, doc_kind, doc_number, issuers, signatories, recipients, signed_on,
       signed_on_precision, published_on, effective_on, language, body, body_chars, translation, translation_title,
       translation_method, url, source_path, member
FROM documents
WHERE status = 'accepted';
