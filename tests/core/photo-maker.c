/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "photo-maker.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* The left half is red, the right one blue, and the seed tells pictures apart. */
GBytes *
photo_maker_new (const char *type,
                 int         width,
                 int         height,
                 guint       seed)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixbuf, 0, 0, width / 2, height);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x0000ffff - ((seed % 64) << 8));
  gdk_pixbuf_fill (left, 0xff0000ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
add_16 (GByteArray *bytes,
        guint       number)
{
  const guint8 two[] = { number >> 8, number };

  g_byte_array_append (bytes, two, sizeof two);
}

static void
add_32 (GByteArray *bytes,
        guint       number)
{
  add_16 (bytes, number >> 16);
  add_16 (bytes, number & 0xffff);
}

static void
add_entry (GByteArray *bytes,
           guint       tag,
           guint       type,
           guint       count,
           guint       value)
{
  add_16 (bytes, tag);
  add_16 (bytes, type);
  add_32 (bytes, count);
  add_32 (bytes, value);
}

static void
add_degrees (GByteArray *bytes,
             guint       degrees,
             guint       minutes,
             guint       seconds)
{
  const guint parts[] = { degrees, minutes, seconds };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      add_32 (bytes, parts[i]);
      add_32 (bytes, 1);
    }
}

/* What a telephone writes into a photo (EXIF 2.3, 4.6): which one it is, how it
 * was held, and where: 22°33′18″N 113°6′18″E. */
static GByteArray *
make_exif (guint orientation)
{
  static const char camera[] = "GOSSIPCAM 9000";
  const guint ifd = 8, entries = 3, gps = ifd + 2 + entries * 12 + 4, gps_entries = 4;
  const guint texts = gps + 2 + gps_entries * 12 + 4;
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) "Exif\0\0MM\0*", 10);
  add_32 (bytes, ifd);
  add_16 (bytes, entries);
  add_entry (bytes, 0x010f, 2, sizeof camera, texts); /* Make */
  add_entry (bytes, 0x0112, 3, 1, orientation << 16); /* Orientation */
  add_entry (bytes, 0x8825, 4, 1, gps);               /* GPSInfo */
  add_32 (bytes, 0);
  add_16 (bytes, gps_entries);
  add_entry (bytes, 1, 2, 2, 'N' << 24);
  add_entry (bytes, 2, 5, 3, texts + sizeof camera + 1);
  add_entry (bytes, 3, 2, 2, 'E' << 24);
  add_entry (bytes, 4, 5, 3, texts + sizeof camera + 1 + 24);
  add_32 (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *) camera, sizeof camera);
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  add_degrees (bytes, 22, 33, 18);
  add_degrees (bytes, 113, 6, 18);
  return bytes;
}

/* A JPEG as a telephone makes it. */
GBytes *
photo_maker_new_exif (int   width,
                      int   height,
                      guint orientation)
{
  g_autoptr (GBytes) plain = photo_maker_new ("jpeg", width, height, 0);
  g_autoptr (GByteArray) exif = make_exif (orientation);
  g_autoptr (GByteArray) photo = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_byte_array_append (photo, data, 2);
  add_16 (photo, 0xffe1);
  add_16 (photo, exif->len + 2);
  g_byte_array_append (photo, exif->data, exif->len);
  g_byte_array_append (photo, data + 2, (guint) (size - 2));
  return g_byte_array_free_to_bytes (g_steal_pointer (&photo));
}

/* Returns: (transfer full): the file */
GFile *
photo_maker_write (const char *folder,
                   const char *name,
                   GBytes     *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  g_file_set_contents (path, data != NULL ? data : "", (gssize) size, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}
