/* AttestImportRecord: one record of an import: what it says, where it is from, what is wrong with
 * it, and what it means for what is there already. Main thread. */
#pragma once

#include "codec/attest-difference.h"
#include "intake/attest-sheet-import.h"

G_BEGIN_DECLS

/* Against what the chosen environment accepted last; without one, against the drafts. */
typedef enum
{
  ATTEST_COMPARISON_NONE, /* it was not compared */
  ATTEST_COMPARISON_NEW,
  ATTEST_COMPARISON_CHANGED,
  ATTEST_COMPARISON_UNCHANGED, /* perhaps in another spelling */
  ATTEST_N_COMPARISONS
} AttestComparison;

/* What keeping the import does with it, or did. */
typedef enum
{
  ATTEST_IMPORT_EFFECT_NONE,     /* not known yet */
  ATTEST_IMPORT_EFFECT_CREATE,   /* a new draft */
  ATTEST_IMPORT_EFFECT_UPDATE,   /* the draft that is there says what the sheet says then */
  ATTEST_IMPORT_EFFECT_NOTHING,  /* the same is there already */
  ATTEST_IMPORT_EFFECT_CONFLICT, /* the draft stays: a person wrote something else into it */
  ATTEST_IMPORT_EFFECT_LEFT_OUT,
  ATTEST_N_IMPORT_EFFECTS
} AttestImportEffect;

const char *attest_comparison_get_id (AttestComparison comparison);  /* (nullable): "new" */
const char *attest_import_effect_get_id (AttestImportEffect effect); /* (nullable): "create" */

#define ATTEST_TYPE_IMPORT_RECORD (attest_import_record_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportRecord, attest_import_record, ATTEST, IMPORT_RECORD, GObject)

/* Signal "changed": anything below is another. */

AttestRecord *attest_import_record_get_record (AttestImportRecord *self);
guint attest_import_record_get_row (AttestImportRecord *self); /* the first one, from 1 */
GArray *attest_import_record_get_rows (AttestImportRecord *self);
GPtrArray *attest_import_record_get_problems (AttestImportRecord *self);
guint attest_import_record_get_n_errors (AttestImportRecord *self);
guint attest_import_record_get_n_warnings (AttestImportRecord *self);
gboolean attest_import_record_get_is_left_out (AttestImportRecord *self);
gboolean attest_import_record_get_is_edited (AttestImportRecord *self, const char *path);

AttestComparison attest_import_record_get_comparison (AttestImportRecord *self);
/* (element-type AttestDifference) (nullable): against what was accepted, or else the draft */
GPtrArray *attest_import_record_get_changes (AttestImportRecord *self);
AttestImportEffect attest_import_record_get_effect (AttestImportRecord *self);
/* (element-type AttestDifference) (nullable): of a conflict: what the draft says, and the sheet */
GPtrArray *attest_import_record_get_conflict (AttestImportRecord *self);
/* (nullable): the draft it is about, or became */
const char *attest_import_record_get_draft_id (AttestImportRecord *self);

G_END_DECLS
