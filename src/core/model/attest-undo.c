/* AttestUndo: keeps what a record was before each step that a person made.
 *
 * A step is a word that was typed or deleted letter by letter in one field, or anything that comes
 * at once: a paste, a choice, a change of a list, or everything between begin_group and end_group.
 * A step in a text keeps that text alone, every other a copy of the record. Owns a reference to the
 * record. Main thread. */
#include "attest-config.h"
#include "model/attest-undo.h"

#include "base/attest-str.h"

#include <string.h>

/* The copies of a certificate take about 10 kB each, a text its length. */
#define MAX_STEPS 1000

/* What a step takes back. */
typedef struct
{
  AttestRecord *copy; /* (nullable): the whole record */
  char *path;         /* without @copy: of the field that changed */
  char *text;         /* and what it was */
} Step;

typedef enum
{
  TYPING_NOTHING, /* the next edit begins a step */
  TYPING_FORWARD,
  TYPING_BACKWARD, /* with the backspace key, or the key that deletes what follows */
} Typing;

struct _AttestUndo
{
  GObject parent_instance;

  AttestRecord *record;
  AttestRecord *current; /* the record as of its last edit; assigning touches only what differs */
  GQueue past;           /* of Step, the newest at the tail */
  GQueue future;         /* of Step, the next redo at the tail */
  char *open_path;       /* (nullable): the field the open step is in */
  Typing typing;         /* what goes on in it */
  gsize caret;           /* in bytes: where it goes on */
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

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->copy);
  g_free (step->path);
  g_free (step->text);
  g_free (step);
}

/* The text at @path in @record. Returns: (nullable): %NULL: there is something else, or nothing. */
static const char *
get_text (AttestRecord *record, const char *path, AttestRecord **owner, guint *index)
{
  const AttestField *field = NULL;
  const AttestSchema *schema = NULL;

  *owner = attest_record_lookup (record, path, &field);
  if (*owner == NULL || field == NULL || attest_field_is_list (field)
      || field->kind == ATTEST_FIELD_FLAG)
    return NULL;
  schema = attest_record_get_schema (*owner);
  *index = attest_schema_index (schema, field);
  return attest_record_get_text (*owner, *index);
}

/* What brings back what is there now. @path: (nullable): only the text there will be changed */
static Step *
make_step (AttestUndo *self, const char *path)
{
  Step *step = g_new0 (Step, 1);
  AttestRecord *owner = NULL;
  guint index = 0;
  const char *text = path != NULL ? get_text (self->current, path, &owner, &index) : NULL;

  if (text == NULL)
    {
      step->copy = attest_record_copy (self->current);
      return step;
    }
  step->path = g_strdup (path);
  step->text = g_strdup (text);
  return step;
}

static gboolean
is_one_letter (const char *text, gsize length)
{
  return length > 0 && (gsize) (g_utf8_next_char (text) - text) == length;
}

/* Whether @after is @before with something more at @at. */
static gboolean
is_inserted (const char *before, const char *after, gsize at, gsize length)
{
  return strlen (before) >= at && strncmp (before, after, at) == 0
         && g_str_equal (before + at, after + at + length);
}

/* A letter behind a blank begins a word. */
static gboolean
begins_word (const char *text, gsize at)
{
  return at > 0 && !g_unichar_isspace (g_utf8_get_char (text + at))
         && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (text + at)));
}

/* Letter after letter, at one place. */
static gboolean
goes_on (AttestUndo *self, const char *before, const char *after)
{
  const gsize b = strlen (before);
  const gsize a = strlen (after);
  const gsize caret = self->caret;

  if (self->typing == TYPING_FORWARD && a > b && is_inserted (before, after, caret, a - b)
      && is_one_letter (after + caret, a - b) && !begins_word (after, caret))
    {
      self->caret += a - b;
      return TRUE;
    }
  if (self->typing != TYPING_BACKWARD || b <= a)
    return FALSE;
  if (caret >= b - a && is_inserted (after, before, caret - (b - a), b - a)
      && is_one_letter (before + caret - (b - a), b - a))
    {
      self->caret -= b - a;
      return TRUE;
    }
  return is_inserted (after, before, caret, b - a) && is_one_letter (before + caret, b - a);
}

/* A single letter may be the first of more, also one that takes the place of what was chosen. */
static void
begin_typing (AttestUndo *self, const char *before, const char *after)
{
  gsize start = 0;
  gsize end_before = 0;
  gsize end_after = 0;

  attest_str_find_change (before, after, &start, &end_before, &end_after);
  self->typing = TYPING_NOTHING;
  self->caret = end_after;
  if (is_one_letter (after + start, end_after - start))
    self->typing = TYPING_FORWARD;
  else if (end_after == start && is_one_letter (before + start, end_before - start))
    self->typing = TYPING_BACKWARD;
}

/* Returns: whether the edit at @path belongs to the step that is open; else one is to be made */
static gboolean
continues_step (AttestUndo *self, const char *path)
{
  AttestRecord *owner = NULL;
  guint index = 0;
  const char *before = get_text (self->current, path, &owner, &index);
  const char *after = get_text (self->record, path, &owner, &index);

  if (self->group_depth > 0)
    return self->group_open;
  if (before == NULL || after == NULL)
    {
      self->typing = TYPING_NOTHING;
      return FALSE;
    }
  if (g_strcmp0 (self->open_path, path) == 0 && goes_on (self, before, after))
    return TRUE;
  begin_typing (self, before, after);
  return FALSE;
}

static void
record_changed_cb (AttestUndo *self, const char *path)
{
  if (self->restoring)
    return;
  if (!continues_step (self, path))
    {
      g_queue_push_tail (&self->past, make_step (self, self->group_depth > 0 ? NULL : path));
      if (self->past.length > MAX_STEPS)
        step_free (g_queue_pop_head (&self->past));
    }
  self->group_open = self->group_depth > 0;
  attest_str_set (&self->open_path, path);
  attest_record_assign (self->current, self->record);
  g_queue_clear_full (&self->future, step_free);
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

  g_queue_clear_full (&self->past, step_free);
  g_queue_clear_full (&self->future, step_free);
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
  g_signal_connect_object (
      record, "changed", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
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
apply (AttestRecord *record, Step *step)
{
  AttestRecord *owner = NULL;
  guint index = 0;

  if (step->copy != NULL)
    attest_record_assign (record, step->copy);
  else if (get_text (record, step->path, &owner, &index) != NULL)
    attest_record_set_text (owner, index, step->text);
}

static void
restore (AttestUndo *self, GQueue *from, GQueue *to)
{
  Step *step = g_queue_pop_tail (from);

  if (step == NULL)
    return;
  g_queue_push_tail (to, make_step (self, step->path));
  self->restoring = TRUE;
  apply (self->record, step);
  self->restoring = FALSE;
  apply (self->current, step);
  step_free (step);
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
