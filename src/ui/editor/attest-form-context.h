/* AttestFormContext: what the rows of one form share. Rows register here, so that a path, a problem
 * or a text of the server finds its row. Main thread. */
#pragma once

#include "editor/attest-form-problems.h"
#include "model/attest-undo.h"
#include "workspace/attest-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_FORM_CONTEXT (attest_form_context_get_type ())
G_DECLARE_FINAL_TYPE (AttestFormContext, attest_form_context, ATTEST, FORM_CONTEXT, GObject)

/* Where something is entered; see attest-control.h. */
typedef struct
{
  GtkWidget *widget; /* floating: what stands in the row */
  GtkWidget *focus;  /* what takes the focus; NULL: the first of several */
  gboolean is_named; /* @focus says its name itself */
} AttestControl;

typedef AttestControl (*AttestMakeControl) (AttestFormContext *context,
                                            AttestRecord *record,
                                            const AttestField *field);

/* Signals: "changed" (problems or replies), "touched" (sending was tried), "reveal" (AttestRecord:
 * its list shows it), "fix", "item-removed", "finish-typing", "filled" (char *: with what, in
 * words). Rows are widgets here: they and the lists they stand in know this, and not the other way
 * round. */
AttestFormContext *
attest_form_context_new (AttestRecord *root, AttestUndo *undo, AttestMakeControl make_list);
AttestControl attest_form_context_make_list (AttestFormContext *self,
                                             AttestRecord *record,
                                             const AttestField *field);
AttestRecord *attest_form_context_get_root (AttestFormContext *self);
AttestUndo *attest_form_context_get_undo (AttestFormContext *self);
void attest_form_context_set_workspace (AttestFormContext *self, AttestWorkspace *workspace);
AttestWorkspace *attest_form_context_get_workspace (AttestFormContext *self);
AttestPresets *attest_form_context_get_presets (AttestFormContext *self);
void attest_form_context_set_details_only (AttestFormContext *self);
gboolean attest_form_context_shows (AttestFormContext *self, const AttestField *field);

void attest_form_context_add_row (AttestFormContext *self,
                                  AttestRecord *record,
                                  const AttestField *field,
                                  GtkWidget *row);
void attest_form_context_remove_row (AttestFormContext *self,
                                     AttestRecord *record,
                                     const AttestField *field,
                                     GtkWidget *row);
GtkWidget *attest_form_context_find_row (AttestFormContext *self,
                                         AttestRecord *record,
                                         const AttestField *field);
GtkWidget *attest_form_context_reveal (AttestFormContext *self, const char *path);
AttestFormProblems *attest_form_context_get_problems (AttestFormContext *self);

void attest_form_context_set_problems (AttestFormContext *self, GListModel *problems);
void attest_form_context_touch_all (AttestFormContext *self);
gboolean attest_form_context_is_all_touched (AttestFormContext *self);

void attest_form_context_set_enter_stays (AttestFormContext *self, gboolean stays);
gboolean attest_form_context_go_on (AttestFormContext *self, GtkWidget *from);
void attest_form_context_finish_typing (AttestFormContext *self);
void attest_form_context_filled (AttestFormContext *self, const char *words);
void attest_form_context_fix (AttestFormContext *self, AttestProblem *problem);
void attest_form_context_item_removed (AttestFormContext *self,
                                       AttestRecordList *list,
                                       guint position,
                                       AttestRecord *item);

G_END_DECLS
