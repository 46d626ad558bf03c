-- Documents with a machine translation.
SELECT title, translation_title, translation_method
FROM translations
WHERE translation_method = 'machine'
ORDER BY title;
