-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first form of a district's database. A SELECT in a migration must give
-- 1, which is how SpatiaLite says that it worked.
--
-- The records' tables begin with sgm_; what others see are the views at the
-- end, which have the plain names.

SELECT InitSpatialMetaData(0, 'NONE');
SELECT InsertEpsgSrid(4490);

CREATE TABLE sgm_meta (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  key TEXT NOT NULL UNIQUE, value TEXT
);

CREATE TABLE sgm_area (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  level INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, kind INTEGER,
  parent INTEGER REFERENCES sgm_area, valid_from INTEGER, valid_to INTEGER
);
SELECT AddGeometryColumn('sgm_area', 'geometry', 4490, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('sgm_area', 'geometry');
CREATE INDEX sgm_area_level ON sgm_area (level);
CREATE INDEX sgm_area_code ON sgm_area (code);

CREATE TABLE sgm_person (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  kind INTEGER NOT NULL, name TEXT, phone TEXT, channel INTEGER, duty INTEGER,
  skills TEXT
);

CREATE TABLE sgm_post (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES sgm_person,
  area INTEGER NOT NULL REFERENCES sgm_area,
  role INTEGER NOT NULL, valid_from INTEGER, valid_to INTEGER
);

CREATE TABLE sgm_org (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  level INTEGER NOT NULL, name TEXT NOT NULL, secretary TEXT,
  members INTEGER, groups INTEGER, households INTEGER
);

CREATE TABLE sgm_org_area (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  org INTEGER NOT NULL REFERENCES sgm_org,
  area INTEGER NOT NULL REFERENCES sgm_area,
  valid_from INTEGER, valid_to INTEGER
);

CREATE TABLE sgm_matter (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  no INTEGER NOT NULL, name TEXT NOT NULL, batch INTEGER, department TEXT,
  urgency INTEGER, clock INTEGER, time_limit INTEGER, basis TEXT,
  valid_from INTEGER, valid_to INTEGER
);

CREATE TABLE sgm_item (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  no INTEGER NOT NULL, class TEXT NOT NULL, name TEXT NOT NULL
);

CREATE TABLE sgm_duty (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  no INTEGER NOT NULL, category TEXT NOT NULL, name TEXT NOT NULL
);

CREATE TABLE sgm_calendar (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  day INTEGER NOT NULL UNIQUE, kind INTEGER NOT NULL, name TEXT
);
CREATE INDEX sgm_calendar_kind ON sgm_calendar (kind);

-- OGR takes INTEGER for 32 bits and shows this table too.
CREATE TABLE sgm_event (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  no TEXT NOT NULL, source INTEGER NOT NULL, source_id TEXT,
  matter INTEGER REFERENCES sgm_matter, title TEXT NOT NULL,
  unit INTEGER REFERENCES sgm_area, grid INTEGER REFERENCES sgm_area,
  stage INTEGER NOT NULL, urgency INTEGER NOT NULL,
  reported_at BIGINT NOT NULL, due_at BIGINT, closed_at BIGINT,
  assignee INTEGER REFERENCES sgm_person, reporter TEXT
);
SELECT AddGeometryColumn('sgm_event', 'geometry', 4490, 'POINT', 'XY');
CREATE INDEX sgm_event_stage ON sgm_event (stage);
CREATE INDEX sgm_event_reported ON sgm_event (reported_at);
CREATE UNIQUE INDEX sgm_event_source ON sgm_event (source_id, source) WHERE source_id IS NOT NULL;

CREATE TABLE sgm_step (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES sgm_event, seq INTEGER NOT NULL,
  at INTEGER NOT NULL, who TEXT, stage INTEGER NOT NULL, person INTEGER,
  note TEXT
);
CREATE UNIQUE INDEX sgm_step_event ON sgm_step (event, seq);

CREATE TABLE sgm_task (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES sgm_event,
  person INTEGER NOT NULL REFERENCES sgm_person,
  channel INTEGER NOT NULL, state INTEGER NOT NULL,
  assigned_at INTEGER NOT NULL, held_until INTEGER, ended_at INTEGER
);
CREATE INDEX sgm_task_event ON sgm_task (event);

CREATE TABLE sgm_journal (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL,
  origin TEXT NOT NULL, kind TEXT NOT NULL, why TEXT, patch BLOB NOT NULL,
  personal_digest BLOB, hash BLOB NOT NULL
);

-- The personal values of an entry's patch, each with a salt of its own; where
-- one was erased, its digest stands instead of both.
CREATE TABLE sgm_personal (
  seq INTEGER NOT NULL, op INTEGER NOT NULL, position INTEGER NOT NULL,
  after INTEGER NOT NULL, record_table TEXT NOT NULL, record INTEGER NOT NULL,
  salt BLOB, value, digest BLOB,
  PRIMARY KEY (seq, op, position, after)
) WITHOUT ROWID;
CREATE INDEX sgm_personal_record ON sgm_personal (record, record_table);

CREATE TABLE sgm_journal_head (
  one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL,
  at INTEGER NOT NULL, hash BLOB NOT NULL
);
INSERT INTO sgm_journal_head VALUES (1, 0, 0, zeroblob(32));

CREATE VIEW district AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_area WHERE level = 1 AND valid_to IS NULL;
CREATE VIEW street AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_area WHERE level = 2 AND valid_to IS NULL;
CREATE VIEW community AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_area WHERE level = 3 AND valid_to IS NULL;
CREATE VIEW grid AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_area WHERE level = 4 AND valid_to IS NULL;
CREATE VIEW unit AS SELECT id AS ROWID, id, code, name, geometry
  FROM sgm_area WHERE level = 5 AND valid_to IS NULL;
CREATE VIEW event AS SELECT id AS ROWID, id, no AS code, title AS name,
    stage, urgency,
    strftime('%Y-%m-%dT%H:%M:%SZ', reported_at / 1000, 'unixepoch') AS reported_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', due_at / 1000, 'unixepoch') AS due_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', closed_at / 1000, 'unixepoch') AS closed_at,
    geometry
  FROM sgm_event;
INSERT INTO views_geometry_columns
  (view_name, view_geometry, view_rowid, f_table_name, f_geometry_column, read_only)
VALUES
  ('district', 'geometry', 'rowid', 'sgm_area', 'geometry', 1),
  ('street', 'geometry', 'rowid', 'sgm_area', 'geometry', 1),
  ('community', 'geometry', 'rowid', 'sgm_area', 'geometry', 1),
  ('grid', 'geometry', 'rowid', 'sgm_area', 'geometry', 1),
  ('unit', 'geometry', 'rowid', 'sgm_area', 'geometry', 1),
  ('event', 'geometry', 'rowid', 'sgm_event', 'geometry', 1);
