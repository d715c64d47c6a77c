/* AttestRefusal: nothing of it is kept anywhere. What was refused stands in the frozen
 * request, so that it can be compared with what stands in the record now; a text goes with the edit
 * and comes back with its undo, in this run of the program or another. */
#include "attest-config.h"
#include "service/attest-refusal.h"

#include "base/attest-text.h"
#include "codec/attest-codec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of what is said of no field; all of it stands in the history. */
#define MOST_CHARACTERS 500
#define MOST_LINES 6

typedef struct
{
  AttestRecord *was;        /* in what was refused */
  AttestRecord *record;     /* (nullable): what is made of it; an undo puts another in its place */
  const AttestField *field; /* (nullable): all of @record */
  char *refused;            /* what was sent for it */
  char *text;               /* in the service's words */
  guint rank;               /* place in the form: of a field of the root */
} Said;

struct _AttestRefusal
{
  AttestRecord *root;
  AttestRecord *refused; /* what was sent; @root itself, where that is not known */
  GPtrArray *said;       /* of Said: what is general first, then in the order of the form */
};

static void
said_free (gpointer data)
{
  Said *said = data;

  g_object_unref (said->was);
  g_clear_object (&said->record);
  g_free (said->refused);
  g_free (said->text);
  g_free (said);
}

/* The item of @list that @item of what was refused is now: the same one, or, if @position is not
 * negative, what was made of it there. Rows that are blank were not sent, and do not count. */
static AttestRecord *
find_item (AttestRecordList *list, AttestRecord *item, int position)
{
  g_autofree char *sent = attest_codec_write (item, ATTEST_CODEC_WIRE);
  AttestRecord *same = NULL;
  AttestRecord *there = NULL;
  int n = 0;

  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    {
      AttestRecord *other = attest_record_list_get (list, i);
      g_autofree char *now = attest_codec_write (other, ATTEST_CODEC_WIRE);

      if (attest_record_is_blank (other))
        continue;
      if (n++ == position)
        there = other;
      if (g_str_equal (now, sent) && (same == NULL || other == there))
        same = other;
    }
  return same != NULL ? same : there;
}

/* Where in @root that stands now which was @record in what was refused; NULL: nowhere. */
static AttestRecord *
find_counterpart (AttestRecord *root, AttestRecord *record, gboolean by_position)
{
  AttestRecordList *list = attest_record_get_list_of (record);
  AttestRecord *owner = list != NULL ? attest_record_list_get_owner (list) : NULL;
  AttestRecord *owner_now = owner != NULL ? find_counterpart (root, owner, by_position) : NULL;
  const AttestSchema *schema = NULL;
  guint position = 0;

  if (owner == NULL)
    return root;
  if (owner_now == NULL || !attest_record_list_find (list, record, &position))
    return NULL;
  schema = attest_record_get_schema (owner);
  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]) && attest_record_get_list (owner, i) == list)
      return find_item (
          attest_record_get_list (owner_now, i), record, by_position ? (int) position : -1);
  return NULL;
}

static void
take_general (AttestRefusal *self, const char *text, const char *body)
{
  Said *said = g_new0 (Said, 1);

  *said = (Said){ .was = g_object_ref (self->root),
                  .record = g_object_ref (self->root),
                  .refused = *body != '\0' ? g_strdup (body)
                                           : attest_codec_write (self->root, ATTEST_CODEC_WIRE),
                  .text = attest_text_shorten (text, MOST_CHARACTERS, MOST_LINES) };
  g_ptr_array_add (self->said, said);
}

/* Which field of the root a text is of, or of a list below. */
static guint
get_rank (AttestRecord *root, const Said *said)
{
  g_autofree char *path = attest_record_dup_path (said->was, said->field, root);
  const AttestSchema *schema = attest_record_get_schema (root);

  for (guint i = 0; path != NULL && i < schema->n_fields; i++)
    {
      const char *name = attest_field_get_path_name (&schema->fields[i]);

      if (g_str_has_prefix (path, name) && strchr (".[", path[strlen (name)]) != NULL)
        return i + 1;
    }
  return 0;
}

/* In the order of the form, however the service tells them. */
static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Said *first = *(Said *const *) a;
  const Said *second = *(Said *const *) b;

  return (int) first->rank - (int) second->rank;
}

static void
take_text (AttestRefusal *self, const AttestFieldText *text, const char *body)
{
  const AttestField *field = NULL;
  AttestRecord *was = attest_record_lookup (self->refused, text->path, &field);
  Said *said = NULL;

  if (was == NULL || *text->path == '\0')
    {
      take_general (self, text->text, body);
      return;
    }
  said = g_new0 (Said, 1);
  *said = (Said){ .was = g_object_ref (was),
                  .field = field,
                  .refused = attest_codec_write_field (was, field),
                  .text = g_strdup (text->text) };
  said->rank = get_rank (self->refused, said);
  g_set_object (&said->record, find_counterpart (self->root, was, TRUE));
  g_ptr_array_add (self->said, said);
}

/* What was refused; what stands there now, where that can not be told any more. */
static AttestRecord *
read_refused (const char *body, AttestRecord *record)
{
  g_autoptr (GPtrArray) problems = NULL;
  AttestRecord *refused = attest_codec_read (
      attest_record_get_schema (record), body, -1, ATTEST_CODEC_WIRE, &problems, NULL);

  return refused != NULL ? refused : g_object_ref (record);
}

static void
read_reply (AttestRefusal *self, AttestReply *reply, const char *message, const char *body)
{
  GPtrArray *texts = reply != NULL ? attest_reply_get_field_texts (reply) : NULL;

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    take_text (self, g_ptr_array_index (texts, i), body);
  g_ptr_array_sort (self->said, compare_ranks); /* stable */
  if ((texts != NULL && texts->len > 0) || (reply != NULL && attest_reply_is_about_key (reply)))
    return;
  if (message == NULL && reply != NULL)
    message = attest_reply_get_explanation (reply);
  take_general (self, message != NULL ? message : _ ("The record was refused."), body);
}

/**
 * attest_refusal_new:
 * @reply: (nullable): how the service refused it
 * @message: (nullable): what is said where the service spoke of no field
 * @body: what was refused, as it was sent; "": nobody knows any more
 * @record: what is made of it now; followed
 *
 * Returns: (transfer full): what was said of it
 */
AttestRefusal *
attest_refusal_new (AttestReply *reply, const char *message, const char *body, AttestRecord *record)
{
  AttestRefusal *self = NULL;

  g_return_val_if_fail (reply == NULL || ATTEST_IS_REPLY (reply), NULL);
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (ATTEST_IS_RECORD (record), NULL);

  self = g_new0 (AttestRefusal, 1);
  self->root = g_object_ref (record);
  self->refused = read_refused (body, record);
  self->said = g_ptr_array_new_with_free_func (said_free);
  read_reply (self, reply, message, body);
  return self;
}

/**
 * attest_refusal_free:
 * @self: (nullable): a refusal
 */
void
attest_refusal_free (AttestRefusal *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->said);
  g_object_unref (self->root);
  g_object_unref (self->refused);
  g_free (self);
}

/* Where a text stands now; NULL: what it speaks of was edited, or taken out. */
static char *
dup_place (AttestRefusal *self, Said *said)
{
  char *path =
      said->record != NULL ? attest_record_dup_path (said->record, said->field, self->root) : NULL;
  g_autofree char *now = NULL;

  if (path == NULL)
    {
      g_set_object (&said->record, find_counterpart (self->root, said->was, FALSE));
      if (said->record == NULL)
        return NULL;
      path = attest_record_dup_path (said->record, said->field, self->root);
    }
  now = attest_codec_write_field (said->record, said->field);
  if (g_strcmp0 (now, said->refused) != 0)
    g_clear_pointer (&path, g_free);
  return path;
}

/**
 * attest_refusal_add_problems:
 * @self: a refusal
 * @problems: (element-type AttestProblem): what still stands is added, what is of no known field
 *   first, with the path ""
 *
 * Returns: how many fields still hold what was refused
 */
guint
attest_refusal_add_problems (AttestRefusal *self, GPtrArray *problems)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->said->len; i++)
    {
      Said *said = g_ptr_array_index (self->said, i);
      char *path = dup_place (self, said);

      if (path == NULL)
        continue;
      g_ptr_array_add (
          problems,
          attest_problem_new (
              ATTEST_SEVERITY_ERROR, path, "refused", ATTEST_SOURCE_REPLY, said->text));
      if (*path != '\0')
        g_hash_table_add (places, path);
      else
        g_free (path);
    }
  return g_hash_table_size (places);
}
