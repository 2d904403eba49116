/**
 * A value that is not JSON stays as it is: one odd row must not keep the app from opening.
 *
 * Columns for data of run items and plans that other code needs: the states before and after, the objects on both
 * sides, and whether the run created the object. The rest of `detail` and `input` has the shape of its kind.
 */
export const typedRuns = `
ALTER TABLE run_items ADD COLUMN action TEXT;
ALTER TABLE run_items ADD COLUMN source_id TEXT;
ALTER TABLE run_items ADD COLUMN target_id TEXT;
ALTER TABLE run_items ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_items ADD COLUMN before_version_id TEXT;
ALTER TABLE run_items ADD COLUMN after_version_id TEXT;

UPDATE run_items SET
  action = nullif(json_extract(detail, '$.action'), ''),
  source_id = nullif(json_extract(detail, '$.sourceId'), ''),
  target_id = nullif(json_extract(detail, '$.targetId'), ''),
  created = (json_extract(detail, '$.created') IS 1),
  before_version_id = nullif(json_extract(detail, '$.beforeVersionId'), ''),
  -- A capture called the version that it kept by another name than a restore.
  after_version_id = nullif(coalesce(json_extract(detail, '$.afterVersionId'), json_extract(detail, '$.versionId')), ''),
  detail = json_remove(detail, '$.action', '$.sourceId', '$.targetId', '$.created', '$.beforeVersionId', '$.afterVersionId', '$.versionId')
WHERE detail <> '{}' AND json_valid(detail);

-- A run that ended leaves nothing running.
UPDATE run_items SET state = 'unknown', note = coalesce(note, 'Interrupted')
WHERE state = 'running' AND run_id IN (SELECT id FROM runs WHERE status IN ('succeeded', 'partial', 'failed', 'cancelled'));

ALTER TABLE plans ADD COLUMN source_tenant_id TEXT NOT NULL DEFAULT '';
UPDATE plans SET source_tenant_id =
  coalesce(CASE WHEN json_valid(input) THEN json_extract(input, '$.sourceTenantId') END, tenant_id);
-- Plans from before there were options say only whether assignments are restored.
UPDATE plans SET input = json_set(input, '$.options', json('{"assignments":"none"}'))
WHERE CASE WHEN json_valid(input) THEN json_extract(input, '$.options') IS NULL AND json_extract(input, '$.assignments') = 0 END;
UPDATE runs SET input = json_set(input, '$.options', json('{"assignments":"none"}'))
WHERE kind = 'restore-plan'
  AND CASE WHEN json_valid(input) THEN json_extract(input, '$.options') IS NULL AND json_extract(input, '$.assignments') = 0 END;

UPDATE runs SET result = json_remove(json_set(result, '$.newFindings', json_extract(result, '$.fresh')), '$.fresh')
WHERE CASE WHEN json_valid(result) THEN json_extract(result, '$.fresh') IS NOT NULL END;
CREATE INDEX runs_by_target ON runs (tenant_id, kind, target);
`
