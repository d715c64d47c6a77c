/* AttestReply: see the header. Filled in by the service that reads the reply and then left alone.
 *
 * Owns its texts. Not thread-safe; made and read on one thread. */
#include "attest-config.h"
#include "service/attest-reply.h"

#include "base/attest-str.h"
#include "base/attest-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_FIELD_TEXTS 100
#define MAX_FIELD_TEXT 500 /* characters */
#define MAX_FIELD_LINES 6
#define MAX_CODE 200 /* characters */

struct _AttestReply
{
  GObject parent_instance;

  AttestOutcome outcome;
  char *remote_id;
  char *message;
  char *code;
  char *explanation;
  gboolean about_key;
  GPtrArray *field_texts;
  GPtrArray *named;
};

G_DEFINE_FINAL_TYPE (AttestReply, attest_reply, G_TYPE_OBJECT)

static void
field_text_free (gpointer data)
{
  AttestFieldText *text = data;

  g_free (text->path);
  g_free (text->text);
  g_free (text);
}

static void
named_member_free (gpointer data)
{
  g_object_unref (((AttestNamedMember *) data)->reply);
  g_free (data);
}

static void
attest_reply_finalize (GObject *object)
{
  AttestReply *self = ATTEST_REPLY (object);

  g_free (self->remote_id);
  g_free (self->message);
  g_free (self->code);
  g_free (self->explanation);
  g_ptr_array_unref (self->field_texts);
  g_ptr_array_unref (self->named);
  G_OBJECT_CLASS (attest_reply_parent_class)->finalize (object);
}

static void
attest_reply_class_init (AttestReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_reply_finalize;
}

static void
attest_reply_init (AttestReply *self)
{
  self->field_texts = g_ptr_array_new_with_free_func (field_text_free);
  self->named = g_ptr_array_new_with_free_func (named_member_free);
}

/**
 * attest_reply_new:
 * @outcome: what it means for the record
 *
 * Returns: (transfer full): a reply without any text
 */
AttestReply *
attest_reply_new (AttestOutcome outcome)
{
  AttestReply *self = g_object_new (ATTEST_TYPE_REPLY, NULL);

  self->outcome = outcome;
  return self;
}

/**
 * attest_reply_get_outcome:
 * @self: a reply
 *
 * Returns: what it means for the record
 */
AttestOutcome
attest_reply_get_outcome (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), ATTEST_OUTCOME_NONE);
  return self->outcome;
}

/**
 * attest_reply_get_remote_id:
 * @self: a reply
 *
 * Returns: (transfer none) (nullable): the server's id of the record
 */
const char *
attest_reply_get_remote_id (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), NULL);
  return self->remote_id;
}

/**
 * attest_reply_get_message:
 * @self: a reply
 *
 * Returns: (transfer none) (nullable): the server's own words, several in lines of their own; the
 *   beginning of the body where it was not understood
 */
const char *
attest_reply_get_message (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), NULL);
  return self->message;
}

/**
 * attest_reply_get_code:
 * @self: a reply
 *
 * Returns: (transfer none) (nullable): the server's name for what is wrong
 */
const char *
attest_reply_get_code (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), NULL);
  return self->code;
}

/**
 * attest_reply_get_explanation:
 * @self: a reply
 *
 * Returns: (transfer none) (nullable): what it means, in the user's language
 */
const char *
attest_reply_get_explanation (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), NULL);
  return self->explanation;
}

/**
 * attest_reply_get_reason:
 * @self: a reply
 *
 * What is kept and told as why, whoever it is from. To tell whose words they are, the reply is read
 * again.
 *
 * Returns: (transfer none) (nullable): the server's own words; where it has none, and did not
 *   accept, what it means
 */
const char *
attest_reply_get_reason (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), NULL);
  if (self->message != NULL || self->outcome == ATTEST_OUTCOME_ACCEPTED)
    return self->message;
  return self->explanation;
}

/**
 * attest_reply_dup_quote:
 * @self: a reply
 * @who: the name of the service
 * @characters: how many of its words are quoted
 * @lines: how many lines of them
 *
 * The one way to put something in a service's mouth.
 *
 * Returns: (transfer full) (nullable): "kolleges says: …", translated; %NULL: it said nothing
 */
char *
attest_reply_dup_quote (AttestReply *self, const char *who, guint characters, guint lines)
{
  g_autofree char *beginning = NULL;

  g_return_val_if_fail (ATTEST_IS_REPLY (self), NULL);

  if (attest_str_is_blank (self->message))
    return NULL;
  beginning = attest_text_shorten (self->message, characters, lines);
  /* TRANSLATORS: a service and what it said */
  return g_strdup_printf (_ ("%s says: %s"), who, beginning);
}

/**
 * attest_reply_is_about_key:
 * @self: a reply
 *
 * Returns: whether the key was refused, so that nothing is known of the record
 */
gboolean
attest_reply_is_about_key (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), FALSE);
  return self->about_key;
}

/**
 * attest_reply_get_field_texts:
 * @self: a reply
 *
 * Returns: (transfer none) (element-type AttestFieldText): what the server said about single fields
 */
GPtrArray *
attest_reply_get_field_texts (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), NULL);
  return self->field_texts;
}

/**
 * attest_reply_set_outcome:
 * @self: a reply
 * @outcome: what it means for the record
 */
void
attest_reply_set_outcome (AttestReply *self, AttestOutcome outcome)
{
  g_return_if_fail (ATTEST_IS_REPLY (self));
  self->outcome = outcome;
}

/**
 * attest_reply_set_remote_id:
 * @self: a reply
 * @remote_id: (nullable): the server's id, copied
 */
void
attest_reply_set_remote_id (AttestReply *self, const char *remote_id)
{
  g_return_if_fail (ATTEST_IS_REPLY (self));
  attest_str_set (&self->remote_id, remote_id);
}

/**
 * attest_reply_set_message:
 * @self: a reply
 * @message: (nullable): valid UTF-8, copied
 */
void
attest_reply_set_message (AttestReply *self, const char *message)
{
  g_return_if_fail (ATTEST_IS_REPLY (self));
  attest_str_set (&self->message, message);
}

/**
 * attest_reply_set_code:
 * @self: a reply
 * @code: (nullable): valid UTF-8, copied; of a longer text than a code can be, the beginning
 */
void
attest_reply_set_code (AttestReply *self, const char *code)
{
  g_autofree char *line = code != NULL ? g_strndup (code, strcspn (code, "\n")) : NULL;

  g_return_if_fail (ATTEST_IS_REPLY (self));
  if (line != NULL && g_utf8_strlen (line, -1) > MAX_CODE)
    *g_utf8_offset_to_pointer (line, MAX_CODE) = '\0';
  attest_str_set (&self->code, line);
}

/**
 * attest_reply_set_explanation:
 * @self: a reply
 * @explanation: (nullable): translated, copied
 */
void
attest_reply_set_explanation (AttestReply *self, const char *explanation)
{
  g_return_if_fail (ATTEST_IS_REPLY (self));
  attest_str_set (&self->explanation, explanation);
}

/**
 * attest_reply_set_about_key:
 * @self: a reply
 * @about_key: whether the key was refused, and not what was sent
 */
void
attest_reply_set_about_key (AttestReply *self, gboolean about_key)
{
  g_return_if_fail (ATTEST_IS_REPLY (self));
  self->about_key = about_key;
}

/**
 * attest_reply_add_field_text:
 * @self: a reply
 * @path: the field's place in the record; "" where it is none we know
 * @text: what the server said about it
 *
 * Both are copied, of a long text the beginning. The same text for the same place is kept once;
 * more than a hundred nobody reads.
 */
void
attest_reply_add_field_text (AttestReply *self, const char *path, const char *text)
{
  AttestFieldText *entry = NULL;
  g_autofree char *beginning = NULL;

  g_return_if_fail (ATTEST_IS_REPLY (self));
  g_return_if_fail (path != NULL && text != NULL);

  beginning = attest_text_shorten (text, MAX_FIELD_TEXT, MAX_FIELD_LINES);

  for (guint i = 0; i < self->field_texts->len; i++)
    {
      entry = g_ptr_array_index (self->field_texts, i);
      if (g_str_equal (entry->path, path) && g_str_equal (entry->text, beginning))
        return;
    }
  if (self->field_texts->len >= MAX_FIELD_TEXTS)
    return;
  entry = g_new0 (AttestFieldText, 1);
  entry->path = g_strdup (path);
  entry->text = g_steal_pointer (&beginning);
  g_ptr_array_add (self->field_texts, entry);
}

/**
 * attest_reply_get_named:
 * @self: a reply to several records at once
 *
 * Returns: (transfer none) (element-type AttestNamedMember): what it says of single ones; empty:
 *   what it says is said of all
 */
GPtrArray *
attest_reply_get_named (AttestReply *self)
{
  g_return_val_if_fail (ATTEST_IS_REPLY (self), NULL);
  return self->named;
}

/**
 * attest_reply_add_named:
 * @self: the reply being filled in
 * @place: of a record among those that were sent, from 0 on
 * @reply: what is said of it; the first counts
 */
void
attest_reply_add_named (AttestReply *self, guint place, AttestReply *reply)
{
  AttestNamedMember *member = NULL;

  for (guint i = 0; i < self->named->len; i++)
    if (((AttestNamedMember *) g_ptr_array_index (self->named, i))->place == place)
      return;
  member = g_new0 (AttestNamedMember, 1);
  member->place = place;
  member->reply = g_object_ref (reply);
  g_ptr_array_add (self->named, member);
}
