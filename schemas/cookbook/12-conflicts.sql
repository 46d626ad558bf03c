-- Where page and paper contradict each other.
SELECT title, code, message
FROM problem_list
WHERE code IN ('conflict', 'year_mismatch')
ORDER BY title, code, message;
