ALTER TABLE "application_evidence" ADD COLUMN "context" text;--> statement-breakpoint
ALTER TABLE "application_evidence" ADD COLUMN "shared" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "removed_evidence" ADD COLUMN "context" text;--> statement-breakpoint
ALTER TABLE "removed_evidence" ADD COLUMN "shared" boolean DEFAULT false NOT NULL;