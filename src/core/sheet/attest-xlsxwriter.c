/* AttestXlsxwriter. Thread: any. */
#include "attest-config.h"
#include "sheet/attest-xlsxwriter.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gmodule.h>

/* Of the version whose header this was compiled with: another one may lay out its structs
 * otherwise. */
#define FILE_NAME "libxlsxwriter.so." LXW_SOVERSION

static const char *const names[] = {
#define NAME(name) #name,
  ATTEST_XLSXWRITER_FUNCTIONS (NAME)
#undef NAME
};

G_STATIC_ASSERT (sizeof (AttestXlsxwriter) == G_N_ELEMENTS (names) * sizeof (gpointer));

/* @functions: (out) (array): as many as there are names. Returns: whether all of them are there */
static gboolean
find_functions (gpointer *functions)
{
  GModule *module = g_module_open (FILE_NAME, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    return FALSE;
  g_module_make_resident (module);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!g_module_symbol (module, names[i], &functions[i]))
      return FALSE;
  return TRUE;
}

/**
 * attest_xlsxwriter_get:
 * @error: return location for %G_IO_ERROR_NOT_FOUND
 *
 * Loads the library when it is called first, which takes some milliseconds, and again only if that
 * failed: what was missing may have been installed since.
 *
 * Returns: (transfer none) (nullable): its functions, good until the process ends
 */
const AttestXlsxwriter *
attest_xlsxwriter_get (GError **error)
{
  static GMutex mutex;
  static AttestXlsxwriter library;
  static gboolean is_loaded = FALSE;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (!is_loaded)
    is_loaded = find_functions ((gpointer *) &library);
  if (is_loaded)
    return &library;
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_NOT_FOUND,
               /* TRANSLATORS: %s is the reason, in English */
               _ ("XLSX files cannot be written here: %s"),
               g_module_error () != NULL ? g_module_error () : FILE_NAME);
  return NULL;
}
