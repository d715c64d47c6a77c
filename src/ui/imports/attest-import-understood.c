/* What was understood by itself: see the header. Its rows come with frames when it is unfolded. */
#include "attest-config.h"
#include "imports/attest-import-understood.h"

#include "imports/attest-import-value-row.h"
#include "imports/attest-import-words.h"
#include "intake/attest-sheet-words.h"
#include "widgets/attest-frames.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define UNFOLDED_KEY "attest-unfolded"

#define ROWS_IN_A_FRAME 4

/* What is still to be unfolded: a line with the words of a row, then one with its count. */
typedef struct
{
  char **lines;
  guint n_made; /* lines */
} Folded;

/* Returns: (transfer full): as people read it */
static char *
name_meaning (AttestImport *import, const AttestSheetColumn *column, const char *meaning)
{
  const AttestField *field = column->place.field;

  if (field->kind == ATTEST_FIELD_FLAG)
    return g_strdup (g_str_equal (meaning, "yes") ? _ ("Yes") : _ ("No"));
  if (field->kind == ATTEST_FIELD_CHOICE)
    return attest_import_name_text (
        attest_sheet_place_get_owner (&column->place, attest_import_get_schema (import)),
        field,
        meaning);
  return g_strdup (meaning);
}

/**
 * attest_import_understood_describe:
 * @import: an import that was read
 * @column: of its sheet
 * @understood: of that
 *
 * Returns: (transfer full): two lines for each text, for attest_import_understood_new()
 */
char *
attest_import_understood_describe (AttestImport *import,
                                   const AttestSheetColumn *column,
                                   const AttestSheetUnderstood *understood)
{
  AttestGrid *grid = attest_import_get_reading (import)->table->grid;
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < understood->meanings->len; i++)
    {
      const AttestSheetMeaning *each = &g_array_index (understood->meanings, AttestSheetMeaning, i);
      g_autofree char *text = g_strdup (attest_grid_get_text_of_id (grid, each->id));
      g_autofree char *meaning = name_meaning (import, column, each->meaning);
      g_autofree char *count = attest_import_value_describe_count (each->n_cells);

      g_strdelimit (text, "\n\r", ' ');
      g_string_append_printf (lines, "%s%s → %s\n%s", i > 0 ? "\n" : "", text, meaning, count);
    }
  return g_string_free (lines, FALSE);
}

static void
folded_free (gpointer data)
{
  Folded *self = data;

  g_strfreev (self->lines);
  g_free (self);
}

static gboolean
unfold_some (GtkWidget *expander, gpointer data)
{
  Folded *self = data;

  for (guint i = 0; i < ROWS_IN_A_FRAME && self->lines[self->n_made] != NULL; i++)
    {
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                                g_object_new (ADW_TYPE_ACTION_ROW,
                                              "use-markup",
                                              FALSE,
                                              "title",
                                              self->lines[self->n_made],
                                              "subtitle",
                                              self->lines[self->n_made + 1],
                                              NULL));
      self->n_made += 2;
    }
  return self->lines[self->n_made] != NULL;
}

static void
expanded_cb (GtkWidget *expander, GParamSpec *pspec, gpointer lines)
{
  Folded *folded = NULL;

  if (g_object_get_data (G_OBJECT (expander), UNFOLDED_KEY) != NULL)
    return;
  g_object_set_data (G_OBJECT (expander), UNFOLDED_KEY, expander);
  folded = g_new0 (Folded, 1);
  folded->lines = g_strsplit (lines, "\n", -1);
  unfold_some (expander, folded);
  attest_frames_start (expander, unfold_some, folded, folded_free);
}

static void
free_lines (gpointer lines, GClosure *closure)
{
  g_free (lines);
}

/**
 * attest_import_understood_new:
 * @lines: of attest_import_understood_describe()
 * @n: how many texts that are
 *
 * Returns: (transfer floating): a row that folds them up
 */
GtkWidget *
attest_import_understood_new (const char *lines, guint n)
{
  GtkWidget *expander = adw_expander_row_new ();
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u value was understood", "%u values were understood", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  attest_readers_name_expander (ADW_EXPANDER_ROW (expander), title);
  g_signal_connect_data (expander,
                         "notify::expanded",
                         G_CALLBACK (expanded_cb),
                         g_strdup (lines),
                         free_lines,
                         G_CONNECT_DEFAULT);
  return expander;
}
