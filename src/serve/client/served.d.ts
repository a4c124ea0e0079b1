// What the server puts in front of these scripts when it serves them as one.

/** What only a page that came from this server can know. */
declare const token: string;
/** The language of the editor. */
declare const speech: "nl" | "en";
