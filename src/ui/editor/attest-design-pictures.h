/* Pictures of designs: read one after another when somebody asked for them, and kept in memory as
 * long as the program runs. Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Called for each one that can be found from then on. */
typedef void (*AttestPictureFunc) (const char *address, gpointer user_data);

GdkPaintable *attest_design_pictures_find (const char *address);
char *attest_design_pictures_dup_host (const char *address);
void attest_design_pictures_load_async (AttestWorkspace *workspace,
                                        GPtrArray *addresses,
                                        AttestPictureFunc found,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean attest_design_pictures_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
