/* A row for one value of a sheet: see the header. */
#include "attest-config.h"
#include "imports/attest-import-value-row.h"

#include "imports/attest-import-choice.h"
#include "imports/attest-import-words.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

#define KEY_KEY "attest-key"
#define OFFER_KEY "attest-offer"

/* As wide as a date, or what is suggested, and less where a long value stands beside it. */
#define ENTRY_CHARS 11
#define MOST_ENTRY_CHARS 20
#define LEAST_ENTRY_CHARS 7

/* Returns: (transfer full): of the decision about it; see ATTEST_DECIDE_VALUE */
char *
attest_import_value_make_key (const char *path, const char *value)
{
  return g_strdup_printf ("%s:%s", path, value);
}

/* Returns: (transfer full): how many cells have it */
char *
attest_import_value_describe_count (guint count)
{
  return g_strdup_printf (ngettext ("%'u cell", "%'u cells", count), count);
}

/* Returns: (transfer none): what stands in the cells, for people */
static const char *
get_words (const AttestImportValue *value)
{
  return *value->value != '\0' ? value->value : _ ("(empty)");
}

static void
take_back_cb (AttestImport *import, GtkWidget *button)
{
  attest_import_decide (
      import, ATTEST_DECIDE_VALUE, g_object_get_data (G_OBJECT (button), KEY_KEY), NULL);
}

static void
leave_empty_cb (AttestImport *import, GtkWidget *button)
{
  attest_import_decide (
      import, ATTEST_DECIDE_VALUE, g_object_get_data (G_OBJECT (button), KEY_KEY), "");
}

static GtkWidget *
make_button (AttestImport *import,
             const AttestImportValue *value,
             const char *icon_name,
             const char *words,
             const char *key,
             GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), get_words (value), words);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  attest_readers_name (GTK_ACCESSIBLE (button), name);
  g_object_set_data_full (G_OBJECT (button), KEY_KEY, g_strdup (key), g_free);
  g_signal_connect_object (button, "clicked", callback, import, G_CONNECT_SWAPPED);
  return button;
}

/* Returns: (transfer floating): a row with what stands in the cells, and in how many */
static GtkWidget *
make_row (const AttestImportValue *value)
{
  g_autofree char *count = attest_import_value_describe_count (value->count);

  return g_object_new (ADW_TYPE_ACTION_ROW,
                       "use-markup",
                       FALSE,
                       "title",
                       get_words (value),
                       "subtitle",
                       count,
                       NULL);
}

static GtkWidget *
make_choice_row (AttestImport *import,
                 const AttestImportValue *value,
                 const AttestSheetPlace *place,
                 const char *key,
                 GtkWidget **control)
{
  const AttestSchema *schema =
      attest_sheet_place_get_owner (place, attest_import_get_schema (import));
  GtkWidget *row = make_row (value);
  GtkWidget *choice = attest_import_choice_new (get_words (value));

  attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Choose…"), NULL);
  for (const AttestChoice *each = place->field->choices; each != NULL && each->wire != NULL; each++)
    attest_import_choice_add (
        ATTEST_IMPORT_CHOICE (choice), attest_choice_get_label (schema, each), each->wire);
  if (place->field->kind == ATTEST_FIELD_FLAG)
    {
      attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Yes"), "yes");
      attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("No"), "no");
    }
  attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Leave Empty"), "");
  attest_import_choice_select (ATTEST_IMPORT_CHOICE (choice), value->meaning);
  attest_import_choice_decides (ATTEST_IMPORT_CHOICE (choice), import, ATTEST_DECIDE_VALUE, key);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  *control = choice;
  return row;
}

static void
accept_offer_cb (AttestImport *import, GtkWidget *button)
{
  attest_import_decide (import,
                        ATTEST_DECIDE_VALUE,
                        g_object_get_data (G_OBJECT (button), KEY_KEY),
                        g_object_get_data (G_OBJECT (button), OFFER_KEY));
}

static GtkWidget *
make_accept (AttestImport *import, const AttestImportValue *value, const char *key)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Accept"));
  /* Translators: a suggestion: "Accept 2024-03-05" */
  g_autofree char *name = g_strdup_printf (_ ("Accept %s"), value->offer);

  attest_readers_name (GTK_ACCESSIBLE (button), name);
  g_object_set_data_full (G_OBJECT (button), KEY_KEY, g_strdup (key), g_free);
  g_object_set_data_full (G_OBJECT (button), OFFER_KEY, g_strdup (value->offer), g_free);
  g_signal_connect_object (
      button, "clicked", G_CALLBACK (accept_offer_cb), import, G_CONNECT_SWAPPED);
  return button;
}

/* Of what cannot be chosen from a list: the offer stands there, to be taken or changed. */
static GtkWidget *
make_entry_row (AttestImport *import,
                const AttestImportValue *value,
                const char *key,
                GtkSizeGroup *answers,
                GtkWidget **control)
{
  GtkWidget *row = make_row (value);
  GtkWidget *answer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *text = value->meaning != NULL ? value->meaning : value->offer;
  const int n_chars = text != NULL ? (int) g_utf8_strlen (text, -1) + 1 : 0;
  GtkWidget *entry = attest_import_entry_new (get_words (value), text);

  attest_import_entry_decides (entry, import, ATTEST_DECIDE_VALUE, key);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), LEAST_ENTRY_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry),
                                    CLAMP (n_chars, ENTRY_CHARS, MOST_ENTRY_CHARS));
  if (value->meaning != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Left empty"));
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_box_append (GTK_BOX (answer), entry);
  if (value->meaning == NULL && value->offer != NULL)
    gtk_box_append (GTK_BOX (answer), make_accept (import, value, key));
  gtk_size_group_add_widget (answers, answer);
  gtk_widget_set_hexpand (answer, FALSE);
  gtk_widget_set_valign (answer, GTK_ALIGN_CENTER);
  gtk_widget_set_layout_manager (answer, attest_wrap_layout_new (FALSE));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), answer);
  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), entry);
  /* As high as the others: Tab goes by where the middles are, and that of a lower one, or of one
   * beside all of them, can be half a pixel higher. */
  gtk_box_append (
      GTK_BOX (answer),
      value->meaning == NULL ? make_button (
          import, value, "edit-clear-symbolic", _ ("Leave Empty"), key, G_CALLBACK (leave_empty_cb))
                             : make_button (import,
                                            value,
                                            "edit-undo-symbolic",
                                            _ ("Decide Again"),
                                            key,
                                            G_CALLBACK (take_back_cb)));
  *control = entry;
  return row;
}

/**
 * attest_import_value_row_new:
 * @import: outlives the row
 * @value: a value
 * @answers: what is typed, with its offer: one below the other
 * @control: (out): where it is decided
 *
 * Returns: (transfer floating) (nullable): its row; %NULL: nothing is for that path
 */
GtkWidget *
attest_import_value_row_new (AttestImport *import,
                             const AttestImportValue *value,
                             GtkSizeGroup *answers,
                             GtkWidget **control)
{
  const AttestSheetPlace place =
      attest_sheet_place_find (attest_import_get_schema (import), value->path);
  g_autofree char *key = attest_import_value_make_key (value->path, value->value);

  if (place.field == NULL)
    return NULL;
  if (place.field->kind == ATTEST_FIELD_CHOICE || place.field->kind == ATTEST_FIELD_FLAG)
    return make_choice_row (import, value, &place, key, control);
  return make_entry_row (import, value, key, answers, control);
}
