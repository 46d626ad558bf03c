-- The blocks of a document, joined in order, are its text, as the hash of the text says.
SELECT d.document_id, d.text_sha256
FROM documents d
JOIN (SELECT document_id, sha256(string_agg(text, '' ORDER BY seq)) AS joined FROM blocks GROUP BY ALL) b
  USING (document_id)
WHERE b.joined <> d.text_sha256
