/* A session bus that takes whoever comes, and says nothing: a keyring before its window. */
#pragma once

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

typedef struct
{
  GSocketService *service;
  GPtrArray *callers; /* of GSocketConnection */
  char *path;
} MuteBus;

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *caller, GObject *source, MuteBus *self)
{
  g_ptr_array_add (self->callers, g_object_ref (caller));
  return TRUE;
}

static void
mute_bus_init (MuteBus *self, const char *folder)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  self->path = g_build_filename (folder, "bus", NULL);
  self->callers = g_ptr_array_new_with_free_func (g_object_unref);
  self->service = g_socket_service_new ();
  address = g_unix_socket_address_new (self->path);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service),
                                 address,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL,
                                 NULL,
                                 &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  name = g_strconcat ("unix:path=", self->path, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", name, TRUE);
}

static void
mute_bus_clear (MuteBus *self)
{
  for (guint i = 0; i < self->callers->len; i++)
    g_io_stream_close (self->callers->pdata[i], NULL, NULL);
  g_ptr_array_unref (self->callers);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_unlink (self->path);
  g_free (self->path);
}
