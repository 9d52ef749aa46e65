-- The last step of a chain names a person and changes nothing else that a page shows.
DROP TRIGGER meetings_announce_change ON meetings;
--> statement-breakpoint
CREATE TRIGGER meetings_announce_change AFTER UPDATE ON meetings FOR EACH ROW
  WHEN ((OLD.status, OLD.source, OLD.reason, OLD.join_url, OLD.platform, OLD.attempts, OLD.next_attempt_at, OLD.fallback_step)
    IS DISTINCT FROM (NEW.status, NEW.source, NEW.reason, NEW.join_url, NEW.platform, NEW.attempts, NEW.next_attempt_at, NEW.fallback_step))
  EXECUTE FUNCTION meetings_announce();
