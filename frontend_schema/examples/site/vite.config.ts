import { library } from "./src/library.ts";

export default {
  plugins: [
    {
      name: "library",
      // The list is written into the page when the site is built: its readers wait for no API.
      transformIndexHtml: async (html: string) => html.replace("<!-- library -->", await library()),
    },
  ],
};
