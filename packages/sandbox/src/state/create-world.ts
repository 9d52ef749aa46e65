/** What a stand-in knows, beside the parts that it works with. */
type World<Parts, State> = Parts & { state: State; reset(): void }

/** Begins with what was saved; what is new since the file was written begins as in `freshState`. */
export function createWorld<Parts extends object, State extends object>(
  parts: Parts,
  freshState: () => State,
  saved: State | null,
): World<Parts, State> {
  const world = {
    ...parts,
    state: { ...freshState(), ...saved },
    reset() {
      world.state = freshState()
    },
  }
  return world
}
