/* A design as a service lists it: see the header. */
#include "attest-config.h"
#include "service/attest-design.h"

#include "service/attest-service.h"

#include <string.h>

#define N_COLOURS 2
#define LONGEST_ADDRESS 2000 /* bytes */

struct _AttestDesign
{
  GObject parent_instance;

  char *id;
  char *name;
  char *colours[N_COLOURS];
  char *picture;
};

G_DEFINE_FINAL_TYPE (AttestDesign, attest_design, G_TYPE_OBJECT)

static void
attest_design_finalize (GObject *object)
{
  AttestDesign *self = ATTEST_DESIGN (object);

  g_free (self->id);
  g_free (self->name);
  for (guint i = 0; i < N_COLOURS; i++)
    g_free (self->colours[i]);
  g_free (self->picture);
  G_OBJECT_CLASS (attest_design_parent_class)->finalize (object);
}

static void
attest_design_class_init (AttestDesignClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_design_finalize;
}

static void
attest_design_init (AttestDesign *self)
{
}

/* "#1c71d8" and nothing else, for it comes from a stranger and goes into a picture. */
static gboolean
is_colour (const char *text)
{
  return text != NULL && strlen (text) == 7 && *text == '#'
         && strspn (text + 1, "0123456789abcdefABCDEF") == 6;
}

/* It comes from a stranger as well, and is asked for one day. */
static gboolean
is_picture (const char *address)
{
  g_autoptr (GUri) uri =
      strlen (address) <= LONGEST_ADDRESS
          ? g_uri_parse (address, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL)
          : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL
      || strpbrk (address, " \t\r\n\\") != NULL)
    return FALSE;
  return attest_uri_is_private (uri);
}

/**
 * attest_design_new:
 * @id: the service's number for it, as text
 * @name: what it is called there; "": nothing
 * @colours: (nullable): its main and its second colour as "#rrggbb"; anything else is none
 * @picture: (nullable): where a picture of it is; an address that is not encrypted, but to this
 *   computer, or that has more in it than an address of a picture needs, is none
 *
 * Returns: (transfer full): a design
 */
AttestDesign *
attest_design_new (const char *id,
                   const char *name,
                   const char *const colours[2],
                   const char *picture)
{
  AttestDesign *self = NULL;

  g_return_val_if_fail (id != NULL && name != NULL, NULL);

  self = g_object_new (ATTEST_TYPE_DESIGN, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  for (guint i = 0; colours != NULL && i < N_COLOURS; i++)
    if (is_colour (colours[i]))
      self->colours[i] = g_strdup (colours[i]);
  if (picture != NULL && is_picture (picture))
    self->picture = g_strdup (picture);
  return self;
}

/**
 * attest_design_get_id:
 * @self: a design
 *
 * Returns: (transfer none): what a field that names it holds
 */
const char *
attest_design_get_id (AttestDesign *self)
{
  g_return_val_if_fail (ATTEST_IS_DESIGN (self), NULL);
  return self->id;
}

/**
 * attest_design_get_name:
 * @self: a design
 *
 * Returns: (transfer none): what it is called; "": nothing
 */
const char *
attest_design_get_name (AttestDesign *self)
{
  g_return_val_if_fail (ATTEST_IS_DESIGN (self), NULL);
  return self->name;
}

/**
 * attest_design_get_colour:
 * @self: a design
 * @which: 0: its main colour, 1: the second
 *
 * Returns: (transfer none) (nullable): "#rrggbb"; %NULL: it says none
 */
const char *
attest_design_get_colour (AttestDesign *self, guint which)
{
  g_return_val_if_fail (ATTEST_IS_DESIGN (self) && which < N_COLOURS, NULL);
  return self->colours[which];
}

/**
 * attest_design_get_picture:
 * @self: a design
 *
 * Returns: (transfer none) (nullable): the address of a picture of it, on whichever host; %NULL: it
 *   says none that can be asked for
 */
const char *
attest_design_get_picture (AttestDesign *self)
{
  g_return_val_if_fail (ATTEST_IS_DESIGN (self), NULL);
  return self->picture;
}
