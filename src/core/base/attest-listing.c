/* Names one after the other: see the header. What stands between them, and the quotation marks, are
 * the language's own. Thread: any. */
#include "attest-config.h"
#include "base/attest-listing.h"

#include <glib/gi18n-lib.h>

static void
part (GString *self)
{
  if (self->len > 0)
    /* TRANSLATORS: between two of several names in a sentence */
    g_string_append (self, C_ ("in a list", ", "));
}

/* @self: the names before @name; @name: for people */
void
attest_listing_add (GString *self, const char *name)
{
  g_return_if_fail (self != NULL && name != NULL);

  part (self);
  g_string_append (self, name);
}

/* Likewise, in quotation marks. */
void
attest_listing_add_quoted (GString *self, const char *name)
{
  g_return_if_fail (self != NULL && name != NULL);

  part (self);
  /* TRANSLATORS: one of several names in a sentence */
  g_string_append_printf (self, C_ ("in a list", "“%s”"), name);
}

/* @names: (element-type utf8). Returns: (transfer full): all of them, each in quotation marks */
char *
attest_listing_quote (const GPtrArray *names)
{
  GString *all = g_string_new (NULL);

  g_return_val_if_fail (names != NULL, g_string_free (all, FALSE));

  for (guint i = 0; i < names->len; i++)
    attest_listing_add_quoted (all, g_ptr_array_index (names, i));
  return g_string_free (all, FALSE);
}

/* There are more than @self has. */
void
attest_listing_add_more (GString *self)
{
  g_return_if_fail (self != NULL);

  attest_listing_add (self, "…");
}
