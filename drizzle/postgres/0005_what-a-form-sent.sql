ALTER TABLE "idempotency_keys" ADD COLUMN "digest" text;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "sent" text;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "about" text;--> statement-breakpoint
CREATE INDEX "idempotency_keys_about" ON "idempotency_keys" USING btree ("about");--> statement-breakpoint
UPDATE "idempotency_keys" SET "key" = encode(sha256(convert_to("key", 'UTF8')), 'hex');
