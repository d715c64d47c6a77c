/* Fuzz target: anything at all typed as a date or sent as Retry-After.
 *
 * A date that was understood must mean the same day when its wire form is read again. */
#include "base/attest-date.h"
#include "base/attest-text.h"
#include "http/attest-failure.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_date (const char *text)
{
  AttestDateReading reading;
  GDate date;
  GDate again;

  g_date_clear (&date, 1);
  g_date_clear (&again, 1);
  attest_date_read (text, &reading);
  g_assert_cmpuint (reading.n_readings, <=, ATTEST_DATE_MOST_READINGS);
  for (guint i = 0; i < reading.n_readings; i++)
    g_assert_true (g_date_valid (&reading.readings[i]));
  if (attest_date_parse (text, &date) != ATTEST_DATE_INVALID)
    {
      g_autofree char *wire = attest_date_format (&date);

      g_assert_cmpint (attest_date_parse (wire, &again), ==, ATTEST_DATE_WIRE);
      g_assert_cmpint (g_date_compare (&date, &again), ==, 0);
    }
}

static void
try_date_time (const char *text)
{
  gint64 moment = 0;
  gint64 again = 0;

  if (attest_date_time_parse (text, &moment) != ATTEST_DATE_INVALID)
    {
      g_autofree char *wire = attest_date_time_format (moment);

      g_assert_cmpint (attest_date_time_parse (wire, &again), ==, ATTEST_DATE_WIRE);
      g_assert_cmpint (moment / 1000, ==, again / 1000);
    }
}

/* Whatever a file holds for a moment can be written down. */
static void
try_any_moment (const uint8_t *data, size_t size)
{
  gint64 moment = 0;
  g_autofree char *text = NULL;

  memcpy (&moment, data, MIN (size, sizeof moment));
  text = attest_date_time_format (moment);
  g_assert_nonnull (text);
}

/* What is compared stays the same when it is folded again. */
static void
try_fold (const char *text)
{
  char *(*const folds[]) (const char *) = { attest_text_fold_look,
                                            attest_text_fold_code,
                                            attest_text_fold_tight,
                                            attest_text_fold_for_search };

  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autofree char *once = folds[i](text);
      g_autofree char *twice = folds[i](once);
      g_autofree char *difference = attest_text_explain_difference (text, once);

      g_assert_true (g_utf8_validate (once, -1, NULL));
      g_assert_cmpstr (once, ==, twice);
    }
}

static void
try_retry_after (const char *text)
{
  const gint64 now = G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC;
  guint seconds = 0;

  if (attest_retry_after_parse (text, now, &seconds))
    g_assert_cmpuint (seconds, <=, ATTEST_MAX_RETRY_AFTER);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autofree char *tidy = NULL;
  g_autofree char *folded = NULL;

  try_any_moment (data, size);
  try_date (text);
  try_date_time (text);
  tidy = attest_text_tidy (text, ATTEST_TEXT_CODE);
  g_assert_true (g_utf8_validate (tidy, -1, NULL));
  g_assert_cmpint (attest_text_find_oddities (tidy, ATTEST_TEXT_CODE) & ATTEST_TEXT_MENDABLE
                       & ~ATTEST_TEXT_ESCAPED,
                   ==,
                   0);
  folded = attest_text_fold_for_search (text);
  g_assert_true (g_utf8_validate (folded, -1, NULL));
  try_fold (text);
  try_retry_after (text);
  return 0;
}
