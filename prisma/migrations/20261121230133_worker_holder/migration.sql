-- AlterTable
ALTER TABLE "worker_heartbeats" ADD COLUMN     "holder" TEXT;
