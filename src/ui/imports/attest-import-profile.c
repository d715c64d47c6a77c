/* The name of a profile: see the header. */
#include "attest-config.h"
#include "imports/attest-import-profile.h"

#include "intake/attest-profile.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>
#include <string.h>

/* Whether the profile comes with the program, and more than that was decided. */
static gboolean
is_more_than_shipped (AttestImport *import)
{
  GPtrArray *profiles = attest_import_list_profiles (import);
  const char *name = attest_import_get_profile (import);

  for (guint i = profiles->len; i > 0; i--)
    {
      const AttestProfile *profile = g_ptr_array_index (profiles, i - 1);

      if (g_strcmp0 (profile->name, name) == 0)
        return profile->is_shipped
               && attest_import_decider_can_undo (attest_import_get_decider (import));
    }
  return FALSE;
}

/* Returns: (transfer full): the name of the file without what tells its format */
static char *
dup_stem (AttestImport *import)
{
  const char *name = attest_import_get_name (import);
  const char *dot = strrchr (name, '.');

  return g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));
}

/**
 * attest_import_name_profile_after_file:
 * @import: an import that is about to be kept
 *
 * The next sheet with these columns is read the same way: unless it has a name already, it is known
 * by the name of this file.
 */
void
attest_import_name_profile_after_file (AttestImport *import)
{
  g_autofree char *stem = dup_stem (import);

  if (*stem != '\0'
      && (attest_import_get_profile (import) == NULL || is_more_than_shipped (import)))
    attest_import_name_profile (import, stem);
}

typedef struct
{
  GtkWindow *parent;
  AttestImportProfileTold told;
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  AttestImport *import = ATTEST_IMPORT (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (attest_import_save_profile_finish (import, result, &error))
    /* Translators: %s is the name of a profile: what was decided about a sheet */
    words =
        g_strdup_printf (_ ("Saved as “%s”; the next sheet with these columns is read like this"),
                         attest_import_get_profile (import));
  if (!gtk_widget_in_destruction (GTK_WIDGET (saving->parent)))
    saving->told (saving->parent, attest_plain_toast_new (words != NULL ? words : error->message));
  g_object_unref (saving->parent);
  g_free (saving);
}

typedef struct
{
  AttestImport *import;
  AttestImportProfileTold told;
} Asking;

static void
asking_free (gpointer data)
{
  g_object_unref (((Asking *) data)->import);
  g_free (data);
}

static void
named_cb (GtkWindow *parent, const char *name, gpointer data)
{
  const Asking *asking = data;
  Saving *saving = NULL;

  if (attest_import_get_reading (asking->import) == NULL)
    return;
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ g_object_ref (parent), asking->told };
  attest_import_name_profile (asking->import, name);
  attest_import_save_profile_async (asking->import, saved_cb, saving);
}

/**
 * attest_import_ask_for_profile:
 * @parent: the window that asks
 * @import: an import that was read
 * @told: given what became of it
 *
 * Asks what the decisions are to be called, and keeps them under that name at once; one of the same
 * name is replaced.
 */
void
attest_import_ask_for_profile (GtkWindow *parent,
                               AttestImport *import,
                               AttestImportProfileTold told)
{
  const char *own = attest_import_get_profile (import);
  g_autofree char *stem = dup_stem (import);
  Asking *asking = g_new0 (Asking, 1);

  *asking = (Asking){ g_object_ref (import), told };
  attest_ask_name (
      parent,
      &(AttestNameQuestion){
          .heading = _ ("Save as Profile"),
          .body =
              _ ("What was decided here is kept under a name. The next sheet with these columns "
                 "is read the same way."),
          .label = _ ("Name of the profile"),
          .name = own != NULL ? own : stem,
      },
      named_cb,
      asking,
      asking_free);
}
