/* What the parts of the application share, beyond what other windows need. Main thread. */
#pragma once

#include "application/attest-application.h"
#include "application/attest-background.h"
#include "attest-window.h"
#include "drafts/attest-draft-trash.h"
#include "outbox/attest-queue-watch.h"

G_BEGIN_DECLS

/* @error: (nullable): of the first draft that could not be saved */
typedef void (*AttestSaved) (AttestApplication *self, const GError *error, gpointer user_data);

/* attest-application.c */
gboolean attest_application_is_first_start (AttestApplication *self); /* property "first-start" */
void attest_application_finish_first_start (AttestApplication *self);
AttestDraftTrash *attest_application_get_trash (AttestApplication *self);
AttestQueueWatch *attest_application_get_queue (AttestApplication *self);  /* once it is ready */
AttestPractice *attest_application_get_practice (AttestApplication *self); /* (nullable) */
AttestWindow *attest_application_get_window (AttestApplication *self);     /* makes it if needed */
GtkWindow *attest_application_get_parent (AttestApplication *self); /* of a dialog; (nullable) */
void attest_application_present (AttestApplication *self, GtkWindow *window);

/* attest-application-workspace.c */
void attest_application_open_workspace (AttestApplication *self);
void attest_application_end (AttestApplication *self); /* there is no window any more */

/* attest-application-drafts.c */
void attest_application_open_record (AttestApplication *self,
                                     const AttestSchema *schema,
                                     AttestRecord *initial /* (nullable) */,
                                     GDestroyNotify opened /* (nullable) */,
                                     gpointer user_data);
void attest_application_send_drafts (AttestApplication *self, GPtrArray *drafts);
void attest_application_duplicate_draft (AttestApplication *self, AttestDraft *draft);

/* attest-application-files.c */
void attest_application_open_files (AttestApplication *self, GFile **files, int n_files);
void attest_application_choose_files (AttestApplication *self);
void attest_application_open_example (AttestApplication *self, const char *name);

/* attest-application-quit.c */
void attest_application_quit (AttestApplication *self);
gboolean attest_application_asks_before_closing (AttestApplication *self, GtkWindow *window);
void attest_application_save_all (AttestApplication *self, AttestSaved done, gpointer user_data);
void attest_application_destroy_windows (AttestApplication *self);
void attest_application_ask_whether_to_lose (AttestApplication *self, const GError *error);

/* attest-application-session.c */
void attest_application_watch_session (AttestApplication *self);
void attest_application_finish_session (AttestApplication *self);
void attest_application_set_session_held (AttestApplication *self, gboolean held);

/* attest-application-actions.c */
void attest_application_add_actions (AttestApplication *self);
void attest_application_update_actions (AttestApplication *self);

G_END_DECLS
