/* The submissions of a store: one object for each id, as long as somebody holds it, so that the
 * outbox, the history and an editor speak of the same one. The store owns none. Main thread. */
#include "attest-config.h"
#include "store/attest-store-private.h"

#include "store/attest-submission-private.h"

typedef struct
{
  AttestStore *store;
  AttestSubmission *submission; /* not owned */
  char *id;
} Entry;

static void
forget_submission (gpointer data, GObject *where_it_was)
{
  Entry *entry = data;

  entry->submission = NULL;
  g_hash_table_remove (attest_store_get_submissions (entry->store), entry->id);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->submission != NULL)
    g_object_weak_unref (G_OBJECT (entry->submission), forget_submission, entry);
  g_free (entry->id);
  g_free (entry);
}

/* Returns: (transfer full): for a store's use, empty: id → object, none of which it owns */
GHashTable *
attest_store_make_submissions (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
}

static void
remember_submission (AttestStore *self, AttestSubmission *submission)
{
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry){ self, submission, g_strdup (attest_submission_get_id (submission)) };
  g_object_weak_ref (G_OBJECT (submission), forget_submission, entry);
  g_hash_table_insert (attest_store_get_submissions (self), entry->id, entry);
}

/**
 * attest_store_adopt_submission:
 * @self: a store
 * @placeholder: (nullable): an object without an id, used for the row if there is none of that id
 * @row: a row as read
 *
 * Returns: (transfer full): the one object of that id, up to date; is it another one than
 *   @placeholder, it must take its place in lists
 */
AttestSubmission *
attest_store_adopt_submission (AttestStore *self,
                               AttestSubmission *placeholder,
                               const AttestSubmissionRow *row)
{
  Entry *entry = g_hash_table_lookup (attest_store_get_submissions (self), row->id);
  AttestSubmission *submission = NULL;

  if (entry != NULL)
    {
      submission = g_object_ref (entry->submission);
      attest_submission_update (submission, row);
      return submission;
    }
  submission =
      placeholder != NULL ? g_object_ref (placeholder) : attest_submission_new_placeholder ();
  attest_submission_update (submission, row);
  remember_submission (self, submission);
  return submission;
}

/**
 * attest_store_ref_submission:
 * @self: a store
 * @row: a row as read
 *
 * Returns: (transfer full): the one object of that id, up to date
 */
AttestSubmission *
attest_store_ref_submission (AttestStore *self, const AttestSubmissionRow *row)
{
  return attest_store_adopt_submission (self, NULL, row);
}

/**
 * attest_store_take_submissions:
 * @self: a store
 * @rows: (transfer full): rows that were just written, or found to be changed by another process
 *
 * Brings the objects of @rows up to date and tells everybody.
 *
 * Returns: (transfer full): their #AttestSubmission objects, in the same order
 */
GPtrArray *
attest_store_take_submissions (AttestStore *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) owned = rows;
  GPtrArray *submissions = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (submissions, attest_store_ref_submission (self, g_ptr_array_index (rows, i)));
  if (submissions->len > 0)
    attest_store_emit_submissions_changed (self, submissions);
  return submissions;
}

/* The same for one. */
AttestSubmission *
attest_store_take_submission (AttestStore *self, AttestSubmissionRow *row)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_submission_row_free);
  g_autoptr (GPtrArray) submissions = NULL;

  g_ptr_array_add (rows, row);
  submissions = attest_store_take_submissions (self, rows);
  return g_object_ref (g_ptr_array_index (submissions, 0));
}
