/* What offices call the columns of their sheets, and what they write in them. */
#pragma once

#include "model/attest-field.h"

G_BEGIN_DECLS

/* Paths beyond those of a record: which rows are one certificate, and which of them is the first.
 */
#define ATTEST_SHEET_STANDARDS "schemes[].standard_list[].standards_name"
#define ATTEST_SHEET_IDENTITY "#identity"
#define ATTEST_SHEET_MAIN "#main"
#define ATTEST_SHEET_OWN "#own"     /* of which draft it is, where Attest wrote the sheet */
#define ATTEST_SHEET_OWN_ROW "row-" /* a row of another sheet, and of no draft */

typedef enum
{
  ATTEST_SHEET_WORD_UNKNOWN,
  ATTEST_SHEET_WORD_KNOWN,
  ATTEST_SHEET_WORD_OFFERED, /* likely, but a person has to say so */
} AttestSheetWord;

/* @word: as it is folded; @wire: the value that it is */
typedef void (*AttestSheetWordFunc) (const char *word, const char *wire, gpointer user_data);

/* Paths of no field, for attest_sheet_find_value(). */
#define ATTEST_SHEET_MARK "#mark"     /* under a standard: "yes" or "no" */
#define ATTEST_SHEET_SYSTEM "#system" /* beside a standard in a title: any kind of system */

char *attest_sheet_fold (const char *text);
GHashTable *attest_sheet_get_folded (const char *list);
gboolean attest_sheet_has_word (const char *list, const char *text);
gboolean attest_sheet_contains_word (const char *list, const char *text);
gboolean attest_sheet_is_same_text (const char *a, const char *b);
const char *attest_sheet_find_head (const AttestSchema *schema, const char *head);
const char *attest_sheet_find_known_head (const AttestSchema *schema, const char *head);
gboolean attest_sheet_head_is_weak (const AttestSchema *schema, const char *head);
const char *attest_sheet_find_two_languages (const AttestSchema *schema, const char *head);
const char *
attest_sheet_find_in_group (const AttestSchema *schema, const char *group, const char *head);
const char *
attest_sheet_find_under (const AttestSchema *schema, const char *group, const char *head);
const char *attest_sheet_get_head (const AttestSchema *schema, const char *path);
AttestSheetWord attest_sheet_find_value (const char *path, const char *text, const char **wire);
void attest_sheet_for_each_word (const char *path, AttestSheetWordFunc func, gpointer user_data);

G_END_DECLS
