CREATE TABLE "hours_shares" (
	"id" text PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"token_hash" text NOT NULL,
	"period_from" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hours_shares" ADD CONSTRAINT "hours_shares_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "hours_shares_token" ON "hours_shares" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "hours_shares_person" ON "hours_shares" USING btree ("person");--> statement-breakpoint
CREATE INDEX "hours_shares_end" ON "hours_shares" USING btree ("expires_at");