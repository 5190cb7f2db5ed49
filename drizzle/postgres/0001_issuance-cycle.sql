CREATE TABLE "issuance_halts" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text,
	"reason" text NOT NULL,
	"halted_at" timestamp (3) with time zone NOT NULL,
	"resumed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "issuances" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text,
	"institution" text NOT NULL,
	"badge" text NOT NULL,
	"application" text,
	"issuer" text NOT NULL,
	"kid" text NOT NULL,
	"status_list" integer NOT NULL,
	"status_index" integer NOT NULL,
	"short_code" text NOT NULL,
	"unsigned" text,
	"digest" text NOT NULL,
	"intent" text,
	"step" text NOT NULL,
	"proof" text,
	"voided" text,
	"open_key" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "issuer_keys" ADD COLUMN "ended_reason" text;--> statement-breakpoint
CREATE INDEX "issuance_halts_institution" ON "issuance_halts" USING btree ("institution");--> statement-breakpoint
CREATE UNIQUE INDEX "issuances_status" ON "issuances" USING btree ("issuer","status_list","status_index");--> statement-breakpoint
CREATE UNIQUE INDEX "issuances_short_code" ON "issuances" USING btree ("short_code");--> statement-breakpoint
CREATE UNIQUE INDEX "issuances_open" ON "issuances" USING btree ("open_key");--> statement-breakpoint
CREATE INDEX "issuances_person" ON "issuances" USING btree ("person");--> statement-breakpoint
CREATE INDEX "issuances_kid" ON "issuances" USING btree ("kid");