/* AttestPlace: a plain value. Thread: any. */
#include "attest-config.h"
#include "service/attest-place.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (AttestPlace, attest_place, attest_place_copy, attest_place_free)

/**
 * attest_place_new:
 * @service: (nullable): a service; %NULL is one that this version does not know
 * @environment: one of its environments
 * @host: (nullable): its base URL there as attest_service_normalise_host() writes it; %NULL: none
 *
 * Returns: (transfer full): that place, with a copy of @host
 */
AttestPlace *
attest_place_new (const AttestService *service, AttestEnvironment environment, const char *host)
{
  AttestPlace *self = g_new (AttestPlace, 1);

  *self = (AttestPlace){ service, environment, g_strdup (host) };
  return self;
}

/**
 * attest_place_copy:
 * @self: (nullable): a place, on the stack or not
 *
 * Returns: (transfer full) (nullable): the same place with a host of its own
 */
AttestPlace *
attest_place_copy (const AttestPlace *self)
{
  return self != NULL ? attest_place_new (self->service, self->environment, self->host) : NULL;
}

/**
 * attest_place_free:
 * @self: (transfer full) (nullable): what attest_place_new() or attest_place_copy() returned
 */
void
attest_place_free (AttestPlace *self)
{
  if (self == NULL)
    return;
  g_free ((char *) self->host);
  g_free (self);
}

/**
 * attest_place_equal:
 * @a: (type AttestPlace): a place
 * @b: (type AttestPlace): another one
 *
 * Returns: whether both are the same, as a #GEqualFunc
 */
gboolean
attest_place_equal (gconstpointer a, gconstpointer b)
{
  const AttestPlace *one = a;
  const AttestPlace *other = b;

  return one->service == other->service && one->environment == other->environment
         && g_strcmp0 (one->host, other->host) == 0;
}

/**
 * attest_place_hash:
 * @place: (type AttestPlace): a place
 *
 * Returns: a #GHashFunc's number for it
 */
guint
attest_place_hash (gconstpointer place)
{
  const AttestPlace *self = place;

  return (g_direct_hash (self->service) * 31 + self->environment) * 31
         + (self->host != NULL ? g_str_hash (self->host) : 0);
}

/**
 * attest_place_is_loopback:
 * @self: a place
 *
 * Returns: whether its host is this computer, as attest_uri_is_loopback(); %FALSE where it has none
 */
gboolean
attest_place_is_loopback (const AttestPlace *self)
{
  g_autoptr (GUri) uri =
      self->host != NULL ? g_uri_parse (self->host, G_URI_FLAGS_ENCODED, NULL) : NULL;

  return uri != NULL && attest_uri_is_loopback (uri);
}

/**
 * attest_place_get_lasting_host:
 * @self: a place
 *
 * The practice service has another address each time, and is the same one.
 *
 * Returns: (transfer none): what its host is known by for longer than a run; "" where that is
 *   practice, or has none
 */
const char *
attest_place_get_lasting_host (const AttestPlace *self)
{
  return self->environment == ATTEST_ENVIRONMENT_PRACTICE || self->host == NULL ? "" : self->host;
}

/**
 * attest_place_describe_host:
 * @self: a place
 *
 * Of the practice service the port and the word that lets in are of this run alone, and tell a
 * person nothing.
 *
 * Returns: (transfer full) (nullable): its host as a person knows it; %NULL where it has none
 */
char *
attest_place_describe_host (const AttestPlace *self)
{
  const char *name = self->host != NULL ? strstr (self->host, "://") : NULL;

  if (self->host != NULL && self->environment == ATTEST_ENVIRONMENT_PRACTICE)
    return g_strdup (_ ("This computer"));
  return g_strdup (name != NULL ? name + strlen ("://") : self->host);
}
