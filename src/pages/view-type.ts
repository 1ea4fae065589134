// How the home page's program asks for what is new on the page.

/** A media type of our own: nobody else's client means it. */
export const homeViewType = "application/vnd.picklejar.page+json";
