-- What the computed KPIs and the private scope look up; partial, so that the schema files need not name them.
CREATE INDEX incidents_private ON incidents (id) WHERE is_private;
CREATE INDEX kpi_samples_corrections ON kpi_samples (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX checklist_runs_due ON checklist_runs (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX checklist_runs_missed ON checklist_runs (missed_at) WHERE missed_at IS NOT NULL;
CREATE INDEX postmortems_due ON postmortems (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX action_items_due ON action_items (due_on) WHERE due_on IS NOT NULL;
