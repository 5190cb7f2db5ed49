CREATE TABLE "award_tokens" (
	"award" text PRIMARY KEY NOT NULL,
	"kid" text NOT NULL,
	"token" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "superseded_awards" (
	"id" text PRIMARY KEY NOT NULL,
	"award" text NOT NULL,
	"issuer" text NOT NULL,
	"credential" text,
	"kid" text NOT NULL,
	"status_list" integer NOT NULL,
	"status_index" integer NOT NULL,
	"superseded_at" timestamp (3) with time zone NOT NULL,
	"reason" text
);
--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "sibling_of" text;--> statement-breakpoint
ALTER TABLE "issuances" ADD COLUMN "reissue_of" text;--> statement-breakpoint
ALTER TABLE "issuer_keys" ADD COLUMN "algorithm" text DEFAULT 'Ed25519' NOT NULL;--> statement-breakpoint
ALTER TABLE "issuer_keys" ADD COLUMN "public_jwk" text;--> statement-breakpoint
CREATE INDEX "award_tokens_kid" ON "award_tokens" USING btree ("kid");--> statement-breakpoint
CREATE UNIQUE INDEX "superseded_awards_status" ON "superseded_awards" USING btree ("issuer","status_list","status_index");--> statement-breakpoint
CREATE INDEX "superseded_awards_award" ON "superseded_awards" USING btree ("award");--> statement-breakpoint
CREATE INDEX "superseded_awards_kid" ON "superseded_awards" USING btree ("kid");--> statement-breakpoint
CREATE INDEX "awards_sibling" ON "awards" USING btree ("sibling_of");--> statement-breakpoint
CREATE INDEX "awards_kid" ON "awards" USING btree ("kid");--> statement-breakpoint
CREATE INDEX "awards_revoked" ON "awards" USING btree ("issuer","status_list","revoked_at");--> statement-breakpoint
CREATE INDEX "issuances_step" ON "issuances" USING btree ("issuer","step");--> statement-breakpoint
CREATE INDEX "issuances_voided" ON "issuances" USING btree ("issuer","voided");