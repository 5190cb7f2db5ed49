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
CREATE INDEX "shared_limits_full" ON "shared_limits" USING btree ("name","full_at");--> statement-breakpoint
-- An invitation of which an earlier version let more people in than it was for has no use left.
UPDATE "invitations" SET uses_left = 0 WHERE uses_left < 0;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_uses_left" CHECK (uses_left >= 0);--> statement-breakpoint
-- Signing an award again has a key of its own, so that it keeps no other badge from being issued.
UPDATE "issuances" SET open_key = 'reissue:' || reissue_of WHERE open_key IS NOT NULL AND reissue_of IS NOT NULL;
