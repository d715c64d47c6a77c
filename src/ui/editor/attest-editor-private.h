/* The inside of AttestEditorWindow, shared by the files that make it up. */
#pragma once

#include "editor/attest-control.h"
#include "editor/attest-editor-window.h"
#include "editor/attest-field-row.h"
#include "editor/attest-form-context.h"
#include "editor/attest-form-view.h"
#include "editor/attest-json-pane.h"
#include "editor/attest-problems-pane.h"
#include "editor/attest-result-bar.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-state-label.h"

G_BEGIN_DECLS

struct _AttestEditorWindow
{
  AdwApplicationWindow parent_instance;

  AttestApplication *app; /* not owned: it outlives its windows */
  AttestOpenDraft *open_draft;
  AttestFormContext *context;
  AttestFormView *form;
  GCancellable *cancellable;
  char *edited_path;   /* of the last edit, so that undo can go there */
  guint status_id;     /* timeout that turns "just now" into a time */
  gboolean may_close;  /* everything is saved, or the user gave it up */
  gboolean pane_asked; /* the side pane was opened by the user, and stays */
  gboolean is_sending; /* from the key press to the answer in the confirmation */

  gpointer refused;       /* the submission whose refusal was shown last; never looked into */
  AttestProblem *current; /* (nullable): the one F8 went to last */
  AdwToast *said;         /* (nullable): why the last try to send led to nothing */
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GMenu *pins;
  AttestEnvironmentBadge *badge;
  GtkInfoBar *save_bar;
  GtkLabel *save_error;
  GtkInfoBar *other_bar;
  AdwFlap *flap;
  AdwBin *form_bin;
  GtkWidget *pane;
  GtkStack *pages;
  GtkWidget *pane_button;
  GtkImage *pane_icon;
  GtkLabel *pane_count;
  AttestProblemsPane *problems_pane;
  AttestJsonPane *json_pane;
  AttestResultBar *result_bar;
  GtkWidget *problems_button;
  GtkImage *problems_icon;
  GtkLabel *problems_label;
  GtkWidget *sent_button;
  AttestStateLabel *sent_label;
  GtkWidget *send_button;
  AdwButtonContent *send_content;
};

/* attest-editor-actions.c */
void attest_editor_install_actions (GtkWidgetClass *widget_class);
void attest_editor_update_actions (AttestEditorWindow *self);
void attest_editor_show_problems (AttestEditorWindow *self);
void attest_editor_note_pane (AttestEditorWindow *self);
gboolean attest_editor_go_to_problem (AttestEditorWindow *self, AttestProblem *problem);
void attest_editor_offer_undo (AttestEditorWindow *self,
                               AttestRecordList *list,
                               guint position,
                               AttestRecord *item);

/* attest-editor-copy.c */
void attest_editor_save_copy (AttestEditorWindow *self);

/* attest-editor-status.c */
void attest_editor_watch_status (AttestEditorWindow *self);
void attest_editor_place_pane_button (AttestEditorWindow *self);

/* attest-editor-send.c */
void attest_editor_install_send (GtkWidgetClass *widget_class);

G_END_DECLS
