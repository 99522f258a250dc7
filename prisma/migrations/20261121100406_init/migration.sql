-- The database's clock. Tests set evenkeel.now (an instant) or evenkeel.clock_offset (an interval).
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT date_trunc('milliseconds', coalesce(
    nullif(current_setting('evenkeel.now', true), '')::timestamptz,
    clock_timestamp() + coalesce(nullif(current_setting('evenkeel.clock_offset', true), '')::interval, interval '0')))
$$;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "action_items" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "team_id" UUID NOT NULL,
    "service_id" UUID,
    "owner_id" UUID,
    "due_on" DATE,
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "state" TEXT NOT NULL DEFAULT 'open',
    "source_kind" TEXT NOT NULL DEFAULT 'person',
    "source_id" UUID,
    "source_label" TEXT NOT NULL DEFAULT '',
    "waived_reason" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "action_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "token_id" UUID,
    "as_admin" BOOLEAN NOT NULL DEFAULT false,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'done',
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT,
    "team_id" UUID,
    "request_id" TEXT NOT NULL,
    "detail_hash" TEXT NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "audit_details" (
    "audit_id" UUID NOT NULL,
    "detail" JSONB NOT NULL,
    "redacted_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_details_pkey" PRIMARY KEY ("audit_id")
);

-- CreateTable
CREATE TABLE "audit_seals" (
    "position" BIGINT NOT NULL,
    "audit_id" UUID NOT NULL,
    "audit_at" TIMESTAMPTZ(3) NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "password_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_guards" (
    "email_hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "rounds" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_guards_pkey" PRIMARY KEY ("email_hash")
);

-- CreateTable
CREATE TABLE "known_devices" (
    "user_id" UUID NOT NULL,
    "device_hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_devices_pkey" PRIMARY KEY ("user_id","device_hash")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_resets" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oidc_accounts" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oidc_accounts_pkey" PRIMARY KEY ("provider","subject")
);

-- CreateTable
CREATE TABLE "checklist_templates" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "service_id" UUID,
    "title" TEXT NOT NULL,
    "catalogue_key" TEXT,
    "catalogue_hash" TEXT,
    "edited_here" BOOLEAN NOT NULL DEFAULT false,
    "current_version" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'active',
    "starts_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "laid_out_until" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checklist_templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checklist_versions" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "rrule" TEXT,
    "time" TEXT,
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "trigger" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checklist_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checklist_runs" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "template_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "service_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'open',
    "started_by" TEXT NOT NULL DEFAULT 'schedule',
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "missed_at" TIMESTAMPTZ(3),
    "assign_kind" TEXT NOT NULL,
    "assign_id" UUID,
    "owner_id" UUID,
    "owned_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "completed_by_id" UUID,
    "signed_off_at" TIMESTAMPTZ(3),
    "signed_off_by_id" UUID,
    "skipped_reason" TEXT,
    "items_total" INTEGER NOT NULL DEFAULT 0,
    "items_done" INTEGER NOT NULL DEFAULT 0,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checklist_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_results" (
    "run_id" UUID NOT NULL,
    "item_key" TEXT NOT NULL,
    "value" JSONB,
    "note" TEXT NOT NULL DEFAULT '',
    "not_applicable" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL DEFAULT '',
    "verdict" TEXT,
    "judged_by" JSONB,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "device_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "item_results_pkey" PRIMARY KEY ("run_id","item_key")
);

-- CreateTable
CREATE TABLE "item_changes" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "item_key" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "amendment" TEXT,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "item_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_policies" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "catalogue_key" TEXT,
    "definition" JSONB NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "escalation_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalations" (
    "id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "by_id" UUID,
    "target_kind" TEXT NOT NULL,
    "target_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "ended_by_id" UUID,

    CONSTRAINT "escalations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_pages" (
    "escalation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "because" TEXT NOT NULL,
    "notification_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "escalation_pages_pkey" PRIMARY KEY ("escalation_id","user_id")
);

-- CreateTable
CREATE TABLE "severity_levels" (
    "level" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "example" TEXT NOT NULL DEFAULT '',
    "acknowledge_seconds" INTEGER,
    "respond_seconds" INTEGER NOT NULL,
    "update_seconds" INTEGER,
    "pages" BOOLEAN NOT NULL DEFAULT false,
    "postmortem" TEXT NOT NULL DEFAULT 'none',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "severity_levels_pkey" PRIMARY KEY ("level")
);

-- CreateTable
CREATE TABLE "incidents" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "type" TEXT NOT NULL DEFAULT 'other',
    "source" TEXT NOT NULL DEFAULT 'person',
    "is_private" BOOLEAN NOT NULL DEFAULT false,
    "is_exercise" BOOLEAN NOT NULL DEFAULT false,
    "team_id" UUID NOT NULL,
    "service_id" UUID,
    "assignee_id" UUID,
    "commander_id" UUID,
    "declared_by_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" UUID,
    "investigating_at" TIMESTAMPTZ(3),
    "mitigated_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "merged_into_id" UUID,
    "first_ack_at" TIMESTAMPTZ(3),
    "resolved_seconds" INTEGER NOT NULL DEFAULT 0,
    "clocks" JSONB NOT NULL DEFAULT '{}',
    "next_due_at" TIMESTAMPTZ(3),
    "impact" JSONB NOT NULL DEFAULT '{}',
    "report_happened" TEXT,
    "report_cause" TEXT,
    "report_resolution" TEXT,
    "dedup_key" TEXT,
    "external_url" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_roles" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until" TIMESTAMPTZ(3),
    "by_id" UUID,

    CONSTRAINT "incident_roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_people" (
    "incident_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "because" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_people_pkey" PRIMARY KEY ("incident_id","user_id")
);

-- CreateTable
CREATE TABLE "timeline_entries" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "data" JSONB NOT NULL DEFAULT '{}',
    "actor_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "corrects_id" UUID,

    CONSTRAINT "timeline_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline_stars" (
    "entry_id" UUID NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "timeline_stars_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "incident_links" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "label" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metrics" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "formula" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "metrics_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "kpi_definitions" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "group" TEXT NOT NULL DEFAULT 'other',
    "metric" TEXT,
    "unit" TEXT NOT NULL,
    "aggregation" TEXT NOT NULL,
    "window_days" INTEGER NOT NULL DEFAULT 30,
    "target" DOUBLE PRECISION,
    "target_max" DOUBLE PRECISION,
    "comparator" TEXT,
    "direction" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_text" TEXT NOT NULL DEFAULT '',
    "formula" TEXT NOT NULL DEFAULT '',
    "profile_key" TEXT,
    "catalogue_hash" TEXT,
    "edited_here" BOOLEAN NOT NULL DEFAULT false,
    "ordinal" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kpi_definitions_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "kpi_targets" (
    "kpi_key" TEXT NOT NULL,
    "service_id" UUID NOT NULL,
    "target" DOUBLE PRECISION,
    "target_max" DOUBLE PRECISION,
    "comparator" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kpi_targets_pkey" PRIMARY KEY ("kpi_key","service_id")
);

-- CreateTable
CREATE TABLE "kpi_samples" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kpi_key" TEXT NOT NULL,
    "service_id" UUID,
    "value" DOUBLE PRECISION NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT,
    "part" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "by_id" UUID,
    "corrects_id" UUID,
    "is_void" BOOLEAN NOT NULL DEFAULT false,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kpi_samples_pkey" PRIMARY KEY ("id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "urgency" TEXT NOT NULL DEFAULT 'normal',
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "dedup_key" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "notification_id" UUID,
    "user_id" UUID,
    "channel" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "answer" TEXT NOT NULL DEFAULT '',
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'responder',
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "phone" TEXT,
    "password_hash" TEXT,
    "password_changed_at" TIMESTAMPTZ(3),
    "contact_confirmed_at" TIMESTAMPTZ(3),
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "deactivated_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "visibility" TEXT NOT NULL DEFAULT 'open',
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "needs_approval" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'member',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("team_id","user_id")
);

-- CreateTable
CREATE TABLE "duty_roles" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "ordinal" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "duty_roles_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "duty_assignments" (
    "team_id" UUID NOT NULL,
    "role_key" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "duty_assignments_pkey" PRIMARY KEY ("team_id","role_key","user_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "role" TEXT NOT NULL DEFAULT 'responder',
    "team_id" UUID,
    "team_kind" TEXT NOT NULL DEFAULT 'member',
    "token_hash" TEXT NOT NULL,
    "invited_by_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "setup_token_hash" TEXT,
    "setup_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_events" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "audience" JSONB NOT NULL,
    "payload" JSONB NOT NULL,
    "request_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "outbox_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "id" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "answer" JSONB,
    "subject_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "cycle_at" TIMESTAMPTZ(3) NOT NULL,
    "build" TEXT NOT NULL,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "postmortems" (
    "id" UUID NOT NULL,
    "incident_id" UUID,
    "team_id" UUID NOT NULL,
    "service_id" UUID,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "owner_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "sections" JSONB NOT NULL DEFAULT '{}',
    "no_cause_reason" TEXT,
    "no_action_reason" TEXT,
    "is_private" BOOLEAN NOT NULL DEFAULT false,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "submitted_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "published_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "postmortems_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "postmortem_causes" (
    "id" UUID NOT NULL,
    "postmortem_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'contributing',
    "ordinal" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "postmortem_causes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runbooks" (
    "id" UUID NOT NULL,
    "team_id" UUID,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'response',
    "profile_key" TEXT,
    "catalogue_key" TEXT,
    "catalogue_hash" TEXT,
    "triggers" TEXT[],
    "content" JSONB NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "reviewed_at" TIMESTAMPTZ(3),
    "review_by" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by_id" UUID,

    CONSTRAINT "runbooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runbook_versions" (
    "runbook_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "notes" TEXT NOT NULL,
    "editor_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "runbook_versions_pkey" PRIMARY KEY ("runbook_id","version")
);

-- CreateTable
CREATE TABLE "profiles" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "stack" TEXT[],
    "loaded_at" TIMESTAMPTZ(3),

    CONSTRAINT "profiles_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "services" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "team_id" UUID NOT NULL,
    "profile_key" TEXT NOT NULL DEFAULT 'general',
    "status" TEXT NOT NULL DEFAULT 'working',
    "service_hours" JSONB,
    "links" JSONB NOT NULL DEFAULT '[]',
    "archived_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "services_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vendors" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT '',
    "dashboard" TEXT,
    "status_page" TEXT,
    "profile_key" TEXT,
    "status" TEXT NOT NULL DEFAULT 'unknown',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "vendors_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "service_settings" (
    "service_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "service_settings_pkey" PRIMARY KEY ("service_id","key")
);

-- CreateTable
CREATE TABLE "threshold_presets" (
    "id" UUID NOT NULL,
    "profile_key" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "aggregation" TEXT NOT NULL DEFAULT '',
    "unit" TEXT NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "threshold_presets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_entries" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "profile_key" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "subject_id" UUID,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalogue_entries_pkey" PRIMARY KEY ("kind","key")
);

-- CreateIndex
CREATE INDEX "action_items_owner_id_state_due_on_idx" ON "action_items"("owner_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "action_items_source_kind_source_id_idx" ON "action_items"("source_kind", "source_id");

-- CreateIndex
CREATE INDEX "action_items_team_id_state_due_on_idx" ON "action_items"("team_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "action_items_created_at_id_idx" ON "action_items"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_at_id_idx" ON "audit_entries"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_at_idx" ON "audit_entries"("actor_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_subject_kind_subject_id_at_idx" ON "audit_entries"("subject_kind", "subject_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_action_at_idx" ON "audit_entries"("action", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "audit_seals_audit_id_key" ON "audit_seals"("audit_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_ended_at_idx" ON "sessions"("user_id", "ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_user_id_idx" ON "api_tokens"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "password_resets_token_hash_key" ON "password_resets"("token_hash");

-- CreateIndex
CREATE INDEX "password_resets_user_id_idx" ON "password_resets"("user_id");

-- CreateIndex
CREATE INDEX "oidc_accounts_user_id_idx" ON "oidc_accounts"("user_id");

-- CreateIndex
CREATE INDEX "checklist_templates_team_id_state_idx" ON "checklist_templates"("team_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "checklist_templates_team_id_catalogue_key_service_id_key" ON "checklist_templates"("team_id", "catalogue_key", "service_id");

-- CreateIndex
CREATE UNIQUE INDEX "checklist_versions_template_id_number_key" ON "checklist_versions"("template_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "checklist_runs_number_key" ON "checklist_runs"("number");

-- CreateIndex
CREATE INDEX "checklist_runs_state_opens_at_id_idx" ON "checklist_runs"("state", "opens_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "checklist_runs_team_id_opens_at_id_idx" ON "checklist_runs"("team_id", "opens_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "checklist_runs_template_id_opens_at_id_idx" ON "checklist_runs"("template_id", "opens_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "item_changes_run_id_at_idx" ON "item_changes"("run_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "escalation_policies_team_id_catalogue_key_key" ON "escalation_policies"("team_id", "catalogue_key");

-- CreateIndex
CREATE INDEX "escalations_subject_kind_subject_id_started_at_idx" ON "escalations"("subject_kind", "subject_id", "started_at");

-- CreateIndex
CREATE INDEX "escalation_pages_user_id_idx" ON "escalation_pages"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "incidents_number_key" ON "incidents"("number");

-- CreateIndex
CREATE INDEX "incidents_opened_at_id_idx" ON "incidents"("opened_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "incidents_team_id_opened_at_id_idx" ON "incidents"("team_id", "opened_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "incidents_status_opened_at_id_idx" ON "incidents"("status", "opened_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "incidents_severity_opened_at_id_idx" ON "incidents"("severity", "opened_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "incidents_service_id_opened_at_id_idx" ON "incidents"("service_id", "opened_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "incidents_team_id_dedup_key_idx" ON "incidents"("team_id", "dedup_key");

-- CreateIndex
CREATE INDEX "incident_roles_incident_id_role_until_idx" ON "incident_roles"("incident_id", "role", "until");

-- CreateIndex
CREATE INDEX "incident_roles_user_id_until_idx" ON "incident_roles"("user_id", "until");

-- CreateIndex
CREATE INDEX "incident_people_user_id_idx" ON "incident_people"("user_id");

-- CreateIndex
CREATE INDEX "timeline_entries_incident_id_occurred_at_id_idx" ON "timeline_entries"("incident_id", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "incident_links_kind_subject_id_idx" ON "incident_links"("kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_links_incident_id_kind_subject_id_part_key" ON "incident_links"("incident_id", "kind", "subject_id", "part");

-- CreateIndex
CREATE INDEX "kpi_samples_kpi_key_at_id_idx" ON "kpi_samples"("kpi_key", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "kpi_samples_kpi_key_service_id_at_idx" ON "kpi_samples"("kpi_key", "service_id", "at" DESC);

-- CreateIndex
CREATE INDEX "kpi_samples_source_id_part_idx" ON "kpi_samples"("source_id", "part");

-- CreateIndex
CREATE INDEX "notifications_user_id_at_id_idx" ON "notifications"("user_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notifications_user_id_read_at_idx" ON "notifications"("user_id", "read_at");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_user_id_dedup_key_key" ON "notifications"("user_id", "dedup_key");

-- CreateIndex
CREATE INDEX "deliveries_notification_id_idx" ON "deliveries"("notification_id");

-- CreateIndex
CREATE INDEX "deliveries_at_idx" ON "deliveries"("at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_name_idx" ON "users"("name");

-- CreateIndex
CREATE UNIQUE INDEX "teams_name_key" ON "teams"("name");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_email_idx" ON "invitations"("email");

-- CreateIndex
CREATE INDEX "invitations_created_at_idx" ON "invitations"("created_at" DESC);

-- CreateIndex
CREATE INDEX "outbox_events_at_idx" ON "outbox_events"("at");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "postmortems_incident_id_key" ON "postmortems"("incident_id");

-- CreateIndex
CREATE INDEX "postmortems_state_created_at_id_idx" ON "postmortems"("state", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "postmortems_team_id_created_at_id_idx" ON "postmortems"("team_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "postmortem_causes_postmortem_id_idx" ON "postmortem_causes"("postmortem_id");

-- CreateIndex
CREATE UNIQUE INDEX "runbooks_catalogue_key_key" ON "runbooks"("catalogue_key");

-- CreateIndex
CREATE INDEX "runbooks_title_idx" ON "runbooks"("title");

-- CreateIndex
CREATE UNIQUE INDEX "services_name_key" ON "services"("name");

-- CreateIndex
CREATE INDEX "services_team_id_idx" ON "services"("team_id");

-- CreateIndex
CREATE UNIQUE INDEX "threshold_presets_profile_key_metric_aggregation_key" ON "threshold_presets"("profile_key", "metric", "aggregation");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checklist_versions" ADD CONSTRAINT "checklist_versions_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "checklist_templates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checklist_runs" ADD CONSTRAINT "checklist_runs_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "checklist_templates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checklist_runs" ADD CONSTRAINT "checklist_runs_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "checklist_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_results" ADD CONSTRAINT "item_results_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "checklist_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_pages" ADD CONSTRAINT "escalation_pages_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_roles" ADD CONSTRAINT "incident_roles_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_people" ADD CONSTRAINT "incident_people_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_stars" ADD CONSTRAINT "timeline_stars_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "timeline_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_links" ADD CONSTRAINT "incident_links_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kpi_targets" ADD CONSTRAINT "kpi_targets_kpi_key_fkey" FOREIGN KEY ("kpi_key") REFERENCES "kpi_definitions"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_assignments" ADD CONSTRAINT "duty_assignments_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_assignments" ADD CONSTRAINT "duty_assignments_role_key_fkey" FOREIGN KEY ("role_key") REFERENCES "duty_roles"("key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_assignments" ADD CONSTRAINT "duty_assignments_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "postmortem_causes" ADD CONSTRAINT "postmortem_causes_postmortem_id_fkey" FOREIGN KEY ("postmortem_id") REFERENCES "postmortems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "services" ADD CONSTRAINT "services_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_settings" ADD CONSTRAINT "service_settings_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "services"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What the schema files cannot say ────────────────────────────────────────────────────────────

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('evenkeel.maintenance', true) = 'on' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION 'append-only: % refuses %', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_entries', 'audit_seals', 'timeline_entries', 'kpi_samples', 'deliveries', 'item_changes', 'runbook_versions', 'checklist_versions']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
  END LOOP;
END $$;

-- Monthly partitions, made ahead by the worker; the default one keeps a sleeping worker from stopping a write.
CREATE TABLE audit_entries_default PARTITION OF audit_entries DEFAULT;
CREATE TABLE kpi_samples_default PARTITION OF kpi_samples DEFAULT;

CREATE FUNCTION ensure_partitions(months_ahead integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  month date;
  child text;
  made integer := 0;
BEGIN
  FOREACH parent IN ARRAY ARRAY['audit_entries', 'kpi_samples'] LOOP
    FOR step IN 0..months_ahead LOOP
      month := (date_trunc('month', app_now() AT TIME ZONE 'UTC') + make_interval(months => step))::date;
      child := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
      IF to_regclass(child) IS NULL THEN
        BEGIN
          EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent,
            month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
          made := made + 1;
        EXCEPTION WHEN check_violation THEN
          NULL; -- rows of that month already lie in the default partition, where they are as good
        END;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
SELECT ensure_partitions(3);

ALTER TABLE installation ADD CONSTRAINT installation_single CHECK (id = 1);
ALTER TABLE users ADD CONSTRAINT users_email_lower CHECK (email = lower(email));
ALTER TABLE users ADD CONSTRAINT users_role CHECK (role IN ('viewer', 'responder', 'manager', 'admin'));
ALTER TABLE teams ADD CONSTRAINT teams_visibility CHECK (visibility IN ('open', 'closed'));
ALTER TABLE memberships ADD CONSTRAINT memberships_kind CHECK (kind IN ('member', 'lead', 'deputy', 'reader'));
ALTER TABLE incidents ADD CONSTRAINT incidents_severity CHECK (severity IN ('P0', 'P1', 'P2', 'P3', 'P4'));
ALTER TABLE incidents ADD CONSTRAINT incidents_status CHECK (status IN ('open', 'acknowledged', 'investigating', 'mitigated', 'resolved', 'closed', 'cancelled', 'merged'));
ALTER TABLE incidents ADD CONSTRAINT incidents_type CHECK (type IN ('downtime', 'security', 'data-loss', 'other'));
ALTER TABLE checklist_runs ADD CONSTRAINT checklist_runs_state CHECK (state IN ('open', 'completed', 'skipped', 'not-measured'));
ALTER TABLE postmortems ADD CONSTRAINT postmortems_state CHECK (state IN ('draft', 'in-review', 'published'));
ALTER TABLE action_items ADD CONSTRAINT action_items_state CHECK (state IN ('open', 'done', 'waived'));

-- One lead, one deputy a team; one open incident a dedup key; one holder of a single role; one run an occurrence.
CREATE UNIQUE INDEX memberships_one_deputy ON memberships (team_id) WHERE kind = 'deputy';
CREATE UNIQUE INDEX incidents_open_dedup ON incidents (team_id, dedup_key) WHERE dedup_key IS NOT NULL AND status NOT IN ('resolved', 'closed', 'cancelled', 'merged');
CREATE UNIQUE INDEX incident_roles_one_holder ON incident_roles (incident_id, role) WHERE until IS NULL AND role <> 'responder';
CREATE UNIQUE INDEX incident_roles_once ON incident_roles (incident_id, role, user_id) WHERE until IS NULL;
CREATE UNIQUE INDEX checklist_runs_occurrence ON checklist_runs (template_id, opens_at) WHERE started_by = 'schedule';
CREATE UNIQUE INDEX checklist_templates_catalogue ON checklist_templates (team_id, catalogue_key) WHERE catalogue_key IS NOT NULL AND service_id IS NULL;

-- What lists and claims look for: the few that are open, whatever the history.
CREATE INDEX outbox_unprocessed ON outbox_events (id) WHERE processed_at IS NULL;
CREATE INDEX incidents_open ON incidents (opened_at DESC, id DESC) WHERE status NOT IN ('resolved', 'closed', 'cancelled', 'merged');
CREATE INDEX incidents_due ON incidents (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX checklist_runs_open ON checklist_runs (opens_at DESC, id DESC) WHERE state = 'open';
CREATE INDEX notifications_unread ON notifications (user_id) WHERE read_at IS NULL;
CREATE INDEX sign_in_failures ON audit_entries (at DESC) WHERE outcome <> 'done';

INSERT INTO installation (id) VALUES (1);
