ALTER TABLE "mails" ADD COLUMN "sent_for" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "mails_turn" ON "mails" USING btree ("state","bulk","sent_for","due_at");