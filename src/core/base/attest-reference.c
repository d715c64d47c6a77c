/* Getting at the reference lists. They are registered with the first use, because a resource in a
 * static library has nobody else to do it. Thread: any. */
#include "attest-config.h"
#include "base/attest-reference.h"

#include "data/reference/attest-reference-resources.h"

#include <gio/gio.h>

static GBytes *
load (const char *name, GError **error)
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

/**
 * attest_reference_load_list:
 * @name: a file in data/reference
 * @member: the list in it
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): the list; %NULL, with a warning,
 *   if it cannot be read
 */
JsonArray *
attest_reference_load_list (const char *name, const char *member)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = load (name, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (bytes != NULL
      && json_parser_load_from_data (
          parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    return json_array_ref (json_object_get_array_member (
        json_node_get_object (json_parser_get_root (parser)), member));
  g_warning ("The list %s cannot be read: %s", name, error->message);
  return NULL;
}
