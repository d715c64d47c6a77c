/* What was decided once and holds for sheets to come: profiles, and what texts mean. Each verb is
 * one transaction. Main thread. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

/* Decisions under a name. */
typedef struct
{
  char *name;
  char *content; /* JSON; NULL: it is to be removed */
  gint64 changed;
} AttestProfileRow;

void attest_profile_row_free (gpointer row);

/* What a person said that a text means, in fields where many records have the same. */
typedef struct
{
  char *path;    /* sites[].country */
  char *value;   /* as it was written */
  char *meaning; /* as it is sent; "": nothing. NULL: it is to be forgotten */
  char *origin;  /* for people: what it was read in */
  gint64 changed;
} AttestValueMap;

void attest_value_map_free (gpointer map);

/* Changes with them. */
#define ATTEST_SETTING_MEANINGS "meanings"

void attest_store_list_profiles_async (AttestStore *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Both (transfer full): of AttestProfileRow, by name, and of AttestValueMap, by path and value. */
gboolean attest_store_list_profiles_finish (AttestStore *self,
                                            GAsyncResult *result,
                                            GPtrArray **profiles,
                                            GPtrArray **maps,
                                            GError **error);

/* Each (nullable) (transfer full): what is there is replaced. */
void attest_store_save_profiles_async (AttestStore *self,
                                       GPtrArray *profiles,
                                       GPtrArray *maps,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
attest_store_save_profiles_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
