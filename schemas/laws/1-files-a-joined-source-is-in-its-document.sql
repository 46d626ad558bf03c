-- The text of a joined source is a stretch of the text of the document of joined_to, made of whole blocks.
SELECT s.source_id, s.path, s.joined_to, s.joined_start, s.joined_end
FROM sources s LEFT JOIN documents d ON d.document_id = s.joined_to
WHERE s.deleted_run_id IS NULL
  AND CASE WHEN s.status <> 'joined' THEN s.joined_to IS NOT NULL
           ELSE d.document_id IS NULL OR s.joined_start >= s.joined_end OR s.joined_end > d.text_chars
                OR NOT EXISTS (FROM blocks b WHERE b.document_id = s.joined_to AND b.start = s.joined_start)
                OR NOT EXISTS (FROM blocks b WHERE b.document_id = s.joined_to
                               AND b."end" BETWEEN s.joined_end AND s.joined_end + 1) END
