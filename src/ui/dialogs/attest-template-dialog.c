/* The question for a template's name: see the header. */
#include "attest-config.h"
#include "dialogs/attest-template-dialog.h"

#include "widgets/attest-plain.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *parent; /* (nullable): while it is being kept */
  AttestPresets *presets;
  AttestRecord *record;
  AttestTemplateTold told;
} Asking;

static Asking *
asking_new (AttestPresets *presets, AttestRecord *record, AttestTemplateTold told)
{
  Asking *self = g_new0 (Asking, 1);

  *self = (Asking){ NULL, g_object_ref (presets), g_object_ref (record), told };
  return self;
}

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_clear_object (&self->parent);
  g_object_unref (self->presets);
  g_object_unref (self->record);
  g_free (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_presets_keep_finish (ATTEST_PRESETS (source), result, &error);

  if (!gtk_widget_in_destruction (GTK_WIDGET (self->parent)))
    self->told (self->parent,
                attest_plain_toast_new (id != NULL ? _ ("Template saved; it is in the main menu")
                                                   : error->message));
  asking_free (self);
}

/* One of the same name is replaced. */
static char *
find_template (AttestPresets *presets, const AttestSchema *schema, const char *name)
{
  g_autoptr (GPtrArray) all = attest_presets_list (presets, ATTEST_PRESET_TEMPLATE, schema);

  for (guint i = 0; i < all->len; i++)
    {
      const AttestPreset *preset = g_ptr_array_index (all, i);

      if (g_str_equal (preset->name, name))
        return g_strdup (preset->id);
    }
  return NULL;
}

static void
named_cb (GtkWindow *parent, const char *name, gpointer data)
{
  const Asking *asked = data;
  Asking *self = asking_new (asked->presets, asked->record, asked->told);
  g_autoptr (AttestPreset) preset = attest_preset_new (ATTEST_PRESET_TEMPLATE, name, self->record);

  self->parent = g_object_ref (parent);
  preset->id = find_template (self->presets, attest_record_get_schema (self->record), name);
  attest_presets_keep_async (self->presets, preset, kept_cb, self);
}

/**
 * attest_template_ask:
 * @parent: the window that asks
 * @application: the application, which must be ready
 * @record: what becomes a template, as it is now
 * @told: given what became of it
 *
 * Asks what it is to be called; whom the record is about is proposed.
 */
void
attest_template_ask (GtkWindow *parent,
                     AttestApplication *application,
                     AttestRecord *record,
                     AttestTemplateTold told)
{
  AttestPresets *presets =
      attest_workspace_get_presets (attest_application_get_workspace (application));
  g_autoptr (AttestRecord) copy = attest_record_copy (record);

  attest_ask_name (
      parent,
      &(AttestNameQuestion){
          .heading = _ ("Save as Template"),
          .body = _ ("New records can begin with a copy of this one, without its number and "
                     "dates."),
          .label = _ ("Name of the template"),
          .name = attest_record_get_role (record, attest_record_get_schema (record)->entity),
      },
      named_cb,
      asking_new (presets, copy, told),
      asking_free);
}
