/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos of events: what is taken in, what is left of it, and what is refused. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "photo-maker.h"
#include "photo/sgm-photo-image.h"
#include "photo/sgm-photo.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-backup.h"
#include "store/sgm-photo-check.h"
#include "store/sgm-photo-folder.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gdal.h>
#include <glib/gstdio.h>

#define EVENT 1

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  small_district_report (f->store, SMALL_MATTER_ORDINARY, NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static SgmEntry *
add (Fixture     *f,
     gint64       event,
     GBytes      *content,
     GError     **error)
{
  g_autoptr (GFile) file = photo_maker_write (f->folder, "photo.jpg", content);

  return sgm_photo_add (f->store, event, file, "test", NULL, error);
}

static void
must_add (Fixture *f,
          gint64   event,
          GBytes  *content)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = add (f, event, content, &error);

  g_assert_no_error (error);
  g_assert_nonnull (entry);
}

static GPtrArray *
read_photos (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *photos = sgm_store_read_table (f->store, &sgm_table_attachment, &error);

  g_assert_no_error (error);
  return photos;
}

static const char *
get_hash (GPtrArray *photos,
          guint      index)
{
  return sgm_record_get_text (photos->pdata[index], SGM_ATTACHMENT_HASH);
}

static char *
dup_file (Fixture    *f,
          const char *hash)
{
  g_autofree char *name = g_strconcat (hash, ".jpg", NULL);
  char part[3] = { hash[0], hash[1], '\0' };

  return g_build_filename (f->folder, "district.photos", part, name, NULL);
}

static SgmPhotoImage *
decode (GBytes *content)
{
  g_autoptr (GError) error = NULL;
  SgmPhotoImage *image = sgm_photo_image_new (content, "x", 100000, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static const guint8 *
get_pixel (const SgmPhotoImage *image,
           int                  x,
           int                  y)
{
  return (const guint8 *) g_bytes_get_data (image->pixels, NULL) + (gsize) y * image->stride + (gsize) x * 3;
}

/* Keeping ------------------------------------------------------------------- */

/* A photo is there, for its owner alone, under the hash of what it has, and the
 * journal says who has added it. */
static void
test_add (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 640, 480, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = add (f, EVENT, content, &error);
  g_autoptr (GPtrArray) photos = read_photos (f);
  g_autoptr (GBytes) kept = NULL;
  g_autofree char *file = NULL;
  g_autofree char *part = NULL;
  g_autofree char *folder = sgm_photo_folder_dup_path (f->path);
  GStatBuf about;

  g_assert_no_error (error);
  g_assert_cmpstr (entry->who, ==, g_get_user_name ());
  g_assert_cmpuint (photos->len, ==, 1);
  g_assert_cmpint (sgm_record_get_int (photos->pdata[0], SGM_ATTACHMENT_EVENT), ==, EVENT);
  g_assert_cmpstr (sgm_record_get_text (photos->pdata[0], SGM_ATTACHMENT_MIME), ==, "image/jpeg");
  kept = sgm_photo_folder_read (f->path, get_hash (photos, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sgm_record_get_int (photos->pdata[0], SGM_ATTACHMENT_SIZE), ==, g_bytes_get_size (kept));
  file = dup_file (f, get_hash (photos, 0));
  part = g_path_get_dirname (file);
  g_assert_cmpint (g_stat (file, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (part, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (folder, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0700);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }
  return n;
}

/* One content is one file, however many events it is of, and an event has it
 * once. */
static void
test_same (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 640, 480, 1);
  g_autoptr (GBytes) other = photo_maker_new ("jpeg", 640, 480, 40);
  g_autofree char *folder = sgm_photo_folder_dup_path (f->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = NULL;

  must_add (f, EVENT, content);
  g_assert_null (add (f, EVENT, content, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REPEATED);
  must_add (f, EVENT + 1, content);
  g_assert_cmpuint (count_files (folder), ==, 1);
  must_add (f, EVENT, other);
  g_assert_cmpuint (count_files (folder), ==, 2);
  photos = read_photos (f);
  g_assert_cmpuint (photos->len, ==, 3);
  g_assert_cmpstr (get_hash (photos, 0), ==, get_hash (photos, 1));
}

/* What was added can be taken back, and added again. */
static void
test_undo (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 640, 480, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = add (f, EVENT, content, &error);
  g_autoptr (SgmChange) undo = sgm_change_new (SGM_CHANGE_UNDO, entry->seq, 0);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_cmpint (sgm_store_submit (f->store, undo, &error), >, 0);
  g_assert_no_error (error);
  none = read_photos (f);
  g_assert_cmpuint (none->len, ==, 0);
  must_add (f, EVENT, content);
  again = read_photos (f);
  g_assert_cmpuint (again->len, ==, 1);
}

/* What is missing or changed is never shown for the photo, is told, and leaves
 * the journal whole; who adds it again heals it. */
static void
test_lost (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 640, 480, 1);
  g_autoptr (GBytes) other = photo_maker_new ("jpeg", 640, 480, 40);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = NULL;
  g_autoptr (SgmPhotoCheck) sound = NULL;
  g_autoptr (SgmPhotoCheck) found = NULL;
  g_autoptr (SgmPhotoCheck) healed = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gint64 n_entries;

  must_add (f, EVENT, content);
  must_add (f, EVENT, other);
  photos = read_photos (f);
  sound = sgm_photo_check_run (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sound->n_photos, ==, 2);
  g_assert_cmpuint (sound->n_lost, ==, 0);

  first = dup_file (f, get_hash (photos, 0));
  second = dup_file (f, get_hash (photos, 1));
  g_assert_cmpint (g_unlink (first), ==, 0);
  g_assert_true (g_file_set_contents (second, "somebody else’s", -1, NULL));
  g_assert_null (sgm_photo_folder_read (f->path, get_hash (photos, 0), &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_LOST_PHOTO);
  g_clear_error (&error);
  g_assert_null (sgm_photo_folder_read (f->path, get_hash (photos, 1), &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_LOST_PHOTO);
  g_clear_error (&error);

  found = sgm_photo_check_run (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->n_lost, ==, 2);
  g_assert_nonnull (strstr (found->faults->pdata[0], "-000001: The photo"));
  g_assert_nonnull (strstr (found->faults->pdata[0], "is missing"));
  g_assert_nonnull (strstr (found->faults->pdata[1], "is not what it was"));
  g_assert_true (sgm_store_check_journal (f->store, &n_entries, &error));
  g_assert_no_error (error);

  must_add (f, EVENT + 1, content);
  must_add (f, EVENT + 1, other);
  healed = sgm_photo_check_run (f->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (healed->n_photos, ==, 4);
  g_assert_cmpuint (healed->n_lost, ==, 0);
}

/* Other things may have the name of a photo. */
static void
test_no_file (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 64, 48, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = NULL;
  g_autofree char *file = NULL;

  must_add (f, EVENT, content);
  photos = read_photos (f);
  file = dup_file (f, get_hash (photos, 0));
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (mkfifo (file, 0600), ==, 0);
  g_assert_null (sgm_photo_folder_read (f->path, get_hash (photos, 0), &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_LOST_PHOTO);
  g_clear_error (&error);
  g_assert_null (sgm_photo_folder_read (f->path, "../../../../etc/passwd", &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_LOST_PHOTO);
  g_clear_error (&error);
  g_assert_null (sgm_photo_folder_read (f->path, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_LOST_PHOTO);
}

/* Where the folder cannot be made, no record says that a photo is in it. */
static void
test_no_folder (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 64, 48, 1);
  g_autofree char *folder = sgm_photo_folder_dup_path (f->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = NULL;

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_assert_null (add (f, EVENT, content, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
  photos = read_photos (f);
  g_assert_cmpuint (photos->len, ==, 0);
}

/* A copy of the district has its photos beside it, but none that is damaged. */
static void
test_copy (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 640, 480, 1);
  g_autoptr (GBytes) other = photo_maker_new ("jpeg", 640, 480, 40);
  g_autofree char *copy = g_build_filename (f->folder, "copy.sgm", NULL);
  g_autofree char *file = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = NULL;
  g_autoptr (GBytes) copied = NULL;
  guint n_photos, n_left;

  must_add (f, EVENT, content);
  must_add (f, EVENT, other);
  photos = read_photos (f);
  file = dup_file (f, get_hash (photos, 1));
  g_assert_true (g_file_set_contents (file, "somebody else’s", -1, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (sgm_photo_folder_copy (f->path, copy, NULL, NULL, NULL, &n_photos, &n_left, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_photos, ==, 1);
      g_assert_cmpuint (n_left, ==, 1);
    }
  copied = sgm_photo_folder_read (copy, get_hash (photos, 0), &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (sgm_photo_folder_copy (f->path, copy, NULL, NULL, cancellable, &n_photos, &n_left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Before and after: whether the worker has reported back by then. */
static void
test_after (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (SgmRecord) photo = sgm_record_new (&sgm_table_attachment, 1);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);

  for (gint64 i = 1; i <= 3; i++)
    {
      SgmRecord *step = sgm_record_new (&sgm_table_step, i);

      sgm_record_set_int (step, SGM_STEP_STAGE, i == 2 ? SGM_STAGE_REPORTED_BACK : SGM_STAGE_IN_PROGRESS);
      sgm_record_set_int (step, SGM_STEP_AT, 1000 * i);
      g_ptr_array_add (steps, step);
    }
  sgm_record_set_int (photo, SGM_ATTACHMENT_AT, 1999);
  g_assert_false (sgm_photo_is_after (photo, steps));
  sgm_record_set_int (photo, SGM_ATTACHMENT_AT, 2000);
  g_assert_true (sgm_photo_is_after (photo, steps));
  sgm_record_set_int (photo, SGM_ATTACHMENT_AT, 5000);
  g_assert_true (sgm_photo_is_after (photo, steps));
}

/* Taking in ------------------------------------------------------------------ */

static GBytes *
clean (GBytes *content)
{
  g_autoptr (GError) error = NULL;
  GBytes *clean = sgm_photo_image_clean (content, "x", NULL, &error);

  g_assert_no_error (error);
  return clean;
}

static void
assert_size (GBytes *content,
             int     width,
             int     height)
{
  g_autoptr (GBytes) kept = clean (content);
  g_autoptr (SgmPhotoImage) image = decode (kept);

  g_assert_cmpint (image->width, ==, width);
  g_assert_cmpint (image->height, ==, height);
}

/* Returns: (nullable): what GDAL reads of a file's EXIF */
static char *
dup_exif (Fixture    *f,
          GBytes     *content,
          const char *name)
{
  g_autoptr (GFile) file = photo_maker_write (f->folder, "exif.jpg", content);
  GDALDatasetH dataset = GDALOpen (g_file_peek_path (file), GA_ReadOnly);
  char *value;

  g_assert_nonnull (dataset);
  value = g_strdup (GDALGetMetadataItem (dataset, name, NULL));
  GDALClose (dataset);
  return value;
}

static gboolean
contains (GBytes     *content,
          const char *text)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (content, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

/* Nothing is left of where, with what and how a photo was taken. */
static void
test_strip (Fixture       *f,
            gconstpointer  data)
{
  static const char *const traces[] = { "Exif", "GOSSIPCAM", "ICC", "http", "Photoshop" };
  static const char *const names[] = { "EXIF_GPSLatitude", "EXIF_GPSLongitude", "EXIF_Make", "EXIF_Orientation" };
  g_autoptr (GBytes) content = photo_maker_new_exif (640, 480, 1);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = NULL;

  GDALAllRegister ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = dup_exif (f, content, names[i]);

      g_assert_nonnull (value);
      g_test_message ("%s: %s", names[i], value);
    }
  g_assert_true (contains (content, "GOSSIPCAM"));
  must_add (f, EVENT, content);
  photos = read_photos (f);
  kept = sgm_photo_folder_read (f->path, get_hash (photos, 0), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (dup_exif (f, kept, names[i]));
  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    g_assert_false (contains (kept, traces[i]));
}

/* A photo stands upright, however the telephone was held: EXIF's orientation 1
 * has red on the left, 3 on the right, 6 above, 8 below. */
static void
test_orientation (Fixture       *f,
                  gconstpointer  data)
{
  static const struct
  {
    guint orientation;
    int width, height, x, y; /* where it is red */
  } cases[] = {
    { 1, 640, 480, 20, 240 }, { 3, 640, 480, 620, 240 }, { 6, 480, 640, 240, 20 }, { 8, 480, 640, 240, 620 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) content = photo_maker_new_exif (640, 480, cases[i].orientation);
      g_autoptr (GBytes) kept = clean (content);
      g_autoptr (SgmPhotoImage) image = decode (kept);
      const guint8 *pixel = get_pixel (image, cases[i].x, cases[i].y);

      g_assert_cmpint (image->width, ==, cases[i].width);
      g_assert_cmpint (image->height, ==, cases[i].height);
      g_assert_cmpint (pixel[0], >, 230);
      g_assert_cmpint (pixel[2], <, 30);
    }
}

/* No side is longer than 2560 pixels; what is smaller stays as it is. */
static void
test_size (Fixture       *f,
           gconstpointer  data)
{
  static const struct
  {
    const char *type;
    int width, height, kept_width, kept_height;
  } cases[] = {
    { "jpeg", 2560, 1920, 2560, 1920 }, { "jpeg", 4000, 3000, 2560, 1920 }, { "jpeg", 3000, 6000, 1280, 2560 },
    { "png", 100, 50, 100, 50 },        { "png", 5120, 100, 2560, 50 },     { "jpeg", 6000, 1, 2560, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) content = photo_maker_new (cases[i].type, cases[i].width, cases[i].height, 1);

      assert_size (content, cases[i].kept_width, cases[i].kept_height);
    }
}

/* What can be seen through in a PNG is white. */
static void
test_transparent (Fixture       *f,
                  gconstpointer  data)
{
  static const char pixel[] =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=";
  gsize size;
  guchar *decoded = g_base64_decode (pixel, &size);
  g_autoptr (GBytes) content = g_bytes_new_take (decoded, size);
  g_autoptr (GBytes) kept = clean (content);
  g_autoptr (SgmPhotoImage) image = decode (kept);

  g_assert_cmpint (image->width, ==, 1);
  g_assert_cmpint (get_pixel (image, 0, 0)[0], >, 250);
}

static void
test_webp (Fixture       *f,
           gconstpointer  data)
{
  static const char pixel[] = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
  gsize size;
  guchar *decoded = g_base64_decode (pixel, &size);
  g_autoptr (GBytes) content = g_bytes_new_take (decoded, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) kept = sgm_photo_image_clean (content, "x.webp", NULL, &error);

  /* Where nothing on the computer reads it, that is said. */
  if (kept == NULL)
    {
      g_assert_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO);
      g_assert_nonnull (strstr (error->message, "WebP"));
      g_test_message ("%s", error->message);
      return;
    }
  assert_size (content, 1, 1);
}

/* Strangers' files ------------------------------------------------------------ */

static void
must_refuse (GBytes     *content,
             const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) kept = sgm_photo_image_clean (content, "x.jpg", NULL, &error);

  g_assert_null (kept);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_no_picture (Fixture       *f,
                 gconstpointer  data)
{
  static const char *const texts[] = {
    "hello, this is a text", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "%PDF-1.4\n",
    "#define x_width 16\n#define x_height 16\nstatic char x_bits[] = {0};", "GIF89a", "BM", "\1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new_static (texts[i], strlen (texts[i]));

      must_refuse (content, "is not a JPEG, PNG or WebP picture");
    }
}

/* Wherever a file is cut off, no half picture is taken for a whole one. */
static void
test_truncated (Fixture       *f,
                gconstpointer  data)
{
  static const char *const types[] = { "jpeg", "png" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) whole = photo_maker_new (types[i], 1200, 900, 1);
      gsize size = g_bytes_get_size (whole);

      for (gsize length = 20; length < size; length += MAX (size / 60, 1))
        {
          g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, length);

          must_refuse (part, "is damaged or not complete");
        }
    }
}

static void
put_32 (guint8  *at,
        guint32  number)
{
  number = GUINT32_TO_BE (number);
  memcpy (at, &number, sizeof number);
}

/* A few bytes that claim to be a picture of the size of a town are refused
 * before anything of it is in memory. */
static void
test_bomb (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GBytes) small = photo_maker_new ("jpeg", 64, 48, 1);
  gsize size;
  g_autofree guint8 *jpeg = g_memdup2 (g_bytes_get_data (small, NULL), g_bytes_get_size (small));
  static const char png[] =
    "iVBORw0KGgoAAAANSUhEUgAA6mAAAOpgAQAAAACoqUjvAAAAEUlEQVR4nGNgGAWjYBQMdwAAA+gA"
    "AbOm00YAAAAASUVORK5CYII=";
  gsize png_size;
  guchar *decoded = g_base64_decode (png, &png_size);
  g_autoptr (GBytes) png_bomb = g_bytes_new_take (decoded, png_size);
  g_autoptr (GBytes) jpeg_bomb = NULL;
  guint8 *frame;

  size = g_bytes_get_size (small);
  frame = memmem (jpeg, size, "\xff\xc0", 2);
  g_assert_nonnull (frame);
  put_32 (frame + 5, 0xea60ea60);
  jpeg_bomb = g_bytes_new_static (jpeg, size);
  must_refuse (jpeg_bomb, "60000 × 60000 pixels");
  must_refuse (png_bomb, "60000 × 60000 pixels");
}

static void
must_refuse_file (Fixture    *f,
                  GFile      *file,
                  GQuark      domain,
                  int         code,
                  const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = NULL;

  g_assert_null (sgm_photo_add (f->store, EVENT, file, "test", NULL, &error));
  g_assert_error (error, domain, code);
  g_test_message ("%s %s", error->message, sgm_error_get_advice (error));
  g_assert_nonnull (strstr (error->message, words));
  photos = read_photos (f);
  g_assert_cmpuint (photos->len, ==, 0);
}

static void
test_files (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GFile) empty = photo_maker_write (f->folder, "empty.jpg", nothing);
  g_autoptr (GFile) folder = g_file_new_for_path (f->folder);
  g_autoptr (GFile) missing = g_file_get_child (folder, "missing.jpg");
  g_autoptr (GFile) large = g_file_get_child (folder, "large.jpg");
  g_autoptr (GFile) pipe = g_file_get_child (folder, "pipe.jpg");
  int fd = g_open (g_file_peek_path (large), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (ftruncate (fd, SGM_ATTACHMENT_MAX_BYTES + 1), ==, 0);
  close (fd);
  g_assert_cmpint (mkfifo (g_file_peek_path (pipe), 0600), ==, 0);
  must_refuse_file (f, empty, SGM_ERROR, SGM_ERROR_BAD_PHOTO, "is empty");
  must_refuse_file (f, folder, SGM_ERROR, SGM_ERROR_BAD_PHOTO, "is not a file");
  must_refuse_file (f, pipe, SGM_ERROR, SGM_ERROR_BAD_PHOTO, "is not a file");
  must_refuse_file (f, large, SGM_ERROR, SGM_ERROR_BAD_PHOTO, "is larger than 20 MB");
  must_refuse_file (f, missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "missing.jpg");
}

/* Whoever cancels gets nothing, and whoever has no event neither. */
static void
test_nothing (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 4000, 3000, 1);
  g_autoptr (GFile) file = photo_maker_write (f->folder, "photo.jpg", content);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sgm_photo_image_clean (content, "x", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sgm_photo_add (f->store, EVENT, file, "test", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sgm_photo_add (f->store, 99, file, "test", NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REFUSED);
  photos = read_photos (f);
  g_assert_cmpuint (photos->len, ==, 0);
}

static void
test_save (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 640, 480, 1);
  g_autofree char *name = sgm_photo_dup_name ("JH20261123-016244", TRUE, 2);
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GPtrArray) photos = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  must_add (f, EVENT, content);
  photos = read_photos (f);
  g_assert_true (sgm_photo_save (f->store, photos->pdata[0], target, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (sgm_photo_save (f->store, photos->pdata[0], target, FALSE, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (sgm_photo_save (f->store, photos->pdata[0], target, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, size);
  g_assert_cmpstr (hash, ==, get_hash (photos, 0));
}

#define ADD(name, function) g_test_add ("/photo/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("add", test_add);
  ADD ("same", test_same);
  ADD ("undo", test_undo);
  ADD ("lost", test_lost);
  ADD ("no-file", test_no_file);
  ADD ("no-folder", test_no_folder);
  ADD ("copy", test_copy);
  ADD ("after", test_after);
  ADD ("strip", test_strip);
  ADD ("orientation", test_orientation);
  ADD ("size", test_size);
  ADD ("transparent", test_transparent);
  ADD ("webp", test_webp);
  ADD ("no-picture", test_no_picture);
  ADD ("truncated", test_truncated);
  ADD ("bomb", test_bomb);
  ADD ("files", test_files);
  ADD ("nothing", test_nothing);
  ADD ("save", test_save);
  return g_test_run ();
}
