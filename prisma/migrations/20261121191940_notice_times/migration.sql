-- AlterTable
ALTER TABLE "schedules" ADD COLUMN     "notice_first_minutes" INTEGER DEFAULT 1440,
ADD COLUMN     "notice_last_minutes" INTEGER DEFAULT 60;

-- AlterTable
ALTER TABLE "shifts" ADD COLUMN     "neared_at" TIMESTAMPTZ(3);

-- What was said within the last hour before a shift was its last word.
UPDATE shifts SET neared_at = noticed_at WHERE noticed_at >= from_at - interval '1 hour';

-- The first word comes before the last one; both within bounds that help.
ALTER TABLE schedules ADD CONSTRAINT schedules_notice_times CHECK (
  (notice_first_minutes IS NULL OR notice_first_minutes BETWEEN 60 AND 20160)
  AND (notice_last_minutes IS NULL OR notice_last_minutes BETWEEN 5 AND 1440)
  AND (notice_first_minutes IS NULL OR notice_last_minutes IS NULL OR notice_last_minutes < notice_first_minutes));
