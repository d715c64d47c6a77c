/* The services Attest knows, and what holds for the addresses of all of them. Thread: any. */
#include "attest-config.h"
#include "service/attest-service-private.h"

#include "model/attest-kinds.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SERVICES 8

static const AttestService *services[MAX_SERVICES] = {
  &attest_certsearch_service,
  &attest_kolleges_service,
};
static guint n_services = 2;

/**
 * attest_service_list:
 * @n: (out) (optional): how many there are
 *
 * Returns: (transfer none) (array length=n): every service, in the order to show them
 */
const AttestService *const *
attest_service_list (guint *n)
{
  if (n != NULL)
    *n = n_services;
  return services;
}

/**
 * attest_service_register:
 * @service: one more, with an id and a kind of record of its own; it has to stay as it is
 *
 * Puts a service behind those in the list above. To be called before anything else asks for the
 * list, as a test does that shows what a service needs.
 */
void
attest_service_register (const AttestService *service)
{
  g_return_if_fail (n_services < MAX_SERVICES);
  g_return_if_fail (attest_service_get (service->id) == NULL);
  g_return_if_fail (attest_service_for_schema (service->schema) == NULL);

  attest_kinds_register (service->schema);
  services[n_services++] = service;
}

/**
 * attest_service_get:
 * @id: (nullable): a service's id, perhaps from a file or a person
 *
 * Returns: (transfer none) (nullable): that service
 */
const AttestService *
attest_service_get (const char *id)
{
  for (guint i = 0; i < n_services; i++)
    if (g_strcmp0 (services[i]->id, id) == 0)
      return services[i];
  return NULL;
}

/**
 * attest_service_for_schema:
 * @schema: (nullable): a kind of record
 *
 * Returns: (transfer none) (nullable): the service that takes such records
 */
const AttestService *
attest_service_for_schema (const AttestSchema *schema)
{
  for (guint i = 0; i < n_services; i++)
    if (services[i]->schema == schema)
      return services[i];
  return NULL;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

/**
 * attest_uri_is_loopback:
 * @uri: an address
 *
 * Returns: whether it is this computer, by a name or a number that no network and no proxy has a
 *   say in
 */
gboolean
attest_uri_is_loopback (GUri *uri)
{
  const char *name = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = name != NULL ? g_inet_address_new_from_string (name) : NULL;

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return name != NULL && g_ascii_strcasecmp (name, "localhost") == 0;
}

/**
 * attest_uri_is_private:
 * @uri: an absolute address
 *
 * Returns: whether nobody on the way reads what is asked for there: it is encrypted, or does not
 *   leave this computer
 */
gboolean
attest_uri_is_private (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  return g_str_equal (scheme, "https")
         || (g_str_equal (scheme, "http") && attest_uri_is_loopback (uri));
}

static gboolean
check_uri (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *name = g_uri_get_host (uri);

  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return refuse (error, _ ("The address must begin with “https://”"));
  if (name == NULL || *name == '\0' || g_uri_get_port (uri) == 0)
    return refuse (error, _ ("The address contains no server name"));
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, _ ("The address must not contain a user name or password"));
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (error, _ ("The address must not contain “?” or “#”"));
  if (!attest_uri_is_private (uri))
    return refuse (error,
                   _ ("An address without encryption (“http://”) can only be on this computer"));
  return TRUE;
}

static GUri *
parse_host (const char *host, GError **error)
{
  g_autofree char *text = g_strdup (host != NULL ? host : "");
  g_autoptr (GUri) uri = NULL;

  if (*g_strstrip (text) == '\0')
    {
      refuse (error, _ ("No address is set"));
      return NULL;
    }
  /* Not decoded, so that what is stored, shown and sent is one and the same text. */
  uri = g_uri_parse (text, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL || strpbrk (text, " \t\r\n\\") != NULL)
    {
      refuse (error, _ ("This is not a web address"));
      return NULL;
    }
  return check_uri (uri, error) ? g_steal_pointer (&uri) : NULL;
}

/**
 * attest_service_check_host:
 * @host: (nullable): a base URL as somebody entered it
 * @error: why it can not be one, translated; of %G_IO_ERROR
 *
 * A base URL is `https` (or `http` to this computer), a server, perhaps a port and a path, and
 * nothing else: no user name, no query, no fragment. Blanks around it do not count.
 *
 * Returns: whether @host can be a base URL
 */
gboolean
attest_service_check_host (const char *host, GError **error)
{
  g_autoptr (GUri) uri = parse_host (host, error);

  return uri != NULL;
}

/**
 * attest_service_normalise_host:
 * @host: (nullable): a base URL as somebody entered it
 * @error: as from attest_service_check_host()
 *
 * Two spellings of one address have to be one text, since keys, pacing and history belong to it:
 * scheme and server in lower case, no default port, no slash at the end.
 *
 * Returns: (transfer full) (nullable): that text, or %NULL if @host can not be a base URL
 */
char *
attest_service_normalise_host (const char *host, GError **error)
{
  g_autoptr (GUri) uri = parse_host (host, error);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *port = NULL;
  gboolean is_ipv6 = FALSE;

  if (uri == NULL)
    return NULL;
  name = g_ascii_strdown (g_uri_get_host (uri), -1);
  is_ipv6 = strchr (name, ':') != NULL;
  path = g_strdup (g_uri_get_path (uri));
  for (gsize n = strlen (path); n > 0 && path[n - 1] == '/'; n--)
    path[n - 1] = '\0';
  if (g_uri_get_port (uri) > 0
      && g_uri_get_port (uri) != (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    port = g_strdup_printf (":%d", g_uri_get_port (uri));
  return g_strdup_printf ("%s://%s%s%s%s%s",
                          g_uri_get_scheme (uri),
                          is_ipv6 ? "[" : "",
                          name,
                          is_ipv6 ? "]" : "",
                          port != NULL ? port : "",
                          path);
}

static char *
dup_server (GUri *uri)
{
  char *name = g_ascii_strdown (g_uri_get_host (uri), -1);

  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';
  return name;
}

/* Returns: the other environment of which @uri is known to be the server; @environment: none */
static AttestEnvironment
find_other (const AttestService *self, AttestEnvironment environment, GUri *uri)
{
  g_autofree char *name = dup_server (uri);

  for (AttestEnvironment i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    {
      g_autoptr (GUri) known =
          i != environment && self->hosts[i] != NULL ? parse_host (self->hosts[i], NULL) : NULL;
      g_autofree char *other = known != NULL ? dup_server (known) : NULL;

      if (g_strcmp0 (name, other) == 0)
        return i;
    }
  return environment;
}

static gboolean
check_environment (const AttestService *self,
                   AttestEnvironment environment,
                   GUri *uri,
                   GError **error)
{
  AttestEnvironment other = find_other (self, environment, uri);

  if (other == environment)
    return TRUE;
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_ARGUMENT,
               /* Translators: %s is an environment: “Production” */
               _ ("This is the address of another environment: %s"),
               attest_environment_get_label (other));
  return FALSE;
}

/**
 * attest_service_check_place:
 * @self: a service
 * @environment: one of its environments
 * @host: the base URL that is kept for it
 * @error: as from attest_service_check_host()
 *
 * An older version kept the server of one environment for another one, too.
 *
 * Returns: whether it is no other environment's server
 */
gboolean
attest_service_check_place (const AttestService *self,
                            AttestEnvironment environment,
                            const char *host,
                            GError **error)
{
  g_autoptr (GUri) uri = parse_host (host, error);

  return uri != NULL && check_environment (self, environment, uri, error);
}

/**
 * attest_service_find_base:
 * @self: a service
 * @environment: what the address is to be used for
 * @address: (nullable): what somebody entered: a base URL, or the whole address that records are
 *   sent to as documents print it
 * @is_whole: (out) (optional): whether it was the latter, and its path was taken off
 * @error: as from attest_service_check_host()
 *
 * As attest_service_normalise_host(); a practice service besides is always on this computer, since
 * nothing that is practised with may leave it, and what is known to be the server of one
 * environment is none of another: what is sent as a test would be there for everybody to see, and
 * what is there for nobody would be taken for published.
 *
 * Returns: (transfer full) (nullable): the base URL to keep
 */
char *
attest_service_find_base (const AttestService *self,
                          AttestEnvironment environment,
                          const char *address,
                          gboolean *is_whole,
                          GError **error)
{
  g_autoptr (GUri) uri = parse_host (address, error);
  g_autofree char *base = attest_service_normalise_host (address, NULL);
  gboolean ends_in_path = base != NULL && g_str_has_suffix (base, self->path);

  if (is_whole != NULL)
    *is_whole = ends_in_path;
  if (uri == NULL)
    return NULL;
  if (environment == ATTEST_ENVIRONMENT_PRACTICE && !attest_uri_is_loopback (uri))
    {
      refuse (error, _ ("The practice service can only be on this computer"));
      return NULL;
    }
  if (!check_environment (self, environment, uri, error))
    return NULL;
  if (ends_in_path)
    base[strlen (base) - strlen (self->path)] = '\0';
  return g_steal_pointer (&base);
}

/**
 * attest_service_make_url:
 * @self: a service
 * @host: (nullable): its base URL in the environment in question
 *
 * Returns: (transfer full) (nullable): the address records are sent to; %NULL where @host is none
 */
char *
attest_service_make_url (const AttestService *self, const char *host)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  base = attest_service_normalise_host (host, NULL);
  return base != NULL ? g_strconcat (base, self->path, NULL) : NULL;
}

/**
 * attest_service_make_bulk_url:
 * @self: a service
 * @host: (nullable): its base URL in the environment in question
 *
 * Returns: (transfer full) (nullable): the address many records are sent to at once; %NULL where
 *   @host is none, or there is no such address
 */
char *
attest_service_make_bulk_url (const AttestService *self, const char *host)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  base = self->bulk != NULL ? attest_service_normalise_host (host, NULL) : NULL;
  return base != NULL ? g_strconcat (base, self->bulk->path, NULL) : NULL;
}

/* The documents show 15 a page, and no limit. */
#define PAGE_SIZE 50u

/**
 * attest_service_list_make_url:
 * @self: a list of a service
 * @host: (nullable): the service's base URL in the environment in question
 * @page: which page, from 1 on; of one that is single: the only one
 *
 * Returns: (transfer full) (nullable): the address of a page; %NULL where @host is none or there is
 *   no such list
 */
char *
attest_service_list_make_url (const AttestServiceList *self, const char *host, guint page)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  base = self->path != NULL ? attest_service_normalise_host (host, NULL) : NULL;
  if (base == NULL)
    return NULL;
  return self->is_single
             ? g_strconcat (base, self->path, NULL)
             : g_strdup_printf ("%s%s?page=%u&pageSize=%u", base, self->path, page, PAGE_SIZE);
}

/**
 * attest_service_list_make_path:
 * @self: a list that is single
 * @id: the service's id of what is asked for; from a reply, so anything may stand in it
 *
 * Returns: (transfer full): the path of that one
 */
char *
attest_service_list_make_path (const AttestServiceList *self, const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (self->path, escaped, NULL);
}

/**
 * attest_service_get_designs_of:
 * @self: a service
 * @field: a field
 *
 * Returns: (nullable): the designs that @field names by their ids
 */
const AttestDesignKind *
attest_service_get_designs_of (const AttestService *self, const AttestField *field)
{
  for (const AttestDesignKind *kind = self->designs; kind != NULL && kind->id != NULL; kind++)
    if (&self->schema->fields[kind->field] == field)
      return kind;
  return NULL;
}

static void
effect_free (gpointer data)
{
  g_free (((AttestEffect *) data)->sentence);
  g_free (data);
}

/* Returns: (transfer full) (element-type AttestEffect): none yet */
GPtrArray *
attest_effects_new (void)
{
  return g_ptr_array_new_with_free_func (effect_free);
}

/**
 * attest_effects_add:
 * @effects: what sending does
 * @sentence: something more, translated
 * @count: (nullable): what is said of several that do it
 */
void
attest_effects_add (GPtrArray *effects, const char *sentence, char *(*count) (guint n))
{
  AttestEffect *effect = g_new (AttestEffect, 1);

  *effect = (AttestEffect){ g_strdup (sentence), count };
  g_ptr_array_add (effects, effect);
}
