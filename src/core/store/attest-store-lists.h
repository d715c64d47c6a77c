/* What a service lists, as it was when its list was last read: known without asking it again. Main
 * thread. */
#pragma once

#include "service/attest-design.h"
#include "service/attest-place.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

/* Designs. */
typedef struct
{
  GPtrArray *designs; /* of AttestDesign, in the order of the service */
  gint64 read;        /* microseconds since 1970, UTC; 0: it never was */
} AttestDesignList;

void attest_design_list_free (AttestDesignList *self);
AttestDesign *attest_design_list_find (const AttestDesignList *self, const char *id);
gboolean attest_design_list_lacks (const AttestDesignList *self, const char *id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDesignList, attest_design_list_free)

void attest_store_keep_designs_async (AttestStore *self,
                                      const AttestPlace *place,
                                      const AttestDesignKind *kind,
                                      GPtrArray *designs,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void attest_store_load_designs_async (AttestStore *self,
                                      const AttestPlace *place,
                                      const AttestDesignKind *kind,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AttestDesignList *
attest_store_designs_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* Records, and whether they are known here. */

typedef enum
{
  ATTEST_KNOWN_NOT,
  ATTEST_KNOWN_BY_NAME, /* a record here is called the same */
  ATTEST_KNOWN_BY_ID,   /* it was sent from here */
} AttestKnown;

/* A record as it is listed. */
typedef struct
{
  AttestStored *stored;
  AttestKnown known;
  char *draft_id; /* (nullable): the record here, if there still is one */
} AttestListed;

typedef struct
{
  GPtrArray *listed; /* of AttestListed, in the order of the service */
  gint64 read;       /* microseconds since 1970, UTC; 0: it never was */
} AttestStoredList;

void attest_stored_list_free (AttestStoredList *self);
AttestListed *attest_stored_list_find (const AttestStoredList *self, const char *id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestStoredList, attest_stored_list_free)

void attest_store_keep_stored_async (AttestStore *self,
                                     const AttestPlace *place,
                                     GPtrArray *stored,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void attest_store_load_stored_async (AttestStore *self,
                                     const AttestPlace *place,
                                     const char *name /* (nullable) */,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
AttestStoredList *
attest_store_stored_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
