/* AttestRegister: the drafts of one kind as a register, a lazy GListModel of AttestDraft: what each
 * is, what is to do with it, and what the chosen environment has of it. Main thread.
 *
 * Nothing is read before somebody asks for an item or for how many there are; counting is done from
 * the first query on. A side bar may have one for its counts alone. */
#pragma once

#include "store/attest-draft.h"
#include "store/attest-paged-list.h"

G_BEGIN_DECLS

/* What of a kind is shown. */
typedef enum
{
  ATTEST_REGISTER_ALL,
  ATTEST_REGISTER_TO_DO,    /* something is wrong with it: errors or warnings */
  ATTEST_REGISTER_READY,    /* no errors, and the environment has it not, or has another state */
  ATTEST_REGISTER_REFUSED,  /* the newest attempt was refused */
  ATTEST_REGISTER_UNKNOWN,  /* it is not known what became of the newest attempt */
  ATTEST_REGISTER_CHANGED,  /* what is there is not what would be sent now */
  ATTEST_REGISTER_WAITING,  /* in the outbox: waiting or being sent */
  ATTEST_REGISTER_EXPIRING, /* ends within %ATTEST_REGISTER_EXPIRING_DAYS, today included */
  ATTEST_N_REGISTER_FILTERS
} AttestRegisterFilter;

#define ATTEST_REGISTER_EXPIRING_DAYS 30

typedef enum
{
  ATTEST_REGISTER_BY_CHANGED,
  ATTEST_REGISTER_BY_TITLE,
  ATTEST_REGISTER_BY_ENTITY,
  ATTEST_REGISTER_BY_STANDARDS,
  ATTEST_REGISTER_BY_EXPIRY,
  ATTEST_REGISTER_BY_TO_DO,
  ATTEST_REGISTER_BY_PUBLISHED,
  ATTEST_N_REGISTER_ORDERS
} AttestRegisterOrder;

typedef struct
{
  AttestEnvironment environment; /* whose state of things filters, counts and order speak of */
  AttestRegisterFilter filter;
  const char *search; /* (nullable): part of number, names, status, standards or outcome word */
  AttestRegisterOrder order;
  gboolean descending;
} AttestRegisterQuery;

#define ATTEST_TYPE_REGISTER (attest_register_get_type ())
G_DECLARE_FINAL_TYPE (AttestRegister, attest_register, ATTEST, REGISTER, AttestPagedList)

void attest_register_set_query (AttestRegister *self, const AttestRegisterQuery *query);
void attest_register_count_only (AttestRegister *self);

/* Of all drafts of the kind, in the environment of the query; signal "counts-changed". */
guint attest_register_get_count (AttestRegister *self, AttestRegisterFilter filter);

/* Every draft of the query, in its order: what is filtered, as a whole. */
void attest_register_load_ids_async (AttestRegister *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GStrv attest_register_load_ids_finish (AttestRegister *self, GAsyncResult *result, GError **error);

/* Where a draft stands now, to select it. */
void attest_register_find_async (AttestRegister *self,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
#define ATTEST_REGISTER_NOWHERE G_MAXUINT
gboolean attest_register_find_finish (AttestRegister *self,
                                      GAsyncResult *result,
                                      guint *position,
                                      GError **error);

const char *attest_register_filter_get_label (AttestRegisterFilter filter);
gboolean attest_register_filter_from_id (const char *id, AttestRegisterFilter *filter);

/* Properties and signals: those of AttestPagedList. */

/* For the workspace. */
AttestRegister *attest_register_new (AttestStore *store, const AttestSchema *schema);

G_END_DECLS
