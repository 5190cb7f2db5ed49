ALTER TABLE "applications" ADD COLUMN "kind" text DEFAULT 'evidence' NOT NULL;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "reconsidered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "reconsidered" text;--> statement-breakpoint
ALTER TABLE "opinions" ADD COLUMN "service" text;--> statement-breakpoint
ALTER TABLE "opinions" ADD COLUMN "markings" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "markings" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "interview" text;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_service_institutions_id_fk" FOREIGN KEY ("service") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "opinions_service" ON "opinions" USING btree ("service");