-- What identifies a row identifies one row.
SELECT 'documents' AS in_table, document_id AS key, count(*) AS n FROM documents GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'blocks', document_id || ' ' || seq, count(*) AS n FROM blocks GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'fields', document_id || ' ' || seq, count(*) AS n FROM fields GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'links', document_id || ' ' || seq, count(*) AS n FROM links GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'problems', source_id || coalesce(document_id, '') || ' ' || seq, count(*) AS n
          FROM problems GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'alignments', document_id || ' ' || seq, count(*) AS n FROM alignments GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'signatures', document_id, count(*) AS n FROM signatures GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'duplicates', document_id || ' ' || other_id, count(*) AS n FROM duplicates GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'sources', source_id, count(*) AS n FROM sources GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'sources by name', collection || '/' || path || '!' || coalesce(member, ''), count(*) AS n
          FROM sources GROUP BY ALL HAVING n > 1
UNION ALL SELECT 'runs', run_id, count(*) AS n FROM runs GROUP BY ALL HAVING n > 1
