/* Between the files of the main window only. */
#pragma once

#include "attest-queue-button.h"
#include "attest-sidebar.h"
#include "attest-views.h"
#include "attest-window.h"
#include "widgets/attest-width-bin.h"

G_BEGIN_DECLS

struct _AttestWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AttestWidthBin *width;
  AdwFlap *flap;
  AttestSidebar *sidebar;
  AdwHeaderBar *header;
  GtkWidget *new_place; /* of one of the next two, which do the same */
  GtkWidget *new_button;
  GtkWidget *new_icon_button;
  AdwButtonContent *new_content;
  GtkLabel *title;
  GtkMenuButton *menu_button;
  GtkToggleButton *search_button;
  GtkWidget *strip;
  GtkWidget *wide_environment;
  AttestQueueButton *queue_button;
  AttestQueueButton *narrow_queue_button;
  GtkLabel *narrow_title;
  GtkBox *content;
  GtkStack *stack;
  GtkWidget *spinner;

  GtkInfoBar *notice_bar; /* (nullable), as the others: made when there is something to tell */
  GtkLabel *notice_label;
  GtkInfoBar *details_bar;
  GtkInfoBar *error_bar;
  GtkLabel *error_label;

  AttestApplication *app; /* outlives its windows */
  GSettings *settings;
  guint view;        /* in attest_views_list() */
  gboolean counting; /* the sidebar follows the workspace */
  GtkWidget *pages[ATTEST_MAX_VIEWS];
  AttestRegister *registers[ATTEST_MAX_VIEWS]; /* owned; of the views that have one */
  GBinding *search;
  guint spinner_source;
};

/* attest-window-bars.c */
void attest_window_follow_bars (AttestWindow *self);

/* attest-window-views.c */
void attest_window_update_header (AttestWindow *self);
void attest_window_update_state (AttestWindow *self);

G_END_DECLS
