/* Converting by another program, which here is one that does as it is told: well, badly, for ever.
 * Whatever it does, nothing of it stays. */
#include "attest-config.h"

#include "sheet/attest-convert.h"
#include "sheet/attest-workbook.h"
#include "zip.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *programs; /* folder of the program */
  char *tmp;      /* folder of temporary files */
  GAsyncResult *result;
} Fixture;

static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
static const char *folder; /* of all of them */

static void
set_up (Fixture *fixture, gconstpointer script)
{
  g_autofree char *path = NULL;
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\nPATH=/bin:/usr/bin\nfolder='%s'\n"
                                           "while [ $# -gt 1 ]; do\n"
                                           "  if [ \"$1\" = --outdir ]; then out=$2; fi\n"
                                           "  shift\ndone\n%s\n",
                                           folder,
                                           (const char *) script);

  fixture->programs = g_build_filename (folder, "bin", NULL);
  fixture->tmp = g_build_filename (folder, "tmp", NULL);
  g_mkdir (fixture->programs, 0700);
  path = g_build_filename (fixture->programs, "soffice", NULL);
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PATH", fixture->programs, TRUE);
}

static void
assert_empty (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  g_assert_null (g_dir_read_name (dir));
}

static void
tear_down (Fixture *fixture, gconstpointer script)
{
  g_autofree char *path = g_build_filename (fixture->programs, "soffice", NULL);
  g_autofree char *pid = g_build_filename (folder, "pid", NULL);

  assert_empty (fixture->tmp);
  g_unlink (path);
  g_unlink (pid);
  g_rmdir (fixture->programs);
  g_clear_object (&fixture->result);
  g_free (fixture->programs);
  g_free (fixture->tmp);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static GBytes *
convert (Fixture *fixture, guint seconds, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (ole, sizeof ole);

  attest_convert_async (bytes, seconds, cancellable, keep_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return attest_convert_finish (fixture->result, error);
}

static void
test_good (Fixture *fixture, gconstpointer script)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpstr (attest_convert_get_program (), ==, "LibreOffice");
  bytes = convert (fixture, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), ole, sizeof ole);
}

static void
test_bad (Fixture *fixture, gconstpointer script)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (convert (fixture, 0, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* Returns: whether what the program started has ended */
static gboolean
child_is_gone (void)
{
  g_autofree char *path = g_build_filename (folder, "pid", NULL);
  g_autofree char *pid = NULL;
  g_autofree char *stat_path = NULL;
  g_autofree char *stat = NULL;

  g_assert_true (g_file_get_contents (path, &pid, NULL, NULL));
  stat_path = g_strdup_printf ("/proc/%s/stat", g_strstrip (pid));
  return !g_file_get_contents (stat_path, &stat, NULL, NULL) || strstr (stat, ") Z") != NULL;
}

static void
wait_for_child (void)
{
  while (!child_is_gone ())
    g_usleep (1000);
}

static void
test_late (Fixture *fixture, gconstpointer script)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (convert (fixture, 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  wait_for_child ();
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_autofree char *path = g_build_filename (folder, "pid", NULL);
  g_autofree char *pid = NULL;

  if (!g_file_get_contents (path, &pid, NULL, NULL) || strchr (pid, '\n') == NULL)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled (Fixture *fixture, gconstpointer script)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_timeout_add (5, cancel_cb, cancellable);
  g_assert_null (convert (fixture, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_for_child ();
}

static void
test_none (Fixture *fixture, gconstpointer script)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("PATH", fixture->tmp, TRUE);
  g_assert_null (attest_convert_get_program ());
  g_assert_null (convert (fixture, 0, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static GBytes *
make_ole (const char *name)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) ole, 8);
  for (; *name != '\0'; name++)
    {
      g_byte_array_append (bytes, (const guint8 *) name, 1);
      g_byte_array_append (bytes, (const guint8 *) "", 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

/* What another program can help with, and what none can. */
static void
test_foreign (void)
{
  static const ZipPart binary[] = { { "xl/workbook.bin", "x" }, { NULL } };
  static const ZipPart other[] = { { "word/document.xml", "x" }, { NULL } };
  GBytes *files[] = {
    make_ole ("Workbook"),         make_ole ("Book"),         zip_make (binary, G_MAXUINT, NULL),
    make_ole ("EncryptedPackage"), make_ole ("WordDocument"), zip_make (other, G_MAXUINT, NULL),
    g_bytes_new_static ("a,b", 3)
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_assert_cmpint (attest_workbook_is_foreign (files[i]), ==, i < 3);
      g_bytes_unref (files[i]);
    }
}

#define FOR_EVER "sleep 1000 & echo $! > \"$folder/pid\"; wait"

static const struct
{
  const char *path;
  const char *script;
  void (*test) (Fixture *fixture, gconstpointer script);
} tests[] = {
  { "/convert/good", "cp \"$1\" \"$out/sheet.xlsx\"", test_good },
  { "/convert/bad", "exit 3", test_bad },
  { "/convert/late", FOR_EVER, test_late },
  { "/convert/cancelled", FOR_EVER, test_cancelled },
  { "/convert/none", "", test_none },
};

int
main (int argc, char **argv)
{
  g_autofree char *all = g_dir_make_tmp ("attest-test-XXXXXX", NULL);
  g_autofree char *tmp = g_build_filename (all, "tmp", NULL);
  int code = 0;

  folder = all;
  g_mkdir (tmp, 0700);
  g_setenv ("TMPDIR", tmp, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].script, set_up, tests[i].test, tear_down);
  g_test_add_func ("/convert/foreign", test_foreign);
  code = g_test_run ();
  g_rmdir (tmp);
  g_rmdir (all);
  return code;
}
