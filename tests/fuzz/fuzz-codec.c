/* Fuzz target: anything at all as a record's JSON. The first byte chooses the kind and the form.
 *
 * What was read must survive being written as a draft and read again, and what was written for the
 * wire must be readable without a word about its syntax. */
#include "check/attest-check.h"
#include "codec/attest-codec.h"
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
  attest_codec_guess_schema ((const char *) data + 1, (gssize) size - 1);
  record = attest_codec_read (
      schema, (const char *) data + 1, (gssize) size - 1, flags, &problems, NULL);
  if (record != NULL)
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
  return 0;
}
