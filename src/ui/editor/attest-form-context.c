/* AttestFormContext: owned by the form view and by each of its rows; the rows it knows are not
 * owned, they take themselves out when they go. Main thread. */
#include "attest-config.h"
#include "editor/attest-form-context.h"

struct _AttestFormContext
{
  GObject parent_instance;

  AttestRecord *root;
  AttestUndo *undo;           /* nullable */
  AttestWorkspace *workspace; /* nullable */
  AttestMakeControl make_list;
  GHashTable *rows; /* AttestFormPlace -> its row, not owned */
  AttestFormProblems *problems;
  gboolean details_only; /* the form shows nothing else */
  gboolean enter_stays;  /* Enter in a field does nothing */
  gboolean all_touched;
  guint pause_id; /* timeout after the last edit */
};

/* Who stops for so long begins something new, for undo. */
#define PAUSE_MS 1500

enum
{
  CHANGED,
  TOUCHED,
  REVEAL,
  FIX,
  ITEM_REMOVED,
  FINISH_TYPING,
  FILLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AttestFormContext, attest_form_context, G_TYPE_OBJECT)

static void
attest_form_context_finalize (GObject *object)
{
  AttestFormContext *self = ATTEST_FORM_CONTEXT (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_hash_table_unref (self->rows);
  g_clear_pointer (&self->problems, attest_form_problems_free);
  g_clear_object (&self->undo);
  g_clear_object (&self->workspace);
  g_clear_object (&self->root);
  G_OBJECT_CLASS (attest_form_context_parent_class)->finalize (object);
}

static void
attest_form_context_class_init (AttestFormContextClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = attest_form_context_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[TOUCHED] =
      g_signal_new ("touched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AttestFormContext::reveal:
   * @record: what its list is to show
   */
  signals[REVEAL] = g_signal_new (
      "reveal", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ATTEST_TYPE_RECORD);

  /**
   * AttestFormContext::fix:
   * @problem: the problem whose fix was asked for
   */
  signals[FIX] = g_signal_new (
      "fix", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ATTEST_TYPE_PROBLEM);

  /**
   * AttestFormContext::finish-typing:
   *
   * Whoever holds text back puts it into the record.
   */
  signals[FINISH_TYPING] =
      g_signal_new ("finish-typing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AttestFormContext::filled:
   * @words: with what
   *
   * Several fields were filled at once.
   */
  signals[FILLED] = g_signal_new (
      "filled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * AttestFormContext::item-removed:
   * @list: where it was
   * @position: its place there
   * @item: the record, which can be put back
   */
  signals[ITEM_REMOVED] = g_signal_new ("item-removed",
                                        type,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        3,
                                        ATTEST_TYPE_RECORD_LIST,
                                        G_TYPE_UINT,
                                        ATTEST_TYPE_RECORD);
}

static void
attest_form_context_init (AttestFormContext *self)
{
  self->rows = attest_form_places_new (NULL);
}

static gboolean
pause_cb (gpointer user_data)
{
  AttestFormContext *self = user_data;

  self->pause_id = 0;
  attest_undo_break (self->undo);
  return G_SOURCE_REMOVE;
}

static void
edited_cb (AttestFormContext *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/**
 * attest_form_context_new:
 * @root: the record the form shows
 * @undo: (nullable): its undo history
 * @make_list: makes what lists are entered with
 *
 * Returns: (transfer full): a context without rows
 */
AttestFormContext *
attest_form_context_new (AttestRecord *root, AttestUndo *undo, AttestMakeControl make_list)
{
  AttestFormContext *self = g_object_new (ATTEST_TYPE_FORM_CONTEXT, NULL);

  self->root = g_object_ref (root);
  self->problems = attest_form_problems_new (root);
  self->make_list = make_list;
  if (undo == NULL)
    return self;
  self->undo = g_object_ref (undo);
  g_signal_connect_object (root, "changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * attest_form_context_get_root:
 * @self: a context
 *
 * Returns: (transfer none): the record the form shows
 */
AttestRecord *
attest_form_context_get_root (AttestFormContext *self)
{
  return self->root;
}

/**
 * attest_form_context_get_undo:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): the undo history of the form
 */
AttestUndo *
attest_form_context_get_undo (AttestFormContext *self)
{
  return self->undo;
}

/**
 * attest_form_context_set_workspace:
 * @self: a context, before its form is made
 * @workspace: what is known from other records
 */
void
attest_form_context_set_workspace (AttestFormContext *self, AttestWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * attest_form_context_get_workspace:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): what is known from other records
 */
AttestWorkspace *
attest_form_context_get_workspace (AttestFormContext *self)
{
  return self->workspace;
}

/**
 * attest_form_context_get_presets:
 * @self: a context
 *
 * Returns: (transfer none) (nullable): what records begin with
 */
AttestPresets *
attest_form_context_get_presets (AttestFormContext *self)
{
  return self->workspace != NULL ? attest_workspace_get_presets (self->workspace) : NULL;
}

/**
 * attest_form_context_set_details_only:
 * @self: a context, before its form is made
 *
 * The form shows what says who issues the record, and nothing else.
 */
void
attest_form_context_set_details_only (AttestFormContext *self)
{
  self->details_only = TRUE;
}

/**
 * attest_form_context_shows:
 * @self: a context
 * @field: a field of the record the form shows
 *
 * Returns: whether it is among them
 */
gboolean
attest_form_context_shows (AttestFormContext *self, const AttestField *field)
{
  return !self->details_only || field->detail != ATTEST_DETAIL_NONE;
}

/**
 * attest_form_context_make_list:
 * @self: a context
 * @record: a record of the form
 * @field: a list of it
 *
 * Returns: what the list is entered with
 */
AttestControl
attest_form_context_make_list (AttestFormContext *self,
                               AttestRecord *record,
                               const AttestField *field)
{
  return self->make_list (self, record, field);
}

static void
tell (AttestFormContext *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * attest_form_context_add_row:
 * @self: a context
 * @record: a record of the form
 * @field: one of its fields
 * @row: (transfer none): its new row; it must be taken out again before it goes
 */
void
attest_form_context_add_row (AttestFormContext *self,
                             AttestRecord *record,
                             const AttestField *field,
                             GtkWidget *row)
{
  attest_form_places_set (self->rows, record, field, row);
}

/**
 * attest_form_context_remove_row:
 * @self: a context
 * @record: a record of the form
 * @field: one of its fields
 * @row: its row, which is going away
 */
void
attest_form_context_remove_row (AttestFormContext *self,
                                AttestRecord *record,
                                const AttestField *field,
                                GtkWidget *row)
{
  if (attest_form_places_get (self->rows, record, field) == row)
    g_hash_table_remove (self->rows, &(AttestFormPlace){ record, field });
}

/**
 * attest_form_context_find_row:
 * @self: a context
 * @record: a record of the form
 * @field: one of its fields
 *
 * Returns: (transfer none) (nullable): the row that shows it, if one was made by now
 */
GtkWidget *
attest_form_context_find_row (AttestFormContext *self,
                              AttestRecord *record,
                              const AttestField *field)
{
  return attest_form_places_get (self->rows, record, field);
}

/* The row of the list @record stands in. */
static GtkWidget *
find_row_of_list (AttestFormContext *self, AttestRecordList *list)
{
  AttestRecord *owner = attest_record_list_get_owner (list);
  const AttestSchema *schema = NULL;

  if (owner == NULL)
    return NULL;
  schema = attest_record_get_schema (owner);
  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]) && attest_record_get_list (owner, i) == list)
      return attest_form_context_find_row (self, owner, &schema->fields[i]);
  return NULL;
}

/* Opens every list item on the way down to @record. */
static GtkWidget *
reveal_record (AttestFormContext *self, AttestRecord *record)
{
  AttestRecordList *list = attest_record_get_list_of (record);

  if (list == NULL)
    return NULL;
  if (attest_record_list_get_owner (list) != NULL)
    reveal_record (self, attest_record_list_get_owner (list));
  g_signal_emit (self, signals[REVEAL], 0, record);
  return find_row_of_list (self, list);
}

/**
 * attest_form_context_reveal:
 * @self: a context
 * @path: a path as problems carry it
 *
 * Opens what hides the place, makes its row if there was none yet.
 *
 * Returns: (transfer none) (nullable): the row of the place, else of the list above it
 */
GtkWidget *
attest_form_context_reveal (AttestFormContext *self, const char *path)
{
  const AttestFormPlace place = attest_form_place_find (self->root, path);
  GtkWidget *above = NULL;
  GtkWidget *row = NULL;

  if (place.record == NULL)
    return NULL;
  above = reveal_record (self, place.record);
  row = attest_form_context_find_row (self, place.record, place.field);
  return row != NULL ? row : above;
}

/**
 * attest_form_context_set_problems:
 * @self: a context
 * @problems: of #AttestProblem, the worst first
 *
 * Tells every row what is wrong with it now, and what the service said of it.
 */
void
attest_form_context_set_problems (AttestFormContext *self, GListModel *problems)
{
  attest_form_problems_set (self->problems, problems, self->all_touched);
  tell (self);
}

/**
 * attest_form_context_get_problems:
 * @self: a context
 *
 * Returns: (transfer none): what is wrong where
 */
AttestFormProblems *
attest_form_context_get_problems (AttestFormContext *self)
{
  return self->problems;
}

/**
 * attest_form_context_touch_all:
 * @self: a context
 *
 * Sending was tried: from now on every row shows its problem, those made later included.
 */
void
attest_form_context_touch_all (AttestFormContext *self)
{
  self->all_touched = TRUE;
  g_signal_emit (self, signals[TOUCHED], 0);
}

/**
 * attest_form_context_is_all_touched:
 * @self: a context
 *
 * Returns: whether sending was tried
 */
gboolean
attest_form_context_is_all_touched (AttestFormContext *self)
{
  return self->all_touched;
}

/**
 * attest_form_context_set_enter_stays:
 * @self: a context
 * @stays: whether Enter in a field does nothing
 */
void
attest_form_context_set_enter_stays (AttestFormContext *self, gboolean stays)
{
  self->enter_stays = stays;
}

/**
 * attest_form_context_go_on:
 * @self: a context
 * @from: where Enter was pressed
 *
 * Moves the focus to what comes next, as Tab does, unless the user does not want that.
 *
 * Returns: whether it moved
 */
gboolean
attest_form_context_go_on (AttestFormContext *self, GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);

  return !self->enter_stays && root != NULL
         && gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
}

/**
 * attest_form_context_finish_typing:
 * @self: a context
 *
 * Text that is not in the record yet, such as a tag being typed, gets there now. To be called
 * before the record is sent or its window closes.
 */
void
attest_form_context_finish_typing (AttestFormContext *self)
{
  g_signal_emit (self, signals[FINISH_TYPING], 0);
}

/**
 * attest_form_context_filled:
 * @self: a context
 * @words: with what
 *
 * Several fields were filled at once, as one step of undo; the form's owner says so.
 */
void
attest_form_context_filled (AttestFormContext *self, const char *words)
{
  g_signal_emit (self, signals[FILLED], 0, words);
}

/**
 * attest_form_context_fix:
 * @self: a context
 * @problem: a problem with a fix
 *
 * Asks the form's owner to apply it.
 */
void
attest_form_context_fix (AttestFormContext *self, AttestProblem *problem)
{
  g_signal_emit (self, signals[FIX], 0, problem);
}

/**
 * attest_form_context_item_removed:
 * @self: a context
 * @list: where it was
 * @position: its place there
 * @item: the record taken out
 *
 * Tells the form's owner, who offers to put it back.
 */
void
attest_form_context_item_removed (AttestFormContext *self,
                                  AttestRecordList *list,
                                  guint position,
                                  AttestRecord *item)
{
  g_signal_emit (self, signals[ITEM_REMOVED], 0, list, position, item);
}
