/* What test-views measures in each view, and how it says what is wrong. */
#pragma once

#include "gallery.h"

typedef struct
{
  const char *view;
  const char *size;
  GtkWidget *inside;
  double letters; /* as in gallery_set_letters() */
} Look;

/* (nullable): what stands in a widget that shows text, or the name of its sign */
const char *views_get_words (GtkWidget *widget);

/* Returns: (transfer full): its type, its style and the beginning of what stands in it */
char *views_describe (GtkWidget *widget);

gboolean views_is_seen (GtkWidget *widget);

/* What is wrong in a view; the same is said once. */
/* Until it is stopped nothing is told; stopping says how much would have been. */
void views_rehearse (void);
guint views_stop_rehearsing (void);
void views_tell (const char *view, const char *size, const char *format, ...) G_GNUC_PRINTF (3, 4);

void views_look_at_layout (Gallery *gallery, const char *view, GtkWidget *window, gpointer data);
void views_look_at_colors (Gallery *gallery, const char *view, GtkWidget *window, gpointer data);
void views_walk (Gallery *gallery, const char *view, GtkWidget *window, gpointer data);
