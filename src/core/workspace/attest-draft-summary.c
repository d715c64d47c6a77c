/* What a list shows of a record, found out when the record is saved. Main thread; about a
 * millisecond. */
#include "attest-config.h"

#include "codec/attest-codec.h"
#include "model/attest-roles.h"
#include "workspace/attest-workspace-private.h"

static void
count_problems (AttestDraftRow *row, AttestRecord *record, const AttestCheckContext *context)
{
  g_autoptr (GPtrArray) problems = attest_check (record, context);

  row->n_errors = attest_check_count (problems, ATTEST_SEVERITY_ERROR);
  row->n_warnings = attest_check_count (problems, ATTEST_SEVERITY_WARNING);
}

static void
take_roles (AttestDraftRow *row, AttestRecord *record)
{
  g_auto (AttestRoles) roles = { 0 };

  attest_roles_read (&roles, record);
  row->search = g_steal_pointer (&roles.search);
  row->standards = g_steal_pointer (&roles.standards);
  row->expiry = g_steal_pointer (&roles.ends);
  row->natural_key = g_steal_pointer (&roles.key);
}

/**
 * attest_draft_summarize:
 * @id: of the draft, old or new
 * @record: its record
 * @context: what to compare it with
 *
 * Returns: (transfer full): the row to write, made and changed just now
 */
AttestDraftRow *
attest_draft_summarize (const char *id, AttestRecord *record, const AttestCheckContext *context)
{
  AttestDraftRow *row = g_new0 (AttestDraftRow, 1);
  g_autofree char *body = attest_codec_write (record, ATTEST_CODEC_WIRE);

  row->id = g_strdup (id);
  row->schema = attest_record_get_schema (record);
  row->title = g_strdup (attest_record_get_title (record));
  row->entity = g_strdup (attest_record_get_role (record, row->schema->entity));
  row->entity_id = g_strdup (attest_record_get_role (record, row->schema->entity_id));
  row->status = g_strdup (attest_record_get_role (record, row->schema->status));
  take_roles (row, record);
  count_problems (row, record, context);
  row->content_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  row->created = row->changed = g_get_real_time ();
  row->record = attest_codec_write (record, ATTEST_CODEC_DRAFT);
  return row;
}
