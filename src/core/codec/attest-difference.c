/* Comparing two records by what would be sent for them.
 *
 * Both are written as they are sent and read again first, so that two ways of typing the same thing
 * are no difference: 20260320 and 2026-03-20, an empty field and one that was never touched. The
 * entries of a list are paired by what they have in common, not by their place, so that one taken
 * out in the middle is one difference. Thread: main. */
#include "attest-config.h"
#include "codec/attest-difference.h"
#include "codec/attest-difference-private.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "codec/attest-codec.h"

#include <glib/gi18n-lib.h>

/* Longer lists are compared by equal entries alone: every pair would take too long. */
#define MAX_SIMILAR_PAIRS 100000

/* Where the comparison is. */
typedef struct
{
  GPtrArray *found;
  GString *path;
  GString *label;
} Walk;

/**
 * attest_difference_free:
 * @self: (nullable): a difference
 */
void
attest_difference_free (AttestDifference *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->label);
  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self->effect);
  g_free (self);
}

/* Takes the texts. */
static void
report (Walk *w, char *old_text, char *new_text, char *effect)
{
  AttestDifference *difference = g_new0 (AttestDifference, 1);

  difference->path = g_strdup (w->path->str);
  difference->label = g_strdup (w->label->str);
  difference->old_text = old_text;
  difference->new_text = new_text;
  difference->effect = effect;
  g_ptr_array_add (w->found, difference);
}

static void
append_label (Walk *w, const char *part)
{
  if (w->label->len > 0)
    g_string_append (w->label, " › ");
  g_string_append (w->label, part);
}

/* Pairing. */

/* Whether two entries with nothing else in common are probably the same one, changed: by their
 * title, or by at least half of what stands in them. */
static gboolean
is_similar (AttestRecord *a, AttestRecord *b)
{
  const AttestSchema *schema = attest_record_get_schema (a);
  const char *title = attest_record_get_title (a);
  guint n_used = 0;
  guint n_same = 0;

  if (!attest_str_is_blank (title) && g_str_equal (title, attest_record_get_title (b)))
    return TRUE;
  for (guint i = 0; i < schema->n_fields; i++)
    {
      g_autofree char *in_a = attest_difference_dup_value (a, i);
      g_autofree char *in_b = attest_difference_dup_value (b, i);

      if (attest_field_is_list (&schema->fields[i]) || (in_a == NULL && in_b == NULL))
        continue;
      n_used++;
      n_same += g_strcmp0 (in_a, in_b) == 0;
    }
  return n_used > 1 && 2 * n_same >= n_used;
}

typedef gboolean (*Alike) (AttestRecord *a, AttestRecord *b);

/* Gives every entry of @after that has none yet the first free one of @before that is @alike. */
static void
pair_up (AttestRecordList *before,
         AttestRecordList *after,
         Alike alike,
         int *pairs,
         gboolean *taken)
{
  for (guint i = 0; i < attest_record_list_get_length (after); i++)
    for (guint j = 0; pairs[i] < 0 && j < attest_record_list_get_length (before); j++)
      if (!taken[j]
          && alike (attest_record_list_get (before, j), attest_record_list_get (after, i)))
        {
          pairs[i] = (int) j;
          taken[j] = TRUE;
        }
}

/* Comparing. */

static void compare_records (Walk *w, AttestRecord *before, AttestRecord *after);

static void
compare_pair (Walk *w, AttestRecord *before, AttestRecord *after, guint position)
{
  gsize path_length = w->path->len;
  gsize label_length = w->label->len;
  g_autofree char *name = attest_difference_dup_name (after, position);

  g_string_append_printf (w->path, "[%u]", position);
  append_label (w, name);
  compare_records (w, before, after);
  g_string_truncate (w->path, path_length);
  g_string_truncate (w->label, label_length);
}

static void
report_new (Walk *w, AttestRecord *item, guint position)
{
  gsize path_length = w->path->len;

  g_string_append_printf (w->path, "[%u]", position);
  report (w, NULL, attest_difference_dup_item (item), NULL);
  g_string_truncate (w->path, path_length);
}

static gboolean
is_in_order (const int *pairs, guint n)
{
  for (guint i = 1; i < n; i++)
    if (pairs[i] < pairs[i - 1])
      return FALSE;
  return TRUE;
}

static void
compare_items (Walk *w, AttestRecordList *before, AttestRecordList *after)
{
  guint n_before = attest_record_list_get_length (before);
  guint n_after = attest_record_list_get_length (after);
  guint n_found = w->found->len;
  g_autofree int *pairs = g_new (int, n_after + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, n_before + 1);

  for (guint i = 0; i < n_after; i++)
    pairs[i] = -1;
  pair_up (before, after, attest_record_equal, pairs, taken);
  if ((guint64) n_before * n_after <= MAX_SIMILAR_PAIRS)
    pair_up (before, after, is_similar, pairs, taken);
  for (guint j = 0; j < n_before; j++)
    if (!taken[j])
      report (w, attest_difference_dup_item (attest_record_list_get (before, j)), NULL, NULL);
  for (guint i = 0; i < n_after; i++)
    {
      AttestRecord *item = attest_record_list_get (after, i);

      if (pairs[i] < 0)
        report_new (w, item, i);
      else
        compare_pair (w, attest_record_list_get (before, (guint) pairs[i]), item, i);
    }
  if (n_found == w->found->len && !is_in_order (pairs, n_after))
    report (w, NULL, NULL, g_strdup (_ ("Only the order is different.")));
}

static char *
explain (AttestRecord *before, AttestRecord *after, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (after);

  return schema->explain_change != NULL ? schema->explain_change (before, after, field) : NULL;
}

/* A list with an effect of its own is told as a whole first. */
static void
compare_lists (Walk *w, AttestRecord *before, AttestRecord *after, guint field)
{
  AttestRecordList *old_list = attest_record_get_list (before, field);
  AttestRecordList *new_list = attest_record_get_list (after, field);
  AttestPresence old_presence = attest_record_get_presence (before, field);
  AttestPresence new_presence = attest_record_get_presence (after, field);
  g_autofree char *effect = NULL;
  gboolean is_told = FALSE;

  if (old_presence == new_presence && attest_record_list_equal (old_list, new_list))
    return;
  effect = explain (before, after, field);
  is_told = effect != NULL;
  if (is_told)
    report (w,
            attest_difference_dup_value (before, field),
            attest_difference_dup_value (after, field),
            g_steal_pointer (&effect));
  /* A list that is not sent says nothing about what is stored, so its entries are no news. */
  if (!is_told
      || (old_presence != ATTEST_PRESENCE_OMITTED && new_presence != ATTEST_PRESENCE_OMITTED))
    compare_items (w, old_list, new_list);
}

/* Where the old text looks like the new one, what is different is told beside the effect. */
static void
add_look (char **effect, const char *old_text, const char *new_text)
{
  g_autofree char *sign = attest_text_explain_difference (new_text, old_text);
  g_autofree char *before = g_steal_pointer (effect);
  g_autofree char *look = NULL;

  if (sign == NULL)
    {
      *effect = g_steal_pointer (&before);
      return;
    }
  /* Translators: two texts; %s is "here there is U+200B zero width space after “AB12”" */
  look = g_strdup_printf (_ ("Both look the same, but %s."), sign);
  *effect = before != NULL ? g_strdup_printf ("%s %s", look, before) : g_steal_pointer (&look);
}

static void
compare_values (Walk *w, AttestRecord *before, AttestRecord *after, guint field)
{
  g_autofree char *old_text = attest_difference_dup_value (before, field);
  g_autofree char *new_text = attest_difference_dup_value (after, field);
  g_autofree char *effect = NULL;

  if (g_strcmp0 (old_text, new_text) == 0)
    return;
  effect = explain (before, after, field);
  if (old_text != NULL && new_text != NULL)
    add_look (&effect, old_text, new_text);
  report (w, g_steal_pointer (&old_text), g_steal_pointer (&new_text), g_steal_pointer (&effect));
}

static void
compare_field (Walk *w, AttestRecord *before, AttestRecord *after, guint index)
{
  const AttestSchema *schema = attest_record_get_schema (after);
  const AttestField *field = &schema->fields[index];
  gsize path_length = w->path->len;
  gsize label_length = w->label->len;

  g_string_append_printf (
      w->path, "%s%s", path_length > 0 ? "." : "", attest_field_get_path_name (field));
  append_label (w, attest_field_get_label (schema, field));
  if (attest_field_is_list (field))
    compare_lists (w, before, after, index);
  else
    compare_values (w, before, after, index);
  g_string_truncate (w->path, path_length);
  g_string_truncate (w->label, label_length);
}

static void
compare_records (Walk *w, AttestRecord *before, AttestRecord *after)
{
  const AttestSchema *schema = attest_record_get_schema (after);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].key != NULL)
      compare_field (w, before, after, i);
}

/**
 * attest_compare_wire:
 * @schema: the kind of record
 * @before: a request, such as what a service accepted
 * @after: another, such as what would be sent now
 *
 * Compares by what is sent, not by what was typed.
 *
 * Returns: (transfer full) (element-type AttestDifference): what is different, in the order of the
 *   fields; empty if both say the same, or one cannot be read
 */
GPtrArray *
attest_compare_wire (const AttestSchema *schema, const char *before, const char *after)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_difference_free);
  g_autoptr (AttestRecord) old_record =
      attest_codec_read (schema, before, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  g_autoptr (AttestRecord) new_record =
      attest_codec_read (schema, after, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (GString) label = g_string_new (NULL);
  Walk walk = { found, path, label };

  if (old_record != NULL && new_record != NULL)
    compare_records (&walk, old_record, new_record);
  return found;
}

/* Returns: whether the old text and the new one tell what is different: two lists of two entries do
 * not */
gboolean
attest_difference_has_values (const AttestDifference *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_strcmp0 (self->old_text, self->new_text) != 0;
}

/* Returns: (transfer full) (nullable): what became of the value */
static char *
describe_values (const AttestDifference *self)
{
  if (!attest_difference_has_values (self))
    return NULL;
  if (self->old_text != NULL && self->new_text != NULL)
    /* Translators: an old value and a new one. */
    return g_strdup_printf (_ ("“%s” becomes “%s”."), self->old_text, self->new_text);
  if (self->new_text != NULL)
    return g_strdup_printf (_ ("“%s” is added."), self->new_text);
  if (self->old_text != NULL)
    return g_strdup_printf (_ ("“%s” is removed."), self->old_text);
  return NULL;
}

/**
 * attest_difference_describe:
 * @self: a difference
 *
 * Returns: (transfer full): all of it in one line, for the command line and for screen readers
 */
char *
attest_difference_describe (const AttestDifference *self)
{
  g_autofree char *values = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  values = describe_values (self);
  if (values == NULL)
    return g_strdup_printf ("%s: %s", self->label, self->effect != NULL ? self->effect : "");
  return g_strdup_printf ("%s: %s%s%s",
                          self->label,
                          values,
                          self->effect != NULL ? " " : "",
                          self->effect != NULL ? self->effect : "");
}
