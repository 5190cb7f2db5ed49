ALTER TABLE "cohorts" ADD COLUMN "starts_on" text;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "most_people" integer;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "asks" text;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "archived_at" timestamp (3) with time zone;