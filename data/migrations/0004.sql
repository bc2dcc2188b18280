-- SPDX-License-Identifier: GPL-3.0-or-later
-- What refers to a person, an area or an organization is looked for when one of
-- them is taken back, by thousands where a list came in. Without these indexes
-- each time all events are read.

CREATE INDEX sgm_post_person ON sgm_post (person);
CREATE INDEX sgm_post_area ON sgm_post (area);
CREATE INDEX sgm_org_area_org ON sgm_org_area (org);
CREATE INDEX sgm_org_area_area ON sgm_org_area (area);
CREATE INDEX sgm_area_parent ON sgm_area (parent);
CREATE INDEX sgm_event_assignee ON sgm_event (assignee) WHERE assignee IS NOT NULL;
CREATE INDEX sgm_event_unit ON sgm_event (unit);
CREATE INDEX sgm_event_grid ON sgm_event (grid);
CREATE INDEX sgm_event_matter ON sgm_event (matter);
CREATE INDEX sgm_task_person ON sgm_task (person);
CREATE INDEX sgm_shift_area ON sgm_shift (area);
CREATE INDEX sgm_outbox_person ON sgm_outbox (person);
CREATE INDEX sgm_reading_person ON sgm_reading (person);
CREATE INDEX sgm_place_area ON sgm_place (area);
CREATE INDEX sgm_address_area ON sgm_address (area);
CREATE INDEX sgm_note_area ON sgm_note (area);
