/* Choices that belong to the data and not to one window, for every process: settings, and base URLs
 * that replace the built-in ones. They are known without asking, whoever made them; the signals
 * "settings-changed" and "hosts-changed" of the store tell of new ones. Main thread. */
#pragma once

#include "service/attest-place.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

#define ATTEST_SETTING_PAUSED "paused" /* there is one: nothing more is begun */
#define ATTEST_PAUSED_BY_PERSON "1"
#define ATTEST_PAUSED_FOR_KEY "key" /* there was none for something, or none that was taken */

char *attest_store_make_bulk_setting (const AttestService *service, AttestEnvironment environment);
const char *attest_store_get_setting (AttestStore *self, const char *name);
GPtrArray *attest_store_list_settings (AttestStore *self, const char *prefix);
void attest_store_set_setting_async (AttestStore *self,
                                     const char *name,
                                     const char *value,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_store_set_setting_finish (AttestStore *self, GAsyncResult *result, GError **error);

const char *attest_store_get_host (AttestStore *self,
                                   const AttestService *service,
                                   AttestEnvironment environment);
void attest_store_set_host_async (AttestStore *self,
                                  const AttestPlace *place,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean attest_store_set_host_finish (AttestStore *self, GAsyncResult *result, GError **error);

void attest_store_dismiss_notice (AttestStore *self);

G_END_DECLS
