DROP INDEX "meetings_unsynced";--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "is_unsynced" boolean GENERATED ALWAYS AS (synced_version < desired_version) STORED;--> statement-breakpoint
CREATE INDEX "meetings_unsynced" ON "meetings" USING btree ("id") WHERE is_unsynced;