/* AttestChooser: a list to choose one of, with a search, that opens at whatever it is for. Main
 * thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_CHOOSER (attest_chooser_get_type ())
G_DECLARE_FINAL_TYPE (AttestChooser, attest_chooser, ATTEST, CHOOSER, GtkPopover)

typedef struct
{
  const char *key;        /* what is told when it is chosen */
  const char *label;      /* searched */
  const char *detail;     /* (nullable): dimmed, at the end; searched too */
  const char *colours[2]; /* (nullable): "#rrggbb"; shown in front where the first is there */
  GdkPaintable *picture;  /* (nullable): in place of the colours */
} AttestChooserRow;

/* Signal "chosen" (const char *key). */
GtkWidget *attest_chooser_new (const char *search, const char *name);
void attest_chooser_clear (AttestChooser *self);
void attest_chooser_add (AttestChooser *self, const AttestChooserRow *row);
void attest_chooser_set_picture (AttestChooser *self, const char *key, GdkPaintable *picture);
void attest_chooser_set_foot (AttestChooser *self, GtkWidget *foot);
void attest_chooser_open (AttestChooser *self, GtkWidget *at);
void attest_chooser_focus (AttestChooser *self);

G_END_DECLS
