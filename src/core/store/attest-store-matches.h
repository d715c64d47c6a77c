/* What there is already of records that are being imported: drafts, what an environment accepted
 * last, and what is missing among them. The verb is one transaction. Main thread. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

/* What is there of a record that is being imported. */
typedef struct
{
  char *draft_id;      /* (nullable): of the draft with the same key, or the same content */
  char *record;        /* (nullable): as typed */
  char *content_hash;  /* (nullable) */
  char *entity_id;     /* (nullable) */
  char *imported_hash; /* (nullable): as it was imported last; another: a person changed it since */
  gboolean is_current; /* the draft is what some environment accepted */
  gboolean is_open;    /* it waits, or nobody knows what became of it, where it is compared */

  gboolean is_by_number; /* the number alone is the same: what was looked for says no more */

  char *published_hash;      /* (nullable): of what the environment accepted last */
  char *published_body;      /* (nullable): what was sent then */
  char *published_entity_id; /* (nullable) */
} AttestFound;

void attest_found_free (gpointer found);

/* What the environment has, or the import before had, and this one has not. */
typedef struct
{
  char *key;
  char *title;
  char *entity;
  char *status; /* (nullable): of what was accepted */
} AttestMissing;

typedef struct
{
  const AttestSchema *schema;
  gboolean has_environment; /* compared with what was accepted there */
  AttestEnvironment environment;
  GPtrArray *keys;       /* of texts: natural keys; "" */
  GPtrArray *hashes;     /* of texts: of what would be sent, for those without a key */
  GPtrArray *drafts;     /* of texts: ids of the drafts they were written from; "" */
  GPtrArray *entities;   /* of texts: unique ids of whom they are about; "" */
  const char *sha256;    /* of the file */
  const char *import_id; /* (nullable): its own, once it is kept */
  const char *profile;   /* (nullable) */
} AttestMatchWish;

void attest_store_find_matches_async (AttestStore *self,
                                      const AttestMatchWish *wish,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* @found: of AttestFound, in the order of the keys. @missing: of AttestMissing. @kept: when the
 * same file was imported before; 0: never. */
gboolean attest_store_find_matches_finish (AttestStore *self,
                                           GAsyncResult *result,
                                           GPtrArray **found,
                                           GPtrArray **missing,
                                           gint64 *kept,
                                           GError **error);

/* On the store's thread, inside a call. */
gboolean attest_matches_find_draft (AttestDb *db,
                                    const AttestSchema *schema,
                                    const char *key,
                                    char **id,
                                    GError **error);

G_END_DECLS
