/* AttestRegisterSelection: what is selected of a register, of any length: nothing is loaded for it,
 * and rows that move stay selected. Main thread.
 *
 * GtkMultiSelection holds every selected item, and so would load all of them. */
#pragma once

#include "store/attest-register.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_REGISTER_SELECTION (attest_register_selection_get_type ())
G_DECLARE_FINAL_TYPE (AttestRegisterSelection,
                      attest_register_selection,
                      ATTEST,
                      REGISTER_SELECTION,
                      GObject)

/* @shown: (transfer full): the beginning of @drafts, or all of it */
AttestRegisterSelection *attest_register_selection_new (GListModel *shown, AttestRegister *drafts);
guint attest_register_selection_get_size (AttestRegisterSelection *self);
gboolean attest_register_selection_is_empty (AttestRegisterSelection *self);
void attest_register_selection_choose (AttestRegisterSelection *self, const char *const *ids);
void attest_register_selection_let_go (AttestRegisterSelection *self);

void attest_register_selection_load_ids_async (AttestRegisterSelection *self,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
GStrv attest_register_selection_load_ids_finish (AttestRegisterSelection *self,
                                                 GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
