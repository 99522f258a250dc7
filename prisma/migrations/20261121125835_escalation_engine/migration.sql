-- AlterTable
ALTER TABLE "escalation_policies" ADD COLUMN     "lacks" JSONB,
ADD COLUMN     "lacks_since" TIMESTAMPTZ(3),
ADD COLUMN     "service_id" UUID,
ADD COLUMN     "severities" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "escalations" ADD COLUMN     "facts" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "highest" INTEGER NOT NULL DEFAULT -1,
ADD COLUMN     "next_at" TIMESTAMPTZ(3),
ADD COLUMN     "path" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "policy_id" UUID,
ADD COLUMN     "reached" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "severity" TEXT NOT NULL DEFAULT 'P0',
ADD COLUMN     "step" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "successor_id" UUID,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "escalation_pages" DROP CONSTRAINT "escalation_pages_pkey",
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "step" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "escalation_pages_pkey" PRIMARY KEY ("escalation_id", "round", "step", "user_id");

-- CreateTable
CREATE TABLE "escalation_scopes" (
    "team_id" UUID NOT NULL,
    "service_key" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "policy_id" UUID NOT NULL,

    CONSTRAINT "escalation_scopes_pkey" PRIMARY KEY ("team_id","severity","service_key")
);

-- CreateTable
CREATE TABLE "escalation_steps" (
    "escalation_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "channels" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "escalation_steps_pkey" PRIMARY KEY ("escalation_id","round","step")
);

-- CreateTable
CREATE TABLE "escalation_watches" (
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "severity" TEXT NOT NULL,
    "path" JSONB NOT NULL,
    "facts" JSONB NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "ack_level" INTEGER NOT NULL DEFAULT 0,
    "highest" INTEGER NOT NULL DEFAULT -1,
    "ack_due_at" TIMESTAMPTZ(3),
    "backstop_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "escalation_watches_pkey" PRIMARY KEY ("subject_kind","subject_id")
);

-- CreateTable
CREATE TABLE "escalation_engines" (
    "worker_id" TEXT NOT NULL,
    "cycle_at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "escalation_engines_pkey" PRIMARY KEY ("worker_id")
);

-- CreateTable
CREATE TABLE "escalation_auditor_runs" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "findings" JSONB NOT NULL,
    "heartbeat" TEXT NOT NULL DEFAULT 'none',
    "answer" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "escalation_auditor_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "escalation_scopes_policy_id_idx" ON "escalation_scopes"("policy_id");

-- CreateIndex
CREATE INDEX "escalation_steps_fired_at_idx" ON "escalation_steps"("fired_at");

-- CreateIndex
CREATE INDEX "escalation_auditor_runs_at_idx" ON "escalation_auditor_runs"("at");

-- CreateIndex
CREATE INDEX "escalations_successor_id_idx" ON "escalations"("successor_id");

-- CreateIndex
CREATE INDEX "escalation_pages_notification_id_idx" ON "escalation_pages"("notification_id");

-- AddForeignKey
ALTER TABLE "escalation_scopes" ADD CONSTRAINT "escalation_scopes_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "escalation_policies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_steps" ADD CONSTRAINT "escalation_steps_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The claim: what is due, the worst first. Partial: what has ended costs nothing.
CREATE INDEX escalations_due ON escalations (severity, next_at, id) WHERE ended_at IS NULL AND next_at IS NOT NULL;
CREATE INDEX escalations_running ON escalations (subject_kind, subject_id) WHERE ended_at IS NULL;
CREATE INDEX escalation_watches_due ON escalation_watches (severity, next_at) WHERE next_at IS NOT NULL;
-- At most one path runs for a subject; calls by hand to a person or a team stand beside it.
CREATE UNIQUE INDEX escalations_one_path ON escalations (subject_kind, subject_id) WHERE ended_at IS NULL AND target_kind = 'path';
ALTER TABLE escalations ADD CONSTRAINT escalations_ended_is_still CHECK (ended_at IS NULL OR next_at IS NULL);
