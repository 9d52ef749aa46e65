/** The first stop of the Tab key: past the navigation to the page. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="absolute start-4 top-3 z-50 flex min-h-11 -translate-y-24 items-center rounded-box bg-pine px-4 font-medium text-on-pine focus:translate-y-0"
    >
      To the page
    </a>
  )
}
