/* The functions of libxlsxwriter that Attest uses, found when the first file is written.
 *
 * With the library comes the whole of libcrypto, for one checksum: linked, it would be brought in
 * by each start of window and command, hardly any of which writes a spreadsheet. */
#pragma once

#include <glib.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

#define ATTEST_XLSXWRITER_FUNCTIONS(F)                                                             \
  F (format_set_align)                                                                             \
  F (format_set_bg_color)                                                                          \
  F (format_set_bold)                                                                              \
  F (format_set_bottom)                                                                            \
  F (format_set_font_color)                                                                        \
  F (format_set_num_format)                                                                        \
  F (lxw_col_to_name)                                                                              \
  F (lxw_strerror)                                                                                 \
  F (lxw_workbook_free)                                                                            \
  F (workbook_add_format)                                                                          \
  F (workbook_add_worksheet)                                                                       \
  F (workbook_close)                                                                               \
  F (workbook_new_opt)                                                                             \
  F (worksheet_autofilter)                                                                         \
  F (worksheet_data_validation_range)                                                              \
  F (worksheet_freeze_panes)                                                                       \
  F (worksheet_hide)                                                                               \
  F (worksheet_set_column_opt)                                                                     \
  F (worksheet_write_blank)                                                                        \
  F (worksheet_write_comment)                                                                      \
  F (worksheet_write_comment_opt)                                                                  \
  F (worksheet_write_datetime)                                                                     \
  F (worksheet_write_number)                                                                       \
  F (worksheet_write_string)

/* Each is of the type that the library's own header gives it. */
typedef struct
{
#define ATTEST_XLSXWRITER_FIELD(name) typeof (name) *name;
  ATTEST_XLSXWRITER_FUNCTIONS (ATTEST_XLSXWRITER_FIELD)
#undef ATTEST_XLSXWRITER_FIELD
} AttestXlsxwriter;

const AttestXlsxwriter *attest_xlsxwriter_get (GError **error);

G_END_DECLS
