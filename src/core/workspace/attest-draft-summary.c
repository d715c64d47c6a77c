/* What a list shows of a record, found out when the record is saved. Main thread; about a
 * millisecond. */
#include "attest-config.h"
#include "workspace/attest-workspace-private.h"

#include "base/attest-text.h"
#include "codec/attest-codec.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

/* Which fields are shown where; a field's number, or -1 for none. */
typedef struct
{
  const AttestSchema *schema;
  int entity;
  int entity_id;
  int status;
  int searched[6]; /* ends with -1 */
} Summary;

static const Summary summaries[] = {
  { .schema = &attest_certificate_schema,
    .entity = ATTEST_CERTIFICATE_ENTITY_NAME,
    .entity_id = ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID,
    .status = ATTEST_CERTIFICATE_STATUS,
    .searched = { ATTEST_CERTIFICATE_NUMBER,
                  ATTEST_CERTIFICATE_ENTITY_NAME,
                  ATTEST_CERTIFICATE_ENTITY_ENGLISH_NAME,
                  ATTEST_CERTIFICATE_ENTITY_TRADING_NAME,
                  ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID,
                  -1 } },
  { .schema = &attest_form_schema,
    .entity = ATTEST_FORM_PROGRAM_NAME,
    .entity_id = -1,
    .status = ATTEST_FORM_TYPE,
    .searched = { ATTEST_FORM_NAME, ATTEST_FORM_PROGRAM_NAME, ATTEST_FORM_PREFIX, -1 } },
};

static char *
dup_text (AttestRecord *record, int field)
{
  return g_strdup (field >= 0 ? attest_record_get_text (record, (guint) field) : "");
}

static char *
make_search_text (AttestRecord *record, const int *fields)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; *fields >= 0; fields++)
    {
      g_string_append (text, attest_record_get_text (record, (guint) *fields));
      g_string_append_c (text, '\n'); /* no search finds across the border of two fields */
    }
  return attest_text_fold_for_search (text->str);
}

static void
count_problems (AttestDraftRow *row, AttestRecord *record, AttestPeers *peers)
{
  AttestCheckContext context = { 0 };
  g_autoptr (GPtrArray) problems = NULL;

  attest_check_context_init (&context);
  context.owner = row->id;
  context.peers = peers;
  problems = attest_check (record, &context);
  row->n_errors = attest_check_count (problems, ATTEST_SEVERITY_ERROR);
  row->n_warnings = attest_check_count (problems, ATTEST_SEVERITY_WARNING);
}

/**
 * attest_draft_summarize:
 * @id: of the draft, old or new
 * @record: its record
 * @peers: what to compare it with
 *
 * Returns: (transfer full): the row to write, made and changed just now
 */
AttestDraftRow *
attest_draft_summarize (const char *id, AttestRecord *record, AttestPeers *peers)
{
  AttestDraftRow *row = g_new0 (AttestDraftRow, 1);
  g_autofree char *body = attest_codec_write (record, ATTEST_CODEC_WIRE);

  row->id = g_strdup (id);
  row->schema = attest_record_get_schema (record);
  row->title = g_strdup (attest_record_get_title (record));
  for (guint i = 0; i < G_N_ELEMENTS (summaries); i++)
    if (summaries[i].schema == row->schema)
      {
        row->entity = dup_text (record, summaries[i].entity);
        row->entity_id = dup_text (record, summaries[i].entity_id);
        row->status = dup_text (record, summaries[i].status);
        row->search = make_search_text (record, summaries[i].searched);
      }
  g_assert (row->search != NULL); /* every kind that can be a draft is in the table */
  count_problems (row, record, peers);
  row->content_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  row->created = row->changed = g_get_real_time ();
  row->record = attest_codec_write (record, ATTEST_CODEC_DRAFT);
  return row;
}
