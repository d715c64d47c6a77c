/* What the store keeps of imports: their files and decisions, what each of their rows became, and
 * what undoing them takes back. Each verb is one transaction. Main thread. */
#pragma once

#include "store/attest-draft.h"
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

/* One import. Its states: open (perhaps half of it is kept), kept, undone. */
typedef struct
{
  char *id;
  const AttestSchema *schema; /* NULL: of a kind this program does not know */
  char *name;                 /* of the file, for people */
  char *sha256;
  char *profile; /* (nullable) */
  char *state;
  char *decisions; /* JSON */
  guint n_rows;
  guint n_records;
  gint64 created;
  gint64 changed;

  GBytes *bytes;   /* (nullable): the file; only where it is to be written, or was asked for */
  guint n_created; /* drafts; read only */
  guint n_updated;
  guint n_others;
} AttestImportInfo;

void attest_import_info_free (AttestImportInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestImportInfo, attest_import_info_free)

void attest_store_save_import_async (AttestStore *self,
                                     AttestImportInfo *info,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_store_save_import_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_list_imports_async (AttestStore *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
attest_store_list_imports_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_load_import_async (AttestStore *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_store_load_import_finish (AttestStore *self,
                                          GAsyncResult *result,
                                          AttestImportInfo **info,
                                          GPtrArray **rows,
                                          GError **error);

/* What became of one record of an import. */
typedef struct
{
  guint row; /* the first of its rows, from 1: what tells it from others of its import */
  char *title;
  char *key;
  char *effect; /* create, update, nothing, conflict, left-out; what happened, once it is written */
  char *comparison;   /* (nullable) */
  char *draft_id;     /* (nullable) */
  char *before;       /* (nullable): the draft's record before it was updated */
  char *content_hash; /* (nullable): of the draft afterwards */

  AttestDraftRow *draft; /* (nullable): to be written */
  char *expected_hash;   /* (nullable): the draft is left alone if it is another by then */
  char *expected_other;  /* (nullable): the draft of another company that has the number */

  gboolean is_edited; /* read only: the draft is another by now */
  gboolean is_sent;   /* or was sent, or is to be */
} AttestImportRow;

void attest_import_row_free (gpointer row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestImportRow, attest_import_row_free)

/* @rows: (transfer full) (element-type AttestImportRow): those that are kept already are passed
 * over. Finishes with them, as they are kept. */
void attest_store_keep_rows_async (AttestStore *self,
                                   const char *import_id,
                                   GPtrArray *rows,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *attest_store_keep_rows_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* @rows: (transfer full): those with a draft of an update are written as they were before; those
 * that were created go. What was edited or sent meanwhile stays, and is told by is_edited and
 * is_sent. The import is undone then. */
void attest_store_undo_import_async (AttestStore *self,
                                     const char *import_id,
                                     GPtrArray *rows,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
attest_store_undo_import_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
