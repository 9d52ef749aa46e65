/** What an answer of ours holds, believed to have the shape its contract promises: tests break where it has not. */
export async function readJson<Body>(answer: Response): Promise<Body> {
  return (await answer.json()) as Body
}
