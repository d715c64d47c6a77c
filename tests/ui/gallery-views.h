/* What the files of the gallery share: how a view is shown and left, and what is needed for that.
 */
#pragma once

#include "gallery.h"

typedef struct
{
  const char *name;
  GtkWidget *(*show) (Gallery *self);
  void (*leave) (Gallery *self); /* (nullable) */
} GalleryView;

/* In the order in which they are gone through; each ends with an empty name. */
extern const GalleryView gallery_notice_views[];
extern const GalleryView gallery_empty_views[];
extern const GalleryView gallery_register_views[];
extern const GalleryView gallery_editor_views[];
extern const GalleryView gallery_sending_views[];
extern const GalleryView gallery_import_views[];
extern const GalleryView gallery_question_views[];
extern const GalleryView gallery_tool_views[];

/* Waiting: it fails when it takes too long. */
typedef gboolean (*GalleryCondition) (Gallery *self, gpointer data);
void
gallery_wait_until (Gallery *self, const char *what, GalleryCondition condition, gpointer data);
gboolean gallery_has_result (Gallery *self, gpointer result);
void gallery_keep_result_cb (GObject *source, GAsyncResult *result, gpointer place);

/* @except: (nullable): not this one, nor the main one */
GtkWidget *gallery_wait_for_window (Gallery *self, GtkWidget *except);

/* (nullable): the first that is shown */
GtkWidget *gallery_find_widget (GtkWidget *parent, GType type);
GtkWidget *gallery_find_icon_button (GtkWidget *parent, const char *icon);
gboolean gallery_has_popover (Gallery *self, gpointer parent);

/* Doing: each returns what is to be looked at. */
void gallery_act (Gallery *self, const char *action, const char *target);
GtkWidget *gallery_show_popover (GtkWidget *popover);
GtkWidget *gallery_show_view (Gallery *self, const char *view);
GtkWidget *gallery_show_by_action (Gallery *self, const char *action);
GtkWidget *gallery_show_certificates (Gallery *self);
GtkWidget *gallery_show_outbox (Gallery *self);
GtkWidget *gallery_show_history (Gallery *self);
GtkWidget *gallery_open_draft (Gallery *self, AttestDraft *draft);
GtkSelectionModel *gallery_get_selection (Gallery *self);
void gallery_unselect (Gallery *self);

/* What is in it. Which of the certificates, in the order of their file: */
enum
{
  GALLERY_N_SENT = 22,
  GALLERY_REFUSED = 3,
  GALLERY_UNKNOWN = 7,
  GALLERY_N_WAITING = 4
};

void gallery_fill (Gallery *self);
AttestDraft *gallery_get_certificate (Gallery *self, guint i);

/* A record as the file has it: a new one each time. */
AttestRecord *gallery_make_certificate (guint i);
AttestDraft *gallery_add_record (Gallery *self, AttestRecord *record);
void gallery_enqueue (Gallery *self, AttestDraft *draft, AttestEnvironment environment);

/* @mishap: what happens to it: see AttestMishap */
void gallery_send (Gallery *self, AttestDraft *draft, const char *mishap);
void gallery_set_paused (Gallery *self, gboolean paused);
/* @is_full: %FALSE: as it is */
void gallery_set_disk_full (gboolean is_full);
gboolean gallery_is_outbox_quiet (Gallery *self, gpointer data);
void gallery_go_back_to_practice (Gallery *self);
