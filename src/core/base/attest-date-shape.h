/* What the letters and digits of a date look like, before anything is made of them. Private to this
 * folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ATTEST_DATE_MAX_SHAPE 16

/* A date seen as a row of signs: `4` and `2` for a number of four digits and of one or two, `3` of
 * three, `8` and `6` for three numbers in one, `5` for a number of a day, `M` for a month's name,
 * `y` `m` `d` for 년 월 일, ` ` between two numbers, and punctuation as itself. */
typedef struct
{
  char shape[ATTEST_DATE_MAX_SHAPE + 1];
  guint numbers[3 * ATTEST_DATE_MAX_SHAPE]; /* of the numbers and month names, in order */
  guint n_signs;
  guint n_numbers;
  GDateWeekday weekday; /* G_DATE_BAD_WEEKDAY: none is named */
  gboolean is_thai;     /* by the name of its month */
} AttestDateShape;

typedef struct
{
  gboolean is_there;
  gint64 microseconds; /* since midnight */
  gboolean has_zone;
  int offset; /* seconds east of UTC */
} AttestTimeOfDay;

/* What years are counted from in a country. */
typedef struct
{
  const char *name;
  int before; /* the year before its first */
  gsize n_digits;
  guint first; /* day, as 20190501; 0: its name alone proves nothing */
  guint last;  /* 0: it goes on */
} AttestDateEra;

char *attest_date_normalize (const char *typed);
const AttestDateEra *attest_date_take_era (char **normal);
gboolean attest_date_era_has (const AttestDateEra *era, const GDate *date);
gboolean attest_date_take_shape (const char *normal, AttestDateShape *shape);
gboolean attest_date_split_time (char *normal, AttestTimeOfDay *time);
guint attest_date_expand_year (guint year);

G_END_DECLS
