/* Designs that a service listed, as they were when its list was last read: known without asking it
 * again. Main thread. */
#pragma once

#include "service/attest-design.h"
#include "service/attest-place.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

/* A list as it is kept. */
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

G_END_DECLS
