/* Fuzz target: anything at all as a service's reply. Two bytes make the status and choose the
 * service and the content type, the rest is the body.
 *
 * Whatever comes, an accepted outcome needs a 2xx status, and every path named is text. */
#include "service/attest-service.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char *const content_types[] = { "application/json", "text/html", NULL, "" };

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const AttestService *service = NULL;
  guint status = 0;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (AttestReply) reply = NULL;
  GPtrArray *texts = NULL;

  if (size < 2)
    return 0;
  status = 100 + (data[0] * 2 + (data[1] & 1)) % 500;
  service = attest_service_get (data[1] & 2 ? "kolleges" : "certsearch");
  body = g_bytes_new_static (data + 2, size - 2);
  reply = service->read_reply (status, content_types[(data[1] >> 2) & 3], body);

  g_assert_nonnull (reply);
  if (attest_reply_get_outcome (reply) == ATTEST_OUTCOME_ACCEPTED)
    g_assert_true (status >= 200 && status < 300);
  g_assert_cmpint (attest_reply_get_outcome (reply), !=, ATTEST_OUTCOME_NONE);
  g_assert_cmpint (attest_reply_get_outcome (reply), !=, ATTEST_OUTCOME_NOT_SENT);
  texts = attest_reply_get_field_texts (reply);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      const AttestFieldText *text = texts->pdata[i];

      g_assert_true (g_utf8_validate (text->path, -1, NULL));
      g_assert_true (g_utf8_validate (text->text, -1, NULL));
    }
  g_assert_true (attest_reply_get_message (reply) == NULL
                 || g_utf8_validate (attest_reply_get_message (reply), -1, NULL));
  return 0;
}
