/* AttestImportValuesPage: see the header. One group for each field: what has to be decided, then
 * what was decided, and folded up what was understood by itself. The order of day and month is
 * asked once for each column. */
#include "attest-config.h"
#include "imports/attest-import-values-page.h"

#include "base/attest-date.h"
#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "imports/attest-import-choice.h"
#include "imports/attest-import-words.h"
#include "intake/attest-sheet-words.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>
#include <string.h>

#define KEY_KEY "attest-key"
#define OFFER_KEY "attest-offer"
#define DECIDED_KEY "attest-decided"

#define ENTRY_CHARS 11

/* More rows appear when these are decided. */
#define MOST_ASKED 200
#define MOST_UNDERSTOOD 60

struct _AttestImportValuesPage
{
  AdwBin parent_instance;

  AttestImport *import; /* not owned: the window's */
  AdwPreferencesPage *page;
  GPtrArray *groups;     /* of AdwPreferencesGroup, owned by the page */
  GPtrArray *controls;   /* of GtkWidget, likewise: where something is decided, in their order */
  GtkSizeGroup *answers; /* what is typed, with its offer: one below the other */
};

G_DEFINE_FINAL_TYPE (AttestImportValuesPage, attest_import_values_page, ADW_TYPE_BIN)

/* One value, and what it becomes. */
typedef struct
{
  const char *path;
  const char *value;
  const char *meaning; /* (nullable): not decided */
  const char *offer;   /* (nullable) */
  guint count;
} Value;

static AttestSheetPlace
find_place (AttestImportValuesPage *self, const char *path)
{
  return attest_sheet_place_find (attest_import_get_schema (self->import), path);
}

static const AttestSchema *
get_owner (AttestImportValuesPage *self, const AttestSheetPlace *place)
{
  return place->inner != NULL  ? place->inner->child
         : place->list != NULL ? place->list->child
                               : attest_import_get_schema (self->import);
}

static char *
make_key (const char *path, const char *value)
{
  return g_strdup_printf ("%s:%s", path, value);
}

static AdwPreferencesGroup *
add_group (AttestImportValuesPage *self, const char *title, const char *words)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (group, escaped);
  adw_preferences_group_set_description (group, words);
  adw_preferences_page_add (self->page, group);
  g_ptr_array_add (self->groups, group);
  return group;
}

/* Rows */

static char *
describe_count (guint count)
{
  return g_strdup_printf (ngettext ("%'u cell", "%'u cells", count), count);
}

static void
take_back_cb (AttestImportValuesPage *self, GtkWidget *button)
{
  attest_import_decide (
      self->import, ATTEST_DECIDE_VALUE, g_object_get_data (G_OBJECT (button), KEY_KEY), NULL);
}

static void
leave_empty_cb (AttestImportValuesPage *self, GtkWidget *button)
{
  attest_import_decide (
      self->import, ATTEST_DECIDE_VALUE, g_object_get_data (G_OBJECT (button), KEY_KEY), "");
}

static GtkWidget *
make_button (AttestImportValuesPage *self,
             const char *icon_name,
             const char *name,
             const char *key,
             GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  attest_readers_name (GTK_ACCESSIBLE (button), name);
  g_object_set_data_full (G_OBJECT (button), KEY_KEY, g_strdup (key), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_choice_row (AttestImportValuesPage *self,
                 const Value *value,
                 const AttestSheetPlace *place,
                 const char *key)
{
  const AttestSchema *schema = get_owner (self, place);
  g_autofree char *count = describe_count (value->count);
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", value->value, "subtitle", count, NULL);
  GtkWidget *choice = attest_import_choice_new (value->value);

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
  attest_import_choice_decides (
      ATTEST_IMPORT_CHOICE (choice), self->import, ATTEST_DECIDE_VALUE, key);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  g_ptr_array_add (self->controls, choice);
  return row;
}

static void
accept_offer_cb (AttestImportValuesPage *self, GtkWidget *button)
{
  attest_import_decide (self->import,
                        ATTEST_DECIDE_VALUE,
                        g_object_get_data (G_OBJECT (button), KEY_KEY),
                        g_object_get_data (G_OBJECT (button), OFFER_KEY));
}

static GtkWidget *
make_accept (AttestImportValuesPage *self, const Value *value, const char *key)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Accept"));
  /* Translators: a suggestion: "Accept 2024-03-05" */
  g_autofree char *name = g_strdup_printf (_ ("Accept %s"), value->offer);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  attest_readers_name (GTK_ACCESSIBLE (button), name);
  g_object_set_data_full (G_OBJECT (button), KEY_KEY, g_strdup (key), g_free);
  g_object_set_data_full (G_OBJECT (button), OFFER_KEY, g_strdup (value->offer), g_free);
  g_signal_connect_object (
      button, "clicked", G_CALLBACK (accept_offer_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* Of what cannot be chosen from a list: the offer stands there, to be taken or changed. */
static GtkWidget *
make_entry_row (AttestImportValuesPage *self, const Value *value, const char *key)
{
  g_autofree char *count = describe_count (value->count);
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", value->value, "subtitle", count, NULL);
  GtkWidget *answer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = attest_import_entry_new (
      value->value, value->meaning != NULL ? value->meaning : value->offer);

  attest_import_entry_decides (entry, self->import, ATTEST_DECIDE_VALUE, key);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_box_append (GTK_BOX (answer), entry);
  if (value->meaning == NULL && value->offer != NULL)
    gtk_box_append (GTK_BOX (answer), make_accept (self, value, key));
  gtk_size_group_add_widget (self->answers, answer);
  gtk_widget_set_hexpand (answer, FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), answer);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), entry);
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      value->meaning == NULL
          ? make_button (
              self, "edit-clear-symbolic", _ ("Leave Empty"), key, G_CALLBACK (leave_empty_cb))
          : make_button (
              self, "edit-undo-symbolic", _ ("Decide Again"), key, G_CALLBACK (take_back_cb)));
  g_ptr_array_add (self->controls, entry);
  return row;
}

static void
add_row (AttestImportValuesPage *self, AdwPreferencesGroup *group, const Value *value)
{
  const AttestSheetPlace place = find_place (self, value->path);
  g_autofree char *key = make_key (value->path, value->value);
  GtkWidget *row = NULL;

  if (place.field == NULL)
    return;
  row = place.field->kind == ATTEST_FIELD_CHOICE || place.field->kind == ATTEST_FIELD_FLAG
            ? make_choice_row (self, value, &place, key)
            : make_entry_row (self, value, key);
  if (value->meaning != NULL && ADW_IS_ENTRY_ROW (row))
    adw_entry_row_add_suffix (
        ADW_ENTRY_ROW (row),
        make_button (
            self, "edit-undo-symbolic", _ ("Decide Again"), key, G_CALLBACK (take_back_cb)));
  if (value->meaning != NULL)
    g_object_set_data (
        self->controls->pdata[self->controls->len - 1], DECIDED_KEY, GINT_TO_POINTER (TRUE));
  adw_preferences_group_add (group, row);
}

/* Days that can be read in two ways: asked once for each column */

static gboolean
is_of_days (const AttestSheetPlace *place)
{
  return place->field != NULL
         && (place->field->kind == ATTEST_FIELD_DATE
             || place->field->kind == ATTEST_FIELD_DATE_TIME);
}

static gboolean
is_two_ways (const char *text)
{
  AttestDateReading reading;

  attest_date_read (text, &reading);
  return reading.fault == ATTEST_DATE_TWO_WAYS;
}

/* Returns: (nullable): one of its days that says nothing of their order */
static const char *
find_doubtful (AttestImportValuesPage *self, const char *path)
{
  GPtrArray *undecided = attest_import_get_reading (self->import)->undecided;

  for (guint i = 0; i < undecided->len; i++)
    {
      const AttestSheetUndecided *value = g_ptr_array_index (undecided, i);

      if (g_str_equal (value->path, path) && is_two_ways (value->value))
        return value->value;
    }
  return NULL;
}

static void
add_order (AttestImportValuesPage *self,
           AdwPreferencesGroup *group,
           const AttestSheetColumn *column)
{
  const char *decided = attest_import_get_decision (self->import, ATTEST_DECIDE_DATE, column->head);
  const char *example = find_doubtful (self, column->path);
  g_autofree char *subtitle =
      example != NULL ? g_strdup_printf (_ ("Such as “%s”"), example) : NULL;
  GtkWidget *row = NULL;
  GtkWidget *choice = NULL;

  row = g_object_new (ADW_TYPE_ACTION_ROW,
                      "use-markup",
                      FALSE,
                      "title",
                      column->head,
                      "subtitle",
                      subtitle != NULL ? subtitle : "",
                      NULL);
  choice = attest_import_choice_new (column->head);
  attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Choose…"), NULL);
  attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Day first"), "d/m/y");
  attest_import_choice_add (ATTEST_IMPORT_CHOICE (choice), _ ("Month first"), "m/d/y");
  attest_import_choice_select (ATTEST_IMPORT_CHOICE (choice), decided);
  attest_import_choice_decides (
      ATTEST_IMPORT_CHOICE (choice), self->import, ATTEST_DECIDE_DATE, column->head);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->controls, choice);
}

static void
add_orders (AttestImportValuesPage *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < reading->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (reading->table->columns, i);

      if (!is_of_days (&column->place)
          || (attest_import_get_decision (self->import, ATTEST_DECIDE_DATE, column->head) == NULL
              && find_doubtful (self, column->path) == NULL))
        continue;
      if (group == NULL)
        group = add_group (self,
                           _ ("Order of Day and Month"),
                           _ ("These columns do not show which number is the day."));
      add_order (self, group, column);
    }
}

/* What was understood by itself */

static char *
understand_flag (const AttestSheetColumn *column, const char *text)
{
  g_autofree char *path = g_strconcat (column->opposite ? "!" : "", column->path, NULL);
  const char *wire = NULL;

  if (attest_sheet_find_value (path, text, &wire) != ATTEST_SHEET_WORD_KNOWN)
    return NULL;
  return g_strdup (g_str_equal (wire, "yes") ? _ ("Yes") : _ ("No"));
}

/* Returns: (nullable): what @text in @column was taken for, if that is not the same */
static char *
understand (AttestImportValuesPage *self, const AttestSheetColumn *column, const char *text)
{
  const AttestField *field = column->place.field;
  const char *name = NULL;
  const char *scheme = NULL;

  if (field->kind == ATTEST_FIELD_FLAG)
    return understand_flag (column, text);
  if (field->kind == ATTEST_FIELD_CHOICE
      && attest_sheet_find_value (column->path, text, &name) == ATTEST_SHEET_WORD_KNOWN)
    return attest_import_name_text (get_owner (self, &column->place), field, name);
  if (g_str_has_suffix (column->path, "country")
      && attest_countries_match (text, &name) == ATTEST_COUNTRY_ALIAS)
    return g_strdup (name);
  if (g_str_has_suffix (column->path, "standards_name")
      && attest_sheet_find_standard (text, &name, &scheme) == ATTEST_SHEET_WORD_KNOWN
      && !g_str_equal (name, text))
    return g_strdup (name);
  return NULL;
}

/* Returns: (transfer full): how often each distinct text stands in @column */
static guint *
count_texts (const AttestSheetTable *table, const AttestSheetColumn *column)
{
  guint *counts = g_new0 (guint, attest_grid_get_n_ids (table->grid) + 1);
  const guint n_rows = attest_grid_get_n_rows (table->grid);

  for (guint row = table->header + table->n_header; row < n_rows; row++)
    counts[attest_grid_get_id (table->grid, row, column->column)]++;
  return counts;
}

static GtkWidget *
make_understood_row (const char *text, const char *meaning, guint n_cells)
{
  g_autofree char *count = describe_count (n_cells);
  g_autofree char *words = g_strdup_printf ("%s → %s", text, meaning);

  return g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", words, "subtitle", count, NULL);
}

/* Returns: (nullable) (transfer floating): a row that folds them up */
static GtkWidget *
make_understood (AttestImportValuesPage *self, const AttestSheetColumn *column)
{
  const AttestSheetTable *table = attest_import_get_reading (self->import)->table;
  g_autofree guint *counts = count_texts (table, column);
  GtkWidget *expander = NULL;
  g_autofree char *title = NULL;
  guint n = 0;

  for (guint id = 1; id <= attest_grid_get_n_ids (table->grid) && n < MOST_UNDERSTOOD; id++)
    {
      const char *text = counts[id] > 0 ? attest_grid_get_text_of_id (table->grid, id) : NULL;
      g_autofree char *meaning = text != NULL ? understand (self, column, text) : NULL;

      if (meaning == NULL)
        continue;
      if (n++ == 0)
        expander = adw_expander_row_new ();
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                                make_understood_row (text, meaning, counts[id]));
    }
  if (n == 0)
    return NULL;
  title = g_strdup_printf (ngettext ("%u value was understood", "%u values were understood", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  return expander;
}

/* The groups */

static gboolean
is_asked_alone (AttestImportValuesPage *self, const AttestSheetUndecided *value)
{
  const AttestSheetPlace place = find_place (self, value->path);

  return !is_of_days (&place) || !is_two_ways (value->value);
}

static guint
add_asked (AttestImportValuesPage *self, AdwPreferencesGroup *group, const char *path)
{
  GPtrArray *undecided = attest_import_get_reading (self->import)->undecided;
  guint n = 0;

  for (guint i = 0; i < undecided->len && self->controls->len < MOST_ASKED; i++)
    {
      const AttestSheetUndecided *each = g_ptr_array_index (undecided, i);
      const Value value = { each->path, each->value, NULL, each->offer, each->count };

      if (!g_str_equal (each->path, path) || !is_asked_alone (self, each))
        continue;
      add_row (self, group, &value);
      n++;
    }
  return n;
}

static guint
count_cells (const AttestSheetTable *table, const AttestSheetColumn *column, const char *value)
{
  g_autofree guint *counts = count_texts (table, column);
  guint n = 0;

  for (guint id = 1; id <= attest_grid_get_n_ids (table->grid); id++)
    {
      g_autofree char *tidy =
          counts[id] > 0
              ? attest_text_tidy (attest_grid_get_text_of_id (table->grid, id), ATTEST_TEXT_LINE)
              : NULL;

      if (g_strcmp0 (tidy, value) == 0)
        n += counts[id];
    }
  return n;
}

static guint
add_decided (AttestImportValuesPage *self,
             AdwPreferencesGroup *group,
             const AttestSheetColumn *column)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);
  g_autoptr (GPtrArray) keys = attest_decisions_list (reading->decisions, ATTEST_DECIDE_VALUE);
  g_autofree char *prefix = g_strconcat (column->path, ":", NULL);
  guint n = 0;

  for (guint i = 0; i < keys->len && self->controls->len < MOST_ASKED; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *text = key + strlen (prefix);
      Value value = { column->path, text, NULL, NULL, 0 };

      if (!g_str_has_prefix (key, prefix))
        continue;
      value.meaning = attest_decisions_get (reading->decisions, ATTEST_DECIDE_VALUE, key);
      value.count = count_cells (reading->table, column, text);
      if (value.count == 0) /* of another month's sheet */
        continue;
      add_row (self, group, &value);
      n++;
    }
  return n;
}

/* @column: (nullable): it is on another sheet that says more of the same records */
static void
add_path (AttestImportValuesPage *self, const char *path, const AttestSheetColumn *column)
{
  g_autofree char *title = attest_import_name_path (attest_import_get_schema (self->import), path);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  AdwPreferencesGroup *group =
      ADW_PREFERENCES_GROUP (g_object_ref_sink (adw_preferences_group_new ()));
  GtkWidget *understood = column != NULL ? make_understood (self, column) : NULL;
  guint n = add_asked (self, group, path);

  adw_preferences_group_set_title (group, escaped);
  if (column != NULL)
    n += add_decided (self, group, column);
  if (understood != NULL)
    adw_preferences_group_add (group, understood);
  if (n > 0 || understood != NULL)
    {
      adw_preferences_page_add (self->page, group);
      g_ptr_array_add (self->groups, group);
    }
  g_object_unref (group);
}

static void
add_paths (AttestImportValuesPage *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < reading->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (reading->table->columns, i);

      if (column->place.field != NULL && g_hash_table_add (done, column->path))
        add_path (self, column->path, column);
    }
  for (guint i = 0; i < reading->undecided->len; i++)
    {
      const AttestSheetUndecided *value = g_ptr_array_index (reading->undecided, i);

      if (g_hash_table_add (done, value->path))
        add_path (self, value->path, NULL);
    }
}

/* The object */

static void
attest_import_values_page_finalize (GObject *object)
{
  AttestImportValuesPage *self = ATTEST_IMPORT_VALUES_PAGE (object);

  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->controls);
  g_object_unref (self->answers);
  G_OBJECT_CLASS (attest_import_values_page_parent_class)->finalize (object);
}

static void
attest_import_values_page_class_init (AttestImportValuesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_import_values_page_finalize;
}

static void
attest_import_values_page_init (AttestImportValuesPage *self)
{
  self->groups = g_ptr_array_new ();
  self->controls = g_ptr_array_new ();
  self->answers = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}

/* @import: outlives @self */
void
attest_import_values_page_set_import (AttestImportValuesPage *self, AttestImport *import)
{
  self->import = import;
}

/* Returns: which of the controls has the keyboard; G_MAXUINT: none */
static guint
find_focused (AttestImportValuesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->controls->len; i++)
    {
      GtkWidget *control = g_ptr_array_index (self->controls, i);

      if (focus == control || gtk_widget_is_ancestor (focus, control))
        return i;
    }
  return G_MAXUINT;
}

/**
 * attest_import_values_page_update:
 * @self: a page
 *
 * Shows the reading there is now. What was decided goes below what still has to be, so that the
 * keyboard is at the next one.
 */
void
attest_import_values_page_update (AttestImportValuesPage *self)
{
  const guint focused = find_focused (self);
  g_autofree char *name = attest_import_dup_focus (GTK_WIDGET (self));
  GtkWidget *control = NULL;

  if (attest_import_get_reading (self->import) == NULL)
    return;
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->controls, 0);
  add_orders (self);
  add_paths (self);
  if (self->groups->len == 0)
    add_group (self, _ ("Nothing to Decide"), _ ("Every value in the sheet was understood."));
  control = attest_import_find_control (GTK_WIDGET (self), name);
  if (control == NULL || g_object_get_data (G_OBJECT (control), DECIDED_KEY) != NULL)
    control = focused < self->controls->len ? g_ptr_array_index (self->controls, focused) : NULL;
  if (control != NULL)
    gtk_widget_grab_focus (control);
}

/**
 * attest_import_values_page_accept:
 * @self: a page
 *
 * Decides as it is suggested, where something is.
 */
void
attest_import_values_page_accept (AttestImportValuesPage *self)
{
  AttestSheetImport *reading = attest_import_get_reading (self->import);

  if (reading == NULL)
    return;
  attest_import_begin_step (self->import);
  for (guint i = 0; i < reading->undecided->len; i++)
    {
      const AttestSheetUndecided *each = g_ptr_array_index (reading->undecided, i);
      g_autofree char *key = make_key (each->path, each->value);

      if (each->offer != NULL)
        attest_import_decide (self->import, ATTEST_DECIDE_VALUE, key, each->offer);
    }
  attest_import_end_step (self->import);
}
