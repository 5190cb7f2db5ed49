ALTER TABLE "awards" ADD COLUMN "reconsidered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "reconsidered" text;