/* AttestUndo: keeps copies of a record as it was before each step.
 *
 * A step is a run of edits at one place (typing in one field), one change of a list, or everything
 * between begin_group and end_group. Copies are taken when a step begins, so a long run of typing
 * costs one copy. Owns a reference to the record. Main thread. */
#include "attest-config.h"
#include "model/attest-undo.h"

#include "base/attest-str.h"

/* The copies of a certificate take about 10 kB each. */
#define MAX_STEPS 200

struct _AttestUndo
{
  GObject parent_instance;

  AttestRecord *record;
  AttestRecord *current; /* the record as of its last edit; assigning touches only what differs */
  GQueue past;           /* of owned copies, the newest at the tail */
  GQueue future;         /* of owned copies, the next redo at the tail */
  char *open_path;       /* where the current step is being made; %NULL: the next edit opens one */
  guint group_depth;
  gboolean group_open; /* the group has its step already */
  gboolean restoring;
};

G_DEFINE_FINAL_TYPE (AttestUndo, attest_undo, G_TYPE_OBJECT)

typedef enum
{
  PROP_CAN_UNDO = 1,
  PROP_CAN_REDO,
  N_PROPS
} AttestUndoProperty;

static GParamSpec *properties[N_PROPS];

static void
notify (AttestUndo *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

/* An edit of a text ends in a field; one of a list changes how many records there are. */
static gboolean
continues_step (AttestUndo *self, const char *path)
{
  const AttestField *field = NULL;

  if (self->group_depth > 0)
    return self->group_open;
  if (g_strcmp0 (self->open_path, path) != 0)
    return FALSE;
  return attest_record_lookup (self->record, path, &field) != NULL && field != NULL
         && !attest_field_is_list (field) && field->kind != ATTEST_FIELD_FLAG
         && field->kind != ATTEST_FIELD_CHOICE;
}

static void
record_changed (AttestUndo *self, const char *path)
{
  if (self->restoring)
    return;
  if (!continues_step (self, path))
    {
      g_queue_push_tail (&self->past, attest_record_copy (self->current));
      if (self->past.length > MAX_STEPS)
        g_object_unref (g_queue_pop_head (&self->past));
    }
  self->group_open = self->group_depth > 0;
  attest_str_set (&self->open_path, path);
  attest_record_assign (self->current, self->record);
  g_queue_clear_full (&self->future, g_object_unref);
  notify (self);
}

static void
attest_undo_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestUndo *self = ATTEST_UNDO (object);

  switch ((AttestUndoProperty) id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, attest_undo_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, attest_undo_get_can_redo (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_undo_finalize (GObject *object)
{
  AttestUndo *self = ATTEST_UNDO (object);

  g_queue_clear_full (&self->past, g_object_unref);
  g_queue_clear_full (&self->future, g_object_unref);
  g_free (self->open_path);
  g_object_unref (self->current);
  g_object_unref (self->record);
  G_OBJECT_CLASS (attest_undo_parent_class)->finalize (object);
}

static void
attest_undo_class_init (AttestUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = attest_undo_get_property;
  object_class->finalize = attest_undo_finalize;
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
attest_undo_init (AttestUndo *self)
{
  g_queue_init (&self->past);
  g_queue_init (&self->future);
}

/**
 * attest_undo_new:
 * @record: the record to watch, a reference is taken
 *
 * Returns: (transfer full): an undo history that begins with the record as it is now
 */
AttestUndo *
attest_undo_new (AttestRecord *record)
{
  AttestUndo *self = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (record), NULL);

  self = g_object_new (ATTEST_TYPE_UNDO, NULL);
  self->record = g_object_ref (record);
  self->current = attest_record_copy (record);
  g_signal_connect_object (record, "changed", G_CALLBACK (record_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * attest_undo_get_can_undo:
 * @self: an undo history
 *
 * Returns: whether there is a step to take back
 */
gboolean
attest_undo_get_can_undo (AttestUndo *self)
{
  g_return_val_if_fail (ATTEST_IS_UNDO (self), FALSE);
  return self->past.length > 0;
}

/**
 * attest_undo_get_can_redo:
 * @self: an undo history
 *
 * Returns: whether there is a step that was taken back and can be made again
 */
gboolean
attest_undo_get_can_redo (AttestUndo *self)
{
  g_return_val_if_fail (ATTEST_IS_UNDO (self), FALSE);
  return self->future.length > 0;
}

static void
restore (AttestUndo *self, GQueue *from, GQueue *to)
{
  g_autoptr (AttestRecord) goal = g_queue_pop_tail (from);

  if (goal == NULL)
    return;
  g_queue_push_tail (to, attest_record_copy (self->current));
  self->restoring = TRUE;
  attest_record_assign (self->record, goal);
  self->restoring = FALSE;
  attest_record_assign (self->current, goal);
  attest_undo_break (self);
  notify (self);
}

/**
 * attest_undo_undo:
 * @self: an undo history
 *
 * Takes the last step back; nothing happens when there is none.
 */
void
attest_undo_undo (AttestUndo *self)
{
  g_return_if_fail (ATTEST_IS_UNDO (self));
  restore (self, &self->past, &self->future);
}

/**
 * attest_undo_redo:
 * @self: an undo history
 *
 * Makes the last step that was taken back again; nothing happens when there is none.
 */
void
attest_undo_redo (AttestUndo *self)
{
  g_return_if_fail (ATTEST_IS_UNDO (self));
  restore (self, &self->future, &self->past);
}

/**
 * attest_undo_break:
 * @self: an undo history
 *
 * Ends the current step: the next edit begins a new one even at the same place. To be called when
 * a field loses focus or typing pauses.
 */
void
attest_undo_break (AttestUndo *self)
{
  g_return_if_fail (ATTEST_IS_UNDO (self));
  g_clear_pointer (&self->open_path, g_free);
}

/**
 * attest_undo_begin_group:
 * @self: an undo history
 *
 * All edits up to attest_undo_end_group() become one step. Groups nest.
 */
void
attest_undo_begin_group (AttestUndo *self)
{
  g_return_if_fail (ATTEST_IS_UNDO (self));
  if (self->group_depth++ == 0)
    self->group_open = FALSE;
}

/**
 * attest_undo_end_group:
 * @self: an undo history
 */
void
attest_undo_end_group (AttestUndo *self)
{
  g_return_if_fail (ATTEST_IS_UNDO (self));
  g_return_if_fail (self->group_depth > 0);
  if (--self->group_depth == 0)
    attest_undo_break (self);
}
