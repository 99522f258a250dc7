-- AlterTable
ALTER TABLE "incidents" ADD COLUMN     "next_tell_at" TIMESTAMPTZ(3),
ADD COLUMN     "watch_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "incident_tasks" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "phase" TEXT NOT NULL DEFAULT '',
    "ordinal" INTEGER NOT NULL DEFAULT 0,
    "owner_id" UUID,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "incident_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_watchers" (
    "incident_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_watchers_pkey" PRIMARY KEY ("incident_id","user_id")
);

-- CreateTable
CREATE TABLE "incident_files" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "entry_id" UUID,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_pages" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "incident_pages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stakeholders" (
    "id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "user_id" UUID,
    "email" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "token_hash" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "stakeholders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incident_tasks_incident_id_ordinal_id_idx" ON "incident_tasks"("incident_id", "ordinal", "id");

-- CreateIndex
CREATE INDEX "incident_tasks_owner_id_done_at_idx" ON "incident_tasks"("owner_id", "done_at");

-- CreateIndex
CREATE INDEX "incident_watchers_user_id_idx" ON "incident_watchers"("user_id");

-- CreateIndex
CREATE INDEX "incident_files_incident_id_at_idx" ON "incident_files"("incident_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_pages_token_hash_key" ON "incident_pages"("token_hash");

-- CreateIndex
CREATE INDEX "incident_pages_incident_id_idx" ON "incident_pages"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_user_id_place_name_key" ON "saved_views"("user_id", "place", "name");

-- CreateIndex
CREATE UNIQUE INDEX "stakeholders_token_hash_key" ON "stakeholders"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "stakeholders_service_id_user_id_key" ON "stakeholders"("service_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "stakeholders_service_id_email_key" ON "stakeholders"("service_id", "email");

-- AddForeignKey
ALTER TABLE "incident_tasks" ADD CONSTRAINT "incident_tasks_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_watchers" ADD CONSTRAINT "incident_watchers_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_files" ADD CONSTRAINT "incident_files_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_pages" ADD CONSTRAINT "incident_pages_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stakeholders" ADD CONSTRAINT "stakeholders_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "services"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The watch over clocks looks only at incidents of which something is still to be said.
CREATE INDEX incidents_next_tell_at_idx ON incidents (next_tell_at) WHERE next_tell_at IS NOT NULL;
UPDATE incidents SET next_tell_at = next_due_at
  WHERE next_due_at IS NOT NULL AND NOT is_demo AND status IN ('open', 'acknowledged', 'investigating');

-- Words of an incident, whatever their language: no stemming, so that what is typed is what is found.
CREATE INDEX incidents_words_idx ON incidents USING gin (
  to_tsvector('simple'::regconfig, title || ' ' || summary || ' ' || coalesce(report_happened, '') || ' ' ||
    coalesce(report_cause, '') || ' ' || coalesce(report_resolution, '')));

-- A stakeholder is a person of the portal or an address, never both or neither.
ALTER TABLE stakeholders ADD CONSTRAINT stakeholders_one_way CHECK ((user_id IS NULL) <> (email IS NULL));
