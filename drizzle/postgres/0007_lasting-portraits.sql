CREATE TABLE "portrait_people" (
	"cohort" text NOT NULL,
	"person" text NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "portrait_people_cohort_person_pk" PRIMARY KEY("cohort","person")
);
--> statement-breakpoint
CREATE TABLE "portrait_secrets" (
	"id" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portraits" (
	"cohort" text PRIMARY KEY NOT NULL,
	"date" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"figures" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "share_readings" (
	"actor" text NOT NULL,
	"grantee_kind" text NOT NULL,
	"grantee" text NOT NULL,
	"day" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "share_readings_actor_grantee_kind_grantee_day_pk" PRIMARY KEY("actor","grantee_kind","grantee","day")
);
--> statement-breakpoint
CREATE INDEX "portrait_people_person" ON "portrait_people" USING btree ("person");--> statement-breakpoint
CREATE INDEX "share_readings_grantee" ON "share_readings" USING btree ("grantee_kind","grantee","at");