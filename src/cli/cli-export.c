/* attestctl export: drafts or the history as a file, or a sheet to fill in. */
#include "attest-config.h"

#include "cli-input.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "intake/attest-record-sheet.h"
#include "model/attest-kinds.h"
#include "store/attest-store-imports.h"
#include "workspace/attest-export.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *path;
  char *format;
  char *layout;
  char *kind;
  int limit;
  gboolean replace;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->path);
  g_free (self->format);
  g_free (self->layout);
  g_free (self->kind);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
is_workbook (AttestExportFormat format)
{
  return g_str_equal (attest_export_format_get_suffix (format), "xlsx");
}

/* Returns: whether @word, or else the end of @path, names a format; without an end it is CSV */
static gboolean
read_format (const char *word, const char *path, AttestExportFormat *format)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *end = strrchr (name, '.');

  *format = ATTEST_EXPORT_CSV;
  if (word == NULL && end == NULL)
    return TRUE;
  /* Of those with one end the first is meant. */
  for (guint i = 0; i < ATTEST_N_EXPORTS; i++)
    {
      *format = (AttestExportFormat) i;
      if (word != NULL
              ? g_ascii_strcasecmp (word, attest_export_format_get_id (*format)) == 0
              : g_ascii_strcasecmp (end + 1, attest_export_format_get_suffix (*format)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Every draft of the kind, in the order of the window. */
static GStrv
load_all (AttestWorkspace *workspace, const AttestSchema *schema, GError **error)
{
  g_autoptr (AttestRegister) list = attest_workspace_new_register (workspace, schema);
  g_auto (CliAwait) await = { NULL };

  attest_register_load_ids_async (list, NULL, cli_await_cb, &await);
  return attest_register_load_ids_finish (list, cli_await (&await), error);
}

static int
write_file (AttestWorkspace *workspace, AttestExport *what, const Options *options)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  gboolean to_stdout = strcmp (options->path, "-") == 0;
  g_autofree char *unjoined = NULL;
  GAsyncResult *result = NULL;
  guint n_rows = 0;

  if (to_stdout)
    what->stream = stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  else
    what->file = file = g_file_new_for_path (options->path);
  attest_workspace_export_async (workspace, what, NULL, cli_await_cb, &await);
  result = cli_await (&await);
  if (!attest_workspace_export_finish (workspace, result, &n_rows, &error))
    return cli_fail (CLI_PROBLEMS, error);
  unjoined = attest_export_describe_unjoined (attest_export_get_n_unjoined (result));
  if (what->history == NULL && what->ids == NULL)
    cli_print (to_stdout ? stderr : stdout, "%s\n", _ ("Template exported"));
  else
    cli_print (to_stdout ? stderr : stdout,
               what->history != NULL
                   ? ngettext ("%u entry exported\n", "%u entries exported\n", n_rows)
                   : ngettext ("%u draft exported\n", "%u drafts exported\n", n_rows),
               n_rows);
  if (unjoined != NULL)
    cli_print (stderr, "%s\n", unjoined);
  return CLI_OK;
}

/* A file with less in it than was asked for would be taken for all of it. */
static int
export_drafts (AttestWorkspace *workspace, AttestExport *what, const Options *options, char **ids)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) all = load_all (workspace, what->schema, &error);

  if (all == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  for (char **id = ids; *id != NULL; id++)
    if (!g_strv_contains ((const char *const *) all, *id))
      {
        cli_print (stderr, _ ("attestctl: there is no draft “%s” of this kind; see --kind\n"), *id);
        cli_tell_list ("drafts --json");
        return CLI_PROBLEMS;
      }
  what->ids = (const char *const *) (*ids != NULL ? ids : all);
  return write_file (workspace, what, options);
}

/* The drafts that came of an import, as they are now; those that are gone are left out. */
static int
export_import (AttestWorkspace *workspace,
               AttestExport *what,
               const Options *options,
               const char *id)
{
  g_autoptr (GError) error = NULL;
  g_auto (CliAwait) await = { NULL };
  g_autoptr (AttestImportInfo) info = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  AttestStore *store = attest_workspace_get_store (workspace);

  attest_store_load_import_async (store, id, NULL, cli_await_cb, &await);
  if (!attest_store_load_import_finish (store, cli_await (&await), &info, &rows, &error))
    return cli_fail (CLI_PROBLEMS, error);
  if (info == NULL || info->schema == NULL)
    {
      cli_print (stderr, _ ("attestctl: there is no import “%s”\n"), id);
      cli_tell_list ("imports");
      return CLI_PROBLEMS;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestImportRow *row = g_ptr_array_index (rows, i);

      if (row->draft_id != NULL)
        g_ptr_array_add (ids, row->draft_id);
    }
  g_ptr_array_add (ids, NULL);
  what->schema = info->schema;
  what->ids = (const char *const *) ids->pdata;
  if (!attest_export_format_is_for (what->format, what->schema))
    return cli_usage (_ ("this template is for another kind of record"));
  return write_file (workspace, what, options);
}

static int
run (const char *what_of, AttestExport *what, const Options *options, char **ids)
{
  static const AttestHistoryFilter everything = { .environment = -1 };
  g_autoptr (GError) error = NULL;
  AttestWorkspace *workspace = NULL;
  int code = CLI_OK;

  if (!options->replace && strcmp (options->path, "-") != 0
      && !cli_check_free (options->path, "--replace", &error))
    return cli_fail (CLI_PROBLEMS, error);
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  if (strcmp (what_of, "history") == 0)
    {
      what->schema = NULL;
      what->history = &everything;
      what->limit = (guint) options->limit;
    }
  if (strcmp (what_of, "drafts") == 0)
    code = export_drafts (workspace, what, options, ids);
  else if (strcmp (what_of, "import") == 0)
    code = export_import (workspace, what, options, ids[0]);
  else
    code = write_file (workspace, what, options);
  return cli_workspace_close (workspace, code);
}

/* Returns: %NULL, or what is wrong with the arguments */
static const char *
check_arguments (int argc, char **argv, const Options *options, const AttestExport *what)
{
  const char *what_of = argc > 1 ? argv[1] : "";
  gboolean is_history = strcmp (what_of, "history") == 0;
  gboolean is_drafts = strcmp (what_of, "drafts") == 0;
  gboolean is_import = strcmp (what_of, "import") == 0;

  if (!is_history && !is_drafts && !is_import && strcmp (what_of, "template") != 0)
    return _ ("use “export drafts [ID…] -o FILE”, “export history -o FILE”, “export import ID -o "
              "FILE” or “export template -o FILE”");
  if ((argc > 2 && !is_drafts && !is_import) || (is_import && argc != 3)
      || (is_import && options->kind != NULL) || options->limit < 0
      || (options->limit > 0 && !is_history)
      || (is_history && (options->kind != NULL || options->layout != NULL)))
    return _ ("these options cannot be combined");
  if (is_history && !attest_export_format_is_for (what->format, NULL))
    return _ ("the history can only be xlsx, csv or json");
  if (!attest_export_format_is_for (what->format, what->schema))
    return _ ("this template is for another kind of record");
  if (strcmp (what_of, "template") == 0 && what->format == ATTEST_EXPORT_JSON)
    return _ ("a template can only be xlsx, csv, template-1 or template-2");
  if (strcmp (options->path, "-") == 0 && is_workbook (what->format) && isatty (STDOUT_FILENO))
    return _ ("a workbook cannot be shown in a terminal: name a file, or lead it into a program");
  return NULL;
}

/* The command: writes a file, never over one that is there without being told. Returns: an exit
 * code */
int
cli_export (int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "output",
      'o',
      0,
      G_OPTION_ARG_FILENAME,
      &options.path,
      N_ ("The file; - is standard output"),
      "FILE" },
    cli_text ("format",
              &options.format,
              N_ ("xlsx, csv, json, template-1 or template-2 (as the name ends)"),
              "FORMAT"),
    cli_text ("layout",
              &options.layout,
              N_ ("B: a row for each standard or site; E: numbered columns (B)"),
              "LETTER"),
    cli_text ("kind", &options.kind, N_ ("Kind of the drafts (certificate)"), "certificate|form"),
    { "limit",
      0,
      0,
      G_OPTION_ARG_INT,
      &options.limit,
      N_ ("Maximum number of history entries; 0: all"),
      "N" },
    cli_flag ("replace", &options.replace, N_ ("Overwrite an existing file")),
    G_OPTION_ENTRY_NULL,
  };
  guint n_kinds = 0;
  AttestExport what = { .schema = attest_kinds_list (&n_kinds)[0] };
  const char *fault = NULL;

  if (!cli_parse (_ ("drafts [ID…] | history | import ID | template"),
                  _ ("Writes drafts, the history, or a blank sheet to fill in, to a file."),
                  entries,
                  &argc,
                  &argv))
    return CLI_USAGE;
  if (options.path == NULL || *options.path == '\0')
    return cli_usage (_ ("specify the file with -o FILE"));
  if (!read_format (options.format, options.path, &what.format))
    return options.format != NULL
               ? cli_usage (
                   _ ("unknown format “%s”; use xlsx, csv, json, template-1 or template-2"),
                   options.format)
               : cli_usage (_ ("“%s” does not end in .xlsx, .csv or .json; name one with --format"),
                            options.path);
  if (options.kind != NULL && !cli_kind_from_id (options.kind, &what.schema))
    return CLI_USAGE;
  if (options.layout != NULL
      && strcmp (options.layout, (char[]){ ATTEST_RECORD_SHEET_ROWS, '\0' }) != 0
      && strcmp (options.layout, (char[]){ ATTEST_RECORD_SHEET_COLUMNS, '\0' }) != 0)
    return cli_usage (_ ("unknown layout “%s”; use B or E"), options.layout);
  what.layout = options.layout != NULL ? *options.layout : 0;
  fault = check_arguments (argc, argv, &options, &what);
  if (fault != NULL)
    return cli_usage ("%s", fault);
  return run (argv[1], &what, &options, argv + 2);
}
