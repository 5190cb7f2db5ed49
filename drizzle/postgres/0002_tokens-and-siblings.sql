CREATE TABLE "award_tokens" (
	"award" text PRIMARY KEY NOT NULL,
	"kid" text NOT NULL,
	"token" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "sibling_of" text;--> statement-breakpoint
ALTER TABLE "issuer_keys" ADD COLUMN "algorithm" text DEFAULT 'Ed25519' NOT NULL;--> statement-breakpoint
ALTER TABLE "issuer_keys" ADD COLUMN "public_jwk" text;--> statement-breakpoint
CREATE INDEX "award_tokens_kid" ON "award_tokens" USING btree ("kid");--> statement-breakpoint
CREATE INDEX "awards_sibling" ON "awards" USING btree ("sibling_of");