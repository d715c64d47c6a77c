/* Something that is done to each of many, in as many turns of the main loop as it takes; what is
 * little is done at once. Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is done in one step and shown piece by piece: some milliseconds. */
#define ATTEST_SWEEP_FEW 200

typedef struct
{
  guint n;
  gpointer data;
  void (*change) (gpointer data, guint i, gboolean is_large); /* for each of @n */
  void (*end) (gpointer data);                                /* once; the last use of @data */
} AttestSweep;

void attest_sweep_run (const AttestSweep *sweep);

G_END_DECLS
