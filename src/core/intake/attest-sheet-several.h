/* Several items of a list in one cell: sites below each other, requirements in lines. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_SEVERAL_NOT,   /* one, in however many lines */
  ATTEST_SEVERAL_CLEAR, /* each piece is one */
  ATTEST_SEVERAL_DOUBT, /* each piece may be one */
} AttestSheetSeveral;

gboolean attest_sheet_may_be_several (const char *path);
gboolean attest_sheet_has_addresses (const char *path);
GPtrArray *attest_sheet_split_lines (const char *text);
AttestSheetSeveral
attest_sheet_split_items (const char *path, const char *text, GPtrArray **pieces);
GPtrArray *attest_sheet_split_beside (const char *path, const char *text);
gboolean attest_sheet_is_as_entity (const char *text);
gboolean attest_sheet_is_instead (const char *path, const char *text);
gboolean attest_sheet_names_more (const char *path, const char *text);

G_END_DECLS
