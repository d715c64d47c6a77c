/* AttestPeers: four indexes over a few texts of each draft and each accepted upload.
 *
 * Numbers are the same that a person calls the same; names and ids are looked up by their look, and
 * differ as soon as the service would tell them apart, for a change of case or of a sign that
 * cannot be seen is a change there. Asking costs as much as there are *different* answers, which is
 * one where all is well. Main thread. */
#include "attest-config.h"
#include "check/attest-peers.h"

#include "base/attest-str.h"
#include "base/attest-text.h"

#include <string.h>

typedef struct
{
  char *number; /* as typed, "" for none */
  char *name;   /* likewise, but for what is mended before it is sent */
  char *id;
  gboolean was_accepted;
} Peer;

struct _AttestPeers
{
  GObject parent_instance;

  GHashTable *peers;       /* owner -> Peer */
  GHashTable *by_number;   /* folded number -> set of owners */
  GHashTable *names_of_id; /* look of the id -> (name, or "" -> set of owners) */
  GHashTable *ids_of_name; /* look of the name -> (id -> set of owners) */
  GHashTable *spellings;   /* letters and digits of the id -> GArray of Spelling */
};

/* Of most ids there is one, and an index as those of names would be larger than all the rest. */
typedef struct
{
  char *id;
  char *owner; /* (nullable): the first that has it so, while it has */
  guint n;     /* of owners */
} Spelling;

G_DEFINE_FINAL_TYPE (AttestPeers, attest_peers, G_TYPE_OBJECT)

static void
peer_free (gpointer data)
{
  Peer *peer = data;

  g_free (peer->number);
  g_free (peer->name);
  g_free (peer->id);
  g_free (peer);
}

static GHashTable *
new_table (GDestroyNotify free_value)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
}

static void
unref_table (gpointer table)
{
  g_hash_table_unref (table);
}

static void
attest_peers_finalize (GObject *object)
{
  AttestPeers *self = ATTEST_PEERS (object);

  g_hash_table_unref (self->peers);
  g_hash_table_unref (self->by_number);
  g_hash_table_unref (self->names_of_id);
  g_hash_table_unref (self->ids_of_name);
  g_hash_table_unref (self->spellings);
  G_OBJECT_CLASS (attest_peers_parent_class)->finalize (object);
}

static void
attest_peers_class_init (AttestPeersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_peers_finalize;
}

static void
attest_peers_init (AttestPeers *self)
{
  self->peers = new_table (peer_free);
  self->by_number = new_table (unref_table);
  self->names_of_id = new_table (unref_table);
  self->ids_of_name = new_table (unref_table);
  self->spellings = new_table ((GDestroyNotify) g_array_unref);
}

/**
 * attest_peers_new:
 *
 * Returns: (transfer full): peers of whom nothing is known yet
 */
AttestPeers *
attest_peers_new (void)
{
  return g_object_new (ATTEST_TYPE_PEERS, NULL);
}

static char *
make_text (const char *text)
{
  return attest_text_mend (
      text != NULL ? text : "", ATTEST_TEXT_OUTER_SPACE | ATTEST_TEXT_DECOMPOSED, ATTEST_TEXT_LINE);
}

static Peer *
peer_new (const char *number, const char *entity_name, const char *entity_unique_id)
{
  Peer *peer = g_new0 (Peer, 1);

  peer->number = make_text (number);
  peer->name = make_text (entity_name);
  peer->id = make_text (entity_unique_id);
  return peer;
}

/* @known: (nullable) */
static gboolean
is_same (const Peer *known, const Peer *peer)
{
  return known != NULL && known->was_accepted == peer->was_accepted
         && strcmp (known->number, peer->number) == 0 && strcmp (known->name, peer->name) == 0
         && strcmp (known->id, peer->id) == 0;
}

/* 123-45-67890 and 1234567890. Returns: (transfer full): the letters and digits of @id */
static char *
make_letters (const char *id)
{
  g_autofree char *folded =
      g_str_is_ascii (id) ? g_ascii_strdown (id, -1) : attest_text_fold_code (id);
  GString *letters = g_string_sized_new (strlen (folded) + 1);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_utf8_get_char (p));
  return g_string_free (letters, FALSE);
}

/* The table under @key, made when it is not there. */
static GHashTable *
ensure (GHashTable *table, const char *key, GDestroyNotify free_value)
{
  GHashTable *inner = g_hash_table_lookup (table, key);

  if (inner == NULL)
    {
      inner = new_table (free_value);
      g_hash_table_insert (table, g_strdup (key), inner);
    }
  return inner;
}

static void
add_pair (GHashTable *table, const char *from, const char *to, const char *owner)
{
  g_autofree char *look = attest_text_fold_look (from);
  GHashTable *inner = NULL;

  if (*look == '\0')
    return;
  inner = ensure (table, look, unref_table);
  g_hash_table_add (ensure (inner, to, NULL), g_strdup (owner));
}

static void
drop_owner (GHashTable *table, const char *key, const char *owner)
{
  GHashTable *owners = g_hash_table_lookup (table, key);

  if (owners == NULL)
    return;
  g_hash_table_remove (owners, owner);
  if (g_hash_table_size (owners) == 0)
    g_hash_table_remove (table, key);
}

static void
drop_pair (GHashTable *table, const char *from, const char *to, const char *owner)
{
  g_autofree char *look = attest_text_fold_look (from);
  GHashTable *inner = g_hash_table_lookup (table, look);

  if (inner == NULL)
    return;
  drop_owner (inner, to, owner);
  if (g_hash_table_size (inner) == 0)
    g_hash_table_remove (table, look);
}

static void
spelling_clear (gpointer data)
{
  Spelling *spelling = data;

  g_free (spelling->id);
  g_free (spelling->owner);
}

/* Returns: (transfer none) (nullable): the one that is @id */
static Spelling *
find_spelling (GArray *spellings, const char *id, guint *place)
{
  for (*place = 0; spellings != NULL && *place < spellings->len; (*place)++)
    if (strcmp (g_array_index (spellings, Spelling, *place).id, id) == 0)
      return &g_array_index (spellings, Spelling, *place);
  return NULL;
}

static void
add_spelling (AttestPeers *self, const char *letters, const char *id, const char *owner)
{
  GArray *spellings = g_hash_table_lookup (self->spellings, letters);
  guint place = 0;
  Spelling *known = find_spelling (spellings, id, &place);

  if (*letters == '\0')
    return;
  if (spellings == NULL)
    {
      spellings = g_array_sized_new (FALSE, FALSE, sizeof (Spelling), 1);
      g_array_set_clear_func (spellings, spelling_clear);
      g_hash_table_insert (self->spellings, g_strdup (letters), spellings);
    }
  if (known != NULL)
    known->n++;
  else
    g_array_append_val (spellings, ((Spelling){ g_strdup (id), g_strdup (owner), 1 }));
}

static void
drop_spelling (AttestPeers *self, const char *letters, const char *id, const char *owner)
{
  GArray *spellings = g_hash_table_lookup (self->spellings, letters);
  guint place = 0;
  Spelling *known = find_spelling (spellings, id, &place);

  if (known == NULL)
    return;
  if (g_strcmp0 (known->owner, owner) == 0)
    g_clear_pointer (&known->owner, g_free);
  if (--known->n == 0)
    g_array_remove_index_fast (spellings, place);
  if (spellings->len == 0)
    g_hash_table_remove (self->spellings, letters);
}

/**
 * attest_peers_set:
 * @self: the peers
 * @owner: a draft's id, or for what was accepted from it, the id, a slash and anything
 * @was_accepted: whether this is an accepted upload
 * @number: (nullable): certificate number
 * @entity_name: (nullable): name of the certified entity
 * @entity_unique_id: (nullable): its unique id
 *
 * Adds what is known of one owner, or replaces it.
 *
 * Returns: whether it is something else than before
 */
gboolean
attest_peers_set (AttestPeers *self,
                  const char *owner,
                  gboolean was_accepted,
                  const char *number,
                  const char *entity_name,
                  const char *entity_unique_id)
{
  g_autofree char *key = NULL;
  g_autofree char *letters = NULL;
  Peer *peer = NULL;

  g_return_val_if_fail (ATTEST_IS_PEERS (self), FALSE);
  g_return_val_if_fail (owner != NULL, FALSE);

  peer = peer_new (number, entity_name, entity_unique_id);
  peer->was_accepted = was_accepted;
  if (is_same (g_hash_table_lookup (self->peers, owner), peer))
    {
      peer_free (peer);
      return FALSE;
    }
  attest_peers_remove (self, owner);
  key = attest_text_fold_code (peer->number);
  if (*key != '\0')
    g_hash_table_add (ensure (self->by_number, key, NULL), g_strdup (owner));
  add_pair (self->names_of_id, peer->id, peer->name, owner);
  if (*peer->id != '\0')
    add_pair (self->ids_of_name, peer->name, peer->id, owner);
  letters = make_letters (peer->id);
  add_spelling (self, letters, peer->id, owner);
  g_hash_table_insert (self->peers, g_strdup (owner), peer);
  return TRUE;
}

/**
 * attest_peers_remove:
 * @self: the peers
 * @owner: whose texts to forget; it is no mistake if none are known
 */
void
attest_peers_remove (AttestPeers *self, const char *owner)
{
  g_autofree char *key = NULL;
  g_autofree char *letters = NULL;
  Peer *peer = NULL;

  g_return_if_fail (ATTEST_IS_PEERS (self));
  g_return_if_fail (owner != NULL);

  peer = g_hash_table_lookup (self->peers, owner);
  if (peer == NULL)
    return;
  key = attest_text_fold_code (peer->number);
  drop_owner (self->by_number, key, owner);
  drop_pair (self->names_of_id, peer->id, peer->name, owner);
  drop_pair (self->ids_of_name, peer->name, peer->id, owner);
  letters = make_letters (peer->id);
  drop_spelling (self, letters, peer->id, owner);
  g_hash_table_remove (self->peers, owner);
}

/* Who is affected by what one owner says. */

/* @from: (nullable): a set of owners */
static void
add_all (GHashTable *from, GHashTable *owners)
{
  GHashTableIter iter;
  gpointer owner = NULL;

  if (from == NULL)
    return;
  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &owner, NULL))
    if (!g_hash_table_contains (owners, owner))
      g_hash_table_add (owners, g_strdup (owner));
}

static void
add_all_ends (GHashTable *table, const char *from, GHashTable *owners)
{
  g_autofree char *look = attest_text_fold_look (from);
  GHashTable *inner = g_hash_table_lookup (table, look);
  GHashTableIter iter;
  gpointer of_one = NULL;

  if (inner == NULL)
    return;
  g_hash_table_iter_init (&iter, inner);
  while (g_hash_table_iter_next (&iter, NULL, &of_one))
    add_all (of_one, owners);
}

static void
add_all_spellings (AttestPeers *self, const char *id, GHashTable *owners)
{
  g_autofree char *letters = make_letters (id);
  GArray *spellings = g_hash_table_lookup (self->spellings, letters);

  for (guint i = 0; spellings != NULL && i < spellings->len; i++)
    add_all_ends (self->names_of_id, g_array_index (spellings, Spelling, i).id, owners);
}

static void
add_sharing (AttestPeers *self, const Peer *peer, const Peer *other, GHashTable *owners)
{
  g_autofree char *key = attest_text_fold_code (peer->number);

  if (strcmp (peer->number, other->number) != 0)
    add_all (g_hash_table_lookup (self->by_number, key), owners);
  if (strcmp (peer->name, other->name) == 0 && strcmp (peer->id, other->id) == 0)
    return;
  add_all_ends (self->names_of_id, peer->id, owners);
  add_all_ends (self->ids_of_name, peer->name, owners);
  if (strcmp (peer->id, other->id) != 0)
    add_all_spellings (self, peer->id, owners);
}

/**
 * attest_peers_add_affected:
 * @self: the peers
 * @owner: somebody, who may say something else now
 * @number: (nullable): what it says now; %NULL, like the next two, also if it is to be removed
 * @entity_name: (nullable): likewise
 * @entity_unique_id: (nullable): likewise
 * @owners: (element-type utf8): a set
 *
 * Adds to @owners all of whom something else may be found as soon as @owner is set to this: who
 * shares with it what was another before, or is another now. @owner itself may be among them. It
 * costs as much as there are such.
 */
void
attest_peers_add_affected (AttestPeers *self,
                           const char *owner,
                           const char *number,
                           const char *entity_name,
                           const char *entity_unique_id,
                           GHashTable *owners)
{
  static const Peer nobody = { (char *) "", (char *) "", (char *) "", FALSE };
  const Peer *before = NULL;
  Peer *now = NULL;

  g_return_if_fail (ATTEST_IS_PEERS (self));
  g_return_if_fail (owner != NULL && owners != NULL);

  before = g_hash_table_lookup (self->peers, owner);
  if (before == NULL)
    before = &nobody;
  now = peer_new (number, entity_name, entity_unique_id);
  add_sharing (self, before, now, owners);
  add_sharing (self, now, before, owners);
  peer_free (now);
}

static gboolean
is_own (const char *owner, const char *other)
{
  gsize length = owner != NULL ? strlen (owner) : 0;

  return owner != NULL && strncmp (owner, other, length) == 0
         && (other[length] == '\0' || other[length] == '/');
}

static const char *
find_other_owner (GHashTable *owners, const char *owner)
{
  GHashTableIter iter;
  gpointer other = NULL;

  g_hash_table_iter_init (&iter, owners);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    if (!is_own (owner, other))
      return other;
  return NULL;
}

static const char *
find_other_end (GHashTable *table, const char *owner, const char *from, const char *to)
{
  g_autofree char *look = attest_text_fold_look (from);
  g_autofree char *own = make_text (to);
  GHashTable *inner = g_hash_table_lookup (table, look);
  GHashTableIter iter;
  gpointer other = NULL;
  gpointer owners = NULL;

  if (inner == NULL || attest_str_is_blank (own))
    return NULL;
  g_hash_table_iter_init (&iter, inner);
  while (g_hash_table_iter_next (&iter, &other, &owners))
    if (*(const char *) other != '\0' && strcmp (other, own) != 0
        && find_other_owner (owners, owner) != NULL)
      return other;
  return NULL;
}

/**
 * attest_peers_find_same_number:
 * @self: the peers
 * @owner: (nullable): the draft that asks
 * @number: its certificate number
 *
 * Returns: (transfer none) (nullable): the owner of another certificate with this number
 */
const char *
attest_peers_find_same_number (AttestPeers *self, const char *owner, const char *number)
{
  g_autofree char *key = NULL;
  GHashTable *owners = NULL;

  g_return_val_if_fail (ATTEST_IS_PEERS (self), NULL);

  key = attest_text_fold_code (number);
  owners = g_hash_table_lookup (self->by_number, key);
  return owners != NULL ? find_other_owner (owners, owner) : NULL;
}

/**
 * attest_peers_find_other_name:
 * @self: the peers
 * @owner: (nullable): the draft that asks
 * @unique_id: its entity's unique id
 * @name: its entity's name
 *
 * Returns: (transfer none) (nullable): another name that somebody else gave to this id
 */
const char *
attest_peers_find_other_name (AttestPeers *self,
                              const char *owner,
                              const char *unique_id,
                              const char *name)
{
  g_return_val_if_fail (ATTEST_IS_PEERS (self), NULL);
  return find_other_end (self->names_of_id, owner, unique_id, name);
}

/**
 * attest_peers_find_other_id:
 * @self: the peers
 * @owner: (nullable): the draft that asks
 * @name: its entity's name
 * @unique_id: its entity's unique id
 *
 * Returns: (transfer none) (nullable): another id that somebody else gave to this name
 */
const char *
attest_peers_find_other_id (AttestPeers *self,
                            const char *owner,
                            const char *name,
                            const char *unique_id)
{
  g_return_val_if_fail (ATTEST_IS_PEERS (self), NULL);
  return find_other_end (self->ids_of_name, owner, name, unique_id);
}

/**
 * attest_peers_find_other_spelling:
 * @self: the peers
 * @owner: (nullable): the draft that asks
 * @unique_id: its entity's unique id
 *
 * Returns: (transfer none) (nullable): the same letters and digits with other signs between them,
 * as somebody else has them
 */
const char *
attest_peers_find_other_spelling (AttestPeers *self, const char *owner, const char *unique_id)
{
  g_autofree char *letters = NULL;
  g_autofree char *own = NULL;
  GArray *spellings = NULL;

  g_return_val_if_fail (ATTEST_IS_PEERS (self) && unique_id != NULL, NULL);

  letters = make_letters (unique_id);
  spellings = g_hash_table_lookup (self->spellings, letters);
  own = make_text (unique_id);
  for (guint i = 0; spellings != NULL && i < spellings->len; i++)
    {
      const Spelling *other = &g_array_index (spellings, Spelling, i);
      const gboolean is_mine =
          other->n == 1 && other->owner != NULL && is_own (owner, other->owner);

      if (!is_mine && strcmp (other->id, own) != 0)
        return other->id;
    }
  return NULL;
}

/**
 * attest_peers_accepted_pair:
 * @self: the peers
 * @unique_id: an entity's unique id
 * @name: and its name
 *
 * Returns: whether an upload that was accepted says so, and not only a draft
 */
gboolean
attest_peers_accepted_pair (AttestPeers *self, const char *unique_id, const char *name)
{
  GHashTable *names = NULL;
  GHashTable *owners = NULL;
  GHashTableIter iter;
  gpointer owner = NULL;
  g_autofree char *look = attest_text_fold_look (unique_id);
  g_autofree char *tidy_name = make_text (name);

  g_return_val_if_fail (ATTEST_IS_PEERS (self), FALSE);
  names = g_hash_table_lookup (self->names_of_id, look);
  owners = names != NULL ? g_hash_table_lookup (names, tidy_name) : NULL;
  if (owners == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, owners);
  while (g_hash_table_iter_next (&iter, &owner, NULL))
    if (attest_peers_get_was_accepted (self, owner))
      return TRUE;
  return FALSE;
}

/**
 * attest_peers_get_was_accepted:
 * @self: the peers
 * @owner: an owner, such as attest_peers_find_same_number() gives
 *
 * Returns: whether it is an accepted upload rather than a draft
 */
gboolean
attest_peers_get_was_accepted (AttestPeers *self, const char *owner)
{
  Peer *peer = NULL;

  g_return_val_if_fail (ATTEST_IS_PEERS (self), FALSE);
  peer = owner != NULL ? g_hash_table_lookup (self->peers, owner) : NULL;
  return peer != NULL && peer->was_accepted;
}

/**
 * attest_peers_get_number:
 * @self: the peers
 * @owner: an owner, such as attest_peers_find_same_number() gives
 *
 * Returns: (transfer none): its number as it stands there
 */
const char *
attest_peers_get_number (AttestPeers *self, const char *owner)
{
  Peer *peer = NULL;

  g_return_val_if_fail (ATTEST_IS_PEERS (self), "");
  peer = owner != NULL ? g_hash_table_lookup (self->peers, owner) : NULL;
  return peer != NULL ? peer->number : "";
}
