"""Files that are written wrongly: refused with their place, or named where their columns are bound."""

import gzip
import io
import pickle

import numpy as np

from .clean import labels, numbers, packed, png
from .mutation import Mutations
from .project import Project

FILES = Mutations()
REFUSED = "data.unreadable"


def _line(project: Project, number: int, line: str) -> None:
    """Replace a line of the table, or add one."""

    def encoded(text: str) -> bytes:
        lines = text.splitlines()
        lines[number : number + 1] = [line]
        return ("\n".join(lines) + "\n").encode()

    project.data.encoded = encoded


@FILES.named("houses", REFUSED, "ragged")
def a_row_with_a_cell_too_few(project: Project) -> None:
    _line(project, 7, "0.5,3")


@FILES.named("houses", REFUSED, "ragged")
def a_comma_in_a_cell_without_quotes(project: Project) -> None:
    _line(project, 7, "0.5,3,Bonn, am Rhein,2.5")


@FILES.named("houses", REFUSED, "ragged")
def a_sum_below_the_table(project: Project) -> None:
    project.data.encoded = lambda text: (text + "\nTotal,60\n").encode()


@FILES.named("houses", REFUSED, "ragged")
def a_title_above_the_table(project: Project) -> None:
    project.data.encoded = lambda text: f"Houses of 2024\n\n{text}".encode()


@FILES.named("houses", REFUSED, "encoding_other")
def an_encoding_that_is_said_wrongly(project: Project) -> None:
    project.data.encoded = lambda text: text.encode("utf-16")
    project.data.options["encoding"] = "utf-8"


@FILES.named("houses", REFUSED, "open_quote")
def a_quotation_mark_that_is_never_closed(project: Project) -> None:
    _line(project, 7, '0.5,3,"Bonn,2.5')


@FILES.named("houses", REFUSED, "encoding_other")
def mixed_encodings(project: Project) -> None:
    def encoded(text: str) -> bytes:
        lines = text.splitlines(keepends=True)
        return "".join(lines[:30]).encode() + "".join(lines[30:]).encode("latin-1")

    project.data.encoded = encoded
    project.data.options["encoding"] = "utf-8"


@FILES.named("houses", REFUSED, "nul")
def a_file_of_zeros_from_a_crash(project: Project) -> None:
    project.data.encoded = lambda text: text.encode()[:300] + b"\0" * 300


@FILES.named("houses", REFUSED, "header_only")
def a_header_without_rows(project: Project) -> None:
    project.data.encoded = lambda text: text.splitlines()[0].encode() + b"\n"


@FILES.named("houses", REFUSED, "empty_file")
def an_empty_file(project: Project) -> None:
    project.data.encoded = lambda _: b""


@FILES.named("houses", REFUSED, "foreign_format")
def a_pickle_named_csv(project: Project) -> None:
    project.data.encoded = lambda text: pickle.dumps({"text": text}, protocol=4)


@FILES.named("houses", REFUSED, "damaged")
def a_compressed_file_that_was_cut(project: Project) -> None:
    project.data.encoded = lambda text: gzip.compress(text.encode())[:200]


@FILES.named("houses", REFUSED, "cell_type")
def a_word_in_a_column_that_is_said_to_be_numbers(project: Project) -> None:
    project.data.columns["size"][5] = "large"
    project.data.options["types"] = {"size": "number"}


@FILES.named("houses", REFUSED, "no_column")
def a_type_for_a_column_that_is_not_there(project: Project) -> None:
    project.data.options["types"] = {"sise": "number"}


@FILES.named("flowers", REFUSED, "array_lengths")
def a_label_too_few(project: Project) -> None:
    project.data.arrays["label"] = labels(3)[:-1]


@FILES.named("flowers", REFUSED, "npz_kind")
def an_array_of_objects(project: Project) -> None:
    project.data.arrays["label"] = np.array([{"class": 1}] * 60, object)


@FILES.named("flowers", REFUSED, "npz_kind")
def complex_numbers(project: Project) -> None:
    project.data.arrays["features"] = numbers(4).astype("complex64")


@FILES.named("flowers", REFUSED, "damaged")
def arrays_that_were_cut(project: Project) -> None:
    buffer = io.BytesIO()
    np.savez(buffer, **project.data.arrays)
    project.data.arrays, project.data.files = {}, {"made.npz": buffer.getvalue()[:-100]}


@FILES.named("album", REFUSED, "file_missing")
def a_table_that_names_an_image_too_many(project: Project) -> None:
    table = b"file,label\n0.png,0\n1.png,1\n2.png,0\n3.png,1\n"
    project.data.files["images.zip"] = packed(
        {**{f"{row}.png": png(row) for row in range(3)}, "table.csv": table}
    )


@FILES.named("album", REFUSED, "damaged_files")
def an_image_that_is_a_web_page(project: Project) -> None:
    project.data.files["images.zip"] = packed({"a/0.png": png(0), "b/1.png": b"<html>not found</html>"})


@FILES.named("album", "data.dtype", cured=True)
def images_of_two_sizes(project: Project) -> None:
    table = "file,label\n" + "".join(f"{row}.png,{row % 2}\n" for row in range(24))
    members = {f"{row}.png": png(row, (8, 8 + row % 3)) for row in range(24)} | {"table.csv": table.encode()}
    project.data.files["images.zip"] = packed(members)


@FILES.named("houses", "data.dtype")
def a_decimal_comma_in_one_cell(project: Project) -> None:
    project.data.columns["size"][5] = "0,5"


@FILES.named("houses", "data.dtype")
def thousands_separators_in_some_cells(project: Project) -> None:
    project.data.columns["size"][5:8] = ["1,250.5", "2 350", "1'250"]


@FILES.named("houses", "data.dtype")
def a_unit_in_the_cells(project: Project) -> None:
    project.data.columns["size"] = [f"{cell} m²" for cell in project.data.columns["size"]]


@FILES.named("houses", "data.dtype")
def a_currency_in_the_cells(project: Project) -> None:
    project.data.columns["size"] = [f"€{cell}" for cell in project.data.columns["size"]]


@FILES.named("houses", "data.dtype")
def percent_signs_in_the_cells(project: Project) -> None:
    project.data.columns["size"] = [f"{float(cell) * 100:.2f}%" for cell in project.data.columns["size"]]


@FILES.named("houses", "data.dtype")
def a_negative_number_in_brackets(project: Project) -> None:
    project.data.columns["size"][5] = "(0.5)"


@FILES.named("houses", "data.missing_field", "field")
def two_columns_of_one_name(project: Project) -> None:
    project.data.encoded = lambda text: text.replace("size,rooms", "size,size", 1).encode()


@FILES.named("houses", "data.missing_field", "field")
def a_column_without_a_name(project: Project) -> None:
    project.data.encoded = lambda text: text.replace("size,rooms", "size,", 1).encode()


@FILES.named("flowers", REFUSED, "array_lengths")
def rows_and_columns_exchanged(project: Project) -> None:
    project.data.arrays["features"] = numbers(4).T


@FILES.named("houses", "data.dtype")
def a_word_for_missing_that_is_none_of_the_usual(project: Project) -> None:
    project.data.columns["size"][5] = "unknown"


@FILES.named("houses", "data.dtype")
def a_header_that_is_repeated_among_the_rows(project: Project) -> None:
    project.data.columns["size"][30] = "size"


@FILES.named("houses", "data.missing_field", "field")
def a_header_read_as_a_row(project: Project) -> None:
    project.data.options["header"] = False


@FILES.named("houses", "data.missing_field", "field")
def a_row_read_as_the_header(project: Project) -> None:
    project.data.header = False
    project.data.options["header"] = True


@FILES.named("houses", "data.missing_field", "field")
def another_separator_than_the_file_has(project: Project) -> None:
    project.data.options["separator"] = ";"


@FILES.named("sales", "data.dtype", "split_time", cured=True)
def mixed_dates(project: Project) -> None:
    days = project.data.columns["day"]
    project.data.columns["day"] = [day if row % 2 else f"day {row}" for row, day in enumerate(days)]


@FILES.named("houses", "data.suspicious", "suspicion")
def dates_that_can_be_two(project: Project) -> None:
    days = [f"{1 + row % 7:02d}/{1 + row * 5 % 11:02d}/2020" for row in range(60)]
    project.data.columns["rooms"] = days
