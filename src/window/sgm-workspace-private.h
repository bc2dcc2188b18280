/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed/sgm-feeds.h"
#include "map/sgm-map-view.h"
#include "panels/sgm-breadcrumb.h"
#include "panels/sgm-import-panel.h"
#include "panels/sgm-inspector.h"
#include "panels/sgm-legend.h"
#include "panels/sgm-queue-panel.h"
#include "panels/sgm-sign-key.h"
#include "panels/sgm-theme-chooser.h"
#include "store/sgm-keeper.h"
#include "window/sgm-alert.h"
#include "window/sgm-base-map.h"
#include "window/sgm-dispatch.h"
#include "window/sgm-panes.h"
#include "window/sgm-photo-adder.h"
#include "window/sgm-views-button.h"
#include "window/sgm-workspace.h"

G_BEGIN_DECLS

/* sgm-workspace.c builds it and keeps its parts in step,
 * sgm-workspace-actions.c has what can be done in it,
 * sgm-workspace-import.c brings in files, sgm-workspace-photos.c photos. */
struct _SgmWorkspace
{
  AdwBin parent_instance;

  AdwToastOverlay *toasts;
  GtkPaned *outer;
  GtkPaned *inner;
  SgmQueuePanel *queue;
  GtkWidget *aside;           /* the inspector, and the import while there is one */
  GtkWidget *aside_switcher;
  GtkStack *aside_pages;
  gint64 aside_event;         /* the event that the inspector came forward for */
  GtkStackPage *import_page;
  SgmInspector *inspector;
  AdwBin *import_place;
  SgmImportPanel *import_panel; /* NULL until something is imported */
  SgmBreadcrumb *breadcrumb;
  SgmViewsButton *views_button;
  SgmThemeChooser *themes;
  SgmMapView *map;
  SgmLegend *legend;
  GMenuModel *map_menu;
  GtkWidget *map_popover;  /* a child of the map */
  GtkWidget *event_picker; /* the same */
  GtkRevealer *notice;
  GtkLabel *notice_title;
  GtkLabel *notice_text;
  GtkWidget *notice_make;

  GSettings *settings;
  SgmDistrict *district;
  SgmChoice *choice;
  SgmDispatch *dispatch;
  SgmAlert *alert;
  SgmPhoneBook *phones;
  SgmBaseMap *base_map;
  SgmPanes *panes;
  SgmKeeper *keeper;
  SgmFeeds *feeds;
  SgmSavedViews *views;
  SgmSelection *asked; /* the areas that the inspector shows the inside of */
  GtkFileChooserNative *chooser; /* of a file to import */
  SgmPhotoAdder *photo_adder;
  GtkFileChooserNative *photo_chooser;
  gint64 photo_event; /* whose photos are being chosen */
  GActionMap *actions; /* weak: the window, while it has the actions */
};

void sgm_workspace_update_actions (SgmWorkspace *self);

void sgm_workspace_add_import     (SgmWorkspace *self);
void sgm_workspace_choose_import  (SgmWorkspace *self,
                                   gboolean      folder);
void sgm_workspace_end_import     (SgmWorkspace *self);
gboolean sgm_workspace_uncover_inspector (SgmWorkspace *self);
void sgm_workspace_choose_photos  (SgmWorkspace *self);
gboolean sgm_workspace_drop_photos (SgmWorkspace *self,
                                   GSList       *files,
                                   double        x,
                                   double        y);
void sgm_workspace_on_import_made (SgmWorkspace *self,
                                   GArray       *entries,
                                   const char   *sentence);

G_END_DECLS
