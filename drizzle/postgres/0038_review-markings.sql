ALTER TABLE "opinions" ADD COLUMN "markings" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "markings" text DEFAULT '[]' NOT NULL;