import { Button } from './button.tsx'

/** What a list in pages says of itself; a query of TanStack fits as it is. */
type PagedList = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }

/** The button at the end of a list that has another page; nothing where it ends. */
export function ShowMore({ list }: { list: PagedList }) {
  if (!list.hasNextPage) return null
  return (
    <div className="pt-4 text-center">
      <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
        Show more
      </Button>
    </div>
  )
}
