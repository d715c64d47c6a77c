/* AttestImport: one file of records on its way in: how it was read, what a person decided, what
 * became of each of its rows, and at the end the drafts.
 *
 * Reading, checking and comparing run on threads of their own; each decision starts them anew, and
 * the signal "changed" tells when what is shown is what was decided. Main thread. */
#pragma once

#include "store/attest-store-imports.h"
#include "store/attest-store-matches.h"
#include "workspace/attest-import-decider.h"
#include "workspace/attest-import-groups.h"
#include "workspace/attest-import-many.h"
#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT (attest_import_get_type ())
G_DECLARE_FINAL_TYPE (AttestImport, attest_import, ATTEST, IMPORT, GObject)

/* Properties: "is-busy" (boolean): something is being read or kept; "can-undo", "can-redo".
 * Signal "changed": there is another reading, or an error instead of one. */

AttestImport *attest_import_new (AttestWorkspace *workspace);
/* Before it is opened: whether it is compared with what is there, as it is at first. Otherwise the
 * workspace only tells what was decided and whose details these are. */
void attest_import_set_compares (AttestImport *self, gboolean compares);

/* Finishes once it is read for the first time; what could not be read at all can be opened again,
 * as other bytes. A file whose rows cannot be understood yet finishes
 * well, with an error in attest_import_get_error(): decisions can help. */
void attest_import_open_file_async (AttestImport *self,
                                    GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void attest_import_open_bytes_async (AttestImport *self,
                                     GBytes *bytes,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_import_open_finish (AttestImport *self, GAsyncResult *result, GError **error);

gboolean attest_import_get_is_busy (AttestImport *self);
const GError *attest_import_get_error (AttestImport *self); /* (nullable): of the last reading */
const char *attest_import_get_name (AttestImport *self);    /* of the file; of a paste: "" */

GBytes *attest_import_get_bytes (AttestImport *self); /* (nullable): the file itself */

/* What was recognised. Both (nullable) (transfer none), and valid until "changed". */
AttestWorkbook *attest_import_get_workbook (AttestImport *self);
AttestSheetImport *attest_import_get_reading (AttestImport *self);

/* Decisions; %NULL takes one back. What is done within a step of the decider is one to undo, and is
 * read once. */
const char *
attest_import_get_decision (AttestImport *self, AttestImportDecision decision, const char *key);
void attest_import_decide (AttestImport *self,
                           AttestImportDecision decision,
                           const char *key,
                           const char *value);
AttestImportDecider *attest_import_get_decider (AttestImport *self);

/* Decisions about one record; each a step. @path as in AttestProblem. */
void attest_import_edit (AttestImport *self,
                         AttestImportRecord *record,
                         const char *path,
                         const char *text /* (nullable): as in the sheet */);
void attest_import_leave_out (AttestImport *self, AttestImportRecord *record, gboolean left_out);

/* The records: a reading of the same rows changes them, another one puts others in their place. */
GListModel *attest_import_get_records (AttestImport *self);

void attest_import_count (AttestImport *self, AttestImportCounts *counts);

/* Comparing: with what an environment accepted last; with the drafts alone until one is named. */
void attest_import_compare_with (AttestImport *self, AttestEnvironment environment);
gboolean attest_import_get_environment (AttestImport *self, AttestEnvironment *environment);
/* (element-type AttestMissing): what is there and not in the sheet, and a person has said nothing
 * of yet (ATTEST_DECIDE_MISSING, ATTEST_DECIDE_WATCH); see attest-store-matches.h. Nothing is ever
 * sent for it. */
GPtrArray *attest_import_list_missing (AttestImport *self);
/* When the same file was imported before, microseconds since 1970, UTC; 0: never. */
gint64 attest_import_get_kept_before (AttestImport *self);

/* Profiles. One is recognised when a file is opened, unless it was chosen before. */
const char *attest_import_get_profile (AttestImport *self); /* (nullable): its name */
void attest_import_choose_profile (AttestImport *self, const char *name /* (nullable): none */);
void attest_import_set_recognises (AttestImport *self, gboolean recognises);
/* What is decided now under a name: kept with the import, or at once. */
void attest_import_name_profile (AttestImport *self, const char *name);
GPtrArray *attest_import_list_profiles (AttestImport *self); /* of AttestProfile: all there are */

/* What keeps the import: its id once anything of it is kept, and where it stands: open, kept, or
 * undone. */
const char *attest_import_get_id (AttestImport *self);    /* (nullable) */
const char *attest_import_get_state (AttestImport *self); /* "open" */

/* Problems. */
GPtrArray *attest_import_group_problems (AttestImport *self); /* (transfer full) */
/* Whether the sheet has nothing at the field, in any of its records. */
gboolean attest_import_lacks (AttestImport *self, const AttestImportProblems *problems);
/* One step: @text in every record of the group; @is_remembered: as a decision about the value, so
 * that it holds for sheets to come as well. */
void attest_import_fix (AttestImport *self,
                        const AttestImportProblems *problems,
                        const char *text,
                        gboolean is_remembered);
void attest_import_accept_alike (AttestImport *self, const AttestImportProblems *problems);
/* Whether they are of records that would be sent the same as one before; and the answer to that. */
gboolean attest_import_are_twins (const AttestImportProblems *problems);
void attest_import_answer_twins (AttestImport *self,
                                 const AttestImportProblems *problems,
                                 gboolean are_wanted);

/* Keeping: those that are not left out, as their effects say. Finishes once all is durable; what
 * was interrupted goes on where it was. */
void attest_import_keep_async (AttestImport *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean attest_import_keep_finish (AttestImport *self, GAsyncResult *result, GError **error);
/* Keeps what was decided under the name it has, whether or not anything else is kept. */
void attest_import_save_profile_async (AttestImport *self,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
attest_import_save_profile_finish (AttestImport *self, GAsyncResult *result, GError **error);
/* Keeps the file and the decisions alone, to go on some other day. */
void attest_import_save_async (AttestImport *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean attest_import_save_finish (AttestImport *self, GAsyncResult *result, GError **error);
/* The drafts of what is new or changed, has no errors, was kept and is not in the outbox yet; ends
 * with %NULL. */
GStrv attest_import_list_ready (AttestImport *self);

/* Imports that are kept: AttestImportInfo of attest_store_list_imports_async(). Reopening finishes
 * as opening does; it goes on with what was decided and kept. */
void attest_import_reopen_async (AttestImport *self,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Takes back what became of an import. Finishes with its rows (of AttestImportRow): those created
 * or updated that are neither edited nor sent since are as they were before. */
void attest_import_undo_kept_async (AttestWorkspace *workspace,
                                    const char *id,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *
attest_import_undo_kept_finish (AttestWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
