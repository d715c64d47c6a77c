/* AttestImportList: titled groups of rows on a page, which are gone through from the top each time
 * something was decided: a row that says the same as before stays where it is, with the keyboard
 * and what was being typed there. One can stop between two rows and go on later. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _AttestImportList AttestImportList;

AttestImportList *attest_import_list_new (AdwPreferencesPage *page);
void attest_import_list_free (AttestImportList *self);

void attest_import_list_begin (AttestImportList *self);
AdwPreferencesGroup *
attest_import_list_show_group (AttestImportList *self, const char *title, const char *words);
GtkWidget *attest_import_list_keep (AttestImportList *self, const char *says); /* (nullable) */
void attest_import_list_add (AttestImportList *self, GtkWidget *row, const char *says);
void attest_import_list_end (AttestImportList *self);

/* Shows the next row or group. Returns: whether there may be more */
typedef gboolean (*AttestImportListNext) (gpointer page);

gboolean attest_import_list_show_some (AttestImportList *self,
                                       guint n,
                                       AttestImportListNext next,
                                       gpointer page);
guint attest_import_list_get_n_made (AttestImportList *self);
gboolean attest_import_list_lost_focus (AttestImportList *self);

G_END_DECLS
