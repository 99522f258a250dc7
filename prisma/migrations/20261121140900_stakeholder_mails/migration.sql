-- CreateTable
CREATE TABLE "stakeholder_mails" (
    "entry_id" UUID NOT NULL,
    "stakeholder_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),
    "sent" BOOLEAN NOT NULL DEFAULT false,
    "answer" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stakeholder_mails_pkey" PRIMARY KEY ("entry_id","stakeholder_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "stakeholder_mails_id_key" ON "stakeholder_mails"("id");

-- CreateIndex
CREATE INDEX "stakeholder_mails_incident_id_idx" ON "stakeholder_mails"("incident_id");

-- CreateIndex
CREATE INDEX "stakeholder_mails_stakeholder_id_idx" ON "stakeholder_mails"("stakeholder_id");

-- AddForeignKey
ALTER TABLE "stakeholder_mails" ADD CONSTRAINT "stakeholder_mails_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stakeholder_mails" ADD CONSTRAINT "stakeholder_mails_stakeholder_id_fkey" FOREIGN KEY ("stakeholder_id") REFERENCES "stakeholders"("id") ON DELETE CASCADE ON UPDATE CASCADE;
