/* Fuzz target: anything at all as a file, or as a record's JSON. The first byte chooses the kind
 * and the form, or the way of a file: bytes, encoding, records.
 *
 * What was read must survive being written as a draft and read again, and what was written for the
 * wire must be readable without a word about its syntax. */
#include "check/attest-check.h"
#include "codec/attest-codec.h"
#include "intake/attest-intake.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static AttestRecord *
read_again (AttestRecord *record, AttestCodecFlags flags)
{
  g_autofree char *json = attest_codec_write (record, flags);
  g_autoptr (GError) error = NULL;
  AttestRecord *again =
      attest_codec_read (attest_record_get_schema (record), json, -1, flags, NULL, &error);

  g_assert_no_error (error);
  return again;
}

static void
try_record (AttestRecord *record)
{
  g_autoptr (AttestRecord) draft = read_again (record, ATTEST_CODEC_DRAFT);
  g_autoptr (AttestRecord) wire = read_again (record, ATTEST_CODEC_WIRE);
  AttestCheckContext context;
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (attest_record_equal (record, draft));
  attest_check_context_init (&context);
  found = attest_check (record, &context);
  for (guint i = 0; i < found->len; i++)
    attest_problem_apply_fix (found->pdata[i], wire);
}

static void
try_file (const AttestSchema *schema, const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = attest_intake_read_bytes (schema, bytes, &error);

  g_assert_true ((items == NULL) == (error != NULL));
  g_assert_true (items == NULL || items->len > 0);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      AttestCodecItem *item = items->pdata[i];

      g_assert_true (item->record != NULL || item->problems->len > 0);
      if (item->record != NULL)
        try_record (item->record);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const AttestSchema *schema = NULL;
  AttestCodecFlags flags = ATTEST_CODEC_WIRE;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) record = NULL;

  if (size == 0)
    return 0;
  schema = data[0] & 1 ? &attest_form_schema : &attest_certificate_schema;
  flags = data[0] & 2 ? ATTEST_CODEC_DRAFT : ATTEST_CODEC_WIRE;
  if ((data[0] & 4) != 0)
    {
      try_file (data[0] & 2 ? schema : NULL, data + 1, size - 1);
      return 0;
    }
  record = attest_codec_read (
      schema, (const char *) data + 1, (gssize) size - 1, flags, &problems, NULL);
  if (record != NULL)
    try_record (record);
  return 0;
}
