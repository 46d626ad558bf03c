"""The queries of the report's sections; each is about the collections `$these` and gives a bounded number of rows."""

LATEST_RUN = """
SELECT run_id, started_at, finished_at, engine, docpipe_version, seconds FROM runs ORDER BY started_at DESC LIMIT 1"""

STATUSES = """
SELECT collection, count(*) FILTER (status <> 'container') AS sources,
       count(*) FILTER (status = 'accepted') AS accepted, count(*) FILTER (status = 'held') AS held,
       count(*) FILTER (status = 'unreadable') AS unreadable, count(*) FILTER (status = 'duplicate') AS duplicate,
       count(*) FILTER (status = 'joined') AS joined,
       coalesce(sum(bytes), 0)::BIGINT AS bytes
FROM sources WHERE deleted_run_id IS NULL AND list_contains($these, collection)
GROUP BY ALL ORDER BY sources DESC, collection LIMIT 40"""

REASONS = """
WITH faults AS (
    SELECT source_id, code, min(message) AS message FROM problems WHERE severity = 'error' GROUP BY ALL
)
SELECT s.collection, s.status, coalesce(s.code, f.code, '—') AS code, count(DISTINCT s.source_id) AS sources,
       min_by(concat_ws('!', s.path, s.member), s.path) AS path,
       min_by(coalesce(f.message, s.reason), s.path) AS message
FROM sources s LEFT JOIN faults f USING (source_id)
WHERE s.status IN ('held', 'unreadable', 'duplicate') AND s.deleted_run_id IS NULL
  AND list_contains($these, s.collection)
GROUP BY ALL ORDER BY sources DESC, s.collection, code LIMIT 40"""

# Problems that speak of a field name it in their message.
INVALID = """
WITH named AS (SELECT list(name) AS names FROM vocabulary WHERE section = 'field'),
told AS (
    SELECT p.document_id, p.code, p.message,
           list_filter(regexp_split_to_array(p.message, '[^a-z_]+'),
                       lambda word: list_contains(names, word))[1] AS field
    FROM problems p, named WHERE p.code IN ('conflict', 'date_out_of_range', 'missing_field')
),
unusable AS (
    SELECT document_id, 'not_a_value' AS code, name || ' ' || verbatim AS message, name AS field
    FROM fields JOIN (
        FROM (SELECT document_id, COLUMNS('_on$') FROM documents)
        UNPIVOT INCLUDE NULLS (day FOR name IN (COLUMNS('_on$')))
    ) USING (document_id, name)
    WHERE part = 'original' AND day IS NULL
)
SELECT d.collection, t.field, t.code, count(DISTINCT d.document_id) AS documents,
       min_by(t.message, d.source_path) AS message, min(d.source_path) AS path
FROM (FROM told UNION ALL FROM unusable) t JOIN documents d USING (document_id)
WHERE t.field IS NOT NULL AND list_contains($these, d.collection)
GROUP BY ALL ORDER BY documents DESC, d.collection, t.field LIMIT 40"""

PROBLEMS = """
SELECT p.severity, p.code, count(*) AS problems, count(DISTINCT p.source_id) AS sources,
       min_by(p.message, s.path) AS message, min(s.path) AS path
FROM problems p JOIN sources s USING (source_id)
WHERE list_contains($these, s.collection) AND s.deleted_run_id IS NULL
GROUP BY p.severity, p.code
ORDER BY list_position(['error', 'warning', 'info'], p.severity), problems DESC, p.code LIMIT 60"""

# Rules name themselves; what only the model says begins with `model:`, what nothing says is `default`.
ASSUMED = """
SELECT d.collection, sum(b."end" - b.start)::BIGINT AS chars,
       coalesce(sum(b."end" - b.start) FILTER (b.rule = 'default'), 0)::BIGINT AS assumed,
       coalesce(sum(b."end" - b.start) FILTER (b.rule LIKE 'model:%'), 0)::BIGINT AS model,
       coalesce(sum(b."end" - b.start) FILTER (b.confidence < 0.6), 0)::BIGINT AS unsure,
       count(DISTINCT b.document_id) FILTER (b.confidence < 0.6 OR b.rule = 'default') AS documents
FROM blocks b JOIN documents d USING (document_id)
WHERE list_contains($these, d.collection)
GROUP BY ALL ORDER BY assumed / chars DESC, unsure / chars DESC, d.collection LIMIT 40"""

CLUTTER_KINDS = """
SELECT b.role, count(*) AS blocks, count(DISTINCT b.document_id) AS documents, sum(b."end" - b.start)::BIGINT AS chars
FROM blocks b JOIN documents d USING (document_id)
WHERE b.part = 'clutter' AND list_contains($these, d.collection)
GROUP BY ALL ORDER BY chars DESC, b.role LIMIT 20"""

CLUTTER_SITES = """
WITH kinds AS (
    SELECT coalesce(d.site, '—') AS site, b.role, sum(b."end" - b.start)::BIGINT AS chars
    FROM blocks b JOIN documents d USING (document_id)
    WHERE b.part = 'clutter' AND list_contains($these, d.collection) GROUP BY ALL
), mostly AS (SELECT site, max_by(role, chars, 3) AS roles FROM kinds GROUP BY ALL)
SELECT site, d.documents, d.chars, d.clutter, roles
FROM (
    SELECT coalesce(site, '—') AS site, count(*) AS documents, sum(text_chars)::BIGINT AS chars,
           sum(clutter_chars)::BIGINT AS clutter
    FROM documents WHERE list_contains($these, collection) GROUP BY ALL
) d LEFT JOIN mostly USING (site)
WHERE d.clutter > 0 ORDER BY d.clutter DESC, site LIMIT 20"""

UNKNOWN = """
SELECT collection, text, documents, sites, example_below FROM unknown_markers
WHERE list_contains($these, collection) ORDER BY documents DESC, sites DESC, collection, text LIMIT 20"""

ENCODINGS = """
SELECT coalesce(media_type, '—') AS media_type, coalesce(encoding, '—') AS encoding, reader, count(*) AS documents
FROM documents WHERE parent_document_id IS NULL AND list_contains($these, collection)
GROUP BY ALL ORDER BY documents DESC, media_type, encoding, reader LIMIT 30"""

YEARS = """
SELECT year(happened_on) AS year, count(*) AS documents FROM timeline
WHERE event = '{event}' AND list_contains($these, collection) GROUP BY ALL ORDER BY year"""

PRECISIONS = """
SELECT coalesce(signed_on_precision, 'not known') AS precision, count(*) AS documents
FROM documents WHERE status = 'accepted' AND parent_document_id IS NULL AND list_contains($these, collection)
GROUP BY ALL ORDER BY documents DESC, precision"""

TRANSLATIONS = """
WITH pairs AS (SELECT document_id, count(*) AS pairs FROM alignments GROUP BY ALL),
     flagged AS (
         SELECT document_id, count(DISTINCT alignment_seq) AS flagged FROM translation_flags
         WHERE alignment_seq IS NOT NULL GROUP BY ALL
     )
SELECT d.collection, count(*) AS documents, count(d.translation) AS translated,
       list_sort(list_distinct(list(concat_ws(' ', d.translation_language, d.translation_method))
                               FILTER (d.translation IS NOT NULL))) AS languages,
       coalesce(sum(p.pairs), 0)::BIGINT AS pairs, coalesce(sum(f.flagged), 0)::BIGINT AS flagged
FROM documents d LEFT JOIN pairs p USING (document_id) LEFT JOIN flagged f USING (document_id)
WHERE d.status = 'accepted' AND d.parent_document_id IS NULL AND list_contains($these, d.collection)
GROUP BY ALL HAVING translated > 0 ORDER BY translated DESC, d.collection LIMIT 40"""

FLAGS = """
SELECT f.code, count(*) AS flags, count(DISTINCT f.document_id) AS documents, min_by(f.source, f.document_id) AS source,
       min_by(f.target, f.document_id) AS target
FROM translation_flags f JOIN documents d USING (document_id)
WHERE list_contains($these, d.collection) GROUP BY ALL ORDER BY flags DESC, f.code LIMIT 20"""

SLOWEST = """
SELECT collection, concat_ws('!', path, member) AS path, media_type, bytes, seconds
FROM sources WHERE seconds IS NOT NULL AND deleted_run_id IS NULL AND list_contains($these, collection)
ORDER BY seconds DESC, path LIMIT 12"""

PACE = """
SELECT count(seconds) AS sources, quantile_cont(seconds, [0.5, 0.95, 0.99]) AS quantiles, max(seconds) AS longest
FROM sources WHERE deleted_run_id IS NULL AND list_contains($these, collection)"""

RUNS = """
SELECT run_id, started_at, engine, snapshot, sources, unchanged, accepted, held, unreadable, duplicate, deleted, bytes,
       seconds, docpipe_version
FROM runs ORDER BY started_at DESC LIMIT 20"""

STATE = """
SELECT count(*) FILTER (status = 'accepted') AS accepted, count(*) FILTER (status = 'held') AS held,
       count(*) AS documents
FROM documents WHERE list_contains($these, collection)"""
