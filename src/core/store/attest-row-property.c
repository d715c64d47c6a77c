/* Properties of objects that show a row: see the header. Main thread. */
#include "attest-config.h"
#include "store/attest-row-property.h"

#include "base/attest-str.h"

#define READ_ONLY (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)

/* @name: static. Returns: (transfer floating): a text, empty until the row is known */
GParamSpec *
attest_row_property_text (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, READ_ONLY);
}

/* A count, or the number of a state or an environment. */
GParamSpec *
attest_row_property_number (const char *name)
{
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, READ_ONLY);
}

/* Microseconds: since 1970, UTC, or of a duration. */
GParamSpec *
attest_row_property_time (const char *name)
{
  return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, READ_ONLY);
}

GParamSpec *
attest_row_property_flag (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE, READ_ONLY);
}

/* @place: where @object keeps it; @text is copied. */
void
attest_row_set_text (gpointer object, GParamSpec *property, char **place, const char *text)
{
  if (attest_str_set (place, text))
    g_object_notify_by_pspec (object, property);
}

void
attest_row_set_number (gpointer object, GParamSpec *property, guint *place, guint number)
{
  if (*place == number)
    return;
  *place = number;
  g_object_notify_by_pspec (object, property);
}

void
attest_row_set_time (gpointer object, GParamSpec *property, gint64 *place, gint64 time)
{
  if (*place == time)
    return;
  *place = time;
  g_object_notify_by_pspec (object, property);
}
