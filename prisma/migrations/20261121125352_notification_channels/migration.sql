-- AlterTable
ALTER TABLE "notifications" ADD COLUMN     "escalation_id" UUID,
ADD COLUMN     "is_private" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "late" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "severity" TEXT,
ADD COLUMN     "silenced_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "channel_id" UUID,
ADD COLUMN     "dispatch_id" UUID,
ADD COLUMN     "took_ms" INTEGER;

-- CreateTable
CREATE TABLE "contacts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "keys" JSONB NOT NULL DEFAULT '{}',
    "address_hash" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "code_hash" TEXT,
    "code_expires_at" TIMESTAMPTZ(3),
    "code_tries" INTEGER NOT NULL DEFAULT 0,
    "gone_at" TIMESTAMPTZ(3),
    "last_ok_at" TIMESTAMPTZ(3),
    "last_failed_at" TIMESTAMPTZ(3),
    "last_answer" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_rules" (
    "user_id" UUID NOT NULL,
    "rules" JSONB NOT NULL,
    "quiet" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_rules_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "team_channels" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "secret" TEXT NOT NULL DEFAULT '',
    "severities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "paused_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "last_ok_at" TIMESTAMPTZ(3),
    "last_failed_at" TIMESTAMPTZ(3),
    "last_answer" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateways" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "method" TEXT NOT NULL DEFAULT 'POST',
    "headers" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "last_ok_at" TIMESTAMPTZ(3),
    "last_failed_at" TIMESTAMPTZ(3),
    "last_answer" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gateways_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_keys" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "public_key" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispatches" (
    "id" UUID NOT NULL,
    "notification_id" UUID,
    "user_id" UUID,
    "contact_id" UUID,
    "gateway_id" UUID,
    "channel_id" UUID,
    "kind" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "severity" TEXT,
    "escalation_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "rank" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "content" JSONB,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "bundle_id" UUID,
    "because" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dispatches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acknowledge_links" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "escalation_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "acknowledge_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contacts_user_id_kind_address_hash_key" ON "contacts"("user_id", "kind", "address_hash");

-- CreateIndex
CREATE INDEX "team_channels_team_id_archived_at_idx" ON "team_channels"("team_id", "archived_at");

-- CreateIndex
CREATE INDEX "dispatches_notification_id_idx" ON "dispatches"("notification_id");

-- CreateIndex
CREATE INDEX "dispatches_escalation_id_idx" ON "dispatches"("escalation_id");

-- CreateIndex
CREATE INDEX "dispatches_channel_id_created_at_idx" ON "dispatches"("channel_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "dispatches_target_urgency_sent_at_idx" ON "dispatches"("target", "urgency", "sent_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "acknowledge_links_token_hash_key" ON "acknowledge_links"("token_hash");

-- CreateIndex
CREATE INDEX "acknowledge_links_subject_kind_subject_id_idx" ON "acknowledge_links"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "notifications_escalation_id_idx" ON "notifications"("escalation_id");

-- CreateIndex
CREATE INDEX "deliveries_user_id_at_idx" ON "deliveries"("user_id", "at" DESC);

-- CreateIndex
CREATE INDEX "deliveries_channel_id_at_idx" ON "deliveries"("channel_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_dispatch_id_attempt_key" ON "deliveries"("dispatch_id", "attempt");

-- ── What the schema files cannot say ────────────────────────────────────────────────────────────

-- What the sender looks for: the few that wait, whatever the history.
CREATE INDEX dispatches_waiting ON dispatches (next_at) WHERE state = 'pending';
CREATE INDEX dispatches_leased ON dispatches (lease_until) WHERE state = 'sending';
CREATE INDEX dispatches_held ON dispatches (notification_id, rank) WHERE state = 'held';
-- What an open tab rings for.
CREATE INDEX notifications_ringing ON notifications (user_id) WHERE escalation_id IS NOT NULL AND silenced_at IS NULL;

ALTER TABLE dispatches ADD CONSTRAINT dispatches_state CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'held', 'cancelled'));
ALTER TABLE dispatches ADD CONSTRAINT dispatches_lease CHECK ((state = 'sending') = (lease_token IS NOT NULL));
ALTER TABLE dispatches ADD CONSTRAINT dispatches_for CHECK ((notification_id IS NULL) <> (channel_id IS NULL));
ALTER TABLE contacts ADD CONSTRAINT contacts_kind CHECK (kind IN ('mail', 'push', 'ntfy', 'phone'));
ALTER TABLE team_channels ADD CONSTRAINT team_channels_kind CHECK (kind IN ('slack', 'webhook', 'ntfy', 'mail'));
ALTER TABLE push_keys ADD CONSTRAINT push_keys_single CHECK (id = 1);
-- Once per message and address, however often the plan is made.
CREATE UNIQUE INDEX dispatches_once ON dispatches (notification_id, target) WHERE notification_id IS NOT NULL;
