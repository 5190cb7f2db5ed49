CREATE TABLE "event_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"listener" text NOT NULL,
	"about" text NOT NULL,
	"person" text,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "event_deliveries_due" ON "event_deliveries" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "event_deliveries_person" ON "event_deliveries" USING btree ("person");