/* AttestImportValuesPage: see the header. One group for each field: what has to be decided, then
 * what was decided, and folded up what was understood by itself. The order of day and month is
 * asked once for each column. When the page is shown first, its rows come a few with each frame. */
#include "attest-config.h"
#include "imports/attest-import-values-page.h"

#include "base/attest-date.h"
#include "imports/attest-import-choice.h"
#include "imports/attest-import-understood.h"
#include "imports/attest-import-value-row.h"
#include "imports/attest-import-words.h"
#include "widgets/attest-frames.h"

#include <glib/gi18n.h>
#include <string.h>

#define DECIDED_KEY "attest-decided"

/* More rows appear when these are decided. */
#define MOST_ASKED 200
/* What can be made beside drawing the rest of the page. */
#define ROWS_IN_A_FRAME 3

/* What a group is about. */
typedef struct
{
  const char *path;
  const AttestSheetColumn *column; /* (nullable): it is on another sheet that says more of the same
                                    * records */
} Topic;

struct _AttestImportValuesPage
{
  AdwBin parent_instance;

  AttestImport *import;             /* not owned: the window's */
  const AttestSheetImport *reading; /* (nullable): what is shown, as long as it is the import's */
  AdwPreferencesPage *page;
  GPtrArray *groups;     /* of AdwPreferencesGroup, owned by the page */
  GPtrArray *controls;   /* of GtkWidget, likewise: where something is decided, in their order */
  GtkSizeGroup *answers; /* what is typed, with its offer: one below the other */

  GArray *topics;             /* of Topic: of @reading */
  guint n_done;               /* of them */
  AdwPreferencesGroup *group; /* (nullable): that of the next one, once it has a row */
  guint n_looked_at;          /* undecided values that are not to be asked again for it */
};

G_DEFINE_FINAL_TYPE (AttestImportValuesPage, attest_import_values_page, ADW_TYPE_BIN)

static AttestSheetPlace
find_place (AttestImportValuesPage *self, const char *path)
{
  return attest_sheet_place_find (attest_import_get_schema (self->import), path);
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

static void
add_control (AttestImportValuesPage *self, GtkWidget *control, gboolean is_decided)
{
  if (is_decided)
    g_object_set_data (G_OBJECT (control), DECIDED_KEY, GINT_TO_POINTER (TRUE));
  g_ptr_array_add (self->controls, control);
}

static gboolean
is_decided (GtkWidget *control)
{
  return g_object_get_data (G_OBJECT (control), DECIDED_KEY) != NULL;
}

static void
add_row (AttestImportValuesPage *self, AdwPreferencesGroup *group, const AttestImportValue *value)
{
  GtkWidget *control = NULL;
  GtkWidget *row = attest_import_value_row_new (self->import, value, self->answers, &control);

  if (row == NULL)
    return;
  add_control (self, control, value->meaning != NULL);
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
static const AttestSheetUndecided *
find_doubtful (AttestImportValuesPage *self, const char *path)
{
  GPtrArray *undecided = attest_import_get_reading (self->import)->undecided;

  for (guint i = 0; i < undecided->len; i++)
    {
      const AttestSheetUndecided *value = g_ptr_array_index (undecided, i);

      if (g_str_equal (value->path, path) && is_two_ways (value->value))
        return value;
    }
  return NULL;
}

/* @value: (nullable) */
static char *
describe_doubt (const AttestSheetUndecided *value)
{
  if (value == NULL)
    return g_strdup ("");
  if (value->offer == NULL)
    return g_strdup_printf (_ ("Such as “%s”"), value->value);
  /* TRANSLATORS: a day as it stands in a sheet, 03/04/2026, and the day that it is likely to be */
  return g_strdup_printf (_ ("Such as “%s”, which is likely %s"), value->value, value->offer);
}

static void
add_order (AttestImportValuesPage *self,
           AdwPreferencesGroup *group,
           const AttestSheetColumn *column)
{
  const char *decided = attest_import_get_decision (self->import, ATTEST_DECIDE_DATE, column->head);
  g_autofree char *subtitle = describe_doubt (find_doubtful (self, column->path));
  GtkWidget *row = NULL;
  GtkWidget *choice = NULL;

  row = g_object_new (
      ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", column->head, "subtitle", subtitle, NULL);
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
  add_control (self, choice, decided != NULL);
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

/* The groups */

static gboolean
is_asked_alone (AttestImportValuesPage *self, const AttestSheetUndecided *value)
{
  const AttestSheetPlace place = find_place (self, value->path);

  return !is_of_days (&place) || !is_two_ways (value->value);
}

static AdwPreferencesGroup *
need_group (AttestImportValuesPage *self, const Topic *topic)
{
  g_autofree char *title =
      attest_import_name_path (attest_import_get_schema (self->import), topic->path);

  if (self->group == NULL)
    self->group = add_group (self, title, NULL);
  return self->group;
}

/* Returns: whether there was one more that is asked for */
static gboolean
add_next_asked (AttestImportValuesPage *self, const Topic *topic)
{
  GPtrArray *undecided = self->reading->undecided;

  while (self->n_looked_at < undecided->len && self->controls->len < MOST_ASKED)
    {
      const AttestSheetUndecided *each = g_ptr_array_index (undecided, self->n_looked_at++);
      const AttestImportValue value = { each->path, each->value, NULL, each->offer, each->count };

      if (!g_str_equal (each->path, topic->path) || !is_asked_alone (self, each))
        continue;
      add_row (self, need_group (self, topic), &value);
      return TRUE;
    }
  return FALSE;
}

static void
add_decided (AttestImportValuesPage *self, const Topic *topic)
{
  const AttestDecisions *decisions = self->reading->decisions;
  g_autoptr (GPtrArray) keys = attest_decisions_list (decisions, ATTEST_DECIDE_VALUE);
  g_autofree char *prefix = g_strconcat (topic->path, ":", NULL);
  g_autoptr (GHashTable) cells = NULL;

  for (guint i = 0; i < keys->len && self->controls->len < MOST_ASKED; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *text = key + strlen (prefix);
      AttestImportValue value = { topic->path, text, NULL, NULL, 0 };

      if (!g_str_has_prefix (key, prefix))
        continue;
      if (cells == NULL)
        cells = attest_import_count_cells (self->reading->table, topic->column);
      value.meaning = attest_decisions_get (decisions, ATTEST_DECIDE_VALUE, key);
      value.count = GPOINTER_TO_UINT (g_hash_table_lookup (cells, text));
      if (value.count > 0) /* else it is of another month's sheet */
        add_row (self, need_group (self, topic), &value);
    }
}

static void
add_understood (AttestImportValuesPage *self, const Topic *topic)
{
  GtkWidget *understood = attest_import_understood_new (self->import, topic->column);

  if (understood != NULL)
    adw_preferences_group_add (need_group (self, topic), understood);
}

/* Returns: whether there may be more */
static gboolean
make_next (AttestImportValuesPage *self)
{
  const Topic *topic = &g_array_index (self->topics, Topic, self->n_done);

  if (self->n_done == self->topics->len)
    {
      if (self->groups->len == 0)
        add_group (self, _ ("Nothing to Decide"), _ ("Every value in the sheet was understood."));
      return FALSE;
    }
  if (add_next_asked (self, topic))
    return TRUE;
  if (topic->column != NULL)
    {
      add_decided (self, topic);
      add_understood (self, topic);
    }
  self->n_done++;
  self->group = NULL;
  self->n_looked_at = 0;
  return TRUE;
}

/* Of another reading than the one it was begun with, all are made at once when it is shown. */
static gboolean
is_current (AttestImportValuesPage *self)
{
  return self->reading != NULL && attest_import_get_reading (self->import) == self->reading;
}

static gboolean
make_some (GtkWidget *widget, gpointer data)
{
  AttestImportValuesPage *self = ATTEST_IMPORT_VALUES_PAGE (widget);
  const guint n = self->groups->len + self->controls->len + ROWS_IN_A_FRAME;
  gboolean is_more = is_current (self);

  while (is_more && self->groups->len + self->controls->len < n)
    is_more = make_next (self);
  return is_more;
}

static void
make_all (AttestImportValuesPage *self)
{
  attest_frames_stop (GTK_WIDGET (self));
  while (is_current (self) && make_next (self))
    ;
}

static void
list_topics (AttestImportValuesPage *self)
{
  GPtrArray *columns = self->reading->table->columns;
  GPtrArray *undecided = self->reading->undecided;
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_size (self->topics, 0);
  self->n_done = 0;
  self->group = NULL;
  self->n_looked_at = 0;
  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      const Topic topic = { column->path, column };

      if (column->place.field != NULL && g_hash_table_add (done, column->path))
        g_array_append_val (self->topics, topic);
    }
  for (guint i = 0; i < undecided->len; i++)
    {
      const AttestSheetUndecided *value = g_ptr_array_index (undecided, i);
      const Topic topic = { value->path, NULL };

      if (g_hash_table_add (done, value->path))
        g_array_append_val (self->topics, topic);
    }
}

/* The object */

static void
attest_import_values_page_finalize (GObject *object)
{
  AttestImportValuesPage *self = ATTEST_IMPORT_VALUES_PAGE (object);

  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->controls);
  g_array_unref (self->topics);
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
  self->topics = g_array_new (FALSE, FALSE, sizeof (Topic));
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
  const gboolean is_first = self->groups->len == 0;
  g_autofree char *name = attest_import_dup_focus (GTK_WIDGET (self));
  GtkWidget *control = NULL;

  attest_frames_stop (GTK_WIDGET (self));
  self->reading = attest_import_get_reading (self->import);
  if (self->reading == NULL)
    return;
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->controls, 0);
  list_topics (self);
  add_orders (self);
  if (is_first)
    {
      make_some (GTK_WIDGET (self), NULL);
      attest_frames_start (GTK_WIDGET (self), make_some, NULL, NULL);
      return;
    }
  make_all (self);
  control = attest_import_find_control (GTK_WIDGET (self), name);
  if (control == NULL || is_decided (control))
    control = focused < self->controls->len ? g_ptr_array_index (self->controls, focused) : NULL;
  if (control != NULL)
    gtk_widget_grab_focus (control);
}

/**
 * attest_import_values_page_go:
 * @self: a page
 * @step: 1: to the next value that is to be decided; -1: to the one before
 *
 * Returns: whether there is one; it has the keyboard then
 */
gboolean
attest_import_values_page_go (AttestImportValuesPage *self, int step)
{
  const guint focused = find_focused (self);
  int n = 0;
  int i = 0;

  make_all (self);
  n = (int) self->controls->len;
  i = focused < self->controls->len ? (int) focused : step > 0 ? -1 : n;
  for (i += step; i >= 0 && i < n; i += step)
    if (!is_decided (g_ptr_array_index (self->controls, i)))
      return gtk_widget_grab_focus (g_ptr_array_index (self->controls, i));
  return FALSE;
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
  attest_import_decider_begin_step (attest_import_get_decider (self->import));
  for (guint i = 0; i < reading->undecided->len; i++)
    {
      const AttestSheetUndecided *each = g_ptr_array_index (reading->undecided, i);
      g_autofree char *key = attest_import_value_make_key (each->path, each->value);

      if (each->offer != NULL)
        attest_import_decide (self->import, ATTEST_DECIDE_VALUE, key, each->offer);
    }
  attest_import_decider_end_step (attest_import_get_decider (self->import));
}
