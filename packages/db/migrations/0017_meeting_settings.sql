ALTER TABLE "meetings" ADD COLUMN "dropped_settings" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "meetings_dropped_settings" ON "meetings" USING btree ("session_id") WHERE dropped_settings <> '[]';--> statement-breakpoint
CREATE INDEX "meetings_external" ON "meetings" USING btree ("platform","external_id") WHERE external_id is not null;--> statement-breakpoint
-- What a platform dropped is shown on the page of the session.
DROP TRIGGER meetings_announce_change ON meetings;
--> statement-breakpoint
CREATE TRIGGER meetings_announce_change AFTER UPDATE ON meetings FOR EACH ROW
  WHEN ((OLD.status, OLD.source, OLD.reason, OLD.join_url, OLD.platform, OLD.attempts, OLD.next_attempt_at, OLD.fallback_step,
      OLD.dropped_settings)
    IS DISTINCT FROM (NEW.status, NEW.source, NEW.reason, NEW.join_url, NEW.platform, NEW.attempts, NEW.next_attempt_at,
      NEW.fallback_step, NEW.dropped_settings))
  EXECUTE FUNCTION meetings_announce();
