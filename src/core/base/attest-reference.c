/* Getting at the reference lists. They are registered with the first use, because a resource in a
 * static library has nobody else to do it. Thread: any. */
#include "attest-config.h"
#include "base/attest-reference.h"

#include <gio/gio.h>

#include "data/reference/attest-reference-resources.h"

/**
 * attest_reference_load:
 * @name: a file in data/reference
 * @error: return location for an error
 *
 * Returns: (transfer full): its content, or %NULL with @error set
 */
GBytes *
attest_reference_load (const char *name, GError **error)
{
  static gsize registered = 0;
  g_autofree char *path = g_strconcat ("/io/github/attest_app/Attest/reference/", name, NULL);

  if (g_once_init_enter (&registered))
    {
      attest_reference_register_resource ();
      g_once_init_leave (&registered, 1);
    }
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}
