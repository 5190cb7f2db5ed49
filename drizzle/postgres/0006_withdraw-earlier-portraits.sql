DROP TABLE "portraits" CASCADE;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "given_by" text;--> statement-breakpoint
UPDATE institutions SET threshold = 15 WHERE threshold = 10;
