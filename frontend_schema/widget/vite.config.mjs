import { fileURLToPath } from "node:url";

const inside = (path) => fileURLToPath(new URL(path, import.meta.url));

export default {
  root: inside("."),
  publicDir: false,
  build: {
    lib: { entry: inside("src/widget.ts"), formats: ["es"], fileName: () => "widget.js" },
    outDir: inside("../static/frontend_schema"),
    emptyOutDir: false,
    target: "es2022",
    // Where `light-dark()` and nesting are known; older ones would need code for each.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
  },
};
