/* AttestFormContext: what the rows of one form share. Rows register here, so that a path, a problem
 * or a text of the server finds its row. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "check/attest-problem.h"
#include "model/attest-undo.h"

G_BEGIN_DECLS

typedef struct _AttestFieldRow AttestFieldRow;

#define ATTEST_TYPE_FORM_CONTEXT (attest_form_context_get_type ())
G_DECLARE_FINAL_TYPE (AttestFormContext, attest_form_context, ATTEST, FORM_CONTEXT, GObject)

AttestFormContext *attest_form_context_new (AttestRecord *root, AttestUndo *undo);
AttestRecord *attest_form_context_get_root (AttestFormContext *self);
AttestUndo *attest_form_context_get_undo (AttestFormContext *self);

void attest_form_context_add_row (AttestFormContext *self, AttestFieldRow *row);
void attest_form_context_remove_row (AttestFormContext *self, AttestFieldRow *row);
AttestFieldRow *attest_form_context_find_row (AttestFormContext *self,
                                              AttestRecord *record,
                                              const AttestField *field);
AttestFieldRow *attest_form_context_reveal (AttestFormContext *self, const char *path);

void attest_form_context_set_problems (AttestFormContext *self, GListModel *problems);
void attest_form_context_touch_all (AttestFormContext *self);
gboolean attest_form_context_is_all_touched (AttestFormContext *self);
void attest_form_context_clear_replies (AttestFormContext *self);
void attest_form_context_add_reply (AttestFormContext *self, const char *path, const char *text);

void attest_form_context_drop_reply (AttestFormContext *self, AttestFieldRow *row);
void attest_form_context_finish_typing (AttestFormContext *self);
void attest_form_context_fix (AttestFormContext *self, AttestProblem *problem);
void attest_form_context_item_removed (AttestFormContext *self,
                                       AttestRecordList *list,
                                       guint position,
                                       AttestRecord *item);

G_END_DECLS
