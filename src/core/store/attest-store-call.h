/* How a verb is made: a job for the store's thread and what to tell on the main one. For the files
 * of the store, and for tests. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-draft.h"
#include "store/attest-news.h"
#include "store/attest-store.h"
#include "store/attest-submissions.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_STORE_READ,  /* sees one state; stopped when its cancellable is cancelled */
  ATTEST_STORE_WRITE, /* committed if the job succeeds, else undone; once begun not cancelled */
} AttestStoreAccess;

/* Runs inside one transaction; must not touch objects of the main thread. Returns FALSE if and only
 * if it sets @error. */
typedef gboolean (*AttestStoreJob) (AttestDb *db, gpointer data, GError **error);
/* On the main thread, before the callback. */
typedef void (*AttestStoreTell) (AttestStore *self, gpointer data);

typedef struct
{
  AttestStoreAccess access;
  AttestStoreJob job;
  AttestStoreTell tell; /* (nullable): after the job has succeeded: tells whoever listens */
  AttestStoreTell undo; /* (nullable): after it has failed */
  gpointer data;        /* what @job needs and fills */
  GDestroyNotify free_data;
  gpointer tag; /* the verb's function */
} AttestStoreCall;

void attest_store_call_async (AttestStore *self,
                              const AttestStoreCall *call,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gpointer
attest_store_call_finish (AttestStore *self, GAsyncResult *result, gpointer tag, GError **error);

/* Rows become objects, and what is new is told. */
AttestSubmission *attest_store_ref_submission (AttestStore *store, const AttestSubmissionRow *row);
AttestSubmission *attest_store_adopt_submission (AttestStore *store,
                                                 AttestSubmission *placeholder,
                                                 const AttestSubmissionRow *row);
void attest_store_take_submission (AttestStore *store, AttestSubmissionRow *row);
GPtrArray *attest_store_take_submissions (AttestStore *store, GPtrArray *rows);
AttestDraft *
attest_store_ref_draft (AttestStore *store, const AttestSchema *schema, const char *id);
AttestDraft *attest_store_peek_draft (AttestStore *store, const char *id);
void attest_store_tell_drafts (AttestStore *self, GPtrArray *rows, GPtrArray *gone);
void attest_store_tell_choices (AttestStore *self, gboolean hosts);
AttestChoices *attest_store_get_choices (AttestStore *self);
void attest_store_read_again (AttestStore *self);

/* Seams of tests; to be set before it is opened. */
void attest_store_set_clock (AttestStore *self, const AttestClock *clock);
void attest_store_set_engine (AttestStore *self, const AttestEngine *engine);

G_END_DECLS
