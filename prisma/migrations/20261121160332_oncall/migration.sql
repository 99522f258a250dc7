-- AlterTable
ALTER TABLE "services" ADD COLUMN     "schedule_id" UUID;

-- CreateTable
CREATE TABLE "handoffs" (
    "id" UUID NOT NULL,
    "from_user_id" UUID,
    "to_user_id" UUID NOT NULL,
    "at_time" TIMESTAMPTZ(3) NOT NULL,
    "grace_ends_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "form" TEXT NOT NULL DEFAULT 'full',
    "briefing" TEXT NOT NULL DEFAULT '',
    "steps" JSONB NOT NULL DEFAULT '{}',
    "submitted_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),
    "refuse_reason" TEXT NOT NULL DEFAULT '',
    "lapsed_at" TIMESTAMPTZ(3),
    "draft_told_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "handoffs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handoff_shifts" (
    "handoff_id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,

    CONSTRAINT "handoff_shifts_pkey" PRIMARY KEY ("handoff_id","shift_id")
);

-- CreateTable
CREATE TABLE "handoff_items" (
    "id" UUID NOT NULL,
    "handoff_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID,
    "title" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "goes" TEXT NOT NULL DEFAULT 'over',
    "note" TEXT NOT NULL DEFAULT '',
    "ordinal" INTEGER NOT NULL DEFAULT 0,
    "query" TEXT NOT NULL DEFAULT '',
    "queried_at" TIMESTAMPTZ(3),
    "answer" TEXT NOT NULL DEFAULT '',
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "handoff_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedules" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "ordinal" INTEGER NOT NULL DEFAULT 0,
    "needs_approval" BOOLEAN NOT NULL DEFAULT false,
    "grace_minutes" INTEGER NOT NULL DEFAULT 30,
    "channel_id" UUID,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "laid_until" TIMESTAMPTZ(3),
    "zone_data" TEXT NOT NULL DEFAULT '',
    "dirty" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_rules" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "temporary" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL DEFAULT '',
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "zone" TEXT NOT NULL,
    "layers" JSONB NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "schedule_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_overrides" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "user_id" UUID,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'override',
    "reason" TEXT NOT NULL DEFAULT '',
    "request_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "schedule_overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shifts" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "user_id" UUID,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "origin" TEXT,
    "rules" INTEGER,
    "takes_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "noticed_at" TIMESTAMPTZ(3),
    "begun_at" TIMESTAMPTZ(3),
    "survey" JSONB,

    CONSTRAINT "shifts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cover_requests" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'cover',
    "user_id" UUID NOT NULL,
    "asked_by_id" UUID,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "to_user_id" UUID,
    "return_from_at" TIMESTAMPTZ(3),
    "return_to_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "offered_by_id" UUID,
    "decided_by_id" UUID,
    "time_off_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "cover_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "time_off" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "time_off_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_feeds" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "schedule_id" UUID,
    "owner_id" UUID NOT NULL,
    "key_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_read_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oncall_notices" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "oncall_notices_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "handoffs_to_user_id_state_idx" ON "handoffs"("to_user_id", "state");

-- CreateIndex
CREATE INDEX "handoffs_from_user_id_state_idx" ON "handoffs"("from_user_id", "state");

-- CreateIndex
CREATE INDEX "handoffs_state_grace_ends_at_idx" ON "handoffs"("state", "grace_ends_at");

-- CreateIndex
CREATE INDEX "handoffs_at_time_idx" ON "handoffs"("at_time" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "handoffs_from_user_id_to_user_id_at_time_key" ON "handoffs"("from_user_id", "to_user_id", "at_time");

-- CreateIndex
CREATE INDEX "handoff_shifts_shift_id_idx" ON "handoff_shifts"("shift_id");

-- CreateIndex
CREATE INDEX "handoff_shifts_schedule_id_idx" ON "handoff_shifts"("schedule_id");

-- CreateIndex
CREATE UNIQUE INDEX "handoff_items_handoff_id_kind_subject_id_key" ON "handoff_items"("handoff_id", "kind", "subject_id");

-- CreateIndex
CREATE INDEX "schedules_team_id_ordinal_idx" ON "schedules"("team_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_rules_schedule_id_number_key" ON "schedule_rules"("schedule_id", "number");

-- CreateIndex
CREATE INDEX "schedule_overrides_schedule_id_to_at_idx" ON "schedule_overrides"("schedule_id", "to_at");

-- CreateIndex
CREATE INDEX "schedule_overrides_user_id_idx" ON "schedule_overrides"("user_id");

-- CreateIndex
CREATE INDEX "shifts_schedule_id_from_at_idx" ON "shifts"("schedule_id", "from_at" DESC);

-- CreateIndex
CREATE INDEX "shifts_user_id_to_at_idx" ON "shifts"("user_id", "to_at");

-- CreateIndex
CREATE INDEX "shifts_from_at_idx" ON "shifts"("from_at");

-- CreateIndex
CREATE INDEX "cover_requests_schedule_id_state_idx" ON "cover_requests"("schedule_id", "state");

-- CreateIndex
CREATE INDEX "cover_requests_user_id_state_idx" ON "cover_requests"("user_id", "state");

-- CreateIndex
CREATE INDEX "cover_requests_state_from_at_idx" ON "cover_requests"("state", "from_at");

-- CreateIndex
CREATE INDEX "time_off_user_id_to_at_idx" ON "time_off"("user_id", "to_at");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feeds_key_hash_key" ON "calendar_feeds"("key_hash");

-- CreateIndex
CREATE INDEX "calendar_feeds_owner_id_idx" ON "calendar_feeds"("owner_id");

-- CreateIndex
CREATE INDEX "calendar_feeds_schedule_id_idx" ON "calendar_feeds"("schedule_id");

-- CreateIndex
CREATE INDEX "oncall_notices_at_idx" ON "oncall_notices"("at");

-- AddForeignKey
ALTER TABLE "handoff_shifts" ADD CONSTRAINT "handoff_shifts_handoff_id_fkey" FOREIGN KEY ("handoff_id") REFERENCES "handoffs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff_items" ADD CONSTRAINT "handoff_items_handoff_id_fkey" FOREIGN KEY ("handoff_id") REFERENCES "handoffs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_rules" ADD CONSTRAINT "schedule_rules_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_overrides" ADD CONSTRAINT "schedule_overrides_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Overlaps are impossible, whoever writes at the same moment.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE shifts ADD CONSTRAINT shifts_have_length CHECK (from_at < to_at);
ALTER TABLE shifts ADD CONSTRAINT shifts_never_overlap
  EXCLUDE USING gist (schedule_id WITH =, tstzrange(from_at, to_at) WITH &&) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE shifts ADD CONSTRAINT shifts_taken_inside CHECK (takes_at IS NULL OR (takes_at >= from_at AND takes_at < to_at));
ALTER TABLE schedule_overrides ADD CONSTRAINT overrides_have_length CHECK (from_at < to_at);
ALTER TABLE schedule_overrides ADD CONSTRAINT overrides_never_overlap
  EXCLUDE USING gist (schedule_id WITH =, tstzrange(from_at, to_at) WITH &&) WHERE (cancelled_at IS NULL);
ALTER TABLE schedule_rules ADD CONSTRAINT temporary_rules_end
  CHECK (temporary = (valid_to IS NOT NULL) AND (valid_to IS NULL OR valid_from < valid_to));
ALTER TABLE schedule_rules ADD CONSTRAINT temporary_rules_never_overlap
  EXCLUDE USING gist (schedule_id WITH =, tstzrange(valid_from, valid_to) WITH &&)
  WHERE (temporary AND cancelled_at IS NULL);
ALTER TABLE cover_requests ADD CONSTRAINT cover_requests_have_length CHECK (from_at < to_at);
ALTER TABLE time_off ADD CONSTRAINT time_off_has_length CHECK (from_at < to_at);
-- One contract per pair and moment, also where nobody hands over.
DROP INDEX IF EXISTS "handoffs_from_user_id_to_user_id_at_time_key";
CREATE UNIQUE INDEX "handoffs_from_user_id_to_user_id_at_time_key" ON handoffs (from_user_id, to_user_id, at_time) NULLS NOT DISTINCT;
-- Who holds the pager: the newest shift whose time of taking has come.
CREATE INDEX shifts_held ON shifts (schedule_id, from_at DESC) WHERE takes_at IS NOT NULL;
CREATE UNIQUE INDEX schedules_line ON schedules (team_id, lower(name)) WHERE archived_at IS NULL;
