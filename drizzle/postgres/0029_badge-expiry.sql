ALTER TABLE "awards" ADD COLUMN "valid_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "expiry_told_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "awards_valid_until" ON "awards" USING btree ("valid_until");