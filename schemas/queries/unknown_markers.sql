-- Headings inside clutter that no profile knows yet, the most frequent first: the next [[marker]].
SELECT text, documents, sites, followed_by, example_below
FROM unknown_markers
ORDER BY documents DESC, text
LIMIT 30;
