/* The application as its windows see it: the workspace, the environment records are sent to, and
 * what they ask of each other. Opening windows is the work of AttestProgram, which is derived from
 * this. Main thread. */
#pragma once

#include "application/attest-draft-trash.h"
#include "application/attest-queue-watch.h"
#include "workspace/attest-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_APPLICATION (attest_application_get_type ())
G_DECLARE_DERIVABLE_TYPE (AttestApplication,
                          attest_application,
                          ATTEST,
                          APPLICATION,
                          AdwApplication)

/* @error: (nullable): of the first draft that could not be saved */
typedef void (*AttestSaved) (AttestApplication *self, const GError *error, gpointer user_data);

struct _AttestApplicationClass
{
  AdwApplicationClass parent_class;

  /* What takes windows; see the functions of the same names. */
  void (*open_draft) (AttestApplication *self, AttestDraft *draft, gboolean send);
  void (*new_record) (AttestApplication *self, const AttestSchema *schema, AttestRecord *initial);
  void (*begin_record) (AttestApplication *self, AttestRecord *record);
  void (*duplicate) (AttestApplication *self, const char *const *ids);
  void (*save_all) (AttestApplication *self, AttestSaved done, gpointer user_data);
  void (*add_toast) (AttestApplication *self, AdwToast *toast);
  gboolean (*asks_before_closing) (AttestApplication *self, GtkWindow *window);
};

/* The workspace is opened at the start; property "ready" tells when that is done, "failure" that it
 * was not. */
void attest_application_open_workspace (AttestApplication *self);
void attest_application_close_workspace (AttestApplication *self);
void attest_application_close_at_once (AttestApplication *self, guint patience_ms);
AttestWorkspace *attest_application_get_workspace (AttestApplication *self);
gboolean attest_application_get_ready (AttestApplication *self);
gboolean attest_application_is_needed (AttestApplication *self); /* something is being sent */
void attest_application_set_quitting (AttestApplication *self, gboolean quitting);
const GError *attest_application_get_failure (AttestApplication *self);   /* (nullable) */
AttestDraftTrash *attest_application_get_trash (AttestApplication *self); /* once it is ready */
AttestQueueWatch *attest_application_get_queue (AttestApplication *self); /* likewise */
void attest_application_update_practice (AttestApplication *self);        /* what its menu shows */

/* Where records are sent; property "environment" (gint), kept in GSettings. */
AttestEnvironment attest_application_get_environment (AttestApplication *self);
void attest_application_set_environment (AttestApplication *self, AttestEnvironment environment);

/* Whether the examples are still to be offered; property "first-start". */
gboolean attest_application_is_first_start (AttestApplication *self);
void attest_application_finish_first_start (AttestApplication *self);

/* Windows */
GtkWindow *attest_application_get_parent (AttestApplication *self); /* of a dialog; (nullable) */
void attest_application_present (AttestApplication *self, GtkWindow *window);
void attest_application_open_draft (AttestApplication *self, AttestDraft *draft, gboolean send);
void attest_application_new_record (AttestApplication *self,
                                    const AttestSchema *schema,
                                    AttestRecord *initial /* (nullable), taken over as it is */);
void attest_application_begin_record (AttestApplication *self,
                                      AttestRecord *record /* taken over as it is */);
void attest_application_duplicate (AttestApplication *self, const char *const *ids);
void attest_application_show_history (AttestApplication *self,
                                      const char *submission_id /* (nullable) */);
void attest_application_show_keys (AttestApplication *self);
void attest_application_save_all (AttestApplication *self, AttestSaved done, gpointer user_data);
void attest_application_add_toast (AttestApplication *self, AdwToast *toast);
gboolean attest_application_asks_before_closing (AttestApplication *self, GtkWindow *window);

G_END_DECLS
