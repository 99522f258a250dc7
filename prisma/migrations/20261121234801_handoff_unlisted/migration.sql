-- AlterTable
ALTER TABLE "handoffs" ADD COLUMN     "unlisted" INTEGER NOT NULL DEFAULT 0;
