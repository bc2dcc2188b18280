-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a centre records beside areas, people and events: the roster, the ways
-- of working together, emergencies, facts, places, who may do what, and what
-- comes in and goes out.

ALTER TABLE sgm_event ADD COLUMN paused_at INTEGER;
ALTER TABLE sgm_event ADD COLUMN paused_from INTEGER;
ALTER TABLE sgm_event ADD COLUMN score INTEGER;
ALTER TABLE sgm_step ADD COLUMN kind INTEGER;

CREATE TABLE sgm_shift (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES sgm_person, area INTEGER REFERENCES sgm_area,
  starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL
);
CREATE INDEX sgm_shift_person ON sgm_shift (person);

CREATE TABLE sgm_call (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES sgm_event, department TEXT NOT NULL,
  called_at INTEGER NOT NULL, due_at INTEGER, checked_in_at INTEGER, score INTEGER,
  ended_at INTEGER
);
CREATE INDEX sgm_call_event ON sgm_call (event);

CREATE TABLE sgm_escalation (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES sgm_event, level INTEGER NOT NULL,
  at INTEGER NOT NULL, due_at INTEGER, reason TEXT, ended_at INTEGER, answer TEXT
);
CREATE INDEX sgm_escalation_event ON sgm_escalation (event);

CREATE TABLE sgm_joint (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES sgm_event, started_at INTEGER NOT NULL,
  reason TEXT, ended_at INTEGER, result TEXT
);
CREATE INDEX sgm_joint_event ON sgm_joint (event);

CREATE TABLE sgm_mode (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  area INTEGER NOT NULL REFERENCES sgm_area, kind INTEGER NOT NULL, active INTEGER,
  started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, percent INTEGER,
  roster TEXT, preset TEXT, ended_at INTEGER, report TEXT
);
CREATE INDEX sgm_mode_active ON sgm_mode (active) WHERE active IS NOT NULL;

CREATE TABLE sgm_fact (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  area INTEGER NOT NULL REFERENCES sgm_area, measure TEXT NOT NULL,
  at INTEGER NOT NULL, value REAL, total REAL
);
CREATE UNIQUE INDEX sgm_fact_measure ON sgm_fact (area, measure);

CREATE TABLE sgm_place (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  kind TEXT NOT NULL, name TEXT NOT NULL, state TEXT,
  area INTEGER REFERENCES sgm_area
);
SELECT AddGeometryColumn('sgm_place', 'geometry', 4490, 'POINT', 'XY');

CREATE TABLE sgm_address (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  text TEXT NOT NULL, area INTEGER REFERENCES sgm_area
);
SELECT AddGeometryColumn('sgm_address', 'geometry', 4490, 'POINT', 'XY');

CREATE TABLE sgm_attachment (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES sgm_event, hash TEXT NOT NULL,
  mime TEXT NOT NULL, size INTEGER NOT NULL, at INTEGER
);
CREATE INDEX sgm_attachment_event ON sgm_attachment (event);

CREATE TABLE sgm_note (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  event INTEGER REFERENCES sgm_event, area INTEGER REFERENCES sgm_area,
  at INTEGER NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL
);

CREATE TABLE sgm_user (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE, role INTEGER NOT NULL, area INTEGER REFERENCES sgm_area
);

CREATE TABLE sgm_inbox (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  source INTEGER NOT NULL, source_id TEXT NOT NULL, at INTEGER NOT NULL
);
CREATE UNIQUE INDEX sgm_inbox_source ON sgm_inbox (source_id, source);

CREATE TABLE sgm_outbox (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  task INTEGER NOT NULL REFERENCES sgm_task, message INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES sgm_person, state INTEGER NOT NULL,
  next_at INTEGER, tries INTEGER, reason TEXT, ended_at INTEGER
);
CREATE INDEX sgm_outbox_task ON sgm_outbox (task);
CREATE INDEX sgm_outbox_waiting ON sgm_outbox (next_at) WHERE state = 1;

CREATE TABLE sgm_reading (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL,
  at INTEGER NOT NULL, who TEXT NOT NULL, person INTEGER REFERENCES sgm_person,
  event INTEGER REFERENCES sgm_event, what TEXT NOT NULL, why TEXT NOT NULL,
  expires_at INTEGER
);
