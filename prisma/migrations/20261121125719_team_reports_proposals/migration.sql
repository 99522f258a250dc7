-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "accepts_reports" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "checklist_proposals" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "on_version" INTEGER NOT NULL,
    "change" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "checklist_proposals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "checklist_proposals_template_id_state_idx" ON "checklist_proposals"("template_id", "state");

-- CreateIndex
CREATE INDEX "checklist_proposals_state_at_id_idx" ON "checklist_proposals"("state", "at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "checklist_proposals" ADD CONSTRAINT "checklist_proposals_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "checklist_templates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A proposal waits or was decided; one person has at most one waiting for a checklist.
ALTER TABLE "checklist_proposals" ADD CONSTRAINT "checklist_proposals_state" CHECK ("state" IN ('waiting', 'approved', 'returned', 'withdrawn')),
  ADD CONSTRAINT "checklist_proposals_decided" CHECK (("state" = 'waiting') = ("decided_at" IS NULL));
CREATE UNIQUE INDEX "checklist_proposals_one_waiting" ON "checklist_proposals"("template_id", "by_id") WHERE "state" = 'waiting';
