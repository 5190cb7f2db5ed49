CREATE TABLE "shared_limits" (
	"name" text NOT NULL,
	"key" text NOT NULL,
	"full_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shared_limits_name_key_pk" PRIMARY KEY("name","key")
);
--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD COLUMN "turn_network" text;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD COLUMN "turn_failures" integer;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD COLUMN "turn_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "shared_limits_full" ON "shared_limits" USING btree ("name","full_at");