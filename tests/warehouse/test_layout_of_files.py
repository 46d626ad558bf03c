"""How Parquet files are laid out, so that queries over a million documents read little."""

from pathlib import Path

import pyarrow.parquet as pq

from docpipe.warehouse import Warehouse


def test_columns_of_few_values_have_dictionaries_inside_lists_too(samples: Path) -> None:
    (path, *_) = Warehouse(samples).snapshot().files("documents")
    group = pq.read_metadata(path).row_group(0)
    columns = {group.column(at).path_in_schema: group.column(at).encodings for at in range(group.num_columns)}
    for name in ("issuers.list.element", "status", "doc_kind"):
        assert "RLE_DICTIONARY" in columns[name], name
    for name in ("body", "document_id"):
        assert "RLE_DICTIONARY" not in columns[name], name


def test_ids_have_bloom_filters_that_hardly_err(samples: Path) -> None:
    for table, name in (("documents", "document_id"), ("sources", "source_id"), ("blocks", "document_id")):
        (path, *_) = Warehouse(samples).snapshot().files(table)
        group = pq.read_metadata(path).row_group(0)
        (column,) = (group.column(at) for at in range(group.num_columns) if group.column(at).path_in_schema == name)
        # One in ten thousand takes some 19 bits for each value that is in it.
        assert column.bloom_filter_offset is not None
        distinct = len(pq.read_table(path, columns=[name])[name].unique())
        assert 8 * column.bloom_filter_length > 15 * min(distinct, group.num_rows)
