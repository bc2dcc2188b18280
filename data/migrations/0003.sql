-- SPDX-License-Identifier: GPL-3.0-or-later
-- Editions of areas. Where an edition that is real says something of an area,
-- that comes before the area's own values.

CREATE TABLE sgm_edition (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  name TEXT NOT NULL, state INTEGER NOT NULL, base INTEGER NOT NULL,
  prepared_at INTEGER NOT NULL, valid_from INTEGER
);

CREATE TABLE sgm_boundary (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  edition INTEGER NOT NULL REFERENCES sgm_edition,
  area INTEGER NOT NULL REFERENCES sgm_area, state INTEGER NOT NULL,
  name TEXT, kind INTEGER
);
SELECT AddGeometryColumn('sgm_boundary', 'geometry', 4490, 'MULTIPOLYGON', 'XY');
CREATE UNIQUE INDEX sgm_boundary_area ON sgm_boundary (area, edition);
CREATE INDEX sgm_boundary_edition ON sgm_boundary (edition);

-- The areas as they are.
CREATE VIEW sgm_present AS
SELECT a.id, a.level, a.code, COALESCE(b.name, a.name) AS name,
    COALESCE(b.geometry, a.geometry) AS geometry
  FROM sgm_area AS a LEFT JOIN (
    SELECT x.*, row_number() OVER (
        PARTITION BY x.area ORDER BY e.valid_from DESC, e.id DESC) AS place
      FROM sgm_boundary AS x JOIN sgm_edition AS e ON e.id = x.edition
      WHERE e.state = 2) AS b
    ON b.area = a.id AND b.place = 1
  WHERE CASE WHEN b.state IS NULL THEN a.valid_to IS NULL ELSE b.state <> 3 END;

-- The views' shapes come from two tables now; with the name of the one that
-- has no spatial index nobody looks for them in an index that has but the
-- former ones.
DROP VIEW district;
DROP VIEW street;
DROP VIEW community;
DROP VIEW grid;
DROP VIEW unit;
CREATE VIEW district AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_present WHERE level = 1;
CREATE VIEW street AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_present WHERE level = 2;
CREATE VIEW community AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_present WHERE level = 3;
CREATE VIEW grid AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_present WHERE level = 4;
CREATE VIEW unit AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_present WHERE level = 5;
UPDATE views_geometry_columns SET f_table_name = 'sgm_boundary'
  WHERE f_table_name = 'sgm_area';
