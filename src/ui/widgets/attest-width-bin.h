/* AttestWidthBin: holds one child and says whether it is narrow. Main thread.
 *
 * Stands in for AdwBreakpoint, which libadwaita has from 1.4 on. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_WIDTH_BIN (attest_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (AttestWidthBin, attest_width_bin, ATTEST, WIDTH_BIN, GtkWidget)

/* Properties: "child" (GtkWidget), "threshold" (int, pixels), "minimum" (int, pixels: how narrow it
 * can be made even while its child is laid out for a wide window; 0: as its child wants), "narrow"
 * (gboolean, read-only; wide until it was given a size). */
gboolean attest_width_bin_get_narrow (AttestWidthBin *self);
void attest_width_bin_expect_width (AttestWidthBin *self, int width);

G_END_DECLS
