/* AttestContainer: the parts of a ZIP file, which spreadsheets are. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The most that all parts of a file may be together when they are unpacked. */
#define ATTEST_CONTAINER_MAX_SIZE ((gsize) 1 << 30)

typedef struct _AttestContainer AttestContainer;

/* @data: a piece of a part, not kept. Returns: whether to go on */
typedef gboolean (*AttestPieceFunc) (const char *data, gsize length, gpointer user_data);

AttestContainer *attest_container_open (GBytes *bytes, GError **error);
void attest_container_free (AttestContainer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestContainer, attest_container_free)

gboolean attest_container_has (AttestContainer *self, const char *part);
gboolean attest_container_has_ending (AttestContainer *self, const char *ending);
gboolean attest_container_read (AttestContainer *self,
                                const char *part,
                                AttestPieceFunc func,
                                gpointer user_data,
                                GError **error);

G_END_DECLS
