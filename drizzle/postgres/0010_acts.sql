CREATE TABLE "acts" (
	"n" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"what" text NOT NULL,
	"about" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "acts_id" ON "acts" USING btree ("id");--> statement-breakpoint
CREATE INDEX "acts_at" ON "acts" USING btree ("at");