import { useRouter } from '@tanstack/react-router'
import type { BookingChoice } from './booking-choice.ts'

/**
 * Keeps the choice in the address. Choosing replaces the entry in the history, so that going back leaves the page;
 * a step onwards is an entry of its own.
 */
export function useChoose(addressOf: (choice: BookingChoice) => string) {
  const router = useRouter()
  return {
    choose: (choice: BookingChoice) => router.history.replace(addressOf(choice)),
    stepTo: (choice: BookingChoice) => router.history.push(addressOf(choice)),
  }
}
