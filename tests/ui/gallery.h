/* Every view of the program, one after the other, in one process: with nothing in it yet, then with
 * a register as somebody might have it, some of which was sent to the practice service. What is
 * looked for in them is the business of who goes through it.
 *
 * To be run on a private desktop: the user's folders are its own. */
#pragma once

#include "program/attest-program.h"
#include "program/attest-windows.h"

#include <gtk/gtk.h>

typedef struct
{
  AttestApplication *app;
  GtkWindow *main;
  const char *view;        /* that is being looked at */
  GPtrArray *certificates; /* of AttestDraft, in the order of the file */
  GPtrArray *forms;
} Gallery;

/* @window: what is to be looked at; it is closed afterwards unless it is the main window */
typedef void (*GalleryVisit) (Gallery *self, const char *name, GtkWidget *window, gpointer data);

Gallery *gallery_new (void);
void gallery_free (Gallery *self);

/* Goes through all views whose name begins with @only. */
void gallery_walk (Gallery *self, const char *only, GalleryVisit visit, gpointer data);

/* Until nothing moves any more. */
void gallery_settle (GtkWidget *window);

/* What stands in a window, without the frame that it has where nothing draws shadows. */
GtkWidget *gallery_get_inside (GtkWidget *window);

/* In application pixels, of what is inside; -1: as it likes. Returns: whether it became as narrow
 * as that. */
gboolean gallery_resize (GtkWidget *window, int width, int height);

/* 1: normal, 2: twice the size of letters */
void gallery_set_letters (double scale);

void gallery_set_environment (const char *nick);

/* What is drawn of a window's inside, @scale times as large. */
GdkTexture *gallery_draw (GtkWidget *window, double scale);
