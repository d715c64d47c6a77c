/* See the header. */
#include "attest-config.h"
#include "editor/attest-phrase.h"

#include "base/attest-text.h"

/* From the beginning of the phrase to the cursor. */
static void
get_phrase (GtkTextView *view, GtkTextIter *start, GtkTextIter *cursor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_get_iter_at_mark (buffer, cursor, gtk_text_buffer_get_insert (buffer));
  *start = *cursor;
  while (gtk_text_iter_backward_char (start))
    if (attest_text_ends_phrase (gtk_text_iter_get_char (start)))
      {
        gtk_text_iter_forward_char (start);
        break;
      }
  while (gtk_text_iter_compare (start, cursor) < 0
         && g_unichar_isspace (gtk_text_iter_get_char (start)))
    gtk_text_iter_forward_char (start);
}

/**
 * attest_phrase_dup_typed:
 * @view: a view
 *
 * Returns: (transfer full): what stands before the cursor; "" in the middle of a phrase, where
 *   nothing is completed
 */
char *
attest_phrase_dup_typed (GtkTextView *view)
{
  GtkTextIter start;
  GtkTextIter cursor;

  get_phrase (view, &start, &cursor);
  if (!gtk_text_iter_is_end (&cursor)
      && !attest_text_ends_phrase (gtk_text_iter_get_char (&cursor)))
    return g_strdup ("");
  return gtk_text_iter_get_text (&start, &cursor);
}

/**
 * attest_phrase_replace:
 * @view: a view
 * @text: what takes the place of what stands before the cursor
 *
 * One step to undo.
 */
void
attest_phrase_replace (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter cursor;

  get_phrase (view, &start, &cursor);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &cursor);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * attest_phrase_get_place:
 * @view: a view
 * @in: a widget around it
 * @place: (out): where the cursor is in @in
 *
 * Returns: whether that is known
 */
gboolean
attest_phrase_get_place (GtkTextView *view, GtkWidget *in, graphene_rect_t *place)
{
  GdkRectangle cursor;
  graphene_point_t point;

  gtk_text_view_get_cursor_locations (view, NULL, &cursor, NULL);
  gtk_text_view_buffer_to_window_coords (
      view, GTK_TEXT_WINDOW_WIDGET, cursor.x, cursor.y, &cursor.x, &cursor.y);
  if (!gtk_widget_compute_point (
          GTK_WIDGET (view), in, &GRAPHENE_POINT_INIT ((float) cursor.x, (float) cursor.y), &point))
    return FALSE;
  graphene_rect_init (place, point.x, point.y, 1, (float) cursor.height);
  return TRUE;
}
