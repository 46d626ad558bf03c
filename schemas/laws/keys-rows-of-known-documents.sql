-- Every block, field, link, pair and problem belongs to a document or source that is there.
SELECT DISTINCT 'blocks' AS in_table, document_id AS key FROM blocks ANTI JOIN documents USING (document_id)
UNION ALL SELECT DISTINCT 'fields', document_id FROM fields ANTI JOIN documents USING (document_id)
UNION ALL SELECT DISTINCT 'links', document_id FROM links ANTI JOIN documents USING (document_id)
UNION ALL SELECT DISTINCT 'alignments', document_id FROM alignments ANTI JOIN documents USING (document_id)
UNION ALL SELECT DISTINCT 'signatures', document_id FROM signatures ANTI JOIN documents USING (document_id)
UNION ALL SELECT DISTINCT 'translation_flags', document_id FROM translation_flags ANTI JOIN documents USING (document_id)
UNION ALL SELECT DISTINCT 'problems', document_id FROM problems ANTI JOIN documents USING (document_id)
          WHERE document_id IS NOT NULL
UNION ALL SELECT DISTINCT 'problems of sources', source_id FROM problems ANTI JOIN sources USING (source_id)
UNION ALL SELECT child.document_id, child.parent_document_id
          FROM documents child ANTI JOIN documents parent ON parent.document_id = child.parent_document_id
          WHERE child.parent_document_id IS NOT NULL
