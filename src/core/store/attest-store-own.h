/* What the user's own records tell for new ones. Each verb sees one state. Main thread. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

/* What was accepted. */
typedef struct
{
  const AttestService *service;
  AttestEnvironment environment;
  char *body; /* the request; of a draft, its record as it is kept */
  gboolean is_draft;
} AttestAccepted;

void attest_accepted_free (AttestAccepted *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestAccepted, attest_accepted_free)

void attest_store_read_accepted_async (AttestStore *self,
                                       const AttestService *service,
                                       const char *submission_id /* (nullable): the newest */,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean attest_store_read_accepted_finish (AttestStore *self,
                                            GAsyncResult *result,
                                            AttestAccepted **accepted,
                                            GError **error);

/* Whom records were about. */
typedef struct
{
  char *name;
  char *id;
  guint n; /* records that were accepted; 0: it stands in drafts alone */
} AttestOwnEntity;

typedef struct
{
  const AttestSchema *schema;
  const char *typed; /* the beginning of its name, */
  gboolean by_id;    /* or of its id */
} AttestEntityQuery;

void attest_store_find_entities_async (AttestStore *self,
                                       const AttestEntityQuery *query,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
attest_store_find_entities_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_read_entity_async (AttestStore *self,
                                     const AttestSchema *schema,
                                     const char *name,
                                     const char *id,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_store_read_entity_finish (AttestStore *self,
                                          GAsyncResult *result,
                                          AttestAccepted **newest,
                                          GError **error);

G_END_DECLS
