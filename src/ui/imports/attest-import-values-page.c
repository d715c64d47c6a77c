/* AttestImportValuesPage: see the header. One group for each field: what has to be decided, then
 * what was decided, and folded up what was understood by itself. The order of day and month is
 * asked once for each column. What is new on the page comes a little with each frame, and what is
 * not stays. */
#include "attest-config.h"
#include "imports/attest-import-values-page.h"

#include "base/attest-date.h"
#include "imports/attest-import-choice.h"
#include "imports/attest-import-list.h"
#include "imports/attest-import-understood.h"
#include "imports/attest-import-value-row.h"
#include "imports/attest-import-words.h"
#include "intake/attest-sheet-title.h"
#include "widgets/attest-frames.h"

#include <glib/gi18n.h>
#include <string.h>

#define DECIDED_KEY "attest-decided"
#define CONTROL_KEY "attest-control"

/* More rows appear when these are decided. */
#define MOST_ASKED 200
/* What can be made beside drawing the rest of the page. */
#define ROWS_IN_A_FRAME 3

/* What a group is about. */
typedef struct
{
  const char *path;
  const AttestSheetColumn *column; /* (nullable): it is on another sheet that says more of the same
                                    * records, or no column is for it */
  const AttestSheetUnderstood *understood; /* of that */
} Topic;

struct _AttestImportValuesPage
{
  AdwBin parent_instance;

  AttestImport *import;             /* not owned: the window's */
  const AttestSheetImport *reading; /* (nullable): what is shown, as long as it is the import's */
  AttestImportList *list;
  GPtrArray *controls;   /* of GtkWidget, owned by it: where something is decided, in their order */
  GtkSizeGroup *answers; /* what is typed, with its offer: one below the other */

  GArray *topics;     /* of Topic: of @reading */
  guint n_done;       /* of them */
  gboolean has_group; /* the next one has, since it has a row */
  gboolean has_any;   /* anything is on the page */
  guint n_looked_at;  /* undecided values that are not to be asked again for it */

  char *focus;      /* (nullable): the control that had the keyboard before it was updated */
  guint n_of_focus; /* which one of them that was */
};

G_DEFINE_FINAL_TYPE (AttestImportValuesPage, attest_import_values_page, ADW_TYPE_BIN)

static AttestSheetPlace
find_place (AttestImportValuesPage *self, const char *path)
{
  return attest_sheet_place_find (attest_import_get_schema (self->import), path);
}

static void
show_group (AttestImportValuesPage *self, const char *title, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  attest_import_list_show_group (self->list, escaped, words);
  self->has_any = TRUE;
}

/* Returns: whether there is a row that says this */
static gboolean
keep_row (AttestImportValuesPage *self, const char *says)
{
  GtkWidget *row = attest_import_list_keep (self->list, says);

  if (row != NULL)
    g_ptr_array_add (self->controls, g_object_get_data (G_OBJECT (row), CONTROL_KEY));
  return row != NULL;
}

static void
add_row (AttestImportValuesPage *self,
         GtkWidget *row,
         const char *says,
         GtkWidget *control,
         gboolean is_decided)
{
  if (is_decided)
    g_object_set_data (G_OBJECT (control), DECIDED_KEY, GINT_TO_POINTER (TRUE));
  g_object_set_data (G_OBJECT (row), CONTROL_KEY, control);
  g_ptr_array_add (self->controls, control);
  attest_import_list_add (self->list, row, says);
}

static gboolean
is_decided (GtkWidget *control)
{
  return g_object_get_data (G_OBJECT (control), DECIDED_KEY) != NULL;
}

static void
show_value (AttestImportValuesPage *self, const AttestImportValue *value)
{
  g_autofree char *says = g_strdup_printf ("%s\n%s\n%c%s\n%u",
                                           value->path,
                                           value->value,
                                           value->meaning != NULL ? '=' : '?',
                                           value->meaning != NULL ? value->meaning
                                           : value->offer != NULL ? value->offer
                                                                  : "",
                                           value->count);
  GtkWidget *control = NULL;
  GtkWidget *row = NULL;

  if (keep_row (self, says))
    return;
  row = attest_import_value_row_new (self->import, value, self->answers, &control);
  if (row != NULL)
    add_row (self, row, says, control, value->meaning != NULL);
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
show_order (AttestImportValuesPage *self, const AttestSheetColumn *column)
{
  const char *decided = attest_import_get_decision (self->import, ATTEST_DECIDE_DATE, column->head);
  g_autofree char *subtitle = describe_doubt (find_doubtful (self, column->path));
  g_autofree char *says =
      g_strdup_printf ("%s\n%s\n%s", column->head, subtitle, decided != NULL ? decided : "");
  GtkWidget *row = NULL;
  GtkWidget *choice = NULL;

  if (keep_row (self, says))
    return;
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
  add_row (self, row, says, choice, decided != NULL);
}

static void
show_orders (AttestImportValuesPage *self)
{
  const AttestSheetImport *reading = self->reading;
  gboolean has_group = FALSE;

  for (guint i = 0; i < reading->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (reading->table->columns, i);

      if (!is_of_days (&column->place)
          || (attest_import_get_decision (self->import, ATTEST_DECIDE_DATE, column->head) == NULL
              && find_doubtful (self, column->path) == NULL))
        continue;
      if (!has_group)
        show_group (self,
                    _ ("Order of Day and Month"),
                    _ ("These columns do not show which number is the day."));
      has_group = TRUE;
      show_order (self, column);
    }
}

/* The groups */

static gboolean
is_asked_alone (AttestImportValuesPage *self, const AttestSheetUndecided *value)
{
  const AttestSheetPlace place = find_place (self, value->path);

  return !is_of_days (&place) || !is_two_ways (value->value);
}

/* Returns: (transfer full) (nullable): where that comes from which no column is for */
static char *
describe_stand_in (AttestImportValuesPage *self, const Topic *topic)
{
  const AttestSchema *schema = attest_import_get_schema (self->import);
  const AttestField *stand_in = attest_sheet_title_get_stand_in (schema);

  if (topic->column != NULL || stand_in == NULL
      || !g_str_equal (schema->fields[schema->title_field].key, topic->path))
    return NULL;
  /* TRANSLATORS: %s is the label of another field, such as “Program name” */
  return g_strdup_printf (_ ("The sheet has no column for this. “%s” is suggested."),
                          attest_field_get_label (schema, stand_in));
}

static void
need_group (AttestImportValuesPage *self, const Topic *topic)
{
  g_autofree char *title =
      attest_import_name_path (attest_import_get_schema (self->import), topic->path);
  g_autofree char *words = describe_stand_in (self, topic);

  if (!self->has_group)
    show_group (self, title, words);
  self->has_group = TRUE;
}

/* Returns: whether there was one more that is asked for */
static gboolean
show_next_asked (AttestImportValuesPage *self, const Topic *topic)
{
  GPtrArray *undecided = self->reading->undecided;

  while (self->n_looked_at < undecided->len && self->controls->len < MOST_ASKED)
    {
      const AttestSheetUndecided *each = g_ptr_array_index (undecided, self->n_looked_at++);
      const AttestImportValue value = { each->path, each->value, NULL, each->offer, each->count };

      if (!g_str_equal (each->path, topic->path) || !is_asked_alone (self, each))
        continue;
      need_group (self, topic);
      show_value (self, &value);
      return TRUE;
    }
  return FALSE;
}

/* Returns: in how many cells the value stands that was decided by @key, which is about @text */
static guint
count_decided (AttestImportValuesPage *self, const Topic *topic, const char *key, const char *text)
{
  return topic->column != NULL
             ? GPOINTER_TO_UINT (g_hash_table_lookup (topic->understood->decided, text))
             : attest_sheet_values_count_met (self->reading->values, key);
}

static void
show_decided (AttestImportValuesPage *self, const Topic *topic)
{
  const AttestDecisions *decisions = self->reading->decisions;
  g_autoptr (GPtrArray) keys = attest_decisions_list (decisions, ATTEST_DECIDE_VALUE);
  g_autofree char *prefix = g_strconcat (topic->path, ":", NULL);

  for (guint i = 0; i < keys->len && self->controls->len < MOST_ASKED; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *text = key + strlen (prefix);
      AttestImportValue value = { topic->path, text, NULL, NULL, 0 };

      if (!g_str_has_prefix (key, prefix))
        continue;
      value.meaning = attest_decisions_get (decisions, ATTEST_DECIDE_VALUE, key);
      value.count = count_decided (self, topic, key, text);
      if (value.count == 0) /* it is of another month's sheet */
        continue;
      need_group (self, topic);
      show_value (self, &value);
    }
}

static void
show_understood (AttestImportValuesPage *self, const Topic *topic)
{
  g_autofree char *says = NULL;

  if (topic->understood->meanings->len == 0)
    return;
  need_group (self, topic);
  says = attest_import_understood_describe (self->import, topic->column, topic->understood);
  if (attest_import_list_keep (self->list, says) == NULL)
    attest_import_list_add (
        self->list, attest_import_understood_new (says, topic->understood->meanings->len), says);
}

/* Returns: whether there may be more */
static gboolean
show_next (gpointer data)
{
  AttestImportValuesPage *self = data;
  const Topic *topic = &g_array_index (self->topics, Topic, self->n_done);

  if (self->n_done == self->topics->len)
    {
      if (!self->has_any)
        show_group (self, _ ("Nothing to Decide"), _ ("Every value in the sheet was understood."));
      attest_import_list_end (self->list);
      return FALSE;
    }
  if (show_next_asked (self, topic))
    return TRUE;
  show_decided (self, topic);
  if (topic->column != NULL)
    show_understood (self, topic);
  self->n_done++;
  self->has_group = FALSE;
  self->n_looked_at = 0;
  return TRUE;
}

/* Another reading than the one it was begun with is shown when it is told of. */
static gboolean
is_current (AttestImportValuesPage *self)
{
  return self->reading != NULL && attest_import_get_reading (self->import) == self->reading;
}

/* Returns: (nullable): what is still to be decided, from where the keyboard was on, then from the
 * top; else what is there now */
static GtkWidget *
find_next (AttestImportValuesPage *self)
{
  const guint n = self->controls->len;

  for (guint i = 0; i < n && self->n_of_focus < n; i++)
    {
      GtkWidget *control = g_ptr_array_index (self->controls, (self->n_of_focus + i) % n);

      if (!is_decided (control))
        return control;
    }
  return self->n_of_focus < n ? g_ptr_array_index (self->controls, self->n_of_focus) : NULL;
}

/* What was decided goes below what still has to be, and the keyboard to the next of that. */
static void
restore_focus (AttestImportValuesPage *self)
{
  GtkWidget *control = NULL;

  if (!attest_import_list_lost_focus (self->list))
    return;
  control = attest_import_find_control (GTK_WIDGET (self), self->focus);
  if (control == NULL || is_decided (control))
    control = find_next (self);
  if (control != NULL)
    gtk_widget_grab_focus (control);
}

static gboolean
show_some (GtkWidget *widget, gpointer data)
{
  AttestImportValuesPage *self = ATTEST_IMPORT_VALUES_PAGE (widget);

  if (!is_current (self))
    return FALSE;
  if (attest_import_list_show_some (self->list, ROWS_IN_A_FRAME, show_next, self))
    return TRUE;
  restore_focus (self);
  return FALSE;
}

static void
show_all (AttestImportValuesPage *self)
{
  attest_frames_stop (GTK_WIDGET (self));
  while (show_some (GTK_WIDGET (self), NULL))
    ;
}

/* What was decided stays to be seen, and to be decided again, also where no column is for it.
 *
 * @done: (element-type utf8): the paths of the topics there are; gets more */
static void
list_decided_topics (AttestImportValuesPage *self, GHashTable *done)
{
  g_autoptr (GPtrArray) keys =
      attest_decisions_list (self->reading->decisions, ATTEST_DECIDE_VALUE);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      g_autofree char *path = g_strndup (key, strcspn (key, ":"));
      const Topic topic = { g_intern_string (path), NULL, NULL };

      if (find_place (self, path).field != NULL
          && attest_sheet_values_count_met (self->reading->values, key) > 0
          && g_hash_table_add (done, (gpointer) topic.path))
        g_array_append_val (self->topics, topic);
    }
}

static void
list_topics (AttestImportValuesPage *self)
{
  GPtrArray *columns = self->reading->table->columns;
  GPtrArray *undecided = self->reading->undecided;
  GPtrArray *understood = self->reading->understood;
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_size (self->topics, 0);
  self->n_done = 0;
  self->has_group = FALSE;
  self->has_any = FALSE;
  self->n_looked_at = 0;
  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      const Topic topic = { column->path, column, g_ptr_array_index (understood, i) };

      if (column->place.field != NULL && g_hash_table_add (done, column->path))
        g_array_append_val (self->topics, topic);
    }
  for (guint i = 0; i < undecided->len; i++)
    {
      const AttestSheetUndecided *value = g_ptr_array_index (undecided, i);
      const Topic topic = { value->path, NULL, NULL };

      if (g_hash_table_add (done, value->path))
        g_array_append_val (self->topics, topic);
    }
  list_decided_topics (self, done);
}

/* The object */

static void
attest_import_values_page_finalize (GObject *object)
{
  AttestImportValuesPage *self = ATTEST_IMPORT_VALUES_PAGE (object);

  attest_import_list_free (self->list);
  g_ptr_array_unref (self->controls);
  g_array_unref (self->topics);
  g_free (self->focus);
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
  GtkWidget *page = adw_preferences_page_new ();

  self->list = attest_import_list_new (ADW_PREFERENCES_PAGE (page));
  self->controls = g_ptr_array_new ();
  self->topics = g_array_new (FALSE, FALSE, sizeof (Topic));
  self->answers = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  adw_bin_set_child (ADW_BIN (self), page);
}

/* @import: outlives @self */
void
attest_import_values_page_set_import (AttestImportValuesPage *self, AttestImport *import)
{
  self->import = import;
}

/* Returns: the one of the controls whose row has the keyboard, if only at a button beside it;
 * G_MAXUINT: none */
static guint
find_focused (AttestImportValuesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->controls->len; i++)
    {
      GtkWidget *row =
          gtk_widget_get_ancestor (g_ptr_array_index (self->controls, i), GTK_TYPE_LIST_BOX_ROW);

      if (focus == row || (row != NULL && gtk_widget_is_ancestor (focus, row)))
        return i;
    }
  return G_MAXUINT;
}

/**
 * attest_import_values_page_update:
 * @self: a page
 *
 * Shows the reading there is now.
 */
void
attest_import_values_page_update (AttestImportValuesPage *self)
{
  attest_frames_stop (GTK_WIDGET (self));
  self->reading = attest_import_get_reading (self->import);
  if (self->reading == NULL)
    return;
  self->n_of_focus = find_focused (self);
  g_free (self->focus);
  self->focus = self->n_of_focus < self->controls->len
                    ? attest_import_dup_name (g_ptr_array_index (self->controls, self->n_of_focus))
                    : NULL;
  g_ptr_array_set_size (self->controls, 0);
  list_topics (self);
  attest_import_list_begin (self->list);
  show_orders (self);
  if (show_some (GTK_WIDGET (self), NULL))
    attest_frames_start (GTK_WIDGET (self), show_some, NULL, NULL);
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

  show_all (self);
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
