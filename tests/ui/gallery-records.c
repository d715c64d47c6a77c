/* What is in the program while its views are looked at. See gallery-views.h. */
#include "attest-config.h"
#include "gallery-views.h"

#include "codec/attest-codec.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <errno.h>
#include <sqlite3.h>

/* "@-30" is the day thirty days ago. */
static gboolean
write_day_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  g_autofree char *days = g_match_info_fetch (match, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, atoi (days));
  g_autofree char *text = g_date_time_format (day, "%F");

  g_string_append (result, text);
  return FALSE;
}

static GPtrArray *
read_records (const AttestSchema *schema, const char *file)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "data", "register", file, NULL);
  g_autoptr (GRegex) pattern = g_regex_new ("@([+-]\\d+)", 0, 0, NULL);
  g_autofree char *data = NULL;
  g_autofree char *dated = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  dated = g_regex_replace_eval (pattern, data, -1, 0, 0, write_day_cb, NULL, &error);
  g_assert_no_error (error);
  items = attest_codec_read_any (schema, dated, -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (records,
                     g_object_ref (((AttestCodecItem *) g_ptr_array_index (items, i))->record));
  return records;
}

static GPtrArray *
add_records (Gallery *self, GPtrArray *records)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = NULL;

  attest_workspace_add_drafts_async (workspace, records, NULL, gallery_keep_result_cb, &result);
  gallery_wait_until (self, "the records to be kept", gallery_has_result, &result);
  drafts = attest_workspace_add_drafts_finish (workspace, result, &error);
  g_assert_no_error (error);
  return drafts;
}

AttestRecord *
gallery_make_certificate (guint i)
{
  g_autoptr (GPtrArray) records = read_records (&attest_certificate_schema, "certificates.json");

  return g_object_ref (g_ptr_array_index (records, i));
}

AttestDraft *
gallery_add_record (Gallery *self, AttestRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GPtrArray) drafts = NULL;

  g_ptr_array_add (records, record);
  drafts = add_records (self, records);
  return g_object_ref (g_ptr_array_index (drafts, 0));
}

AttestDraft *
gallery_get_certificate (Gallery *self, guint i)
{
  return g_ptr_array_index (self->certificates, i);
}

static gboolean
is_practice_there (Gallery *self, gpointer data)
{
  guint n = 0;
  const AttestService *const *services = attest_service_list (&n);

  return attest_workspace_get_host (
             attest_application_get_workspace (self->app), services[0], ATTEST_ENVIRONMENT_PRACTICE)
         != NULL;
}

void
gallery_enqueue (Gallery *self, AttestDraft *draft, AttestEnvironment environment)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  AttestOutbox *outbox = attest_workspace_get_outbox (workspace);
  const char *ids[] = { attest_draft_get_id (draft), NULL };
  const AttestPlanMany many = { .ids = ids, .environment = environment };
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) queued = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GError) error = NULL;

  attest_workspace_plan_drafts_async (workspace, &many, NULL, gallery_keep_result_cb, &planned);
  gallery_wait_until (self, "a plan", gallery_has_result, &planned);
  plans = attest_workspace_plan_drafts_finish (workspace, planned, &error);
  g_assert_no_error (error);
  attest_outbox_writer_enqueue_async (
      attest_outbox_get_writer (outbox), plans, FALSE, NULL, gallery_keep_result_cb, &queued);
  gallery_wait_until (self, "it to be queued", gallery_has_result, &queued);
  submissions =
      attest_outbox_writer_enqueue_finish (attest_outbox_get_writer (outbox), queued, &error);
  g_assert_no_error (error);
}

gboolean
gallery_is_outbox_quiet (Gallery *self, gpointer data)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (attest_application_get_workspace (self->app));

  return attest_outbox_get_n_queued (outbox) == 0 && !attest_outbox_get_sending (outbox);
}

void
gallery_send (Gallery *self, AttestDraft *draft, const char *mishap)
{
  gallery_act (self, "practice-reply", mishap);
  gallery_enqueue (self, draft, ATTEST_ENVIRONMENT_PRACTICE);
  gallery_wait_until (self, "it to be sent", gallery_is_outbox_quiet, NULL);
}

void
gallery_set_paused (Gallery *self, gboolean paused)
{
  attest_outbox_set_paused (
      attest_workspace_get_outbox (attest_application_get_workspace (self->app)), paused);
}

void
gallery_fill (Gallery *self)
{
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GPtrArray) forms = NULL;

  if (self->certificates != NULL)
    return;
  certificates = read_records (&attest_certificate_schema, "certificates.json");
  forms = read_records (&attest_form_schema, "forms.json");
  self->certificates = add_records (self, certificates);
  self->forms = add_records (self, forms);
  gallery_wait_until (self, "the practice service", is_practice_there, NULL);
  for (guint i = 0; i < GALLERY_N_SENT; i++)
    gallery_send (self,
                  gallery_get_certificate (self, i),
                  i % 9 == GALLERY_REFUSED ? "refuse"
                  : i == GALLERY_UNKNOWN   ? "drop-after"
                                           : "none");
  for (guint i = 0; i < 3; i++)
    gallery_send (self, g_ptr_array_index (self->forms, i), "none");
}

void
gallery_go_back_to_practice (Gallery *self)
{
  gallery_unselect (self);
  gallery_set_environment ("practice");
  gallery_wait_until (self, "the practice service", is_practice_there, NULL);
}

/* What SQLite writes with, replaced as it lets tests do: on a disk that is full. */

static gssize
write_nothing (int file, const void *bytes, size_t length, off_t at)
{
  errno = ENOSPC;
  return -1;
}

void
gallery_set_disk_full (gboolean is_full)
{
  static const char *const calls[] = { "pwrite", "pwrite64" };
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    vfs->xSetSystemCall (vfs, calls[i], is_full ? (sqlite3_syscall_ptr) write_nothing : NULL);
}
