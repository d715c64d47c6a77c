/* Tables and JSON on standard output. Main thread. */
#include "cli-output.h"

#include "base/attest-ident.h"

#include <stdio.h>

struct _CliTable
{
  guint n_columns;
  GPtrArray *rows; /* of GStrv; the first are the titles */
};

/* Columns on a terminal: Hangul and the like take two. */
static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* @titles: ends with NULL; their number is the number of columns. */
CliTable *
cli_table_new (const char *const *titles)
{
  CliTable *self = g_new0 (CliTable, 1);

  self->n_columns = g_strv_length ((char **) titles);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  cli_table_add (self, titles);
  return self;
}

/* @cells: one for each column; NULL is empty. Control characters are shown as blanks, so that
 * nothing a server said can play with the terminal. */
void
cli_table_add (CliTable *self, const char *const *cells)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      row[i] = g_strdup (cells[i] != NULL ? cells[i] : "");
      for (char *p = row[i]; *p != '\0'; p++)
        if (g_ascii_iscntrl (*p))
          *p = ' ';
    }
  g_ptr_array_add (self->rows, row);
}

static guint
get_column_width (CliTable *self, guint column)
{
  guint width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    width = MAX (width, get_width (((char **) self->rows->pdata[i])[column]));
  return width;
}

void
cli_table_print (CliTable *self)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    widths[i] = get_column_width (self, i);
  for (guint r = 0; r < self->rows->len; r++)
    for (guint i = 0; i < self->n_columns; i++)
      {
        const char *cell = ((char **) self->rows->pdata[r])[i];
        gboolean last = i + 1 == self->n_columns;

        printf ("%s%*s", cell, last ? 0 : (int) (widths[i] - get_width (cell) + 2), "");
        if (last)
          putchar ('\n');
      }
}

void
cli_table_free (CliTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* @value: (nullable): becomes null */
void
cli_json_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/* @microseconds: since 1970, UTC; 0 becomes null */
void
cli_json_time (JsonBuilder *builder, const char *name, gint64 microseconds)
{
  g_autofree char *text = microseconds != 0 ? attest_time_format (microseconds) : NULL;

  cli_json_member (builder, name, text);
}

void
cli_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  puts (text);
}

/* Returns: (transfer full): the moment on the user's clock, "" for 0 */
char *
cli_format_time (gint64 microseconds)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (microseconds == 0)
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  local = g_date_time_to_local (utc);
  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}
