import { createDice, type Dice } from './dice.ts'
import type { Stages } from './plan.ts'

/** What somebody does with a session; `edit_*` is done by hand in the calendar of the platform. */
export type Act =
  | 'book'
  | 'confirm'
  | 'decline'
  | 'move'
  | 'cancel'
  | 'rebook'
  | 'call_off'
  | 'open_group'
  | 'join'
  | 'leave'
  | 'insert_by_sql'
  | 'set_own_link'
  | 'drop_own_link'
  | 'retry'
  | 'edit_delete'
  | 'edit_move'
  | 'edit_no_room'

export interface Step {
  act: Act
  /** Pause since the step before was answered. */
  afterMs: number
  /** Which of the provider's half hours, where the step needs a new one. */
  slot?: number
  /** Which customer, where it is not the first one. */
  customer?: number
}

/** One session and what becomes of it; the steps follow each other, stories run side by side. */
export interface Story {
  number: number
  kind: string
  atMs: number
  provider: number
  service: 'manual' | 'automatic' | 'group'
  /** Counted in half hours from soon on. */
  slot: number
  customer: number
  steps: Step[]
}

type Teller = (dice: Dice, nextSlot: () => number, others: (count: number) => number[]) => Step[]

const at = (act: Act, afterMs = 0): Step => ({ act, afterMs })
const BOOKED = [at('book'), at('confirm', 50)]
const soon = (dice: Dice) => dice.int(0, 1500)
const later = (dice: Dice) => dice.int(1500, 9000)

/** How often out of all, and what is done. */
const KINDS: Record<string, { weight: number; service?: Story['service']; tell: Teller }> = {
  booked: { weight: 26, tell: () => BOOKED },
  'booked at once': { weight: 12, service: 'automatic', tell: () => [at('book')] },
  group: {
    weight: 6,
    service: 'group',
    tell: (dice, _slot, others) => {
      const joining = others(dice.int(2, 5)).map(
        (customer): Step => ({ act: 'join', afterMs: dice.int(0, 400), customer }),
      )
      const last = joining.at(-1)
      const leaves = last && dice.next() < 0.5 ? [{ ...last, act: 'leave' as const, afterMs: soon(dice) }] : []
      return [at('open_group'), ...joining, ...leaves]
    },
  },
  moved: { weight: 10, tell: (dice, slot) => [...BOOKED, { act: 'move', afterMs: later(dice), slot: slot() }] },
  'moved at once': { weight: 6, tell: (_dice, slot) => [...BOOKED, { act: 'move', afterMs: 0, slot: slot() }] },
  'moved five times': {
    weight: 3,
    tell: (_dice, slot) => [...BOOKED, ...[1, 2, 3, 4, 5].map((): Step => ({ act: 'move', afterMs: 0, slot: slot() }))],
  },
  'cancelled at once': { weight: 6, tell: (dice) => [...BOOKED, at('cancel', dice.int(0, 120))] },
  'cancelled later': { weight: 5, tell: (dice) => [...BOOKED, at('cancel', later(dice))] },
  'cancelled and booked by another': {
    weight: 5,
    tell: (dice, _slot, others) => {
      const customer = others(1)[0] ?? 0
      const another = [
        { act: 'rebook', afterMs: 0, customer },
        { act: 'confirm', afterMs: 0, customer },
      ] as const
      return [...BOOKED, at('cancel', soon(dice)), ...another]
    },
  },
  'called off': { weight: 4, tell: (dice) => [...BOOKED, at('call_off', soon(dice))] },
  declined: { weight: 2, tell: () => [at('book'), at('decline', 100)] },
  'inserted by SQL': { weight: 4, tell: () => [at('insert_by_sql')] },
  'link by hand': { weight: 2, tell: (dice) => [...BOOKED, at('set_own_link', later(dice))] },
  'link by hand, taken back': {
    weight: 2,
    tell: (dice) => [...BOOKED, at('set_own_link', soon(dice)), at('drop_own_link', soon(dice))],
  },
  retried: { weight: 3, tell: (dice) => [...BOOKED, at('retry', soon(dice)), at('retry', soon(dice))] },
  'deleted in the calendar': { weight: 1.4, tell: (dice) => [...BOOKED, at('edit_delete', later(dice))] },
  'dragged in the calendar': { weight: 1.3, tell: (dice) => [...BOOKED, at('edit_move', later(dice))] },
  'robbed of its room': { weight: 1.3, tell: (dice) => [...BOOKED, at('edit_no_room', later(dice))] },
}

const NAMES = Object.keys(KINDS)

interface Size {
  seed: number
  sessions: number
  providers: number
  customers: number
  stages: Stages
}

/** Spreads the stories evenly over the run; each kind at least once while there are enough of them. */
export function planStories({ seed, sessions, providers, customers, stages }: Size): Story[] {
  const dice = createDice(seed, 'stories')
  const slots = Array.from({ length: providers }, () => 0)
  return orderOfKinds(dice, sessions).map((kind, number) => {
    const provider = dice.int(0, providers - 1)
    const nextSlot = () => {
      const slot = slots[provider] ?? 0
      slots[provider] = slot + 1
      return slot
    }
    const { service = 'manual', tell } = KINDS[kind] ?? { tell: () => [] }
    const slot = nextSlot()
    const [customer = 0, ...others] = dice.shuffle(Array.from({ length: customers }, (_, index) => index))
    const steps = tell(dice, nextSlot, (count) => others.slice(0, count))
    const atMs = Math.round(((number + dice.next()) / sessions) * stages.endMs)
    return { number, kind, atMs, provider, service, slot, customer, steps }
  })
}

function orderOfKinds(dice: Dice, count: number): string[] {
  const total = NAMES.reduce((sum, name) => sum + (KINDS[name]?.weight ?? 0), 0)
  const draw = () => {
    let left = dice.next() * total
    const drawn = NAMES.find((name) => {
      left -= KINDS[name]?.weight ?? 0
      return left < 0
    })
    return drawn ?? 'booked'
  }
  const once = count >= NAMES.length ? NAMES : []
  return dice.shuffle([...once, ...Array.from({ length: count - once.length }, draw)])
}
