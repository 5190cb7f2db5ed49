ALTER TABLE "applications" ADD COLUMN "binds_email" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "binds_email" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "superseded_awards" ADD COLUMN "cause" text DEFAULT 'key-compromised' NOT NULL;