/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmExportFormat:
 * @SGM_EXPORT_FORMAT_GEOPACKAGE: one file of all layers
 * @SGM_EXPORT_FORMAT_GEOJSON: a folder with a file for each layer, RFC 7946
 * @SGM_EXPORT_FORMAT_SHAPEFILE: a folder of Shapefiles, texts in UTF-8
 * @SGM_EXPORT_FORMAT_CSV: a folder of tables in UTF-8 with a byte order mark,
 *   by which Excel knows, and shapes as well-known text
 */
typedef enum
{
  SGM_EXPORT_FORMAT_GEOPACKAGE,
  SGM_EXPORT_FORMAT_GEOJSON,
  SGM_EXPORT_FORMAT_SHAPEFILE,
  SGM_EXPORT_FORMAT_CSV,
  SGM_N_EXPORT_FORMATS,
} SgmExportFormat;

/**
 * SgmExportLayer:
 *
 * What can be exported, each with the columns of its #SgmExportSchema. Areas
 * come first, in the order of their levels.
 */
typedef enum
{
  SGM_EXPORT_LAYER_DISTRICT,
  SGM_EXPORT_LAYER_STREET,
  SGM_EXPORT_LAYER_COMMUNITY,
  SGM_EXPORT_LAYER_GRID,
  SGM_EXPORT_LAYER_UNIT,
  SGM_EXPORT_LAYER_EVENT,
  SGM_EXPORT_LAYER_PLACE,
  SGM_EXPORT_LAYER_PERSON,
  SGM_EXPORT_LAYER_POST,
  SGM_EXPORT_LAYER_ORGANIZATION,
  SGM_EXPORT_LAYER_COVERAGE,
  SGM_EXPORT_LAYER_FACT,
  SGM_N_EXPORT_LAYERS,
} SgmExportLayer;

#define SGM_EXPORT_ALL_LAYERS ((1u << SGM_N_EXPORT_LAYERS) - 1)

/**
 * SgmExportType:
 * @SGM_EXPORT_TYPE_TEXT: a text
 * @SGM_EXPORT_TYPE_INT: a whole number
 * @SGM_EXPORT_TYPE_REAL: a number
 * @SGM_EXPORT_TYPE_TIME: a moment, UTC milliseconds in a row, written as each
 *   format has moments
 */
typedef enum
{
  SGM_EXPORT_TYPE_TEXT,
  SGM_EXPORT_TYPE_INT,
  SGM_EXPORT_TYPE_REAL,
  SGM_EXPORT_TYPE_TIME,
} SgmExportType;

/**
 * SgmExportShape:
 *
 * What shapes the rows of a layer have.
 */
typedef enum
{
  SGM_EXPORT_SHAPE_NONE,
  SGM_EXPORT_SHAPE_POINT,
  SGM_EXPORT_SHAPE_POLYGON,
} SgmExportShape;

/**
 * SgmExportUse:
 * @SGM_EXPORT_USE_ALWAYS: in every export
 * @SGM_EXPORT_USE_THEME: where a theme is exported
 * @SGM_EXPORT_USE_PERSONAL: a personal value, where those are asked for
 * @SGM_EXPORT_USE_MARK: who exported the row and when, beside personal values
 *
 * When a column is there.
 */
typedef enum
{
  SGM_EXPORT_USE_ALWAYS,
  SGM_EXPORT_USE_THEME,
  SGM_EXPORT_USE_PERSONAL,
  SGM_EXPORT_USE_MARK,
} SgmExportUse;

/**
 * SgmExportField:
 * @name: its name in every format: at most ten letters, as Shapefiles have no
 *   more
 * @type: what it holds
 * @use: when it is there
 */
typedef struct
{
  const char *name;
  SgmExportType type;
  SgmExportUse use;
} SgmExportField;

#define SGM_EXPORT_MAX_FIELDS 20

/**
 * SgmExportSchema:
 * @name: the layer's name in files and on the command line
 * @title: what people call it, marked for translation
 * @shape: its shapes
 * @fields: its columns, ended by one without a name
 */
typedef struct
{
  const char *name;
  const char *title;
  SgmExportShape shape;
  SgmExportField fields[SGM_EXPORT_MAX_FIELDS + 1];
} SgmExportSchema;

/* The columns of the layers, in the order of their schemas. */
enum
{
  SGM_EXPORT_AREA_CODE,
  SGM_EXPORT_AREA_NAME,
  SGM_EXPORT_AREA_LABEL,      /* what stands on it on the map */
  SGM_EXPORT_AREA_KIND,       /* village or community, in the user's language */
  SGM_EXPORT_AREA_PARENT,     /* code of the area around it */
  SGM_EXPORT_AREA_VALID_FROM,
  SGM_EXPORT_AREA_SIZE,       /* m² in EPSG:4547 */
  SGM_EXPORT_AREA_THEME_VALUE,
  SGM_EXPORT_AREA_THEME_CLASS, /* what the legend says */
};

enum
{
  SGM_EXPORT_EVENT_NO,
  SGM_EXPORT_EVENT_TITLE,
  SGM_EXPORT_EVENT_MATTER,
  SGM_EXPORT_EVENT_MATTER_NO,
  SGM_EXPORT_EVENT_STAGE,
  SGM_EXPORT_EVENT_STAGE_NO,   /* SgmStage */
  SGM_EXPORT_EVENT_URGENCY,
  SGM_EXPORT_EVENT_URGENCY_NO, /* SgmUrgency */
  SGM_EXPORT_EVENT_SOURCE,
  SGM_EXPORT_EVENT_REPORTED,
  SGM_EXPORT_EVENT_DUE,
  SGM_EXPORT_EVENT_CLOSED,
  SGM_EXPORT_EVENT_UNIT,
  SGM_EXPORT_EVENT_GRID,
  SGM_EXPORT_EVENT_OVERDUE,    /* 1 where it is open and its time is up */
  SGM_EXPORT_EVENT_TIME_LEFT,  /* 1 when just reported, 0 when due */
  SGM_EXPORT_EVENT_ASSIGNEE,   /* id of a person */
  SGM_EXPORT_EVENT_REPORTER,
  SGM_EXPORT_EVENT_MARK,
};

enum
{
  SGM_EXPORT_PLACE_KIND,
  SGM_EXPORT_PLACE_NAME,
  SGM_EXPORT_PLACE_STATE,
  SGM_EXPORT_PLACE_AREA,
};

enum
{
  SGM_EXPORT_PERSON_ID,
  SGM_EXPORT_PERSON_KIND,
  SGM_EXPORT_PERSON_CHANNEL,
  SGM_EXPORT_PERSON_ON_DUTY,
  SGM_EXPORT_PERSON_SKILLS,
  SGM_EXPORT_PERSON_NAME,
  SGM_EXPORT_PERSON_PHONE,
  SGM_EXPORT_PERSON_MARK,
};

enum
{
  SGM_EXPORT_POST_PERSON, /* id of a person */
  SGM_EXPORT_POST_ROLE,
  SGM_EXPORT_POST_AREA,
  SGM_EXPORT_POST_VALID_FROM,
};

enum
{
  SGM_EXPORT_ORG_ID,
  SGM_EXPORT_ORG_LEVEL,
  SGM_EXPORT_ORG_NAME,
  SGM_EXPORT_ORG_MEMBERS,
  SGM_EXPORT_ORG_GROUPS,
  SGM_EXPORT_ORG_HOUSEHOLDS,
  SGM_EXPORT_ORG_SECRETARY,
  SGM_EXPORT_ORG_MARK,
};

enum
{
  SGM_EXPORT_COVERAGE_ORG, /* id of an organization */
  SGM_EXPORT_COVERAGE_AREA,
  SGM_EXPORT_COVERAGE_KIND, /* own or joint */
  SGM_EXPORT_COVERAGE_VALID_FROM,
};

enum
{
  SGM_EXPORT_FACT_AREA,
  SGM_EXPORT_FACT_MEASURE,
  SGM_EXPORT_FACT_AT,
  SGM_EXPORT_FACT_VALUE,
  SGM_EXPORT_FACT_TOTAL,
};

const SgmExportSchema *sgm_export_schema_get         (SgmExportLayer         layer);
int                    sgm_export_schema_find        (const char            *name);
const char            *sgm_export_layer_get_title    (SgmExportLayer         layer);
SgmLevel               sgm_export_layer_get_level    (SgmExportLayer         layer);

const char            *sgm_export_format_get_id      (SgmExportFormat        format);
const char            *sgm_export_format_get_title   (SgmExportFormat        format);
const char            *sgm_export_format_get_driver  (SgmExportFormat        format);
const char            *sgm_export_format_get_ending  (SgmExportFormat        format);
gboolean               sgm_export_format_is_folder   (SgmExportFormat        format);
int                    sgm_export_format_find        (const char            *id);

G_END_DECLS
