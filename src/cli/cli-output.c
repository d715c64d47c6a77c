/* All that attestctl writes: lines, tables and JSON. Titles and texts come from files and servers
 * of strangers, and a terminal obeys what is written to it; so everything is made plain in here.
 * Main thread. */
#include "attest-config.h"
#include "cli-output.h"

#include "base/attest-date.h"
#include "base/attest-sign.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

struct _CliTable
{
  guint n_columns;
  GPtrArray *rows; /* of GStrv; the first are the titles */
};

/* Why standard output could not be written, when it could not for the first time; 0: it could. The
 * stream remembers only that. */
static int output_code;

/* Control characters move the cursor, change colours or answer in the user's name; others turn the
 * direction of the words around them.
 *
 * Returns: (transfer full): valid UTF-8 with lines and tabs; what is not plain is written as JSON
 * does, so that JSON means the same as before */
static char *
make_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (attest_sign_is_fit_to_show (c) || c == '\n' || c == '\t')
        g_string_append_unichar (plain, c);
      else if (c != '\r' || p[1] != '\n')
        g_string_append_printf (plain, "\\u%04x", c);
    }
  return g_string_free (plain, FALSE);
}

/* What was done to standard output did not succeed: errno says why. */
static void
note_failure (void)
{
  if (output_code == 0)
    output_code = errno != 0 ? errno : EIO;
}

/**
 * cli_output_flush:
 *
 * Writes to standard output what was printed so far, for whoever reads along. What could not be
 * written is told by cli_output_end().
 *
 * Returns: whether all of it is written
 */
gboolean
cli_output_flush (void)
{
  errno = 0;
  if (fflush (stdout) != 0 || ferror (stdout))
    note_failure ();
  return output_code == 0;
}

/**
 * cli_output_end:
 *
 * Ends what is written to standard output, and says on standard error why it could not be; but not
 * where nobody reads it any more.
 *
 * Returns: whether all of it is written
 */
gboolean
cli_output_end (void)
{
  if (cli_output_flush () && close (STDOUT_FILENO) != 0 && errno != EBADF)
    note_failure ();
  if (output_code != 0 && output_code != EPIPE)
    {
      cli_print (stderr, "attestctl: ");
      cli_print (stderr, _ ("The output could not be written: %s"), g_strerror (output_code));
      cli_print (stderr, "\n");
    }
  return output_code == 0;
}

/**
 * cli_print:
 * @out: where to
 * @format: as for fprintf()
 *
 * As fprintf(), in plain text. What could not be written is told by cli_output_end().
 */
void
cli_print (FILE *out, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  plain = make_plain (text);
  errno = 0;
  if (fputs (plain, out) == EOF && out == stdout)
    note_failure ();
}

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

/**
 * cli_table_new:
 * @titles: (array zero-terminated=1): one for each column
 *
 * Returns: (transfer full): a table with that first line
 */
CliTable *
cli_table_new (const char *const *titles)
{
  CliTable *self = g_new0 (CliTable, 1);

  self->n_columns = g_strv_length ((char **) titles);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  cli_table_add (self, titles);
  return self;
}

/**
 * cli_table_add:
 * @self: a table
 * @cells: one for each column; %NULL is empty; a cell is one line
 */
void
cli_table_add (CliTable *self, const char *const *cells)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    row[i] = g_strdelimit (make_plain (cells[i] != NULL ? cells[i] : ""), "\n\t", ' ');
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

/**
 * cli_table_print:
 * @self: a table
 *
 * To standard output, columns below each other.
 */
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

        cli_print (stdout,
                   "%s%*s%s",
                   cell,
                   last ? 0 : (int) (widths[i] - get_width (cell) + 2),
                   "",
                   last ? "\n" : "");
      }
}

/**
 * cli_table_free:
 * @self: (transfer full): a table
 */
void
cli_table_free (CliTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * cli_json_member:
 * @builder: in an object
 * @name: the key
 * @value: (nullable): its text; %NULL becomes null
 */
void
cli_json_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * cli_json_record:
 * @builder: in an object
 * @number: of a record in a file of several; of the only one, 0, nothing is said
 */
void
cli_json_record (JsonBuilder *builder, guint number)
{
  if (number == 0)
    return;
  json_builder_set_member_name (builder, "record");
  json_builder_add_int_value (builder, number);
}

/**
 * cli_json_time:
 * @builder: in an object
 * @name: the key
 * @microseconds: since 1970, UTC; 0 becomes null
 */
void
cli_json_time (JsonBuilder *builder, const char *name, gint64 microseconds)
{
  g_autofree char *text = microseconds != 0 ? attest_date_time_format (microseconds) : NULL;

  cli_json_member (builder, name, text);
}

/**
 * cli_json_print:
 * @builder: with one whole value
 *
 * To standard output.
 */
void
cli_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  cli_print (stdout, "%s\n", text);
}

/**
 * cli_format_time:
 * @microseconds: since 1970, UTC
 *
 * Returns: (transfer full): the moment on the user's clock, "" for 0
 */
char *
cli_format_time (gint64 microseconds)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (microseconds == 0)
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  if (local == NULL)
    return attest_date_time_format (microseconds); /* as it stands in the file */
  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

/**
 * cli_check_free:
 * @path: of a file that is to be written
 * @option: (nullable): the one that writes over it
 * @error: return location for %G_IO_ERROR_EXISTS
 *
 * Returns: whether there is none: nothing is written over that the user did not name as such
 */
gboolean
cli_check_free (const char *path, const char *option, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (option != NULL)
    /* Translators: a file, and an option: --replace */
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_EXISTS,
                 _ ("“%s” exists. Use %s to overwrite it."),
                 path,
                 option);
  else
    g_set_error (error,
                 G_IO_ERROR,
                 G_IO_ERROR_EXISTS,
                 _ ("“%s” exists. Remove it first, or choose another name."),
                 path);
  return FALSE;
}
